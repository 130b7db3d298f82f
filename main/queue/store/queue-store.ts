import type { LocalText } from '../../contract/text.ts'
import type { TravelPermit } from '../../session/document-kind.ts'
import type { Given } from '../quota.ts'
import type { TicketStatus } from '../ticket.ts'

/**
 * The queue of one hall, in one of two engines: the terminal's own ledger (SQLite) or the hall server's PostgreSQL. What
 * the rules of calling need of an engine is here and nothing else; the rules are written once, over this
 * (`main/queue/calling`), and one suite of tests asks both engines (tests/main/queue/store).
 */
export interface QueueStore {
  /**
   * Runs `body` in one transaction. Resolves when it is durable; rejects with what the body threw, and then nothing of it
   * remains. The body awaits nothing but the transaction's own calls, and changes nothing but through them: an engine of
   * many writers runs it again, from the start and on what then holds, when somebody else was a moment earlier.
   */
  transact<Value>(body: (tx: QueueTransaction) => Promise<Value>): Promise<Value>
  /** What has happened after an event, in the order of commits, at most so many: each once, none left out. */
  eventsAfter(seq: number, atMost: number): Promise<readonly QueueEvent[]>
  /** Every ticket of these business days, both in it, in the order they were given. */
  ticketsBetween(from: string, to: string): Promise<readonly QueueTicket[]>
  /** These tickets as they stand, those that there are, in no order. */
  tickets(ticketIds: readonly string[]): Promise<readonly QueueTicket[]>
  /** The last event's `seq`; 0 before the first. */
  lastEvent(): Promise<number>
  /** Wakes when something may have happened, here or at another server. Only a hint: who missed it polls. */
  onNews(listener: () => void): () => void
}

/** Who holds a ticket, as an engine keeps it: found again by keyed hash, read by nobody without the key. */
export interface PersonOfTicket {
  readonly document?: TravelPermit
  readonly number: string
  readonly name: string | null
}

/** Whom a window calls before whom (GB/T has no rule; reference hall.md 1.4). */
export type PriorityClass = 'ordinary' | 'green' | 'appointment'

/** One of the things for which somebody came with one ticket (一窗通办). */
export interface TicketItem {
  readonly name: LocalText
  /** Not of the hall's list, in a clerk's own words: they stay in the hall. */
  readonly own: boolean
  readonly done: boolean
}

/** A ticket as the queue keeps it; nothing of its holder. */
export interface QueueTicket {
  readonly ticketId: string
  readonly requestId: string
  readonly businessDay: string
  readonly business: string
  /** The letters of the number: the business's own, or `X1` for the series that terminal 1 counts alone. */
  readonly series: string
  readonly seq: number
  readonly number: string
  readonly status: TicketStatus
  readonly origin: 'kiosk' | 'staff' | 'offline'
  readonly terminal: string
  readonly paper: 'ticket' | 'screen'
  readonly issuedAt: Date
  readonly aheadAtIssue: number
  readonly priority: PriorityClass
  /** Why it has its class, as the words for it are keyed: `elderly`, `disabled` (main/contract/green-channel.ts). */
  readonly priorityReason: string | null
  /** Tickets of one class are called in the order of this: arrival, 30 minutes earlier for the green channel, the slot's start of an appointment. */
  readonly rank: Date
  readonly slotFrom: Date | null
  readonly slotTo: Date | null
  /** The booking (预约) that it was given for, as the platform names it: one booking is one ticket. */
  readonly appointmentId: string | null
  /** Put on top by staff, when. */
  readonly topAt: Date | null
  /** Only this window calls it: it was transferred there. */
  readonly forWindow: string | null
  /** The window that called it last. */
  readonly window: string | null
  readonly clerk: string | null
  /** How often it was called: 1 for the first call. */
  readonly calls: number
  readonly firstCalledAt: Date | null
  readonly lastCalledAt: Date | null
  readonly servingAt: Date | null
  readonly endedAt: Date | null
  /** Of its last pass, hold, transfer, top or cancelling; `DAY_ENDED` where nobody ended it. */
  readonly reason: string | null
  /** What windows have added, in that order; none is ever taken away. */
  readonly items: readonly TicketItem[]
}

/** What of a ticket changes after its issue. */
export type TicketChange = Partial<
  Pick<
    QueueTicket,
    | 'business'
    | 'status'
    | 'priority'
    | 'priorityReason'
    | 'rank'
    | 'slotFrom'
    | 'slotTo'
    | 'appointmentId'
    | 'topAt'
    | 'forWindow'
    | 'window'
    | 'clerk'
    | 'calls'
    | 'firstCalledAt'
    | 'lastCalledAt'
    | 'servingAt'
    | 'endedAt'
    | 'reason'
    | 'items'
  >
>

/** A window as it stands. Its businesses are the hall file's. */
export interface WindowState {
  readonly window: string
  readonly state: 'closed' | 'open' | 'paused'
  /** Who sits there; null when closed. */
  readonly clerk: string | null
  readonly pauseReason: string | null
  readonly since: Date
  /** Calls of ordinary tickets since the last one of a class that goes first: two are due before the next, while ordinary people wait. */
  readonly ordinaryInARow: number
}

/** What decides whether a number may be given. */
export interface IssueAsk {
  readonly requestId: string
  readonly businessDay: string
  readonly business: string
  readonly series: string
  readonly person: PersonOfTicket | null
  /** The booking that it would be given for; null for a walk-in. */
  readonly appointmentId: string | null
  /** Of the ticket that would be given. */
  readonly rank: Date
}

export interface BeforeIssue {
  /** The ticket that this request was given before. */
  readonly ofRequest: QueueTicket | null
  /** The one with which this person waits, was called or is held for the business today. */
  readonly ofPerson: QueueTicket | null
  /** The one that was given for the booking, whatever became of it. */
  readonly ofAppointment: QueueTicket | null
  /** Numbers of the series that have been given today. */
  readonly issued: number
  /** Who waits for the business, and how many of them at `rank` or before. */
  readonly waiting: number
  readonly ahead: number
  /** The last rank of the ordinary who wait for the business; null when none does. */
  readonly lastOrdinaryRank: Date | null
}

/** What of a business is counted: walk-ins given from `from` on and before `to`, bookings whose slots begin then, and what this person has had all day. */
export interface GivenAsk {
  readonly businessDay: string
  readonly business: string
  readonly from: Date
  readonly to: Date
  readonly person: PersonOfTicket | null
}

/** What a window may be given next, and in what order. */
export interface ClaimAsk {
  readonly businessDay: string
  readonly window: string
  readonly clerk: string
  readonly at: Date
  /** Businesses in groups: nobody of a later group while one of an earlier waits. */
  readonly groups: readonly (readonly string[])[]
  /** Whether those who go first may go first this time, though ordinary people wait. */
  readonly firstClassAllowed: boolean
}

export interface QueueTransaction {
  /** The next number of a series: 1, 2, 3 … in the order of commits without a gap. */
  nextInSeries(businessDay: string, series: string): Promise<number>
  /** The next number of a series will be greater than this one, which was given elsewhere. */
  liftSeries(businessDay: string, series: string, seq: number): Promise<void>
  /** Everything that decides whether a number may be given, in one look. */
  beforeIssue(ask: IssueAsk): Promise<BeforeIssue>
  /** Numbers of a business that were given, cancelled ones aside; whoever has looked before an issue is the only one who counts. */
  given(ask: GivenAsk): Promise<Given>
  insert(ticket: QueueTicket, person: PersonOfTicket | null): Promise<void>
  /** Held against everybody else until the transaction ends. */
  ticket(ticketId: string): Promise<QueueTicket | null>
  ticketOfRequest(requestId: string): Promise<QueueTicket | null>
  ticketOfSeries(businessDay: string, series: string, seq: number): Promise<QueueTicket | null>
  /** The one with which this person waits, was called or is held for a business on a day. */
  ticketOfPerson(businessDay: string, business: string, person: PersonOfTicket): Promise<QueueTicket | null>
  /** Whether this person took that ticket (nobody: null); null where nobody is known to have. */
  isOf(ticketId: string, person: PersonOfTicket | null): Promise<boolean | null>
  /** Another ticket of the same day with which the holder of this one waits, was called or is held for a business; null where nobody is known to hold it. */
  otherOfHolder(ticketId: string, business: string): Promise<QueueTicket | null>
  change(ticketId: string, change: TicketChange): Promise<QueueTicket>
  /**
   * Calls the next: one statement, so that no two windows get one ticket. Order: group; then put on top; transferred to
   * this window; those who go first (`goesFirst`, precedence.ts) while `firstClassAllowed`, else behind the ordinary;
   * ordinary; appointments before their slot. Within each by `topAt`, `rank`, `seq`. A ticket
   * transferred to this window counts to the first group whatever its business, and one transferred elsewhere not at
   * all. Sets `status`, `window`, `clerk`, `calls` (1), `firstCalledAt` (unless called before) and `lastCalledAt`.
   */
  claimNext(ask: ClaimAsk): Promise<QueueTicket | null>
  /** Those who wait for these businesses, wherever they were transferred, by `rank`, then `seq`. */
  waiting(businessDay: string, businesses: readonly string[]): Promise<readonly QueueTicket[]>
  /** Everybody of a day who waits, was called, is served or held, by `rank`, then `seq`. */
  open(businessDay: string): Promise<readonly QueueTicket[]>
  /** Everybody of a day who was passed (`no-show`), by `endedAt`, then `seq`. */
  passed(businessDay: string): Promise<readonly QueueTicket[]>
  /** Tickets that a window called last, in one of these states: by the latest of their times of call, service and end, then by `seq`. */
  ofWindow(businessDay: string, window: string, statuses: readonly TicketStatus[]): Promise<readonly QueueTicket[]>
  /** Who was served last, and whose service somebody ended: at most so many of each business, of that day or any that is still kept, in no order. */
  lastServices(businesses: readonly string[], atMost: number): Promise<readonly QueueTicket[]>
  /** How many each window has finished on a day; none where it has finished none. */
  served(businessDay: string): Promise<Readonly<Record<string, number>>>
  /**
   * Open tickets (waiting, called, serving, held) of the days before this one end at `at`: `expired`, or `done` for who
   * was served, for the reason `DAY_ENDED`. Answers them as they have become, by `rank`, then `seq`. Of those days it also forgets by whom tickets
   * may be found again, kept answers, and events of the feed that are more than a week old.
   */
  endDaysBefore(businessDay: string, at: Date): Promise<readonly QueueTicket[]>
  window(window: string): Promise<WindowState | null>
  windows(): Promise<readonly WindowState[]>
  setWindow(state: WindowState): Promise<void>
  /** The answer to a staff request that was already carried out; null for a new one. */
  answered(requestId: string): Promise<string | null>
  /** Keeps the answer (a text of the rules' own making, nothing personal) for a request's repeats, until that day has ended. */
  keepAnswer(businessDay: string, requestId: string, answer: string): Promise<void>
  /** `seq` of the last event that this transaction sees; 0 before the first. */
  lastEvent(): Promise<number>
  /** What happened, in this very transaction: to the feed of windows and boards, the outbox (not `day.ended` and `ticket.merged`) and the audit log. */
  record(happened: Happened): void
}

export interface Happened {
  /** `citizen`, `terminal`, or `clerk:NAME` with the window in `window`. */
  readonly actor: string
  readonly kind: QueueEventKind
  readonly ticketId: string | null
  readonly number: string | null
  readonly business: string | null
  readonly window: string | null
  /** Never anything of a person. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>
}

export type QueueEventKind =
  | 'ticket.issued'
  /** A terminal had given it alone; `facts.outcome` says what became of it. The platform has heard of it from that terminal. */
  | 'ticket.merged'
  | 'ticket.called'
  | 'ticket.recalled'
  | 'ticket.serving'
  | 'ticket.held'
  | 'ticket.called-back'
  | 'ticket.passed'
  | 'ticket.taken-back'
  | 'ticket.transferred'
  | 'ticket.topped'
  /** Its holder had taken it before they checked in for a booking, `facts.appointment`. */
  | 'ticket.booked'
  /** `facts.item` in its Chinese words, null for a clerk's own; `facts.index` counts from 0. */
  | 'ticket.item-added'
  /** And `facts.done`: a tick may be taken back. */
  | 'ticket.item-done'
  | 'ticket.cancelled'
  | 'ticket.done'
  | 'ticket.expired'
  | 'window.opened'
  | 'window.paused'
  | 'window.resumed'
  | 'window.closed'
  /** `facts.before` is the day that has begun; `expired` tickets and `unended` services had been left open. */
  | 'day.ended'

/** An event of the feed. `seq` grows by one from commit to commit. */
export interface QueueEvent extends Omit<Happened, 'actor'> {
  readonly seq: number
  readonly at: Date
}
