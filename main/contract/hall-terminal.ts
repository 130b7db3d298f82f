import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { GiveOutcome, Verdict } from './evaluation.ts'
import { RequestId } from './steps.ts'
import { LocalText } from './text.ts'

/** A booking (预约), as the platform names it. */
const AppointmentId = z.string().min(1).max(64)

/** A ticket between a terminal and its hall server: as the queue keeps it (main/queue/store), and nothing of its holder. */
export const HallTicket = z.object({
  ticketId: z.string().min(1).max(64),
  requestId: RequestId,
  businessDay: z.iso.date(),
  business: z.string().min(1).max(16),
  series: z.string().min(1).max(3),
  seq: z.number().int().positive(),
  number: z.string().min(1).max(16),
  status: z.enum(['waiting', 'called', 'serving', 'held', 'done', 'no-show', 'cancelled', 'expired']),
  origin: z.enum(['kiosk', 'staff', 'offline']),
  terminal: z.string().min(1).max(16),
  paper: z.enum(['ticket', 'screen']),
  issuedAt: z.date(),
  aheadAtIssue: z.number().int().nonnegative(),
  priority: z.enum(['ordinary', 'green', 'appointment']),
  priorityReason: z.string().max(64).nullable(),
  rank: z.date(),
  slotFrom: z.date().nullable(),
  slotTo: z.date().nullable(),
  appointmentId: AppointmentId.nullable(),
  topAt: z.date().nullable(),
  forWindow: z.string().max(16).nullable(),
  window: z.string().max(16).nullable(),
  clerk: z.string().max(64).nullable(),
  calls: z.number().int().nonnegative(),
  firstCalledAt: z.date().nullable(),
  lastCalledAt: z.date().nullable(),
  servingAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  reason: z.string().max(400).nullable(),
  /** Absent from a hall server or terminal of an earlier version. */
  items: z.array(z.object({ name: LocalText, own: z.boolean(), done: z.boolean() })).max(20).readonly().default([]),
})
export type HallTicket = z.infer<typeof HallTicket>

/** Who takes a number; goes over TLS alone, and is kept sealed at the other end. */
const HolderOfTicket = z.object({
  document: z.enum(['hk-macao-travel-permit', 'taiwan-travel-permit']).optional(),
  number: z.string().min(1).max(32),
  name: z.string().max(128).nullable(),
})

/**
 * The line of one business: what whoever comes now waits as the hall's boards say it, minutes, and what the wait of anybody
 * in it is reckoned from (main/queue/waiting-time.ts): who waits, the median service, and the windows that work for it.
 */
const HallLineWait = z.object({
  business: z.string().min(1).max(16),
  from: z.number().int().nonnegative(),
  to: z.number().int().positive(),
  waiting: z.number().int().nonnegative(),
  serviceMs: z.number().nonnegative(),
  windows: z.number().positive(),
})

/**
 * The hall as a terminal follows it. The first one holds every ticket of the business day, each one after it those that
 * have changed since; a terminal that lays them over what it has, has the hall's day. At least one each 10 s, changed or not.
 */
export const HallNews = z.object({
  /** The fencing epoch: what comes from an earlier one than was seen before is not believed. */
  epoch: z.number().int().positive(),
  /** The hall server's clock. */
  now: z.date(),
  businessDay: z.iso.date(),
  /** `seq` of the last event in it. */
  event: z.number().int().nonnegative(),
  /** Whether `tickets` are all of the day, or those that changed. */
  whole: z.boolean(),
  tickets: z.array(HallTicket),
  windows: z.array(
    z.object({ window: z.string(), state: z.enum(['closed', 'open', 'paused']) }),
  ),
  /**
   * How long one waits, of each business of which the hall can say: with the whole day and whenever it has changed. Absent
   * from a hall server of an earlier version, whose terminals reckon it from what they know.
   */
  waits: z.array(HallLineWait).readonly().optional(),
})
export type HallNews = z.infer<typeof HallNews>

/** PostgreSQL does not answer: nothing was kept as far as is known, and the terminal goes on by itself. */
const answering = oc.errors({ HALL_UNAVAILABLE: { message: 'the hall’s queue cannot be asked now' } })

export const TakenAtHall = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('issued'), repeated: z.boolean(), ticket: HallTicket }),
  z.object({ outcome: z.literal('already-waiting'), ticket: HallTicket }),
  z.object({ outcome: z.enum(['closed', 'sold-out', 'unknown-business', 'person-limit', 'request-conflict']) }),
])
export type TakenAtHall = z.infer<typeof TakenAtHall>

/** A ticket that a terminal gave by itself, and who holds it. */
const TicketToMerge = z.object({
  ticket: HallTicket,
  person: HolderOfTicket.nullable(),
  /**
   * The request that the terminal had asked the hall before, and whose answer it never got. Whatever number the hall gave
   * for it is in nobody's hand: this ticket, which is, stands in its place, with its rank if that is earlier; the other is
   * cancelled unless it has ended. Asked again for a ticket that is `known`, it does the same.
   */
  lost: RequestId.nullable(),
})

/** What became of a ticket that a terminal had given by itself. */
export const MergedAtHall = z.object({
  ticketId: z.string(),
  outcome: z.enum([
    /** It waits in the hall's line by its arrival; `known`: it did already. */
    'merged',
    'known',
    /** Its holder waits with an earlier ticket, `number`: this one is cancelled. */
    'duplicate',
    /** Another ticket of the hall has its number, or its day is over: it is not in the hall's line, and staff are told. */
    'refused',
  ]),
  number: z.string().nullable(),
})
export type MergedAtHall = z.infer<typeof MergedAtHall>

/**
 * What a terminal may ask of the hall server, over a WebSocket at `/terminal/rpc` with `Authorization: Bearer CREDENTIAL`.
 * Which terminal asks is known from its credential, never from what it sends.
 */
export const hallTerminal = {
  /** `hall`: its code. `mark`: what stands behind the X of its own offline series, `1` to `9`, then a letter, then two; no two terminals of a hall share one. */
  hello: oc.output(
    z.object({ hall: z.string(), terminal: z.string(), mark: z.string().regex(/^([1-9]|[A-HJ-NP-Z]{1,2})$/), epoch: z.number().int().positive(), now: z.date() }),
  ),
  watch: answering.output(eventIterator(HallNews)),
  /** One request id is one number, however often and at whichever server it is asked. */
  take: answering
    .input(
      z.object({
        requestId: RequestId,
        business: z.string().min(1).max(16),
        person: HolderOfTicket.nullable(),
        paper: z.enum(['ticket', 'screen']),
        precedence: z
          .discriminatedUnion('class', [
            z.object({ class: z.literal('green'), reason: z.string().max(64) }),
            z.object({ class: z.literal('appointment'), appointmentId: AppointmentId, slotFrom: z.date(), slotTo: z.date() }),
          ])
          .nullable(),
        bornOn: z.iso.date().nullable(),
      }),
    )
    .output(TakenAtHall),
  /** The ticket with which this person waits, was called or is held for the business today. */
  waitingTicketOf: answering.input(z.object({ person: HolderOfTicket, business: z.string().max(16) })).output(HallTicket.nullable()),
  isHolder: answering.input(z.object({ person: HolderOfTicket, ticketId: z.string().max(64) })).output(z.boolean()),
  /**
   * Tickets that the hall does not know, the earliest first; a repeat is answered as the first time. Of one that has ended
   * where it was given, its number is not given again and nobody is called by it: it is `merged` as it stands.
   */
  merge: answering.input(z.object({ tickets: z.array(TicketToMerge).max(200) })).output(z.array(MergedAtHall)),
  /** 好差评 of a ticket that was served, by whoever scans it at the terminal. What is printed or handed in there is evaluated there. */
  evaluation: {
    standing: answering.input(z.object({ ticketId: z.string().max(64) })).output(z.enum(['first', 'append', 'closed'])),
    /** One request id is one evaluation, however often and at whichever server it comes. */
    give: answering
      .errors({ NOT_SERVED: { message: 'the hall has no such ticket that was served' } })
      .input(z.object({ requestId: RequestId, ticketId: z.string().max(64), verdict: Verdict }))
      .output(GiveOutcome),
  },
  /** How many bad evaluations of the terminal's own journeys are open there, and how many of them beyond their day. */
  tellBadCases: answering.input(z.object({ open: z.number().int().nonnegative(), overdue: z.number().int().nonnegative() })).output(z.void()),
}

/** `POST /enrol/terminal` (`{ terminal }`): a terminal without a credential asks to be let in; the six digits stand on its operator's screen. */
export const TerminalAsked = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), code: z.string().regex(/^\d{6}$/), secret: z.string().min(1).max(256), leftMs: z.number() }),
  z.object({ state: z.literal('too-many') }),
])

/** `POST /enrol/terminal/standing` (`{ secret }`): its credential is told until it was used; `none`: void, answered and heard, or never asked for. */
export const TerminalStanding = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), leftMs: z.number() }),
  z.object({ state: z.literal('enrolled'), credential: z.string().min(16).max(4096) }),
  z.object({ state: z.enum(['refused', 'none']) }),
])
