import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ok } from '../../../../drivers/result.ts'
import type { BadCaseView } from '../../../../main/contract/evaluation.ts'
import { RECTIFYING } from '../../../../main/contract/evaluation-levels.ts'
import type { DueEvent } from '../../../../main/ledger/outbox.ts'
import type { DeliveredEvent, EventPort } from '../../../../main/platform/event-port.ts'
import { createCalling } from '../../../../main/queue/calling/create-calling.ts'
import { evaluationsAtWindows } from '../../../../main/queue/evaluation/at-window.ts'
import { openBadCases, rectify } from '../../../../main/queue/evaluation/bad-cases.ts'
import { withCitizensWords } from '../../../../main/queue/evaluation/delivered-words.ts'
import type { EvaluationStore } from '../../../../main/queue/evaluation/evaluation-store.ts'
import { figuresOf } from '../../../../main/queue/evaluation/totals.ts'
import { taken, type Engine } from '../store/engine.ts'
import { evaluationsOf, verdict, wish } from './fixture.ts'

/** A hall with its evaluations, in one of the two engines. */
export interface EvaluationEngine extends Pick<Engine, 'store' | 'clock' | 'hall'> {
  readonly kept: EvaluationStore
  /** Of the outbox, all of them in their order. */
  events(): Promise<readonly { readonly kind: string; readonly subject: string; readonly payload: string }[]>
  /** Of the outbox, those whose turn it is. */
  due(): Promise<readonly DueEvent[]>
  /** Who has an entry for that event in the audit log, in their order. */
  audited(event: string): Promise<readonly string[]>
  /** Retention of evaluations. */
  destroyKeysBefore(month: string): Promise<void>
  /** Whether a text can be read in anything that is kept. */
  shows(text: string): Promise<boolean>
  close(): Promise<void>
}

export const TODAY = '2026-11-22'
/** Fifteen working days after a Sunday, over a holiday of two days and a Saturday that is worked. */
export const DUE = '2026-12-14'
const WRITTEN = '跑了三趟才办成𠮷'
const LI = { window: '3', name: '李' }

/** The rules of evaluations, whatever keeps them. */
export function evaluationsSuite(openEngine: () => Promise<EvaluationEngine>): void {
  let engine: EvaluationEngine
  beforeEach(async () => {
    engine = await openEngine()
  })
  afterEach(() => engine.close())

  const on = (onBad: () => void = () => undefined) => evaluationsOf(engine.kept, onBad, () => engine.clock.now)
  const badCases = (today = TODAY) => openBadCases(engine.kept, today)
  const given = async () => (await engine.events()).filter(({ kind }) => kind === 'evaluation.given')
  const payloads = async <Payload>() => (await given()).map(({ payload }) => JSON.parse(payload) as Payload)

  describe('an evaluation', () => {
    test('is there once with its event and its audit entry, however often its request comes', async () => {
      const evaluations = on()
      const asked = wish({ verdict: verdict(4, { reasons: ['412', '406'] }) })
      const [first, doubled] = await Promise.all([evaluations.give(asked), evaluations.give(asked)])
      expect([first, doubled, await evaluations.give(asked)]).toEqual(Array.from({ length: 3 }, () => ({ outcome: 'given', bad: null })))
      // A request is what it was, whatever a repeat of it speaks of.
      expect(await evaluations.give({ ...asked, subject: 'another ticket' })).toEqual({ outcome: 'given', bad: null })
      expect(await engine.kept.tally(TODAY, TODAY)).toEqual([{ service: 'A', level: 4, appended: false, count: 1 }])
      expect(await engine.audited('evaluation.given')).toEqual(['citizen'])
      const [event, ...further] = await engine.events()
      expect(further).toEqual([])
      expect(JSON.parse(event?.payload ?? '')).toEqual({
        evaluation: event?.subject,
        matter: 'ticket',
        matterId: 'ticket-1',
        service: 'A',
        channel: 'kiosk',
        window: null,
        level: 4,
        reasonCodes: '406,412',
        written: false,
        realName: false,
        isDefault: false,
        appendOf: null,
      })
    })

    test('is the one of its matter: a pad that chatters gives no second, and later one more is added and no third', async () => {
      const evaluations = on()
      expect(await evaluations.standing('ticket', 'ticket-1')).toBe('first')
      await evaluations.give(wish({ channel: 'window', window: '3', verdict: verdict(5) }))
      expect(await evaluations.give(wish({ channel: 'window', window: '3', verdict: verdict(1) }))).toEqual({ outcome: 'already' })
      expect(await evaluations.standing('ticket', 'ticket-1')).toBe('append')
      const later = wish({ mayAppend: true, verdict: verdict(2) })
      expect(await evaluations.give(later)).toEqual({ outcome: 'given', bad: { by: DUE } })
      expect(await evaluations.give(later)).toEqual({ outcome: 'given', bad: { by: DUE } })
      expect(await evaluations.standing('ticket', 'ticket-1')).toBe('closed')
      expect(await evaluations.give(wish({ mayAppend: true }))).toEqual({ outcome: 'already' })
      // Another matter under the same id is another matter.
      expect(await evaluations.give(wish({ matter: 'certificate' }))).toEqual({ outcome: 'given', bad: null })
      const [first] = await given()
      expect((await payloads<{ readonly appendOf: string | null }>()).map(({ appendOf }) => appendOf)).toEqual([null, first?.subject, null])
    })

    test('counts to the days on which it was given, by service and level', async () => {
      const evaluations = on()
      const give = (subject: string, rest: Parameters<typeof wish>[0] = {}) => evaluations.give(wish({ subject, ...rest }))
      await give('one', { verdict: verdict(5) })
      await give('two', { service: 'B', verdict: verdict(1) })
      engine.clock.now = new Date(engine.clock.now.getTime() + 86_400_000)
      await give('three', { verdict: verdict(3) })
      await give('two', { service: 'B', verdict: verdict(4), mayAppend: true })
      const { kept } = engine
      expect(figuresOf(await kept.tally(TODAY, TODAY))).toMatchObject({ given: 2, goodShare: 0.5, appended: 0 })
      expect(await kept.tally('2026-11-01', '2026-11-30')).toEqual([
        { service: 'A', level: 3, appended: false, count: 1 },
        { service: 'A', level: 5, appended: false, count: 1 },
        { service: 'B', level: 1, appended: false, count: 1 },
        { service: 'B', level: 4, appended: true, count: 1 },
      ])
      expect(await kept.tally('2026-12-01', '2026-12-31')).toEqual([])
    })

    test('keeps what was written from every file and log, and takes it along to the platform alone, until its time is over', async () => {
      await on().give(wish({ verdict: verdict(2, { words: ` ${WRITTEN} ` }) }))
      await on().give(wish({ subject: 'ticket-2', verdict: verdict(5, { words: '  ' }) }))
      expect(await engine.shows(WRITTEN)).toBe(false)
      const delivered: DeliveredEvent[] = []
      const platform: EventPort = {
        deliver: (some) => {
          delivered.push(...some)
          return Promise.resolve(ok([]))
        },
        reportAuditHead: () => Promise.resolve(ok({ outcome: 'taken' })),
      }
      const port = withCitizensWords(platform, engine.kept)
      const due = (await engine.due()).map((event) => ({ ...event, at: event.at.toISOString() }))
      await port.deliver(due, new AbortController().signal)
      expect(delivered.map(({ kind, payload }) => [kind, payload['words']])).toEqual([
        ['evaluation.given', WRITTEN],
        ['evaluation.bad', undefined],
        ['evaluation.given', undefined],
      ])
      expect((await badCases()).map(({ words }) => words)).toEqual([WRITTEN])
      await engine.destroyKeysBefore('2026-12')
      expect((await badCases()).map(({ words }) => words)).toEqual([null])
      await port.deliver(due, new AbortController().signal)
      expect(delivered.at(-3)?.payload['words']).toBeNull()
    })
  })

  describe('a bad one', () => {
    test('opens its case in the same breath: the managers’ event, the clock of fifteen working days, and whoever looks is told', async () => {
      let told = 0
      const asked = wish({ verdict: verdict(1, { reasons: ['113'] }), window: '3' })
      expect(await on(() => (told += 1)).give(asked)).toEqual({ outcome: 'given', bad: { by: DUE } })
      expect(told).toBe(1)
      const [first, bad] = await engine.events()
      expect([first?.kind, bad?.kind]).toEqual(['evaluation.given', 'evaluation.bad'])
      // Neither waits for the other on its way.
      expect(await engine.due()).toHaveLength(2)
      expect(JSON.parse(bad?.payload ?? '')).toMatchObject({ level: 1, dueOn: DUE, window: '3', service: 'A' })
      expect(await badCases()).toMatchObject([
        { level: 1, reasons: ['113'], window: '3', openedAt: engine.clock.now.getTime(), dueOn: DUE, overdue: false, next: 'accepted', done: [], about: 'ticket-1' },
      ])
      expect(await engine.kept.countOpen(DUE)).toEqual({ open: 1, overdue: 0 })
      expect(await engine.kept.countOpen('2026-12-15')).toEqual({ open: 1, overdue: 1 })
      expect((await badCases('2026-12-15'))[0]?.overdue).toBe(true)
    })

    test('is put right step by step, each noted, none left out, and closed by nobody before the call-back', async () => {
      await on().give(wish({ verdict: verdict(2) }))
      const [open] = await badCases()
      const act = (step: BadCaseView['next'], note: string, of = open?.id ?? '') =>
        rectify(engine.kept, { case: of, step, note, by: '王工', at: engine.clock.now, month: '2026-11' })
      expect(await act('accepted', '', 'no case')).toBe('not-next')
      expect(await act('reviewed', '都好了')).toBe('not-next')
      expect(await act('accepted', '')).toBe('recorded')
      expect(await act('accepted', '')).toBe('not-next')
      expect(await act('verified', ' ')).toBe('note-missing')
      for (const step of RECTIFYING.slice(1, -1)) expect(await act(step, `${step}：已处理`)).toBe('recorded')
      const [almost] = await badCases()
      expect(almost).toMatchObject({
        next: 'reviewed',
        done: [{ note: null, by: '王工', at: engine.clock.now.getTime() }, {}, {}, {}, { step: 'called-back', note: 'called-back：已处理' }],
      })
      expect(await act('reviewed', '同意')).toBe('recorded')
      expect(await badCases()).toEqual([])
      expect(await engine.kept.countOpen('2027-01-01')).toEqual({ open: 0, overdue: 0 })
      const told = (await engine.events()).filter(({ kind }) => kind === 'evaluation.rectifying').map(({ payload }) => JSON.parse(payload) as object)
      expect(told).toHaveLength(RECTIFYING.length)
      expect(told.at(-1)).toMatchObject({ step: 'reviewed', closed: true })
      expect(await engine.audited('evaluation.rectifying')).toEqual(RECTIFYING.map(() => 'operator:王工'))
      expect(await engine.shows('已处理')).toBe(false)
    })
  })

  describe('the evaluator of a window', () => {
    /** Somebody who was served at window 3 and has gone just now. */
    async function served(requestId: string, acts: readonly ('callNext' | 'start' | 'finish')[] = ['callNext', 'start', 'finish']): Promise<string> {
      const calling = createCalling({ ...engine, now: () => engine.clock.now, timeIsKnown: () => true })
      await calling.open(LI)
      const { ticketId } = await taken(engine, requestId, { business: 'B' })
      for (const act of acts) {
        const done = act === 'callNext' ? await calling.callNext(LI, `${requestId} called`) : await calling[act](LI, `${requestId} ${act}`, ticketId)
        expect(done.ok).toBe(true)
      }
      return ticketId
    }
    const press = (window: string, stars: number, asked: string | null = null) =>
      evaluationsAtWindows({ store: engine.store, evaluations: on(), businessDay: () => TODAY, now: () => engine.clock.now })(window, stars, asked)
    const pass = (minutes: number) => void (engine.clock.now = new Date(engine.clock.now.getTime() + minutes * 60_000))

    test('speaks of whoever was served there last, once, however it chatters; a bad one has the number', async () => {
      expect(await press('3', 5)).toBe('nobody')
      await served('first')
      pass(1)
      const second = await served('second')
      expect([await press('3', 2), await press('3', 5)]).toEqual(['given', 'already'])
      expect(await press('2', 5)).toBe('nobody')
      expect(await payloads()).toMatchObject([{ matterId: second, service: 'B', channel: 'window', window: '3', level: 2 }])
      expect(await badCases()).toMatchObject([{ about: 'B002', matter: 'ticket', window: '3', words: null }])
    })

    test('speaks of whoever was asked there, though the next stands there already, until that one has been served too', async () => {
      const asked = await served('asked')
      await served('next', ['callNext', 'start'])
      expect([await press('3', 1, asked), await press('3', 5, asked)]).toEqual(['given', 'already'])
      expect(await payloads()).toMatchObject([{ matterId: asked, level: 1 }])
      expect(await badCases()).toMatchObject([{ about: 'B001' }])
    })

    test('speaks of the next, where who was asked has said nothing by the time that the next has gone', async () => {
      const asked = await served('asked')
      const next = await served('next')
      expect(await press('3', 4, asked)).toBe('given')
      expect(await payloads()).toMatchObject([{ matterId: next }])
    })

    test('speaks of whoever stands there once it is long since somebody was asked', async () => {
      const asked = await served('asked')
      pass(11)
      const next = await served('next', ['callNext', 'start'])
      expect(await press('3', 4, asked)).toBe('given')
      expect(await payloads()).toMatchObject([{ matterId: next }])
    })

    test('and of nobody once they have long gone, or where it said no level', async () => {
      await served('first')
      for (const none of [0, 6, 2.5]) expect(await press('3', none)).toBe('no-level')
      pass(11)
      expect(await press('3', 1)).toBe('nobody')
      expect(await given()).toEqual([])
    })
  })
}
