import fc from 'fast-check'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { deliverOutbox, type OutboxDelivery } from '../../../main/platform/outbox-delivery.ts'
import { dataFolder, open } from '../ledger/fixture.ts'
import { createPlatform, fakeTime, passes, type PlatformInATest, type Poison, WEATHERS, type Weather } from './platform-in-a-test.ts'

beforeEach(fakeTime)
afterEach(() => {
  vi.useRealTimers()
})

interface Appended {
  readonly subject: string
  readonly poison: Poison | null
}

const HERALD = 'herald'
const log = pino({ level: 'silent' })
const LONG = process.env['YIMEN_LONG'] === '1'
/** Each opens ledgers on the disk. */
const RUNS = { numRuns: LONG ? 400 : 20 }

const oneOf = (chance: number, poison: Poison) => ({ arbitrary: fc.constant(poison), weight: chance })
const event: fc.Arbitrary<Appended> = fc.record({
  subject: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  poison: fc.oneof({ arbitrary: fc.constant(null), weight: 12 }, oneOf(1, 'refused'), oneOf(1, 'breaks-the-request')),
})
const weather = fc.constantFrom<Weather>(...WEATHERS)

/** A terminal with a platform, whose ledger is closed and opened again whenever the platform says that it ends. */
async function terminalAt(forecast: readonly Weather[]) {
  const folder = await dataFolder()
  const coming = [...forecast]
  let ended = false
  const platform = createPlatform(() => coming.shift() ?? 'well', () => (ended = true))
  const faults: unknown[] = []
  let ledger: Ledger
  let delivery: OutboxDelivery
  async function start(): Promise<void> {
    ended = false
    ledger = await open(folder, () => new Date())
    delivery = deliverOutbox({
      outbox: ledger.outbox,
      platform,
      now: () => new Date(),
      random: () => 0.5,
      log,
      onChange: () => undefined,
      onFault: (error) => faults.push(error),
    })
  }
  async function stop(): Promise<void> {
    await delivery.close()
    await ledger.close()
  }
  await start()
  return {
    platform,
    faults,
    stop,
    get ledger() {
      return ledger
    },
    append: ({ subject, poison }: Appended, number: number) =>
      ledger.transact((tx) => ledger.outbox.append(tx, { subject, kind: `event.${number}`, payload: { number, poison } })),
    /** Lets time pass, with a new terminal on the same folder whenever one has ended. */
    async until(holds: () => boolean | Promise<boolean>): Promise<void> {
      await passes(
        async () => {
          if (!ended) return await holds()
          await stop()
          await start()
          return false
        },
        () => delivery.view.state === 'waiting',
      )
    },
  }
}

describe('whatever befalls requests, answers and the terminal', () => {
  test('each event is at the platform exactly once, in the order of its subject, and the shelf holds what it refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 30 }), fc.array(weather, { maxLength: 40 }), async (events, forecast) => {
        const terminal = await terminalAt(forecast)
        const { platform } = terminal
        // Some are there before the network is, the rest comes while it is being delivered.
        for (const [number, each] of events.entries()) {
          await terminal.append(each, number)
          if (number === Math.floor(events.length / 2)) await terminal.until(() => platform.requests.length > 0)
        }
        const [through, poison] = foretold(events)
        let further = events.length
        await terminal.until(async () => {
          const shelf = await shelfOf(terminal.ledger)
          const isThrough = platform.taken.length === through.length + further - events.length
          if (isThrough && shelf.length === poison.length) return true
          // The hall goes on: whether an event is at fault, or the whole request, shows by others being taken.
          const { waiting } = await terminal.ledger.outbox.waiting()
          if (waiting < 20 && further < 400) await terminal.append({ subject: HERALD, poison: null }, further++)
          return false
        })
        expect(new Set(platform.taken.map(({ id }) => id)).size).toBe(platform.taken.length)
        const heralds = Array.from({ length: further - events.length }, (_, index) => [HERALD, events.length + index] as const)
        expect(arrived(platform)).toEqual(bySubject([...through, ...heralds]))
        expect((await shelfOf(terminal.ledger)).toSorted((a, b) => a - b)).toEqual(poison)

        // The administrator has mended it, and an operator sends the shelf again.
        platform.mended = true
        await terminal.ledger.transact((tx) => terminal.ledger.outbox.release(tx, 'all', 'operator:1001'))
        await terminal.until(() => platform.taken.length === further)
        const all = events.map(({ subject }, number) => [subject, number] as const)
        expect(arrived(platform)).toEqual(bySubject([...all, ...heralds]))
        await terminal.until(async () => (await terminal.ledger.outbox.waiting()).waiting === 0)
        expect(await terminal.ledger.outbox.waiting()).toEqual({ waiting: 0, oldestSeconds: 0, shelf: 0 })
        expect(new Set(platform.taken.map(({ id }) => id)).size).toBe(further)
        expect(terminal.faults).toEqual([])
        await terminal.stop()
      }),
      RUNS,
    )
  }, LONG ? 600_000 : 60_000)
})

test('a week without network arrives in order, each once, through bad weather', async () => {
  const forecast = Array.from({ length: 5 }, () => WEATHERS).flat()
  const terminal = await terminalAt(forecast)
  const { platform, ledger } = terminal
  const count = LONG ? 100_000 : 3_000
  // A subject that comes again and again among tickets that come twice.
  const subjectOf = (number: number) => (number % 100 === 0 ? 'this terminal' : `ticket ${Math.floor(number / 2)}`)
  for (let from = 0; from < count; from += 1000) {
    await ledger.transact((tx) => {
      for (let number = from; number < from + 1000; number += 1) {
        ledger.outbox.append(tx, { subject: subjectOf(number), kind: 'event', payload: { number } })
      }
    })
  }
  await terminal.until(async () => platform.taken.length === count && (await terminal.ledger.outbox.waiting()).waiting === 0)
  expect(arrived(platform)).toEqual(bySubject(Array.from({ length: count }, (_, number) => [subjectOf(number), number])))
  expect(await shelfOf(terminal.ledger)).toEqual([])
  expect(terminal.faults).toEqual([])
  await terminal.stop()
}, LONG ? 600_000 : 60_000)

/** What the platform is to have in the end, and the numbers of the first poison of each subject. */
function foretold(events: readonly Appended[]): readonly [readonly (readonly [string, number])[], readonly number[]] {
  const through: (readonly [string, number])[] = []
  const poison = new Map<string, number>()
  for (const [number, each] of events.entries()) {
    if (poison.has(each.subject)) continue
    if (each.poison === null) through.push([each.subject, number])
    else poison.set(each.subject, number)
  }
  return [through, [...poison.values()].toSorted((a, b) => a - b)]
}

function arrived({ taken }: PlatformInATest): ReturnType<typeof bySubject> {
  return bySubject(taken.map(({ subject, payload }) => [subject, Number(payload['number'])]))
}

async function shelfOf(ledger: Ledger): Promise<readonly number[]> {
  const rows = await ledger.read<{ payload: string }>('SELECT payload FROM outbox WHERE shelved_at IS NOT NULL')
  return rows.map(({ payload }) => (JSON.parse(payload) as { number: number }).number)
}

function bySubject(events: readonly (readonly [string, number])[]): Readonly<Record<string, readonly number[]>> {
  const found: Record<string, number[]> = {}
  for (const [subject, number] of events) (found[subject] ??= []).push(number)
  return found
}
