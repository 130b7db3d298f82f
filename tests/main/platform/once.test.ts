import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Fault } from '../../../simulators/platform/faults.ts'
import { person } from '../../simulators/platform/caller.ts'
import { event, line, valueOf } from './fixture.ts'

/** Everything that may befall a call without anybody being to blame. */
const FAULTS: readonly Fault[] = [
  { kind: 'lost-call' },
  { kind: 'lost-answer' },
  { kind: 'doubled' },
  { kind: 'half' },
  { kind: 'cut', bytes: 3 },
  { kind: 'field-missing' },
  { kind: 'web-page', status: 200 },
  { kind: 'status', status: 503, code: 'out-of-order' },
]
const QUESTION = { person: person('domestic'), assurance: { level: 'clerk', clerk: '3' }, purpose: 'home' } as const

// What becomes of each copy is not known to the terminal until it hears; it asks with the same key until it does.
test('whatever is lost or doubled on the way, one key authorises one copy', async () => {
  const { simulator, platform, pass } = await line()
  const { certificates } = valueOf(await platform.certificates(QUESTION))
  const id = certificates.find(({ kind }) => kind === 'property-search')?.id ?? ''
  const keys: string[] = []
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...FAULTS), { maxLength: 8 }), async (faults) => {
      for (const fault of faults) simulator.faults.add('authorise', fault)
      const key = randomUUID()
      keys.push(key)
      let authorised = await platform.authorise(id, QUESTION, key)
      for (let more = 0; !authorised.ok && more < 10; more += 1) {
        pass(90_000)
        authorised = await platform.authorise(id, QUESTION, key)
      }
      expect(simulator.papers.issued.at(-1)?.id).toBe(valueOf(authorised).id)
      expect(simulator.papers.issued).toHaveLength(keys.length)
      simulator.faults.clear()
    }),
    { numRuns: process.env['YIMEN_LONG'] === '1' ? 1_000 : 25 },
  )
})

test('whatever is lost or doubled on the way, each event is at the platform once', async () => {
  const { simulator, platform, pass } = await line()
  let made = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...FAULTS), { maxLength: 8 }),
      fc.integer({ min: 1, max: 20 }),
      async (faults, count) => {
        for (const fault of faults) simulator.faults.add('deliverEvents', fault)
        const events = Array.from({ length: count }, (_, index) => event(`e${made + index}`))
        let answered = await platform.deliverEvents(events)
        for (let more = 0; !answered.ok && more < 10; more += 1) {
          pass(90_000)
          answered = await platform.deliverEvents(events)
        }
        made += count
        expect(valueOf(answered).every(({ outcome }) => outcome === 'taken' || outcome === 'known')).toBe(true)
        simulator.faults.clear()
      },
    ),
    { numRuns: process.env['YIMEN_LONG'] === '1' ? 1_000 : 25 },
  )
  expect(simulator.book.events.map(({ id }) => id)).toEqual(Array.from({ length: made }, (_, index) => `e${index}`))
})
