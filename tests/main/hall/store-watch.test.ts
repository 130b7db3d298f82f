import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchStore, type StoreWatch } from '../../../main/hall/store-watch.ts'
import { QueueStoreFenced, QueueStoreUnavailable } from '../../../main/queue/store/unavailable.ts'

const TEN = new Date('2026-11-23T02:00:00Z')
const MINUTE = 60_000

let there: () => Promise<Date>
let watch: StoreWatch
const said: string[] = []
const fenced: string[] = []
const faults: unknown[] = []

beforeEach(async () => {
  vi.useFakeTimers()
  for (const list of [said, fenced, faults]) list.length = 0
  there = async () => TEN
  watch = watchStore({
    ask: () => there(),
    now: () => TEN,
    say: (line) => said.push(line),
    onFenced: (line) => fenced.push(line),
    onFault: (error) => faults.push(error),
  })
  await looks()
})
afterEach(async () => {
  await watch.close()
  vi.useRealTimers()
})
const looks = () => vi.advanceTimersByTimeAsync(3_000)

test('says once that PostgreSQL has gone, and once that it is back, however many calls fell over it', async () => {
  there = () => Promise.reject(new QueueStoreUnavailable('PostgreSQL does not answer.', 'nothing-kept', null))
  expect(watch.note(new QueueStoreUnavailable('PostgreSQL does not answer.', 'unknown', null))).toBe(true)
  await looks()
  expect([watch.goneSince, said]).toEqual([TEN, ['PostgreSQL does not answer. Until it does, terminals give numbers of their own and nobody is called.']])
  there = async () => TEN
  await looks()
  await looks()
  expect([watch.goneSince, said.slice(1)]).toEqual([null, ['PostgreSQL answers again.']])
})

test('believes its clock only as long as PostgreSQL’s tells the same', async () => {
  expect(watch.clocksAgree).toBe(true)
  there = async () => new Date(TEN.getTime() + 120 * MINUTE)
  await looks()
  await looks()
  expect([watch.clocksAgree, said]).toEqual([false, [expect.stringMatching(/^PostgreSQL's clock is 120 minutes from this server's/)]])
  there = async () => new Date(TEN.getTime() - 9 * MINUTE)
  await looks()
  expect([watch.clocksAgree, said.slice(1)]).toEqual([true, ["PostgreSQL's clock and this server's agree again."]])
})

test('ends once when another server was promoted, and passes on what is nobody’s doing but ours', async () => {
  there = () => Promise.reject(new QueueStoreFenced('530323-01', 1, 2))
  await looks()
  await looks()
  expect(fenced).toHaveLength(1)
  const bug = new Error('bug')
  expect(watch.note(bug)).toBe(false)
  there = () => Promise.reject(bug)
  await looks()
  expect([faults, said]).toEqual([[bug], []])
})
