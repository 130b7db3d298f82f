import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createQueue } from '../../../main/queue/queue.ts'
import { formatNumber } from '../../../main/queue/numbers.ts'
import { builtScript } from '../../built-script.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { ALWAYS_OPEN, request } from './fixture.ts'

/** Each cut is a SIGKILL; the kill test of the whole terminal has the greater count. */
const CUTS = process.env['YIMEN_LONG'] === '1' ? 100 : 8

interface Told {
  readonly requestId: string
  readonly number?: string
  readonly printed?: string
}

test(
  'power cuts while people take numbers: no number twice, none without a ticket, none lost, every sheet settled (P9)',
  { timeout: 600_000 },
  async () => {
    const folder = await dataFolder()
    const taker = await builtScript(path.join(import.meta.dirname, 'taker.ts'))
    const numbers = new Map<string, string>()
    const printed = new Set<string>()

    // anywhere: the takers are cut off after some number of the lines they tell
    for (const [cut, lines] of fc.sample(fc.integer({ min: 0, max: 120 }), CUTS).entries()) {
      const told = await takeUntilCut(taker, folder, `run ${cut}`, lines)
      for (const line of told) {
        if (line.number !== undefined) numbers.set(line.requestId, line.number)
        if (line.printed !== undefined) printed.add(line.printed)
      }

      const ledger = await open(folder)
      const queue = createQueue({ ledger, hall: () => ALWAYS_OPEN, now: () => TEN_O_CLOCK, terminal: 'K01', timeIsKnown: () => true })
      const tickets = await ledger.read<{ seq: number; number: string; request_id: string; ticket_id: string }>(
        'SELECT seq, number, request_id, ticket_id FROM ticket ORDER BY seq',
      )
      const kept = new Map(tickets.map((ticket) => [ticket.request_id, ticket.number]))
      expect(tickets.map((ticket) => ticket.seq)).toEqual(tickets.map((_, index) => index + 1))
      expect(tickets.map((ticket) => ticket.number)).toEqual(tickets.map((ticket) => formatNumber('A', ticket.seq)))
      for (const [requestId, number] of numbers) expect(kept.get(requestId)).toBe(number)
      const [counter] = await ledger.read<{ last: number }>('SELECT last FROM series')
      expect(counter?.last ?? 0).toBe(tickets.length)

      // one act, one transaction: what belongs to a ticket is there with it, and nothing without it
      for (const table of ['sheet', "outbox WHERE kind = 'ticket.issued'"]) {
        const rows = await ledger.read<{ subject: string }>(`SELECT subject FROM ${table} ORDER BY subject`)
        expect(rows.map((row) => row.subject)).toEqual(tickets.map((ticket) => ticket.ticket_id).sort())
      }
      const audited = await ledger.read<{ ticket: string }>(
        "SELECT payload ->> 'ticket' AS ticket FROM audit WHERE event = 'ticket.issued' ORDER BY seq",
      )
      expect(audited.map((row) => row.ticket)).toEqual(tickets.map((ticket) => ticket.ticket_id))

      await ledger.sheets.settleOpenAtStart()
      expect(await ledger.sheets.openSheets()).toEqual([])
      const ends = await ledger.read<{ subject: string }>("SELECT subject FROM outbox WHERE kind = 'sheet.settled' ORDER BY subject")
      expect(ends.map((row) => row.subject)).toEqual(tickets.map((ticket) => ticket.ticket_id).sort())
      for (const key of printed) expect((await ledger.sheets.sheet(key))?.state).toEqual({ state: 'printed' })

      // whoever was cut off asks again and has the number that was kept, or a new one; never a second
      for (const requestId of [...kept.keys()].slice(-4)) {
        const anonymous = Number(requestId.split(' ').at(-1)) % 2 === 0
        const person = anonymous ? null : { number: `person ${requestId}`, name: null }
        const again = await queue.takeNumber(request(requestId, { person }))
        expect(again).toMatchObject({ outcome: 'issued', repeated: true, ticket: { number: kept.get(requestId) } })
      }
      await ledger.close()
    }
    expect(numbers.size).toBeGreaterThan(0)
  },
)

async function takeUntilCut(taker: string, folder: string, run: string, lines: number): Promise<readonly Told[]> {
  const child = spawn(process.execPath, [taker, folder, run], { stdio: ['ignore', 'pipe', 'inherit'] })
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
