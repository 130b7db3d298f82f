import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import QRCode from 'qrcode'
import { expect, onTestFinished, test } from 'vitest'
import { CUT, INITIALIZE, PAPER_FENCE, raster } from './commands.ts'
import { hostOf, printer } from './host.ts'

const found = spawnSync('zbarimg', ['--version']).status === 0
/** Dots to a module: 0.75 mm. */
const MODULE = 6

/** A QR code as GS v 0 bands of whole modules. */
function bands(content: string): readonly number[][] {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: 'M' })
  const bytesPerRow = Math.ceil((modules.size * MODULE) / 8)
  return Array.from({ length: modules.size }, (_, row) => {
    const line = Array.from({ length: bytesPerRow }, () => 0)
    for (let x = 0; x < modules.size * MODULE; x += 1) {
      if (modules.get(row, Math.floor(x / MODULE)) !== 0) line[x >> 3] = (line[x >> 3] ?? 0) | (0x80 >> (x & 7))
    }
    return raster(bytesPerRow, MODULE, Array.from({ length: MODULE }, () => line).flat())
  })
}

// In CI the tool must be there: then this test fails without it instead of being passed over.
test.skipIf(!found && process.env['CI'] !== 'true')(
  'a QR code printed as an image is read from the ticket by an independent reader (needs zbarimg)',
  async () => {
    const content = 'https://example.gov.cn/q/A0123?v=7K2M'
    const simulator = await printer()
    const host = await hostOf(simulator)
    host.send(INITIALIZE, [0x1b, 0x61, 1], ...bands(content), CUT, PAPER_FENCE)
    await host.hears(1)
    const folder = mkdtempSync(join(tmpdir(), 'ticket-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'ticket.png')
    writeFileSync(file, simulator.tickets[0]?.png ?? '')
    const read = execFileSync('zbarimg', ['--quiet', '--raw', file], { encoding: 'utf8', stdio: 'pipe' })
    expect(read.trim()).toBe(content)
    expect(simulator.errors).toEqual([])
  },
)
