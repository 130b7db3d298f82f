import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { EnrolmentsView } from './enrolments.ts'
import { BadCaseAtDesk, EvaluationFigures, RectifyAnswer, RectifyWish } from './evaluation.ts'
import { Pin, SHUT } from './staff-pin.ts'
import { LocalText } from './text.ts'

const Spread = z.object({ count: z.number().int(), sum: z.number(), median: z.number(), ninth: z.number(), longest: z.number() })

/** Counts, and times in milliseconds. */
const TallyView = z.object({
  taken: z.number().int(),
  done: z.number().int(),
  noShow: z.number().int(),
  cancelled: z.number().int(),
  /** Never called on their day. */
  expired: z.number().int(),
  open: z.number().int(),
  /** Taking the number → first call; last call → at the window; at the window → done. */
  wait: Spread,
  come: Spread,
  serve: Spread,
})
export type TallyView = z.infer<typeof TallyView>

const Row = z.object({ key: z.string(), name: LocalText, tally: TallyView })
export type TallyRowView = z.infer<typeof Row>

const ofDay = { day: z.string(), business: z.string() }
const ofTicket = { ...ofDay, number: z.string() }

/** What a supervisor is to look at; days, numbers and windows, nobody's name. Times in milliseconds. */
const AlertView = z.discriminatedUnion('kind', [
  /** `never`: nobody had called it when its day was over. */
  z.object({ ...ofTicket, kind: z.literal('long-wait'), waitMs: z.number(), called: z.enum(['yes', 'not-yet', 'never']) }),
  z.object({ ...ofTicket, kind: z.literal('unusual-wait'), waitMs: z.number(), usualMs: z.number() }),
  z.object({ ...ofTicket, kind: z.literal('long-service'), window: z.string().nullable(), serveMs: z.number() }),
  /** From its beginning until its day was over: nobody knows how long it was. */
  z.object({ ...ofTicket, kind: z.literal('unended-service'), window: z.string().nullable(), openMs: z.number() }),
  z.object({ ...ofDay, kind: z.literal('many-no-shows'), noShow: z.number().int(), called: z.number().int() }),
])
export type AlertView = z.infer<typeof AlertView>

const StatisticsView = z.object({
  hall: LocalText,
  /** Both ends in it, as `2026-11-01`. */
  from: z.string(),
  to: z.string(),
  /** When this was counted, by the hall's clock, as `2026-11-23 14:05`: a day that is not over goes on. */
  at: z.string(),
  total: TallyView,
  byBusiness: z.array(Row),
  byWindow: z.array(Row),
  byHour: z.array(Row),
  byDay: z.array(Row),
  /** The gravest first, of all its days; not of more than can be looked at. */
  alerts: z.array(AlertView),
  /** How many there are besides. */
  moreAlerts: z.number().int(),
  /** What the period was given (好差评), by the days on which it was given. */
  evaluations: EvaluationFigures,
})
export type StatisticsView = z.infer<typeof StatisticsView>

/** At a terminal of a hall server: they are put right there. */
const BadCasesAtTerminal = z.object({ terminal: z.string(), open: z.number().int(), overdue: z.number().int() })
export type BadCasesAtTerminal = z.infer<typeof BadCasesAtTerminal>

const BadCasesView = z.object({
  /** The hall's clock when this was said, milliseconds since 1970. */
  now: z.number().int(),
  /** IANA name, as `Asia/Shanghai`. */
  timeZone: z.string(),
  /** Where what was written can be read: on the operator's screen of this terminal, or by a command of the hall server. */
  readAt: z.enum(['terminal', 'server']),
  /** The first given first. */
  cases: z.array(BadCaseAtDesk),
  /** Of terminals that have open ones of their own. */
  atTerminals: z.array(BadCasesAtTerminal),
})
export type BadCasesView = z.infer<typeof BadCasesView>

const Asked = z.object({
  length: z.enum(['day', 'month', 'quarter']),
  /** A day in it; null: today. */
  day: z.iso.date().nullable(),
})

const signedIn = oc.errors({ SIGNED_OUT: { message: 'no manager is signed in at this page' } })

/**
 * What a manager's page may ask, nothing of it about a citizen: figures of the hall, of which it makes tables for a spreadsheet, its bad
 * evaluations, and who is let into it. Each answer to who asks to be is in the audit log under the name of whoever is signed in.
 */
export const manager = {
  signIn: oc.input(z.object({ name: z.string().max(32), pin: Pin })).output(
    z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('signed-in'), name: z.string() }), ...SHUT]),
  ),
  signOut: oc.output(z.void()),
  statistics: signedIn.input(Asked).output(StatisticsView),
  /** Bad evaluations (差评) that are open: at once, then again at each change, and at least every fifteen seconds. Fails once nobody is signed in. */
  badCases: signedIn.output(eventIterator(BadCasesView)),
  /** Under the name of whoever is signed in. */
  rectify: signedIn.input(RectifyWish).output(RectifyAnswer),
  /** At once, then again at each change, and at least every fifteen seconds. Fails once nobody is signed in. */
  enrolments: signedIn.output(eventIterator(EnrolmentsView)),
  /** What shows this code becomes what it wants to be. False when it no longer waits. */
  approve: signedIn.input(z.object({ pairing: z.string().max(64), code: z.string().max(8) })).output(z.object({ done: z.boolean() })),
  refuse: signedIn.input(z.object({ pairing: z.string().max(64) })).output(z.object({ done: z.boolean() })),
  /** It is let in no more, from now on, nor is anybody signed in there. */
  revoke: signedIn.input(z.object({ device: z.string().max(64) })).output(z.object({ done: z.boolean() })),
}
