import assert from 'node:assert/strict'
import type { Ledger } from '../ledger/ledger.ts'
import type { Transaction } from '../ledger/writer.ts'
import { businessState, type BusinessState, type QueueHall } from './availability.ts'
import { businessDay } from './calendar.ts'
import { endDaysBefore } from './calling/day-end.ts'
import { issueNumber, type TakeRequest } from './issuing.ts'
import { windowAt, type Given } from './quota.ts'
import * as sql from './statements.ts'
import { createLedgerStore } from './store/ledger-store.ts'
import { PERSON_HASH } from './store/ledger-statements.ts'
import type { PersonOfTicket, QueueTicket } from './store/queue-store.ts'
import { stillAnswers, ticketOf, type Ticket, type TicketRow } from './ticket.ts'

export type { BusinessState } from './availability.ts'
export type { TakeRequest } from './issuing.ts'
export type { Ticket, TicketStatus } from './ticket.ts'

/** Who takes a number: the ID number, and the name where a card told it. Kept only sealed, and as keyed hash. */
export type PersonKey = PersonOfTicket

export type TakeResult =
  /** `sheetKey` is the sheet to print, null for `paper: 'screen'`. `repeated`: this request had its number already. */
  | {
      readonly outcome: 'issued'
      readonly repeated: boolean
      readonly ticket: Ticket
      readonly sheetKey: string | null
    }
  /** This person waits for this business already, or was given a number for this booking before, and gets no second one. */
  | { readonly outcome: 'already-waiting'; readonly ticket: Ticket }
  | { readonly outcome: 'closed'; readonly state: BusinessState }
  | { readonly outcome: 'sold-out'; readonly state: BusinessState }
  | { readonly outcome: 'unknown-business' }
  /** This person has had as many numbers of the business today as one may. */
  | { readonly outcome: 'person-limit' }
  /** The id was used for another business or person before; nothing of that ticket is told. */
  | { readonly outcome: 'request-conflict' }

export type ReprintReason =
  | 'unknown-sheet'
  | 'failed-sheet'
  | 'asked-by-holder'
  /** Told by the operator who prints it: it cannot be read, or the holder has lost it. */
  | 'unreadable'
  | 'lost'

export interface ReprintRequest {
  readonly requestId: string
  readonly ticketId: string
  readonly reason: ReprintReason
  /** The actor of the audit log: `citizen`, or `operator:NAME`. */
  readonly by: string
}

export type ReprintResult =
  /** `count` is 1 for the first reprint and stands on the paper. */
  | {
      readonly outcome: 'reprint'
      readonly repeated: boolean
      readonly ticket: Ticket
      readonly sheetKey: string
      readonly count: number
    }
  | { readonly outcome: 'no-longer-waiting'; readonly ticket: Ticket }
  | { readonly outcome: 'unknown-ticket' }
  | { readonly outcome: 'request-conflict' }

/**
 * The queue of a hall. What the world refuses is a result; a ledger that cannot write any more rejects with
 * `LedgerFailure`, and then nothing of the request was kept. Every call ends the days before today first, as soon
 * as the time is known: their waiting tickets expire.
 */
export interface Queue {
  /** Today, as tickets count it. */
  businessDay(): string
  /** Each business of the hall, now. */
  overview(): Promise<readonly BusinessState[]>
  /** Number, ticket, sheet intent, outbox event and audit entry in one transaction, on the disk when it resolves. */
  takeNumber(request: TakeRequest): Promise<TakeResult>
  /** 补打: the same number on a new sheet, with a reason and a count. A repeated request is the same sheet. */
  reprint(request: ReprintRequest): Promise<ReprintResult>
  ticket(ticketId: string): Promise<Ticket | null>
  ticketOfRequest(requestId: string): Promise<Ticket | null>
  /** The one that was given for a booking, whatever became of it. */
  ticketOfAppointment(appointmentId: string): Promise<Ticket | null>
  /** The ticket with which this person waits for this business today. */
  waitingTicketOf(person: PersonKey, business: string): Promise<Ticket | null>
  /** Whether a ticket of today was taken by this person. */
  isHolder(person: PersonKey | null, ticketId: string): Promise<boolean>
}

export interface QueueParts {
  readonly ledger: Ledger
  /** The hall's file as it is in use now. */
  readonly hall: () => QueueHall
  readonly now: () => Date
  /** This terminal's id, as `K01`. */
  readonly terminal: string
  /** Whether the clock may be trusted with the end of a day, which cannot be undone. */
  readonly timeIsKnown: () => boolean
  /** Ends the days before this one, where it is not the terminal that tells of their tickets. */
  readonly endDays?: (tx: Transaction, day: string, at: Date) => Promise<void>
}

/** The queue over the terminal’s own ledger, with what a terminal of a hall server needs of it within a transaction. */
export interface LedgerQueue extends Queue {
  endEarlierDays(tx: Transaction): Promise<void>
  ticketIn(tx: Transaction, ticketId: string): Promise<Ticket>
}

interface SheetRow {
  readonly sheet_key: string
  readonly subject: string
  readonly copy: number
}

export function createQueue({ ledger, hall, now, terminal, timeIsKnown, endDays }: QueueParts): LedgerQueue {
  const { sheets, audit } = ledger
  const store = createLedgerStore({ ledger, now })
  /** Every day before this one has been ended. */
  let endedBefore = ''

  const today = () => businessDay(now(), hall().hall.timeZone)

  /** Day and instant are those of this moment, at which it is known whether they are to be trusted. */
  async function endEarlierDays(tx: Transaction, instant = now()): Promise<void> {
    const day = businessDay(instant, hall().hall.timeZone)
    if (day <= endedBefore || !timeIsKnown()) return
    const before = endedBefore
    endedBefore = day
    tx.onRollback(() => {
      endedBefore = before
    })
    if (endDays) await endDays(tx, day, instant)
    else await endDaysBefore(store.within(tx), day, instant, hall().hall.timeZone)
  }

  /** For calls that only read: a transaction only when the day has changed. */
  async function settleDays(): Promise<void> {
    if (today() > endedBefore) await ledger.transact((tx) => endEarlierDays(tx))
  }

  /** Only for businesses that have a quota for this time of the day. */
  async function countedInWindows(hallNow: QueueHall, at: { readonly instant: Date; readonly day: string }): Promise<ReadonlyMap<string, Given>> {
    const counted = new Map<string, Given>()
    for (const { code, quota } of hallNow.businesses) {
      const window = windowAt(quota, at, hallNow.hall.timeZone)
      if (window !== null) counted.set(code, await store.given({ businessDay: at.day, business: code, from: window.from, to: window.to, person: null }))
    }
    return counted
  }

  async function readTicket(statement: string, params: readonly (string | Uint8Array)[]): Promise<Ticket | null> {
    await settleDays()
    const [row] = await ledger.read<TicketRow>(statement, params)
    return row === undefined ? null : ticketOf(row)
  }

  async function ticketIn(tx: Transaction, ticketId: string): Promise<Ticket | null> {
    const [row] = await tx.all<TicketRow>(sql.TICKET, [ticketId])
    return row === undefined ? null : ticketOf(row)
  }

  async function ticketThere(tx: Transaction, ticketId: string): Promise<Ticket> {
    const ticket = await ticketIn(tx, ticketId)
    assert(ticket !== null)
    return ticket
  }

  async function takeNumber(tx: Transaction, request: TakeRequest): Promise<TakeResult> {
    const instant = now()
    const hallNow = hall()
    const day = businessDay(instant, hallNow.hall.timeZone)
    await endEarlierDays(tx, instant)
    let sheetKey: string | null = null
    const issued = await issueNumber(store.within(tx), request, {
      hall: hallNow,
      instant,
      day,
      terminal,
      intend({ ticketId: subject }) {
        if (request.paper === 'screen') return null
        sheetKey = sheets.intend(tx, { device: 'ticket', subject, requestId: request.requestId, copy: 0, copyReason: null })
        return sheetKey
      },
    })
    switch (issued.outcome) {
      case 'issued': {
        const { ticket, repeated } = issued
        if (!repeated) return { outcome: 'issued', repeated, ticket: justTaken(ticket), sheetKey }
        const [sheet] = await tx.all<SheetRow>(sql.SHEET_OF_REQUEST, [request.requestId])
        return { outcome: 'issued', repeated, ticket: await ticketThere(tx, ticket.ticketId), sheetKey: sheet?.sheet_key ?? null }
      }
      case 'already-waiting':
        return { outcome: 'already-waiting', ticket: await ticketThere(tx, issued.ticket.ticketId) }
      case 'closed':
      case 'sold-out':
      case 'unknown-business':
      case 'person-limit':
      case 'request-conflict':
        return issued
    }
  }

  async function reprint(tx: Transaction, { requestId, ticketId, reason, by }: ReprintRequest): Promise<ReprintResult> {
    await endEarlierDays(tx)
    const ticket = await ticketIn(tx, ticketId)
    if (ticket === null) return { outcome: 'unknown-ticket' }
    const [before] = await tx.all<SheetRow>(sql.SHEET_OF_REQUEST, [requestId])
    if (before !== undefined) {
      if (before.subject !== ticketId || before.copy === 0) return { outcome: 'request-conflict' }
      return { outcome: 'reprint', repeated: true, ticket, sheetKey: before.sheet_key, count: before.copy }
    }
    if (!stillAnswers(ticket.status)) return { outcome: 'no-longer-waiting', ticket }
    const [last] = await tx.all<{ readonly copy: number }>(sql.LAST_COPY, [ticketId])
    const count = (last?.copy ?? 0) + 1 // of a number given by screen the first sheet is a reprint too
    sheets.reprinted(tx, ticketId, by)
    const sheetKey = sheets.intend(tx, { device: 'ticket', subject: ticketId, requestId, copy: count, copyReason: reason })
    audit.append(tx, {
      actor: by,
      event: 'ticket.reprinted',
      payload: { ticket: ticketId, number: ticket.number, sheet: sheetKey, reason, count },
    })
    return { outcome: 'reprint', repeated: false, ticket, sheetKey, count }
  }

  return {
    businessDay: today,
    endEarlierDays: (tx) => endEarlierDays(tx),
    ticketIn: ticketThere,

    async overview() {
      await settleDays()
      const instant = now()
      const hallNow = hall()
      const day = businessDay(instant, hallNow.hall.timeZone)
      const waiting = await ledger.read<{ readonly business: string; readonly waiting: number }>(sql.WAITING_NOW, [day])
      const issued = await ledger.read<{ readonly series: string; readonly last: number }>(sql.ISSUED_TODAY, [day])
      const inWindow = await countedInWindows(hallNow, { instant, day })
      return hallNow.businesses.map((business) =>
        businessState(
          hallNow,
          business,
          { instant, day },
          {
            waiting: waiting.find((row) => row.business === business.code)?.waiting ?? 0,
            issued: issued.find((row) => row.series === business.code)?.last ?? 0,
            inWindow: inWindow.get(business.code) ?? null,
          },
        ),
      )
    },

    takeNumber: (request) => ledger.transact((tx) => takeNumber(tx, request)),
    reprint: (request) => ledger.transact((tx) => reprint(tx, request)),
    ticket: (ticketId) => readTicket(sql.TICKET, [ticketId]),
    ticketOfRequest: (requestId) => readTicket(sql.TICKET_OF_REQUEST, [requestId]),
    ticketOfAppointment: (appointmentId) => readTicket(sql.TICKET_OF_APPOINTMENT, [appointmentId]),
    waitingTicketOf: (person, business) => readTicket(sql.TICKET_OF_PERSON, [today(), business, store.hashOf(person)]),

    async isHolder(person, ticketId) {
      if (person === null) return false
      await settleDays()
      const [row] = await ledger.read<{ readonly person_hash: Buffer | null }>(PERSON_HASH, [ticketId])
      return row !== undefined && row.person_hash !== null && row.person_hash.equals(store.hashOf(person))
    },
  }
}

function justTaken({ ticketId, number, business, businessDay: day, status, aheadAtIssue: ahead, issuedAt, paper, origin, priority, slotFrom, slotTo }: QueueTicket): Ticket {
  const slot = slotFrom === null || slotTo === null ? null : { slotFrom, slotTo }
  return { ticketId, number, business, businessDay: day, status, ahead, issuedAt, paper, slot, green: priority === 'green', offline: origin === 'offline' }
}
