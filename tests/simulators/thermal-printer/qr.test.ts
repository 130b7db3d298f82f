import QRCode from 'qrcode'
import { expect, test } from 'vitest'
import { codeIn, NO_ZBARIMG } from '../../zbarimg.ts'
import { CUT, INITIALIZE, PAPER_FENCE, raster } from './commands.ts'
import { hostOf, printer } from './host.ts'

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

test.skipIf(NO_ZBARIMG)(
  'a QR code printed as an image is read from the ticket by an independent reader (needs zbarimg)',
  async () => {
    const content = 'https://example.gov.cn/q/A0123?v=7K2M'
    const simulator = await printer()
    const host = await hostOf(simulator)
    host.send(INITIALIZE, [0x1b, 0x61, 1], ...bands(content), CUT, PAPER_FENCE)
    await host.hears(1)
    expect(codeIn(simulator.tickets[0]?.png ?? Buffer.alloc(0))).toBe(content)
    expect(simulator.errors).toEqual([])
  },
)
