import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { setUpHall, type HallOnADesk } from '../hall-on-a-desk.ts'
import { OPEN_HALL } from '../terminal-process.ts'
import { stringify } from 'yaml'

const START = path.resolve(import.meta.dirname, '../../out/main/start.js')

let hall: HallOnADesk
beforeEach(async () => {
  hall = await setUpHall()
})
afterEach(() => hall.clear())

/** What an installer sees: exit status, and standard error without the log's own lines. */
function tryToStart(): Promise<{ readonly status: number | null; readonly told: string[] }> {
  return new Promise((resolve) => {
    const parameters = [START, '--config', hall.configuration, '--shell', 'none', '--listen', '127.0.0.1:0']
    const child = execFile(process.execPath, parameters, { timeout: 120_000 }, (_error, _stdout, stderr) => {
      const lines = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('{'))
      resolve({ status: child.exitCode, told: lines })
    })
  })
}

describe('a terminal that cannot start says why in one line, and touches nothing', () => {
  const ledger = () => path.join(hall.data, 'ledger.sqlite')

  test('a second terminal on one data folder is told the process id of the first', async () => {
    const first = await hall.start()
    const second = await tryToStart()
    expect(second).toEqual({ status: 2, told: [expect.stringContaining(String(first.ready.pid))] })
    expect(await first.stop()).toBe(0)
  })

  test.each([
    ['a file that is no ledger', (): Promise<Buffer> => Promise.resolve(Buffer.from('an installer’s shopping list\n'.repeat(400)))],
    ['a ledger cut in half', async () => (await ledgerOfARun()).subarray(0, 20_480)],
    [
      'a ledger with a page overwritten',
      async () => {
        const bytes = await ledgerOfARun()
        bytes.fill(0x5a, 8192, 12_288)
        return bytes
      },
    ],
  ])('%s', async (_, damaged) => {
    const bytes = await damaged()
    await mkdir(hall.data, { recursive: true })
    await writeFile(ledger(), bytes)
    if (!(await exists(path.join(hall.data, 'machine.key')))) {
      await writeFile(path.join(hall.data, 'machine.key'), Buffer.alloc(32, 7), { mode: 0o600 })
    }
    const refused = await tryToStart()
    expect(refused).toEqual({ status: 2, told: [expect.stringContaining('ledger.sqlite')] })
    expect((await readFile(ledger())).equals(bytes)).toBe(true)
  })

  test('the key of another machine', async () => {
    const bytes = await ledgerOfARun()
    await writeFile(path.join(hall.data, 'machine.key'), Buffer.alloc(32, 7))
    expect(await tryToStart()).toEqual({ status: 2, told: [expect.stringMatching(/key/i)] })
    expect((await readFile(ledger())).equals(bytes)).toBe(true)
  })

  test('the data folder is a file', async () => {
    await writeFile(hall.data, 'not a folder')
    expect(await tryToStart()).toMatchObject({ status: 2, told: [expect.stringContaining('data')] })
  })

  test('a hall file with a wrong field names it', async () => {
    await writeFile(path.join(hall.folder, 'hall.yaml'), stringify({ ...OPEN_HALL, policy: { idleSeconds: 'a minute' } }))
    expect(await tryToStart()).toEqual({
      status: 2,
      told: [expect.stringMatching(/hall\.yaml:\d+: policy\.idleSeconds: expected number/)],
    })
  })

  test('a port that does not exist names key and file', async () => {
    const terminal = await readFile(hall.configuration, 'utf8')
    await writeFile(hall.configuration, terminal.replace(hall.printer.url, 'lpt1'))
    expect(await tryToStart()).toEqual({
      status: 2,
      told: [expect.stringMatching(/terminal\.yaml:\d+: devices\.ticket\.port: expected a port/)],
    })
  })

  /** The file of a terminal that has run and stopped. */
  async function ledgerOfARun(): Promise<Buffer> {
    const terminal = await hall.start()
    expect(await terminal.stop()).toBe(0)
    return readFile(ledger())
  }
})

async function exists(file: string): Promise<boolean> {
  return readFile(file).then(
    () => true,
    () => false,
  )
}
