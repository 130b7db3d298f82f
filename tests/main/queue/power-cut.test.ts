import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createQueue } from '../../../main/queue/queue.ts'
import { formatNumber } from '../../../main/queue/numbers.ts'
import { builtScript } from '../../built-script.ts'
import { NO_STRACE, watchWriter } from '../../lost-writes.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { ALWAYS_OPEN, request } from './fixture.ts'

/** Each cut is a SIGKILL; the kill test of the whole terminal has the greater count. */
const LONG = process.env['YIMEN_LONG'] === '1'
const CUTS = LONG ? 100 : 8
const timeout = LONG ? 3_600_000 : 600_000

interface Told {
  readonly requestId: string
  readonly number?: string
  readonly printed?: string
}

test('power cuts while people take numbers: no number twice, none without a ticket, none lost, every sheet settled (P9)', { timeout }, async () => {
  const numbers = await cutsHold(async (taker, folder, run, lines) => {
    const child = spawn(process.execPath, [taker, folder, run], { stdio: ['ignore', 'pipe', 'inherit'] })
    return await toldUntilCut(child, () => child.kill('SIGKILL'), lines)
  })
  expect(numbers).toBeGreaterThan(0)
})

// What a process has written outlives its end in the machine's memory, and not the end of the power.
test.skipIf(NO_STRACE)('the same where the cut takes what the disk never confirmed, all of it or any part (P9; needs strace)', { timeout }, async () => {
  const numbers = await cutsHold(async (taker, folder, run, lines, seed) => {
    const files = ['ledger.sqlite', 'ledger.sqlite-wal'].map((name) => path.join(folder, name))
    const watched = watchWriter([process.execPath, taker, folder, run], files)
    const told = await toldUntilCut(watched.process, () => watched.kill(), lines)
    let roll = seed
    watched.loseWrites(() => {
      roll = (roll * 1_103_515_245 + 12_345) % 2 ** 31
      return seed % 2 === 1 && roll > 2 ** 30
    })
    return told
  })
  expect(numbers).toBeGreaterThan(0)
})

type Cut = (taker: string, folder: string, run: string, lines: number, seed: number) => Promise<readonly Told[]>

/** Takers are cut off again and again, anywhere: after some number of the lines that they tell. Answers of how many numbers they told. */
async function cutsHold(takeUntilCut: Cut): Promise<number> {
  const folder = await dataFolder()
  // It is there: how it is begun has its own tests.
  await (await open(folder)).close()
  const taker = await builtScript(path.join(import.meta.dirname, 'taker.ts'))
  const numbers = new Map<string, string>()
  const printed = new Set<string>()
  for (const [cut, [lines, seed]] of fc.sample(fc.tuple(fc.integer({ min: 0, max: 120 }), fc.nat()), CUTS).entries()) {
    for (const line of await takeUntilCut(taker, folder, `run ${cut}`, lines, seed)) {
      if (line.number !== undefined) numbers.set(line.requestId, line.number)
      if (line.printed !== undefined) printed.add(line.printed)
    }
    await everythingStands(folder, numbers, printed)
  }
  return numbers.size
}

/** Each number that was told of is there once, with all that belongs to it, and each sheet has its end. */
async function everythingStands(folder: string, numbers: ReadonlyMap<string, string>, printed: ReadonlySet<string>): Promise<void> {
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

async function toldUntilCut(child: ChildProcess, cut: () => void, lines: number): Promise<readonly Told[]> {
  let text = ''
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    if (text.split('\n').length > lines + 1) cut()
  })
  const [, signal] = (await once(child, 'close')) as [number | null, string | null]
  expect(signal).toBe('SIGKILL')
  return text
    .split('\n')
    .slice(1, -1) // the first says ready; a last one may be cut
    .map((line) => JSON.parse(line) as Told)
}
