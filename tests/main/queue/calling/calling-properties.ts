import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCalling } from '../../../../main/queue/calling/create-calling.ts'
import type { Calling } from '../../../../main/queue/calling/calling.ts'
import { booked, take, taken, type Engine, type OpenEngine } from '../store/engine.ts'
import { followedFeed } from './feed.ts'

const TAKES = ['take', 'take', 'take-green', 'take-booked'] as const
const CALLS = ['next', 'next', 'next', 'call', 'recall', 'start', 'start', 'finish', 'finish'] as const
const MOVES = ['hold', 'call-back', 'pass', 'take-back', 'to-business', 'to-window', 'top', 'cancel'] as const
const TURNS = ['pause', 'resume', 'close', 'open'] as const

const anAct = fc.record({
  kind: fc.constantFrom(...TAKES, ...CALLS, ...MOVES, ...TURNS),
  window: fc.constantFrom('1', '2', '3'),
  pick: fc.nat(1000),
  repeats: fc.boolean(),
})
type AnAct = typeof anAct extends fc.Arbitrary<infer Act> ? Act : never

/** How far the clock is off while something is done, ms: two hours at most. */
const aClock = fc.constantFrom(0, 0, 0, -7_200_000, 7_200_000)

/** One call of a window, and who comes before it: a green one (null), or booked for so many minutes from then. */
const aCall = fc.record({
  window: fc.constantFrom('1', '2'),
  comes: fc.boolean(),
  with: fc.array(fc.option(fc.constantFrom(-30, 0, 3)), { minLength: 1, maxLength: 2 }),
})

/** What holds of every day, whatever windows do at the same moment. */
export function callingProperties(openEngine: OpenEngine): void {
  const callingOn = ({ store, hall, clock }: Engine) => createCalling({ store, hall, now: () => clock.now, timeIsKnown: () => true })

  test('windows that do anything at once call nobody twice, lose nobody, and tell each thing once and in order, whatever the clock says (P3, P4)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(aClock, fc.array(anAct, { minLength: 1, maxLength: 5 })), { minLength: 6, maxLength: 14 }), async (rounds) => {
        const engine = await openEngine()
        const calling = callingOn(engine)
        const begun = engine.clock.now.getTime()
        for (const window of ['1', '2', '3']) await calling.open({ window, name: `clerk ${window}` })
        let requests = 0
        for (const [at, [wrongBy, round]] of rounds.entries()) {
          engine.clock.now = new Date(begun + at * 3000 + wrongBy)
          await Promise.all(round.map((act) => carryOut(engine, calling, act, `r${++requests}`)))
        }
        const { statuses } = await followedFeed(engine.store)
        const picture = await calling.picture()
        const open = [...statuses].filter(([, status]) => ['waiting', 'called', 'serving', 'held'].includes(status))
        const shown = picture.tickets.filter(({ status }) => status !== 'no-show')
        expect(new Map(shown.map(({ ticketId, status }) => [ticketId, status]))).toEqual(new Map(open))
        expect(picture.seq).toBe(await engine.store.lastEvent())
        await engine.close()
      }),
      { numRuns: process.env['YIMEN_LONG'] === '1' ? 200 : 6 },
    )
  })

  test('while ordinary people wait, at most every third call is of those who go first, though they come without end (P8)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 4, maxLength: 12 }), async (chooses) => {
        const engine = await openEngine()
        const calling = callingOn(engine)
        const clerk = { window: '1', name: '李' }
        await calling.open(clerk)
        const calls: string[] = []
        for (const [index, choosing] of chooses.entries()) {
          await take(engine, `o${index}`)
          engine.clock.now = new Date(engine.clock.now.getTime() + 60_000)
          const green = await take(engine, `g${index}`, { precedence: { class: 'green', reason: 'declared' } })
          const chosen = choosing && green.outcome === 'issued' ? await calling.callTicket(clerk, `c${index}`, green.ticket.ticketId) : null
          const called = chosen?.ok === true ? chosen : await calling.callNext(clerk, `n${index}`)
          if (!called.ok) throw new Error(called.fault.kind)
          calls.push(called.value.priority)
          await calling.start(clerk, `s${index}`, called.value.ticketId)
          await calling.finish(clerk, `f${index}`, called.value.ticketId)
        }
        expect(calls).toEqual(calls.map((_, index) => (index % 3 === 0 ? 'green' : 'ordinary')))
        await engine.close()
      }),
      { numRuns: process.env['YIMEN_LONG'] === '1' ? 50 : 3 },
    )
  })

  test('an ordinary person is called within so many calls, though bookings and the green channel come without end and clerks choose them as often as they can (P8)', async () => {
    const windows = ['1', '2']
    /** In n calls of one window at most ⌈n/3⌉ are of those who go first; nobody who came later is called before. */
    const callsAtMost = (ahead: number) => Math.floor(1.5 * ahead) + windows.length + 1
    await fc.assert(
      fc.asyncProperty(fc.array(aCall, { minLength: 10, maxLength: 18 }), async (turns) => {
        const engine = await openEngine()
        const calling = callingOn(engine)
        for (const window of windows) await calling.open({ window, name: `clerk ${window}` })
        /** Those who wait, in the order of their coming, each with what calls they may at most hear before their own. */
        const line: { readonly ticketId: string; callsLeft: number }[] = []
        for (const [index, { window, comes, with: firsts }] of turns.entries()) {
          if (comes) {
            const { ticketId } = await taken(engine, `o${index}`)
            line.push({ ticketId, callsLeft: callsAtMost(line.length) })
          }
          for (const [at, minutes] of firsts.entries()) {
            const slot = new Date(engine.clock.now.getTime() + (minutes ?? 0) * 60_000)
            await take(engine, `f${index}-${at}`, minutes === null ? { precedence: { class: 'green', reason: 'declared' } } : booked(`f${index}-${at}`, slot))
          }
          engine.clock.now = new Date(engine.clock.now.getTime() + 60_000)
          const clerk = { window, name: `clerk ${window}` }
          // Whoever sits down anew has no more such calls than who was there before.
          await calling.close(clerk)
          await calling.open(clerk)
          const first = (await calling.picture()).tickets.find(({ status, priority }) => status === 'waiting' && priority !== 'ordinary')
          const chosen = first !== undefined && index % 2 === 0 ? await calling.callTicket(clerk, `c${index}`, first.ticketId) : null
          const called = chosen?.ok === true ? chosen : await calling.callNext(clerk, `n${index}`)
          if (!called.ok) throw new Error(called.fault.kind)
          for (const each of line) each.callsLeft -= 1
          if (called.value.priority === 'ordinary') expect(called.value.ticketId).toBe(line.shift()?.ticketId)
          for (const { callsLeft } of line) expect(callsLeft).toBeGreaterThan(0)
          await calling.pass(clerk, `p${index}`, called.value.ticketId, '未到')
        }
        await engine.close()
      }),
      { numRuns: process.env['YIMEN_LONG'] === '1' ? 50 : 3 },
    )
  })

  async function carryOut(engine: Engine, calling: Calling, { kind, window, pick, repeats }: AnAct, id: string): Promise<void> {
    const clerk = { window, name: `clerk ${window}` }
    const tickets = (await calling.picture()).tickets
    const here = tickets.filter((ticket) => ticket.window === window)
    const among = here.length > 0 && pick % 4 > 0 ? here : tickets
    const ticketId = among[pick % Math.max(1, among.length)]?.ticketId ?? 'none'
    const slotFrom = new Date(engine.clock.now.getTime() + (pick % 60) * 1000)
    const act = async (): Promise<unknown> => {
      switch (kind) {
        case 'take':
          return await take(engine, id, { business: pick % 2 === 0 ? 'A' : 'B', person: pick % 3 === 0 ? null : { number: `person ${pick % 5}`, name: null } })
        case 'take-green':
          return await take(engine, id, { precedence: { class: 'green', reason: 'declared' } })
        case 'take-booked':
          return await take(engine, id, booked(id, slotFrom))
        case 'next':
          return await calling.callNext(clerk, id)
        case 'call':
          return await calling.callTicket(clerk, id, ticketId)
        case 'recall':
          return await calling.recall(clerk, id, ticketId)
        case 'start':
          return await calling.start(clerk, id, ticketId)
        case 'finish':
          return await calling.finish(clerk, id, ticketId)
        case 'hold':
          return await calling.hold(clerk, id, ticketId, '')
        case 'call-back':
          return await calling.callBack(clerk, id, ticketId)
        case 'pass':
          return await calling.pass(clerk, id, ticketId, '未到')
        case 'take-back':
          return await calling.takeBack(clerk, id, ticketId)
        case 'to-business':
          return await calling.transfer(clerk, id, ticketId, { business: pick % 2 === 0 ? 'A' : 'B' }, '误取')
        case 'to-window':
          return await calling.transfer(clerk, id, ticketId, { window: String((pick % 3) + 1) }, '专办')
        case 'top':
          return await calling.top(clerk, id, ticketId, pick % 3 > 0, '急')
        case 'cancel':
          return await calling.cancel(clerk, id, ticketId, '不办了')
        case 'pause':
          return await calling.pause(clerk, '')
        case 'resume':
          return await calling.resume(clerk)
        case 'close':
          return await calling.close(clerk)
        case 'open':
          return await calling.open(clerk)
      }
    }
    const first = await act()
    const byRequest: readonly string[] = [...CALLS, ...MOVES]
    if (repeats && byRequest.includes(kind)) expect(await act()).toEqual(first)
  }
}
