import assert from 'node:assert'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { stringify } from 'yaml'
import { loadHall } from '../../main/configuration/configuration.ts'
import { specimenTicket } from '../../main/queue/specimen-ticket.ts'
import { outlineFonts } from '../../printers/escpos/outline-glyph.ts'
import { GENERIC_58MM, GENERIC_80MM } from '../../printers/escpos/profile.ts'
import { encodeTicket } from '../../printers/ticket/ticket.ts'
import { startThermalPrinter } from '../../simulators/thermal-printer/thermal-printer.ts'
import { setUpHall, viewWhere, type HallOnADesk } from '../hall-on-a-desk.ts'
import { NOTO_SANS } from '../printers/escpos/fonts.ts'
import { emblem } from '../printers/ticket/emblem.ts'
import { OPEN_HALL, type PageConnection } from '../terminal-process.ts'
import { eventually } from '../eventually.ts'

const TEMPLATE = ['hall', { number: { size: 8 } }, 'where', { text: { zh: '请坐', en: 'Please sit' } }, 'qr']

describe('a hall that edits its ticket while the terminal runs', () => {
  let hall: HallOnADesk
  let page: PageConnection
  let log: () => Promise<string>
  beforeEach(async () => {
    hall = await setUpHall()
    const terminal = await hall.start()
    log = () => readFile(terminal.logFile, 'utf8')
    page = await terminal.connect()
  })
  afterEach(async () => {
    page.close()
    await hall.clear()
  })

  const edit = (ticket: unknown) => writeFile(path.join(hall.folder, 'hall.yaml'), stringify({ ...OPEN_HALL, ticket }))
  const says = (words: string) =>
    vi.waitFor(async () => expect(await log()).toContain(words), { timeout: 30_000, interval: 100 })

  /** The lines of the next ticket on paper. */
  async function nextTicket(): Promise<readonly string[]> {
    await page.client.kiosk.hello()
    await page.client.kiosk.open()
    await viewWhere(page, (view) => view.printer.state === 'ready')
    const taken = await page.client.kiosk.takeNumber({ requestId: randomUUID(), business: 'C', paper: 'ticket' })
    expect(taken).toMatchObject({ outcome: 'issued' })
    await viewWhere(page, (view) => view.session?.sheet?.settled === true)
    await page.client.kiosk.end()
    expect(hall.printer.errors).toEqual([])
    return (hall.printer.tickets.at(-1)?.text ?? '').split('\n').map((line) => line.trim())
  }

  test('has the next one as it wrote it; a slip keeps the last good one and is told with its place', async () => {
    expect(await nextTicket()).toContain('咨询')
    await edit(TEMPLATE)
    await says('the hall file has changed')
    const edited = await nextTicket()
    expect(edited).toEqual(['示例县政务服务中心', 'C002', '请到 Please go to', '4号窗口', 'Window 4', '请坐', 'Please sit'])

    await edit(['hall', { text: '不叫号' }])
    await says('ticket: expected a block number')
    expect(await nextTicket()).toEqual(edited.map((line) => (line === 'C002' ? 'C003' : line)))
  })
})

describe('the preview of a ticket', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'yimen-preview-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  /** Exit status and what it complained of. */
  function preview(words: readonly string[]): Promise<{ readonly status: number; readonly told: string }> {
    const command = path.resolve(import.meta.dirname, '../../out/main/ticket-preview.js')
    return new Promise((resolve) => {
      const child = execFile(process.execPath, [command, ...words], { cwd: folder }, (_, __, told) =>
        resolve({ status: child.exitCode ?? -1, told }),
      )
    })
  }

  test.each([
    ['58', GENERIC_58MM, 384],
    ['80', GENERIC_80MM, 576],
  ] as const)('on %s mm paper is dot for dot what a printer makes of the terminal’s own bytes', async (width, profile, dots) => {
    const file = path.join(folder, 'hall.yaml')
    await writeFile(file, stringify({ ...OPEN_HALL, ticket: [{ logo: 'emblem.png' }, ...TEMPLATE] }))
    await writeFile(path.join(folder, 'emblem.png'), emblem(200))
    const words = ['--hall', 'hall.yaml', '--out', 'ticket.png', '--width', width]
    expect(await preview(words)).toEqual({ status: 0, told: '' })

    const hall = await loadHall(file)
    assert(hall.ok)
    const job = encodeTicket(specimenTicket(hall.value), profile, outlineFonts([NOTO_SANS]), hall.value.ticket)
    assert(job.ok)
    const printer = await startThermalPrinter({ listen: { host: '127.0.0.1', port: 0 }, widthDots: dots })
    try {
      const { hostname, port: number } = new URL(printer.url)
      connect(Number(number), hostname).end(job.value.bytes)
      await eventually(() => expect(printer.tickets).toHaveLength(1))
      expect(printer.errors).toEqual([])
      expect(printer.tickets[0]?.text).toContain('A000')
      const picture = await readFile(path.join(folder, 'ticket.png'))
      expect(printer.tickets[0]?.png.equals(picture)).toBe(true)
    } finally {
      await printer.close()
    }
  })

  test('of a faulty template is no picture but the line that the terminal would tell', async () => {
    await writeFile(path.join(folder, 'hall.yaml'), stringify({ ...OPEN_HALL, ticket: ['hall'] }))
    const { status, told } = await preview(['--hall', 'hall.yaml', '--out', 'ticket.png'])
    expect(status).toBe(2)
    expect(told).toMatch(/^yimen: hall\.yaml:\d+: ticket: expected a block number: .*\n$/)
    await expect(readFile(path.join(folder, 'ticket.png'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
