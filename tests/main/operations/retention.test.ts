import { pino } from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { HallFile } from '../../../main/configuration/hall-file.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { startRetention } from '../../../main/operations/retention.ts'
import { OPEN_HALL } from '../../terminal-process.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../ledger/fixture.ts'

const HALL = HallFile.parse(OPEN_HALL)
const DAY = 86_400_000

/** 1,200 events that were delivered at ten, one on the shelf and one that waits. */
async function delivered(): Promise<Ledger> {
  const ledger = await open(await dataFolder())
  await ledger.transact((tx) => {
    for (let number = 0; number < 1202; number += 1) {
      ledger.outbox.append(tx, { subject: `subject ${number}`, kind: 'event', payload: {} })
    }
  })
  const [waiting, shelved, ...rest] = await ledger.outbox.due(2000)
  await ledger.outbox.record([
    { id: shelved?.id ?? '', end: 'shelved', reason: 'unknown' },
    ...rest.map(({ id }) => ({ id, end: 'delivered' }) as const),
  ])
  expect(waiting).toBeDefined()
  return ledger
}

const kept = async (ledger: Ledger) => (await ledger.read<{ n: number }>('SELECT count(*) AS n FROM outbox'))[0]?.n

function start(ledger: Ledger, now: Date, timeIsKnown = true) {
  const forgotten: number[] = []
  const outbox: Ledger['outbox'] = {
    ...ledger.outbox,
    async forgetDelivered(before, atMost) {
      const gone = await ledger.outbox.forgetDelivered(before, atMost)
      forgotten.push(gone)
      return gone
    },
  }
  onTestFinished(
    startRetention({
      ledger: { ...ledger, outbox },
      hall: () => HALL,
      now: () => now,
      timeIsKnown: () => timeIsKnown,
      log: pino({ level: 'silent' }),
      onFault: (error) => expect.fail(String(error)),
    }),
  )
  return forgotten
}

test('what was delivered a week ago goes, a few at a time; what was not is kept', async () => {
  const ledger = await delivered()
  const forgotten = start(ledger, new Date(TEN_O_CLOCK.getTime() + 7 * DAY + 1))
  await expect.poll(() => forgotten).toEqual([500, 500, 200])
  expect(await ledger.outbox.waiting()).toMatchObject({ waiting: 1, shelf: 1 })
  expect(await kept(ledger)).toBe(2)
})

test('nothing of it goes before, nor by a clock that nobody believes', async () => {
  const ledger = await delivered()
  const byClock = start(ledger, new Date(TEN_O_CLOCK.getTime() + 400 * DAY), false)
  const before = start(ledger, new Date(TEN_O_CLOCK.getTime() + 7 * DAY))
  await expect.poll(() => before).toEqual([0])
  expect(byClock).toEqual([])
  expect(await kept(ledger)).toBe(1202)
})

describe('the keys of a month', () => {
  /** The keys that are left of one ticket and one certificate of November. */
  async function keysAt(now: Date, timeIsKnown = true): Promise<readonly string[]> {
    const ledger = await open(await dataFolder())
    await ledger.transact(async (tx) => {
      for (const kind of ['ticket', 'certificate'] as const) await ledger.envelopes.dataKey(tx, kind, '2026-11')
    })
    const looked = start(ledger, now, timeIsKnown)
    if (timeIsKnown) await expect.poll(() => looked).toEqual([0])
    const rows = await ledger.read<{ kind: string }>('SELECT kind FROM data_key WHERE wrapped IS NOT NULL ORDER BY kind')
    return rows.map(({ kind }) => kind)
  }

  test.each([
    ['2026-11-30T15:00:00Z', ['certificate', 'ticket']],
    // 30 days after the last of November a ticket’s time is over, and 90 days after it a certificate’s.
    ['2026-12-31T02:00:00Z', ['certificate']],
    ['2027-02-28T02:00:00Z', ['certificate']],
    ['2027-03-01T02:00:00Z', []],
  ])('go each kind at its own time: at %s there are %o', async (now, left) => {
    expect(await keysAt(new Date(now))).toEqual(left)
  })

  test('stay while nobody believes the clock', async () => {
    expect(await keysAt(new Date('2028-01-01T02:00:00Z'), false)).toEqual(['certificate', 'ticket'])
  })
})
