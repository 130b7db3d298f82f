import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { uptime } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inspectLedger } from '../../main/ledger/inspection.ts'
import { openLedger } from '../../main/ledger/ledger.ts'
import { loadMachineKey, type MachineKey } from '../../main/ledger/machine-key.ts'
import { openOperators } from '../../main/operations/ledger-operators.ts'
import type { Operators } from '../../main/operations/operators.ts'
import { setUpHall, type HallOnADesk } from '../hall-on-a-desk.ts'
import { bytesOf } from '../main/ledger/fixture.ts'

const COMMAND = path.resolve(import.meta.dirname, '../../out/main/operator.js')
const PIN = '402917'

let hall: HallOnADesk
beforeEach(async () => {
  hall = await setUpHall()
})
afterEach(() => hall.clear())

interface Ended {
  readonly status: number | null
  readonly printed: string
  /** What the installer reads beside the warning that a key file is for development. */
  readonly told: string
}

/** What an installer runs: `npm run operator -- --config terminal.yaml …`, with what is handed in on standard input. */
async function operator(words: readonly string[], input = '', config: readonly string[] = ['--config', hall.configuration]): Promise<Ended> {
  const child = spawn(process.execPath, [COMMAND, ...config, ...words], { cwd: hall.folder })
  let printed = ''
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text))
  // one that refuses before it reads has closed its end
  child.stdin.on('error', () => undefined).end(input)
  const [status] = (await once(child, 'close')) as [number | null]
  for (const pin of [PIN, ...input.split('\n').filter((line) => line !== '')]) expect(printed + told).not.toContain(pin)
  return { status, printed, told: told.replace(/^yimen: NEW MACHINE KEY.*\n/m, '') }
}

async function machineKey(): Promise<MachineKey> {
  const key = await loadMachineKey({ file: path.join(hall.data, 'machine.key') }, { whenMissing: 'refuse', warn: () => undefined })
  if (!key.ok) throw new Error(key.fault.line)
  return key.value
}

/** What the terminal would do with this machine's ledger. */
async function onTheTerminal(act: (operators: Operators) => Promise<void>): Promise<void> {
  const key = await machineKey()
  const opened = await openLedger({ folder: hall.data, key, terminal: 'K01', now: () => new Date() })
  if (!opened.ok) throw new Error(opened.fault.line)
  await act(await openOperators({ ledger: opened.value, key, now: () => new Date(), uptime: () => uptime() * 1000 }))
  await opened.value.close()
}

describe('the installer’s command for operators', () => {
  test('adds the first on a machine that never ran, who signs in; lists and removes; the PIN is nowhere', async () => {
    expect(await operator(['list'])).toEqual({ status: 0, printed: '', told: '' })
    expect(await operator(['add', '王工'], `${PIN}\n`)).toEqual({ status: 0, printed: 'added 王工\n', told: '' })
    expect(await operator(['add', 'Y 7'], '739164\r\nanother line\n')).toEqual({ status: 0, printed: 'added Y 7\n', told: '' })
    expect(await operator(['add', '王工'], `${PIN}\n`)).toEqual({ status: 1, printed: '', told: expect.stringMatching(/^yimen: there is an operator of this name already\n$/) })
    await onTheTerminal(async (operators) => {
      expect((await operators.signIn('王工', PIN)).ok).toBe(true)
      expect((await operators.signIn('Y 7', '739164')).ok).toBe(true)
    })
    expect(await operator(['list'])).toEqual({ status: 0, printed: 'Y 7\n王工\n', told: '' })
    expect(await operator(['remove', 'Y 7'])).toEqual({ status: 0, printed: 'removed Y 7\n', told: '' })
    expect(await operator(['list'])).toMatchObject({ printed: '王工\n' })
    for (const bytes of (await bytesOf(hall.data)).values()) expect(bytes.includes(PIN) || bytes.includes('739164')).toBe(false)
    expect((await inspectLedger(path.join(hall.data, 'ledger.sqlite'), await machineKey())).ok).toBe(true)
  })

  test('adds one to the demonstration hall of this folder, so that its screen can be tried', async () => {
    expect(await operator(['add', '1001'], `${PIN}\n`, ['--demo'])).toMatchObject({ status: 0, printed: 'added 1001\n' })
    expect(await operator(['list'], '', ['--demo'])).toEqual({ status: 0, printed: '1001\n', told: '' })
    expect(await operator(['list'])).toEqual({ status: 0, printed: '', told: '' })
    expect(existsSync(path.join(hall.folder, 'data', 'demonstration', 'ledger.sqlite'))).toBe(true)
    expect(await operator(['list'], '', ['--demo', '--config', hall.configuration])).toMatchObject({ status: 2 })
  })

  test('shows a wait and ends it', async () => {
    await operator(['add', '王工'], `${PIN}\n`)
    await onTheTerminal(async (operators) => {
      for (let turn = 0; turn < 5; turn++) await operators.signIn('王工', '402918')
    })
    expect(await operator(['list'])).toMatchObject({ printed: '王工 (waits after wrong PINs)\n' })
    expect(await operator(['unlock', '王工'])).toEqual({ status: 0, printed: 'unlocked 王工\n', told: '' })
    await onTheTerminal(async (operators) => {
      expect((await operators.signIn('王工', PIN)).ok).toBe(true)
    })
  })

  test.each([
    ['a PIN too short', '40291\n', /6 to 12 digits/],
    ['a run', '345678\n', /run/],
    ['one digit', '555555\n', /one digit/],
    ['letters', 'secret\n', /digits/],
    ['nothing', '', /no PIN was given/],
  ])('refuses %s with the reason, and adds nobody', async (_, input, reason) => {
    expect(await operator(['add', '王工'], input)).toEqual({ status: 1, printed: '', told: expect.stringMatching(reason) })
    expect(await operator(['list'])).toMatchObject({ printed: '' })
  })

  test('says in one line that nobody of that name is there', async () => {
    for (const act of ['remove', 'unlock']) {
      expect(await operator([act, '王工'])).toEqual({ status: 1, printed: '', told: 'yimen: there is no operator of this name\n' })
    }
  })

  test.each([
    ['no act', []],
    ['an unknown act', ['become', '王工']],
    ['no name', ['add']],
    ['two names', ['remove', '王', '工']],
    ['an unknown option', ['--pin', 'x', 'add', '王工']],
  ])('with %s says how it is used, with status 2', async (_, words) => {
    expect(await operator(words)).toEqual({ status: 2, printed: '', told: expect.stringMatching(/^yimen: .*usage: npm run operator.*\n$/) })
  })

  test('with a wrong configuration names it, with status 2', async () => {
    const usage = expect.stringMatching(/^yimen: --config.*usage/)
    expect(await operator(['list'], '', [])).toEqual({ status: 2, printed: '', told: usage })
    expect(await operator(['list'], '', ['--config', hall.configuration, '--config', 'x'])).toEqual({ status: 2, printed: '', told: usage })
    await writeFile(hall.configuration, 'terminal: { id: K01 }\n')
    expect(await operator(['list'])).toEqual({ status: 2, printed: '', told: expect.stringMatching(/^yimen: terminal\.yaml:1: .*\n$/) })
  })

  test('between a power cut and the next start leaves the cut for the terminal to know of', async () => {
    const terminal = await hall.start()
    await terminal.cutPower()
    expect(await operator(['add', '王工'], `${PIN}\n`)).toMatchObject({ status: 0 })
    const opened = await openLedger({ folder: hall.data, key: await machineKey(), terminal: 'K01', now: () => new Date() })
    expect(opened).toMatchObject({ ok: true, value: { afterCrash: true } })
    if (opened.ok) await opened.value.close()
    expect(await operator(['list'])).toMatchObject({ status: 0, printed: '王工\n' })
    const again = await openLedger({ folder: hall.data, key: await machineKey(), terminal: 'K01', now: () => new Date() })
    expect(again).toMatchObject({ ok: true, value: { afterCrash: false } })
    if (again.ok) await again.value.close()
  })

  test('is refused while the terminal runs, in the one line that a second terminal gets, before a PIN is asked', async () => {
    const terminal = await hall.start()
    const refused = await operator(['add', '王工'], `${PIN}\n`)
    expect(refused).toEqual({ status: 2, printed: '', told: expect.stringMatching(/^yimen: The ledger .* is in use by process \d+\.\n$/) })
    expect(refused.told).toContain(`process ${terminal.ready.pid}.`)
    expect(await terminal.stop()).toBe(0)
    expect(await operator(['add', '王工'], `${PIN}\n`)).toMatchObject({ status: 0 })
    expect(await readFile(terminal.logFile, 'utf8')).not.toContain(PIN)
  })
})

/** util-linux's `script` is the terminal that somebody types on. */
const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0

// Where CI runs, its absence is a failure.
describe.skipIf(!hasScript && process.env['CI'] !== 'true')('on a terminal (needs util-linux script)', () => {
  /** Types each answer when its question stands there; resolves with all that the terminal showed. */
  async function type(...answers: readonly string[]): Promise<{ readonly status: number | null; readonly screen: string }> {
    const command = `${process.execPath} ${COMMAND} --config ${hall.configuration} add 王工`
    const child = spawn('script', ['-qec', command, path.join(hall.folder, 'typescript')])
    let screen = ''
    let asked = 0
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      screen += text
      const questions = screen.match(/(?:PIN \(6 to 12 digits\)|the same again): /g)?.length ?? 0
      for (; asked < questions; asked++) child.stdin.write(answers[asked] ?? '\u0003')
    })
    const [status] = (await once(child, 'close')) as [number | null]
    return { status, screen }
  }

  test('the PIN is typed twice and never shown', async () => {
    const typed = await type(`${PIN}\r`, `40\u007f02917\r`)
    expect(typed).toEqual({ status: 0, screen: expect.stringContaining('added 王工') })
    expect(typed.screen).not.toMatch(/402|2917/)
    await onTheTerminal(async (operators) => {
      expect((await operators.signIn('王工', PIN)).ok).toBe(true)
    })
  })

  test('two that differ, or Ctrl-C, add nobody', async () => {
    expect(await type(`${PIN}\r`, '402918\r')).toEqual({ status: 1, screen: expect.stringContaining('not the same') })
    expect(await type(`${PIN}\r`, '\u0003')).toEqual({ status: 1, screen: expect.stringContaining('no PIN was given') })
    expect(await operator(['list'])).toMatchObject({ printed: '' })
  })
})
