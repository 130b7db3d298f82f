import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCalling } from '../../../../main/queue/calling/create-calling.ts'
import { createLedgerStore } from '../../../../main/queue/store/ledger-store.ts'
import { builtScript } from '../../../built-script.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../../ledger/fixture.ts'
import { ALWAYS_OPEN } from '../always-open.ts'
import { followedFeed } from './feed.ts'

/** Each cut is a SIGKILL. */
const CUTS = process.env['YIMEN_LONG'] === '1' ? 40 : 3

interface Told {
  readonly window: string
  readonly requestId: string
  readonly ticketId: string
  readonly status: 'called' | 'serving' | 'done'
}

test('power cuts while windows call: no call twice, none that was answered is lost, and a repeat gets its first answer', { timeout: 600_000 }, async () => {
  const folder = await dataFolder()
  const caller = await builtScript(path.join(import.meta.dirname, 'caller.ts'))
  const now = () => TEN_O_CLOCK
  const calledBy = new Map<string, string>()

  for (const [cut, lines] of fc.sample(fc.integer({ min: 1, max: 90 }), CUTS).entries()) {
    const told = await callUntilCut(caller, folder, `run ${cut}`, lines)
    const ledger = await open(folder)
    const store = createLedgerStore({ ledger, now })
    const calling = createCalling({ store, hall: () => ALWAYS_OPEN, now, timeIsKnown: () => true })
    const { statuses, events } = await followedFeed(store)
    for (const { window, ticketId, status } of told) {
      const seen = events.filter((event) => event.ticketId === ticketId && event.window === window).map(({ kind }) => kind)
      expect(seen).toContain(status === 'done' ? 'ticket.done' : `ticket.${status}`)
      if (status !== 'called') continue
      expect(calledBy.has(ticketId)).toBe(false)
      calledBy.set(ticketId, window)
    }
    // what the feed says is what is kept, and each of it waits for the platform and stands in the log
    const kept = await ledger.read<{ id: string; status: string }>('SELECT ticket_id AS id, status FROM ticket')
    expect(new Map(kept.map(({ id, status }) => [id, status]))).toEqual(new Map(statuses))
    for (const table of ['outbox', 'audit']) {
      const word = table === 'outbox' ? 'kind' : 'event'
      const [counted] = await ledger.read<{ n: number }>(`SELECT count(*) AS n FROM ${table} WHERE ${word} GLOB 'ticket.*' OR ${word} GLOB 'window.*'`)
      expect(counted?.n).toBe(events.length)
    }
    const last = told.findLast(({ status }) => status === 'called')
    if (last !== undefined) {
      const again = await calling.callNext({ window: last.window, name: `clerk ${last.window}` }, last.requestId)
      expect(again).toMatchObject({ ok: true, value: { ticketId: last.ticketId, status: 'called', calls: 1 } })
    }
    await ledger.close()
  }
  expect(calledBy.size).toBeGreaterThan(0)
})

async function callUntilCut(caller: string, folder: string, run: string, lines: number): Promise<readonly Told[]> {
  const child = spawn(process.execPath, [caller, folder, run], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (chunk: string) => {
    text += chunk
    if (text.split('\n').length > lines + 1) child.kill('SIGKILL')
  })
  const [, signal] = (await once(child, 'close')) as [number | null, string | null]
  expect(signal).toBe('SIGKILL')
  return text
    .split('\n')
    .slice(1, -1) // the first says ready; a last one may be cut
    .map((line) => JSON.parse(line) as Told)
}
