import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadConfiguration } from '../../../main/configuration/configuration.ts'
import { runPrinterProbe, type PrinterProbeOptions } from '../../../main/operations/printer-probe.ts'
import { ProfileFile } from '../../../printers/escpos/profile.ts'
import { startThermalPrinter, type ThermalPrinterSimulator } from '../../../simulators/thermal-printer/thermal-printer.ts'
import { CREDENTIAL, HALL_YAML, TERMINAL_YAML } from '../configuration/specimen-files.ts'

/** Long enough for answers on a busy machine. */
const TIMING = { answerMs: 1_500, quietMs: 20, writeMs: 5_000, stripMs: 5_000 }
/** Where nothing is answered that is waited for. */
const IN_VAIN = { ...TIMING, answerMs: 100 }

let folder: string
let printer: ThermalPrinterSimulator
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-probe-'))
  printer = await startThermalPrinter({ listen: { host: '127.0.0.1', port: 0 } })
})
afterEach(async () => {
  await printer.close()
  await rm(folder, { recursive: true })
})

async function probe(options: Partial<PrinterProbeOptions> = {}) {
  const words: string[] = []
  const out = path.join(folder, 'printer.json')
  const today = '2026-11-22'
  const write = (text: string) => void words.push(text)
  const done = await runPrinterProbe({ port: printer.url, out, width: 80, today, write, timing: TIMING, ...options })
  const files = await readdir(folder)
  const text = files.includes('printer.json') ? await readFile(out, 'utf8') : null
  return {
    told: words.join(''),
    line: done.ok ? null : done.fault.line,
    files,
    profile: text === null ? null : ProfileFile.parse(JSON.parse(text)),
  }
}

describe('a printer that answers everything', () => {
  test('gets a profile that says so, with the day and the time of each answer', async () => {
    const { profile, told, line, files } = await probe()
    expect(line).toBeNull()
    expect(files).toEqual(['printer.json'])
    expect(profile).toMatchObject({
      widthDots: 576,
      columns: 48,
      realTimeQueries: [1, 2, 3, 4],
      automaticStatus: 'yes',
      paperStatusFence: 'yes',
      processId: 'yes',
      clearBuffers: 'yes',
      nativeQr: 'unknown',
    })
    const { widthDots, columns, bandRows, nativeQr, ...asked } = profile?.evidence ?? {}
    for (const evidence of Object.values(asked)) expect(evidence).toMatch(/^probed on 2026-11-22: .*answered in \d+ ms/)
    for (const evidence of [widthDots, columns, bandRows, nativeQr]) expect(evidence).toMatch(/^unverified: /)
    expect(told).toContain('This printer confirms its tickets.')
    expect(told).not.toContain('NOT answered')
  })

  test.each([58, 80] as const)('prints one strip of %i mm to compare by eye, and no byte of it is malformed', async (width) => {
    await printer.close()
    printer = await startThermalPrinter({
      listen: { host: '127.0.0.1', port: 0 },
      widthDots: width === 58 ? 384 : 576,
    })
    expect((await probe({ width })).profile).toMatchObject({ columns: width === 58 ? 32 : 48 })
    expect(printer.errors).toEqual([])
    expect(printer.tickets).toHaveLength(1)
    const [strip] = printer.tickets
    expect(strip?.cut).toBe(true)
    const ruler = width === 58 ? '....+....1....+....2....+....3..' : '....+....1....+....2....+....3....+....4....+...'
    expect(strip?.text.split('\n').filter((line) => line !== '')).toEqual([
      '↑此处应为空白 Nothing above',
      '打印测试 TEST',
      '─'.repeat(width === 58 ? 16 : 24),
      ruler,
      expect.stringMatching(/^1 上行共(32格 32|48格 48) cells, one line$/),
      '永和九年岁在癸丑 政务 ￥12.50',
      '2 汉字清楚 Hanzi are readable',
      'A001',
      '3 四边完整 All edges are there',
      '4 手机能扫 A phone reads it',
      '5 纸已切断 The paper is cut',
    ])
  })

  test('is accepted with that profile by the configuration of the terminal', async () => {
    await probe()
    await writeFile(path.join(folder, 'hall.yaml'), HALL_YAML)
    await writeFile(path.join(folder, 'credential'), CREDENTIAL)
    await writeFile(path.join(folder, 'terminal.yaml'), TERMINAL_YAML.replace('generic-80mm', './printer.json'))
    expect(await loadConfiguration(path.join(folder, 'terminal.yaml'))).toMatchObject({
      ok: true,
      value: { ticketProfile: { name: 'probed-80mm', processId: 'yes', clearBuffers: 'yes' } },
    })
  })

  test('shows its profile where no file was asked for, and writes none', async () => {
    const { told, files } = await probe({ out: null })
    expect(files).toEqual([])
    expect(ProfileFile.parse(JSON.parse(told.slice(told.indexOf('\n{'), told.indexOf('\n}') + 2)))).toMatchObject({
      processId: 'yes',
    })
  })

  test('replaces an older profile whole', async () => {
    await writeFile(path.join(folder, 'printer.json'), 'x'.repeat(100_000))
    expect((await probe()).profile).toMatchObject({ name: 'probed-80mm' })
  })
})

describe('a printer that lacks an answer', () => {
  const lacking = [
    ['asb', 'automaticStatus', 'GS a'],
    ['gsR', 'paperStatusFence', 'GS r 1'],
    ['processId', 'processId', 'GS ( H'],
  ] as const
  test.each(lacking)('of %s gets a profile that says so, and all else is asked all the same', async (answer, key, name) => {
    printer.answers[answer] = false
    const { profile, told } = await probe()
    const expected = { automaticStatus: 'yes', paperStatusFence: 'yes', processId: 'yes', clearBuffers: 'yes', [key]: 'no' }
    expect(profile).toMatchObject(expected)
    expect(profile?.evidence[key]).toBe('probed on 2026-11-22: not answered within 1500 ms')
    const line = told.split('\n').find((each) => each.includes('NOT answered'))
    expect(line).toContain(name)
    expect(told).toContain('This printer confirms its tickets.')
    expect(printer.tickets).toHaveLength(1)
  })

  test('to any fence is said to confirm nothing, and its strip is given time before its buffers are cleared', async () => {
    printer.answers.gsR = false
    printer.answers.processId = false
    const { profile, told } = await probe({ timing: { ...TIMING, stripMs: 1_000 } })
    expect(profile).toMatchObject({ paperStatusFence: 'no', processId: 'no', clearBuffers: 'yes' })
    expect(told).toContain('this printer confirms nothing, so look whether it came out')
    expect(told).toContain('This printer confirms no ticket')
    expect(printer.tickets[0]?.text).toContain('The paper is cut')
  })

  test('about its status cannot be used: nothing is printed, nothing is written', async () => {
    Object.assign(printer.answers, { dleEot1: false, dleEot2: false, dleEot3: false, dleEot4: false })
    const { line, files } = await probe({ timing: IN_VAIN })
    expect(line).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+: answers none of DLE EOT 1 to 4: .*switched on/)
    expect(files).toEqual([])
    expect(printer.tickets).toEqual([])
  })
})

describe('a printer that cannot be probed is told in one line, and nothing is written', () => {
  test('silent', async () => {
    printer.silence(true)
    const { line, files } = await probe({ timing: IN_VAIN })
    expect(line).toContain('answers none of DLE EOT 1 to 4')
    expect(line).not.toContain('\n')
    expect(files).toEqual([])
  })

  test('switched off', async () => {
    printer.powerOff({ keepBuffer: false })
    const { line, files } = await probe()
    expect(line).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+: cannot be used \(.+\): .*switched on.*; no profile was written$/)
    expect(files).toEqual([])
  })

  test('without paper, with an open cover, with a stuck cutter: before anything is printed', async () => {
    printer.setPaper('out')
    expect((await probe()).line).toMatch(/it has no paper: put in a roll, and start the probe again; nothing was printed/)
    printer.setPaper('ok')
    printer.setCover('open')
    expect((await probe()).line).toContain('its cover is open: close it')
    printer.setCover('closed')
    printer.setCutter('fault')
    const { line, files } = await probe()
    expect(line).toContain('its cutter is stuck')
    expect(files).toEqual([])
    expect(printer.tickets).toEqual([])
  })

  test.each([true, false])('whose paper ends in the strip, told by itself: %s', async (asb) => {
    printer.answers.asb = asb
    printer.paperOutAfterRows(200)
    const { line, files } = await probe({ timing: { ...TIMING, stripMs: 1_000 } })
    expect(line).toContain('it has no paper: put in a roll, and start the probe again; the test strip may be in two pieces')
    expect(files).toEqual([])
  })

  test('whose line breaks in the strip', async () => {
    printer.disconnectAfterBytes(1_000)
    const { line, files } = await probe()
    expect(line).toContain('the line broke: look at the cable')
    expect(files).toEqual([])
  })

  test('when there is no folder for the file, before anything is asked', async () => {
    const { line } = await probe({ out: path.join(folder, 'nowhere', 'printer.json') })
    expect(line).toContain('there is no folder')
    expect(printer.received).toBe(0)
  })

  test('when the file cannot be written: not even a part of it stays', async () => {
    const { line, files } = await probe({ out: folder })
    expect(line).toContain('cannot be written')
    expect(files).toEqual([])
    const beside = (await readdir(path.dirname(folder))).filter((name) => name.startsWith(`${path.basename(folder)}.`))
    expect(beside).toEqual([])
  })
})
