import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { TerminalFacts } from './facts.ts'
import { GreenGround } from './green-channel.ts'
import { PlatformReason } from './platform-reason.ts'
import { ScanHandle, ScanView } from './scans.ts'
import { RequestId, WRONG_STEP } from './steps.ts'
import { LocalText } from './text.ts'
import { CardView, MaskedPerson, PaperFault, TerminalView } from './view.ts'

/** The least a business asks of a person: nothing, a typed number, or the card. A surer way is always taken too. */
const Identify = z.enum(['none', 'typed', 'card'])
export type Identify = z.infer<typeof Identify>

export const Availability = z.discriminatedUnion('state', [
  z.object({ state: z.literal('open') }),
  z.object({
    state: z.literal('closed'),
    reason: z.enum([
      'holiday',
      'closed-day',
      'before-hours',
      'break',
      'after-hours',
      'last-ticket',
      'no-window',
      /** An operator has closed the hall at this terminal. */
      'by-staff',
      /** It asks for a card, and this terminal has no reader. */
      'needs-reader',
      /** This terminal has no ticket printer, and the hall gives no number by screen alone. */
      'needs-printer',
    ]),
    /** When it opens again, as the hall says it: `今天 13:30`, `周一 09:00`. */
    reopens: LocalText.optional(),
  }),
  /** `reopens`: when more may be had today, `今天 10:00`; without it the day's numbers are given out. */
  z.object({ state: z.literal('sold-out'), reopens: LocalText.optional() }),
  /** This person has had as many numbers of this business today as one may. */
  z.object({ state: z.literal('person-limit') }),
])
export type Availability = z.infer<typeof Availability>

/** A business (业务): what one queues for. */
export const BusinessView = z.object({
  code: z.string(),
  name: LocalText,
  department: LocalText,
  identify: Identify,
  waiting: z.number().int(),
  /** About how long whoever takes a number now waits, `约10–15分钟`; absent where nobody can say. */
  wait: LocalText.optional(),
  /** Windows that serve it now, as their signs say: `3号窗口`, in English `3`. */
  windows: z.array(LocalText),
  /** Today's hours, `09:00–12:00`; empty on a closed day. */
  hours: z.array(z.string()),
  availability: Availability,
})
export type BusinessView = z.infer<typeof BusinessView>

/** A ticket as its holder may see it. */
export const TicketView = z.object({
  ticketId: z.string(),
  number: z.string(),
  business: LocalText,
  /** People who wait for the same business before this ticket. */
  ahead: z.number().int(),
  /** About how long it still waits; absent where nobody can say, or it waits no longer. */
  wait: LocalText.optional(),
  where: LocalText,
  windows: z.array(LocalText),
  /** Time of issue in the hall, `14:05`. */
  issuedAt: z.string(),
  /** Of the booking (预约) that it was given for: `09:00–09:30`. */
  slot: z.string().optional(),
  /** 绿色通道: it goes first. */
  green: z.literal(true).optional(),
  /** 离线号: this terminal gave it while its hall server could not be asked; where it stands in the line is known later. */
  offline: z.literal(true).optional(),
})
export type TicketView = z.infer<typeof TicketView>

const bookingAbout = {
  id: z.string().min(1).max(64),
  business: BusinessView,
  /** `09:00–09:30`, and when it begins. */
  slot: z.string(),
  from: z.string(),
}

/** A booking (预约) of whoever laid the card, at this hall today. */
export const BookingView = z.discriminatedUnion('state', [
  z.object({
    ...bookingAbout,
    /** Before its slot, in it, or so late that they stand where they came. Each gives a number. */
    state: z.enum(['early', 'on-time', 'late']),
  }),
  /** Its number was given here and waits, was called or is held. */
  z.object({ ...bookingAbout, state: z.literal('has-ticket'), ticket: TicketView }),
  /** Its number was given, and is over or was given elsewhere. */
  z.object({ ...bookingAbout, state: z.literal('over') }),
])
export type BookingView = z.infer<typeof BookingView>

/** 居民身份证, 港澳台居民居住证, 外国人永久居留身份证, 港澳居民来往内地通行证, 台湾居民来往大陆通行证. */
export const NumberedDocument = z.enum([
  'resident-card',
  'residence-permit',
  'permanent-resident-card',
  'hk-macao-travel-permit',
  'taiwan-travel-permit',
])
export type NumberedDocument = z.infer<typeof NumberedDocument>

/** `birth`: no such day; `birth-to-come`: a day that is not yet; `first-letter`: of a travel permit, H or M. */
export const NumberFault = z.enum([
  'length',
  'old-15-digits',
  'characters',
  'first-letter',
  'region',
  'birth',
  'birth-to-come',
  'check-digit',
])
export type NumberFault = z.infer<typeof NumberFault>

const Identified = z.object({ outcome: z.literal('identified'), person: MaskedPerson })

const IdentifyByCardOutcome = z.discriminatedUnion('outcome', [
  /** `booked`: they have booked something at this hall today. */
  Identified.extend({ booked: z.boolean() }),
  /** No readable card of this session's person lies there; `card` says what does. */
  z.object({ outcome: z.literal('no-card'), card: CardView }),
])
export type IdentifyByCardOutcome = z.infer<typeof IdentifyByCardOutcome>

const IdentifyByNumberOutcome = z.discriminatedUnion('outcome', [
  Identified,
  /** `position` counts from 1: the character that cannot stand there, where it is one. */
  z.object({ outcome: z.literal('wrong'), reason: NumberFault, position: z.number().int().positive().optional() }),
])
export type IdentifyByNumberOutcome = z.infer<typeof IdentifyByNumberOutcome>

/** What a scanned ticket of ours is told of; nothing of whoever took it. */
const ScannedTicketOutcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('known'),
    /** `over`: it was served, given up, or is of another day. */
    state: z.enum(['waiting', 'called', 'over']),
    ticket: TicketView,
    /** Whether its service may be evaluated now, for the first time or in addition (追加); null: it was not served, or all was said. */
    evaluation: z.enum(['first', 'append']).nullable(),
  }),
  /** No ticket of this terminal's ledger. */
  z.object({ outcome: z.literal('unknown') }),
  /** The code is held no more: it is to be scanned again. */
  z.object({ outcome: z.literal('gone') }),
])
export type ScannedTicketOutcome = z.infer<typeof ScannedTicketOutcome>

const IdentifyByCodeOutcome = z.discriminatedUnion('outcome', [
  Identified,
  z.object({
    outcome: z.literal('refused'),
    /** `gone`: held no more. `expired`, `used`, `unknown`: so its issuer says, by the platform. Else the platform was not to be had. */
    reason: z.enum(['gone', 'expired', 'used', 'unknown', ...PlatformReason.options]),
  }),
])
export type IdentifyByCodeOutcome = z.infer<typeof IdentifyByCodeOutcome>

export const TakeNumberOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('issued'), ticket: TicketView, paper: z.enum(['ticket', 'screen']) }),
  /**
   * This person waits for this business already; no second number. Only a card learns which (design, promise 8);
   * after a typed number `ticket` is null.
   */
  z.object({ outcome: z.literal('already-waiting'), ticket: TicketView.nullable() }),
  z.object({ outcome: z.literal('not-available'), availability: Availability }),
  /** No number was given. `byScreen`: the hall lets it be given by screen alone, with `paper: 'screen'`. */
  z.object({ outcome: z.literal('no-paper'), reason: PaperFault, byScreen: z.boolean() }),
])
export type TakeNumberOutcome = z.infer<typeof TakeNumberOutcome>

const ReprintOutcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('reprinting'),
    ticket: TicketView,
    /** Which 补打 of this ticket it is, as `SheetView.reprint` counts them: what is said of an earlier paper is not said of this one. */
    count: z.number().int().positive(),
  }),
  z.object({ outcome: z.literal('no-paper'), reason: PaperFault }),
  /** The ticket was called, ended or expired meanwhile. */
  z.object({ outcome: z.literal('no-longer-waiting') }),
])
export type ReprintOutcome = z.infer<typeof ReprintOutcome>

const step = oc.errors({ WRONG_STEP })

/**
 * What the kiosk page may ask. Input and output are validated on both sides; bad input answers BAD_REQUEST, a call out
 * of order WRONG_STEP, and neither changes anything.
 */
export const kiosk = {
  /** The page has loaded: any session that was open ends (a crashed page finds none) and the facts are answered. */
  hello: oc.output(TerminalFacts),
  /** The whole view at once, then again at each change. */
  watch: oc.output(eventIterator(TerminalView)),
  /** What a scanner reads while a session is open, each code once. */
  scans: oc.output(eventIterator(ScanView)),
  /** What a scanner that types as a keyboard does has typed: it comes back by `scans`, and as no more than that tells. */
  typedScan: oc.input(z.object({ text: z.string().max(4096) })).output(z.void()),
  /** The waiting place of a ticket of ours, for whoever holds it. */
  scannedTicket: step.input(z.object({ handle: ScanHandle })).output(ScannedTicketOutcome),
  /**
   * Somebody has touched the attract screen: a session opens, or the open one goes on. The facts come again: the hall's
   * file may have changed since the page loaded, and its notice is agreed to in the version in use.
   */
  open: oc.output(z.object({ session: z.string(), facts: TerminalFacts })),
  /** Any touch: the idle clock starts again. Without a session it does nothing. */
  touch: oc.output(z.void()),
  /** The person is done or gone: everything of theirs is wiped. */
  end: oc.output(z.void()),
  businesses: oc.output(z.array(BusinessView)),
  /** The person agrees to the notice in this version; the ledger records it once for each session. */
  agree: step.input(z.object({ version: z.number().int() })).output(z.void()),
  identifyByCard: step.output(IdentifyByCardOutcome),
  /** By the code that somebody shows on their phone; its issuer is asked once, by the platform. */
  identifyByCode: step.input(z.object({ handle: ScanHandle })).output(IdentifyByCodeOutcome),
  /** Without a `document` the number tells it, as those with a check digit do. */
  identifyByNumber: step
    .input(z.object({ document: NumberedDocument.optional(), number: z.string().max(40) }))
    .output(IdentifyByNumberOutcome),
  /** What whoever laid the card has booked at this hall today, the earliest first; nobody else has booked anything. */
  bookings: step.output(z.array(BookingView)),
  /**
   * One request id is one number: a repeat answers the same ticket. `appointment`: for this booking of theirs, served
   * from its slot; one booking is one ticket, and a second wish answers `already-waiting` with it. `green`: declared by whoever
   * takes it, one of `greenGrounds`; beside a booking it says nothing, whose place is its slot's.
   */
  takeNumber: step
    .input(
      z.object({
        requestId: RequestId,
        business: z.string().max(16),
        paper: z.enum(['ticket', 'screen']),
        appointment: z.string().min(1).max(64).optional(),
        green: GreenGround.optional(),
      }),
    )
    .output(TakeNumberOutcome),
  /** 补打: a new sheet with a reason, marked on paper; needs the card, or the session whose sheet went wrong. */
  reprint: step.input(z.object({ requestId: RequestId, ticketId: z.string().max(64) })).output(ReprintOutcome),
}
