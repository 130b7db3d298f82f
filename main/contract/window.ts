import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { GreenReason } from './green-channel.ts'
import { NumberedDocument, NumberFault } from './kiosk.ts'
import { ChangePinOutcome, Pin, SHUT } from './staff-pin.ts'
import { RequestId } from './steps.ts'
import { LocalText } from './text.ts'

/** A ticket as staff at a window see it: never more of a person than the business needs, and that is nothing. */
export const WindowTicket = z.object({
  ticketId: z.string(),
  number: z.string(),
  business: z.string(),
  status: z.enum(['waiting', 'called', 'serving', 'held', 'no-show', 'done']),
  /** `ordinary`, or why it goes first. */
  priority: z.enum(['ordinary', 'green', 'appointment']),
  /**
   * Why it goes through the green channel, once it is called: of nobody who only waits. `toCheck`: so its holder has declared
   * at a terminal, and nobody has seen a proof of it.
   */
  green: z.object({ reason: GreenReason, toCheck: z.boolean() }).nullable(),
  onTop: z.boolean(),
  /** Transferred to this window. */
  forThisWindow: z.boolean(),
  /** The window that held or passed it and has closed since: this one may call it back or take it back; null for any other. */
  leftBy: z.string().nullable(),
  calls: z.number().int(),
  /** Milliseconds since 1970, by the hall's clock. */
  takenAt: z.number(),
  lastCalledAt: z.number().nullable(),
  servingAt: z.number().nullable(),
  /** Of its last hold, pass, transfer, top or cancelling, as staff gave it. */
  reason: z.string().nullable(),
  /** 一窗通办: what this person has come for, in the order of adding. */
  items: z.array(z.object({ name: LocalText, done: z.boolean() })),
})
export type WindowTicket = z.infer<typeof WindowTicket>

export const WindowView = z.object({
  /** The hall's clock when this was said: what a page counts from. */
  now: z.number(),
  hall: LocalText,
  /** IANA name, as `Asia/Shanghai`: a PC at a window may be set to another. */
  timeZone: z.string(),
  businessDay: z.string(),
  window: z.string(),
  state: z.enum(['closed', 'open', 'paused']),
  /** Who is signed in at this page; null: nobody, and every act answers SIGNED_OUT. */
  clerk: z.string().nullable(),
  pauseReason: z.string().nullable(),
  /** What this window serves, its first ones first. */
  businesses: z.array(
    z.object({
      code: z.string(),
      name: LocalText,
      waiting: z.number().int(),
      longestSince: z.number().nullable(),
      /** About how long whoever takes a number now waits; absent where nobody can say. */
      wait: LocalText.optional(),
    }),
  ),
  /** Other windows, for a transfer. */
  windows: z.array(z.object({ window: z.string(), state: z.enum(['closed', 'open', 'paused']) })),
  /** All businesses of the hall, for a transfer. */
  transferTo: z.array(z.object({ code: z.string(), name: LocalText })),
  /** What may be added to whoever is here: items of their business first, then those of the hall’s others. */
  items: z.array(LocalText),
  /** Who was called here, or is served. */
  current: WindowTicket.nullable(),
  /** Here, then by windows that are closed now. */
  held: z.array(WindowTicket),
  /** The last three passed here today, the latest first, then those that windows which are closed now have left. */
  passed: z.array(WindowTicket),
  /** Who would be called by this window, in that order, at most thirty. */
  waiting: z.array(WindowTicket),
  /** Served here today. */
  served: z.number().int(),
})
export type WindowView = z.infer<typeof WindowView>

/** Why an act was refused; nothing has changed. Words are the page's. */
const WindowRefusal = z.object({
  outcome: z.literal('refused'),
  reason: z.enum([
    'window-not-open',
    'window-busy',
    'nobody-waits',
    'unknown-ticket',
    'not-now',
    'too-soon',
    'no-more-calls',
    'earlier-waiter',
    'not-served-here',
    'holder-waits',
    'too-many-items',
    'reason-needed',
    'request-conflict',
  ]),
  /** The ticket that stands in the way. */
  number: z.string().nullable(),
  waitMs: z.number().nullable(),
})
const WindowOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('done'), ticket: WindowTicket.nullable() }),
  WindowRefusal,
])
export type WindowOutcome = z.infer<typeof WindowOutcome>

const IssueAsk = z.object({
  requestId: RequestId,
  business: z.string().max(16),
  green: GreenReason.nullable(),
  /** Null for a ticket without a person; `kind` absent where the number tells it. */
  document: z.object({ kind: NumberedDocument.optional(), number: z.string().max(40) }).nullable(),
})
export type IssueAsk = z.infer<typeof IssueAsk>

const IssueOutcome = z.discriminatedUnion('outcome', [
  /** `screen`: no paper came out, the clerk tells the number. */
  z.object({ outcome: z.literal('issued'), number: z.string(), paper: z.enum(['ticket', 'screen']) }),
  z.object({ outcome: z.literal('wrong-number'), reason: NumberFault, position: z.number().int().positive().optional() }),
  z.object({ outcome: z.enum(['already-waiting', 'closed', 'sold-out', 'person-limit', 'unknown-business', 'request-conflict']) }),
])
export type IssueOutcome = z.infer<typeof IssueOutcome>

const signedIn = oc.errors({ SIGNED_OUT: { message: 'nobody is signed in at this window' } })
const TicketId = z.string().max(64)
/** Characters of an item's words. */
export const ITEM_AT_MOST = 40
const Words = z.string().trim().max(100)
/** Words that the page offers, or the clerk’s own, which the hall keeps to itself: nobody knows what stands in them. */
const Reason = z.union([Words, z.strictObject({ own: Words })])
export type Reason = z.infer<typeof Reason>

/** What a window's page may ask. Which window it is, is known from its enrolment, never from what it sends. */
export const window = {
  /** The whole view at once, then again at each change, and at least every fifteen seconds. */
  watch: oc.output(eventIterator(WindowView)),
  signIn: oc
    .input(z.object({ name: z.string().max(32), pin: Pin }))
    .output(z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('signed-in'), clerk: z.string() }), ...SHUT])),
  /** Of whoever is signed in here, and stays so. No request id: an answer that is lost is not asked for again, as the PIN so far would be a wrong one. */
  changePin: signedIn.input(z.object({ pin: Pin, next: Pin })).output(ChangePinOutcome),
  /** Closes the window too; refused while somebody stands there. */
  signOut: signedIn.output(WindowOutcome),
  pause: signedIn.input(z.object({ reason: Reason })).output(WindowOutcome),
  resume: signedIn.output(WindowOutcome),
  /** 导办取号: a number for somebody who stands at the window. */
  issue: signedIn.input(IssueAsk).output(IssueOutcome),
  callNext: signedIn.input(z.object({ requestId: RequestId })).output(WindowOutcome),
  callTicket: signedIn.input(z.object({ requestId: RequestId, ticketId: TicketId })).output(WindowOutcome),
  recall: signedIn.input(z.object({ requestId: RequestId, ticketId: TicketId })).output(WindowOutcome),
  start: signedIn.input(z.object({ requestId: RequestId, ticketId: TicketId })).output(WindowOutcome),
  finish: signedIn.input(z.object({ requestId: RequestId, ticketId: TicketId })).output(WindowOutcome),
  /** In the Chinese words of the hall's list, or the clerk's own. */
  addItem: signedIn
    .input(z.object({ requestId: RequestId, ticketId: TicketId, item: z.string().trim().min(1).max(ITEM_AT_MOST) }))
    .output(WindowOutcome),
  /** Ticks an item off, or takes the tick back. */
  itemDone: signedIn
    .input(z.object({ requestId: RequestId, ticketId: TicketId, index: z.number().int().nonnegative(), done: z.boolean() }))
    .output(WindowOutcome),
  hold: signedIn.input(z.object({ requestId: RequestId, ticketId: TicketId, reason: Reason })).output(WindowOutcome),
  callBack: signedIn.input(z.object({ requestId: RequestId, ticketId: TicketId })).output(WindowOutcome),
  pass: signedIn.input(z.object({ requestId: RequestId, ticketId: TicketId, reason: Reason })).output(WindowOutcome),
  takeBack: signedIn.input(z.object({ requestId: RequestId, ticketId: TicketId })).output(WindowOutcome),
  transfer: signedIn
    .input(
      z.object({
        requestId: RequestId,
        ticketId: TicketId,
        to: z.union([z.strictObject({ window: z.string().max(16) }), z.strictObject({ business: z.string().max(16) })]),
        reason: Reason,
      }),
    )
    .output(WindowOutcome),
  top: signedIn.input(z.object({ requestId: RequestId, ticketId: TicketId, on: z.boolean(), reason: Reason })).output(WindowOutcome),
  cancel: signedIn.input(z.object({ requestId: RequestId, ticketId: TicketId, reason: Reason })).output(WindowOutcome),
}
