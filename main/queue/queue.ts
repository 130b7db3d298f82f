import assert from 'node:assert/strict'
import { newIdentifier } from '../ledger/identifiers.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { SUITE_AES_SHA256 } from '../ledger/suite.ts'
import type { Transaction } from '../ledger/writer.ts'
import type { TravelPermit } from '../session/document-kind.ts'
import { availability, businessState, type BusinessState, type QueueHall } from './availability.ts'
import { businessDay } from './calendar.ts'
import { formatNumber, nextInSeries } from './numbers.ts'
import * as sql from './statements.ts'
import { ticketOf, type Ticket, type TicketRow } from './ticket.ts'

export type { BusinessState } from './availability.ts'
export type { Ticket, TicketStatus } from './ticket.ts'

/** Who takes a number: the ID number, and the name where a card told it. Kept only sealed, and as keyed hash. */
export interface PersonKey {
  /** Of a number without a check digit, which could be another kind's. */
  readonly document?: TravelPermit
  readonly number: string
  readonly name: string | null
}

export interface TakeRequest {
  /** One request id is one number, however often it is repeated. */
  readonly requestId: string
  /** A business's code. */
  readonly business: string
  /** Null for a ticket without a person. */
  readonly person: PersonKey | null
  readonly origin: 'kiosk'
  /** `screen` gives the number without a sheet of paper. */
  readonly paper: 'ticket' | 'screen'
}

export type TakeResult =
  /** `sheetKey` is the sheet to print, null for `paper: 'screen'`. `repeated`: this request had its number already. */
  | {
      readonly outcome: 'issued'
      readonly repeated: boolean
      readonly ticket: Ticket
      readonly sheetKey: string | null
    }
  /** This person waits for this business already, and gets no second number. */
  | { readonly outcome: 'already-waiting'; readonly ticket: Ticket }
  | { readonly outcome: 'closed'; readonly state: BusinessState }
  | { readonly outcome: 'sold-out'; readonly state: BusinessState }
  | { readonly outcome: 'unknown-business' }
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
}

interface BeforeIssue {
  readonly of_request: string | null
  readonly of_person: string | null
  readonly issued: number | null
  readonly waiting: number
}

interface ExpiredRow {
  readonly ticket_id: string
  readonly business_day: string
}

interface SheetRow {
  readonly sheet_key: string
  readonly subject: string
  readonly copy: number
}

export function createQueue({ ledger, hall, now, terminal, timeIsKnown }: QueueParts): Queue {
  const { envelopes, sheets, outbox, audit } = ledger
  /** Every day before this one has been ended. */
  let endedBefore = ''

  const today = () => businessDay(now(), hall().hall.timeZone)

  /** The keyed hash by which a person is found again; a check digit typed as `x` is the same person. */
  const hashOf = ({ document, number }: PersonKey) => envelopes.keyedHash('person', (document === undefined ? number : `${document}:${number}`).toUpperCase())

  async function endEarlierDays(tx: Transaction, day: string): Promise<void> {
    if (day <= endedBefore || !timeIsKnown()) return
    const before = endedBefore
    endedBefore = day
    tx.onRollback(() => {
      endedBefore = before
    })
    const expired = await tx.all<ExpiredRow>(sql.EXPIRE_EARLIER, [day])
    tx.write(sql.FORGET_EARLIER, [day])
    for (const { ticket_id: ticket, business_day: ofDay } of expired) {
      outbox.append(tx, { subject: ticket, kind: 'ticket.expired', payload: { ticket, businessDay: ofDay } })
    }
    if (expired.length > 0) {
      audit.append(tx, { actor: 'terminal', event: 'day.ended', payload: { before: day, expired: expired.length } })
    }
  }

  /** For calls that only read: a transaction only when the day has changed. */
  async function settleDays(): Promise<void> {
    const day = today()
    if (day > endedBefore) await ledger.transact((tx) => endEarlierDays(tx, day))
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

  async function takeNumber(tx: Transaction, request: TakeRequest): Promise<TakeResult> {
    const { business: code, person, requestId } = request
    const instant = now()
    const hallNow = hall()
    const day = businessDay(instant, hallNow.hall.timeZone)
    await endEarlierDays(tx, day)

    const hash = person === null ? null : hashOf(person)
    const [look] = await tx.all<BeforeIssue>(sql.BEFORE_ISSUE, [requestId, day, code, hash, day, code, day, code])
    assert(look !== undefined)
    if (look.of_request !== null) return await repeatOf(tx, request, look.of_request, hash)

    const business = hallNow.businesses.find((each) => each.code === code)
    if (business === undefined) return { outcome: 'unknown-business' }
    if (look.of_person !== null) {
      const ticket = await ticketIn(tx, look.of_person)
      assert(ticket !== null)
      return { outcome: 'already-waiting', ticket }
    }
    const counted = { waiting: look.waiting, issued: look.issued ?? 0 }
    const { state: open } = availability(hallNow, business, instant, counted.issued)
    if (open !== 'open') return { outcome: open, state: businessState(hallNow, business, { instant, day }, counted) }

    const ticket = await issue(tx, request, { instant, day, hash, ahead: look.waiting })
    const sheetKey =
      request.paper === 'ticket'
        ? sheets.intend(tx, { device: 'ticket', subject: ticket.ticketId, requestId, copy: 0, copyReason: null })
        : null
    const facts = { ticket: ticket.ticketId, businessDay: day, business: code, number: ticket.number }
    outbox.append(tx, {
      subject: ticket.ticketId,
      kind: 'ticket.issued',
      payload: { ...facts, origin: request.origin, terminal, issuedAt: instant.toISOString(), ahead: ticket.ahead },
    })
    audit.append(tx, { actor: 'citizen', event: 'ticket.issued', payload: { ...facts, sheet: sheetKey } })
    return { outcome: 'issued', repeated: false, ticket, sheetKey }
  }

  /** Number and ticket. The personal fields go in sealed, each for its own column of this very row. */
  async function issue(
    tx: Transaction,
    { business, person, requestId, origin, paper }: TakeRequest,
    at: { readonly instant: Date; readonly day: string; readonly hash: Buffer | null; readonly ahead: number },
  ): Promise<Ticket> {
    const dataKey = person === null ? null : await envelopes.dataKey(tx, 'ticket', at.day.slice(0, 7))
    const seq = await nextInSeries(tx, at.day, business)
    const ticketId = newIdentifier(at.instant)
    const number = formatNumber(business, seq)
    const seal = (column: string, text: string | null | undefined) =>
      dataKey === null || text === null || text === undefined
        ? null
        : envelopes.seal(dataKey, { table: 'ticket', row: ticketId, column }, text)
    tx.write(sql.INSERT_TICKET, [
      ticketId,
      requestId,
      at.day,
      business,
      seq,
      number,
      origin,
      terminal,
      paper,
      at.instant.toISOString(),
      at.ahead,
      dataKey === null ? null : SUITE_AES_SHA256,
      at.hash,
      dataKey?.id ?? null,
      seal('person_number', person?.number),
      seal('person_name', person?.name),
    ])
    return {
      ticketId,
      number,
      business,
      businessDay: at.day,
      status: 'waiting',
      ahead: at.ahead,
      issuedAt: at.instant,
      paper,
    }
  }

  async function repeatOf(
    tx: Transaction,
    request: TakeRequest,
    ticketId: string,
    hash: Buffer | null,
  ): Promise<TakeResult> {
    const [first] = await tx.all<{ readonly business: string; readonly person_hash: Buffer | null }>(sql.REQUEST, [
      request.requestId,
    ])
    assert(first !== undefined)
    const samePerson = first.person_hash === null || (hash !== null && first.person_hash.equals(hash))
    if (first.business !== request.business || !samePerson) return { outcome: 'request-conflict' }
    const [sheet] = await tx.all<SheetRow>(sql.SHEET_OF_REQUEST, [request.requestId])
    const ticket = await ticketIn(tx, ticketId)
    assert(ticket !== null)
    return { outcome: 'issued', repeated: true, ticket, sheetKey: sheet?.sheet_key ?? null }
  }

  async function reprint(tx: Transaction, { requestId, ticketId, reason, by }: ReprintRequest): Promise<ReprintResult> {
    await endEarlierDays(tx, today())
    const ticket = await ticketIn(tx, ticketId)
    if (ticket === null) return { outcome: 'unknown-ticket' }
    const [before] = await tx.all<SheetRow>(sql.SHEET_OF_REQUEST, [requestId])
    if (before !== undefined) {
      if (before.subject !== ticketId || before.copy === 0) return { outcome: 'request-conflict' }
      return { outcome: 'reprint', repeated: true, ticket, sheetKey: before.sheet_key, count: before.copy }
    }
    if (ticket.status !== 'waiting' && ticket.status !== 'called') return { outcome: 'no-longer-waiting', ticket }
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

    async overview() {
      await settleDays()
      const instant = now()
      const hallNow = hall()
      const day = businessDay(instant, hallNow.hall.timeZone)
      const waiting = await ledger.read<{ readonly business: string; readonly waiting: number }>(sql.WAITING_NOW, [day])
      const issued = await ledger.read<{ readonly series: string; readonly last: number }>(sql.ISSUED_TODAY, [day])
      return hallNow.businesses.map((business) =>
        businessState(
          hallNow,
          business,
          { instant, day },
          {
            waiting: waiting.find((row) => row.business === business.code)?.waiting ?? 0,
            issued: issued.find((row) => row.series === business.code)?.last ?? 0,
          },
        ),
      )
    },

    takeNumber: (request) => ledger.transact((tx) => takeNumber(tx, request)),
    reprint: (request) => ledger.transact((tx) => reprint(tx, request)),
    ticket: (ticketId) => readTicket(sql.TICKET, [ticketId]),
    ticketOfRequest: (requestId) => readTicket(sql.TICKET_OF_REQUEST, [requestId]),
    waitingTicketOf: (person, business) => readTicket(sql.TICKET_OF_PERSON, [today(), business, hashOf(person)]),

    async isHolder(person, ticketId) {
      if (person === null) return false
      await settleDays()
      const [row] = await ledger.read<{ readonly person_hash: Buffer | null }>(sql.PERSON_HASH, [ticketId])
      return row !== undefined && row.person_hash !== null && row.person_hash.equals(hashOf(person))
    },
  }
}
