import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startTerminalProcess, writeConfiguration } from '../terminal-process.ts'

const YEAR_MS = 365 * 86_400_000

/** Runs before the terminal's own code: a machine whose clock is set ahead. */
function clockAhead(milliseconds: number): readonly string[] {
  const code = `const real = Date
globalThis.Date = class extends real {
  constructor(...given) { given.length === 0 ? super(real.now() + ${milliseconds}) : super(...given) }
  static now() { return real.now() + ${milliseconds} }
}`
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`]
}

test('a terminal that starts a year ahead of time forgets nobody: set right, the person waits as before', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-clock-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const configuration = await writeConfiguration(folder, {})

  async function asksForANumber(node: readonly string[], requestId: string) {
    const terminal = await startTerminalProcess({ folder, configuration, node })
    onTestFinished(() => terminal.cutPower())
    const page = await terminal.connect()
    await page.client.kiosk.hello()
    await page.client.kiosk.open()
    await page.client.kiosk.agree({ version: 1 })
    await page.client.kiosk.identifyByNumber({ number: '11010519491231002X' })
    const outcome = await page.client.kiosk.takeNumber({ requestId, business: 'A', paper: 'screen' })
    page.close()
    await terminal.stop()
    return outcome
  }

  const today = await asksForANumber([], crypto.randomUUID())
  expect(today).toMatchObject({ outcome: 'issued', ticket: { number: 'A001' } })
  const ahead = await asksForANumber(clockAhead(YEAR_MS), crypto.randomUUID())
  expect(ahead).toMatchObject({ outcome: 'issued', ticket: { number: 'A001' } })
  const rightAgain = await asksForANumber([], crypto.randomUUID())
  expect(rightAgain).toMatchObject({ outcome: 'already-waiting' })
})
