import { safe } from '@orpc/client'
import { TakenAtHall, type HallTicket } from '../../contract/hall-terminal.ts'
import { newIdentifier } from '../../ledger/identifiers.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Transaction } from '../../ledger/writer.ts'
import { businessState, type Availability, type QueueHall } from '../availability.ts'
import { businessDay } from '../calendar.ts'
import { issueNumber } from '../issuing.ts'
import { offlineSeries } from '../numbers.ts'
import { createQueue, type Queue, type TakeRequest, type TakeResult } from '../queue.ts'
import { SHEET_OF_REQUEST } from '../statements.ts'
import type { LedgerStore } from '../store/ledger-store.ts'
import type { PersonOfTicket } from '../store/queue-store.ts'
import type { Ticket } from '../ticket.ts'
import { endDaysOfHall } from './day-end.ts'
import type { HallClient } from './line.ts'
import type { Mirror } from './mirror.ts'
import * as sql from './statements.ts'

/** Somebody stands in front: longer than this the hall is not waited for. */
const ANSWERS_WITHIN_MS = 4_000

export interface HallQueueParts {
  readonly ledger: Ledger
  readonly store: LedgerStore
  readonly mirror: Mirror
  readonly hall: () => QueueHall
  /** The hall's time, as far as it is known here. */
  readonly now: () => Date
  readonly terminal: string
  readonly timeIsKnown: () => boolean
  /** The hall to ask now; null when it cannot be. */
  readonly ask: () => Promise<HallClient | null>
  /** Its answer was waited for in vain. */
  readonly doubt: () => void
  /** Behind the X of this terminal's own series; null before the hall was ever reached. */
  readonly mark: () => string | null
  /** A number was given here alone. */
  readonly onAlone: () => void
}

interface OfRequest {
  readonly ticket_id: string
  readonly series: string
  readonly business: string
  readonly origin: string
  readonly paper: 'ticket' | 'screen'
}

/**
 * The queue of a terminal that belongs to a hall server. The number comes from there; ticket and sheet intent are kept
 * here in one transaction before paper moves. What cannot be asked is given from the terminal's own series.
 */
export function createHallQueue(parts: HallQueueParts): Queue {
  const { ledger, store, mirror, hall, now, terminal } = parts
  const local = createQueue({ ledger, hall, now, terminal, timeIsKnown: parts.timeIsKnown, endDays: endDaysOfHall({ store, terminal }) })
  const today = () => businessDay(now(), hall().hall.timeZone)
  const hashOf = (person: PersonOfTicket | null) => (person === null ? null : store.hashOf(person))

  const idIn = async (tx: Transaction, statement: string, params: Parameters<Transaction['all']>[1]) =>
    (await tx.all<{ readonly ticket_id: string }>(statement, params))[0]?.ticket_id ?? null

  async function isHolderIn(tx: Transaction, ticketId: string, person: PersonOfTicket | null): Promise<boolean> {
    const [row] = await tx.all<{ readonly person_hash: Buffer | null }>(sql.HOLDER, [ticketId])
    const kept = row?.person_hash ?? null
    const hash = hashOf(person)
    return kept === null || hash === null ? kept === hash : kept.equals(hash)
  }

  /** The sheet of a request, intended now where it never was: a crash may have come before it. */
  async function withSheet(tx: Transaction, request: TakeRequest, ticketId: string, repeated: boolean): Promise<TakeResult> {
    const [sheet] = await tx.all<{ readonly sheet_key: string }>(SHEET_OF_REQUEST, [request.requestId])
    const ticket = await local.ticketIn(tx, ticketId)
    const kept = { outcome: 'issued', ticket } as const
    if (sheet !== undefined) return { ...kept, repeated: true, sheetKey: sheet.sheet_key }
    if (ticket.paper === 'screen') return { ...kept, repeated, sheetKey: null }
    const intent = { device: 'ticket', subject: ticketId, requestId: request.requestId, copy: 0, copyReason: null } as const
    return { ...kept, repeated: false, sheetKey: ledger.sheets.intend(tx, intent) }
  }

  /** What is known here without the hall: a repeat whose sheet is there, or somebody who waits with a number given alone. */
  async function knownHere(tx: Transaction, request: TakeRequest): Promise<TakeResult | null> {
    const { requestId, business, person } = request
    await local.endEarlierDays(tx)
    const [before] = await tx.all<OfRequest>(sql.OF_REQUEST, [requestId, requestId])
    if (before !== undefined) {
      const [sheet] = await tx.all(SHEET_OF_REQUEST, [requestId])
      const takenFor = before.origin === 'offline' ? before.business : before.series
      if (sheet !== undefined || before.paper === 'screen') {
        const same = takenFor === business && (await isHolderIn(tx, before.ticket_id, person))
        return same ? await withSheet(tx, request, before.ticket_id, true) : { outcome: 'request-conflict' }
      }
    }
    const alone = person && (await idIn(tx, sql.WAITS_ALONE, [today(), business, store.hashOf(person)]))
    if (alone !== null) return { outcome: 'already-waiting', ticket: await local.ticketIn(tx, alone) }
    const known = hall().businesses.find(({ code }) => code === business)
    if (known === undefined) return { outcome: 'unknown-business' }
    if (hall().closedByStaff === true) return refused('closed', business, { state: 'closed', reason: 'by-staff' })
    return null
  }

  /** The number that the hall gave, with its sheet: both or neither are on the disk. */
  const keepGiven = (request: TakeRequest, ticket: HallTicket, repeated: boolean) =>
    ledger.transact(async (tx) => {
      const { requestId, person } = request
      await mirror.keep(tx, ticket, person)
      tx.write(sql.ANSWERED, [requestId])
      const taken = await withSheet(tx, request, ticket.ticketId, repeated)
      const { ticketId, number } = ticket
      const sheet = taken.outcome === 'issued' ? taken.sheetKey : null
      ledger.audit.append(tx, { actor: 'citizen', event: 'ticket.copied', payload: { ticket: ticketId, number, sheet } })
      return taken
    })

  const keepWaiting = (request: TakeRequest, ticket: HallTicket) =>
    ledger.transact(async (tx): Promise<TakeResult> => {
      await mirror.keep(tx, ticket, request.person)
      tx.write(sql.ANSWERED, [request.requestId])
      return { outcome: 'already-waiting', ticket: await local.ticketIn(tx, ticket.ticketId) }
    })

  /** A number of this terminal's own series. `asked`: the hall may have given one too, which then is in nobody's hand. */
  async function giveAlone(tx: Transaction, request: TakeRequest): Promise<TakeResult> {
    const { requestId, business, person } = request
    const hash = hashOf(person)
    const [ask] = await tx.all<{ readonly business: string; readonly person_hash: Buffer | null; readonly given: string | null }>(sql.ASK, [requestId])
    const [before] = await tx.all<OfRequest>(sql.OF_REQUEST, [requestId, requestId])
    if (before !== undefined) {
      // The hall's answer was lost and its news have come since: the ticket is there, and its sheet is not.
      const same = ask !== undefined && ask.business === business && (hash === null || ask.person_hash === null ? hash === ask.person_hash : hash.equals(ask.person_hash))
      return same ? await withSheet(tx, request, before.ticket_id, true) : { outcome: 'request-conflict' }
    }
    const waits = hash && (await idIn(tx, sql.WAITS_AT_HALL, [hash, today(), business]))
    if (waits !== null) return { outcome: 'already-waiting', ticket: await local.ticketIn(tx, waits) }
    const mark = parts.mark()
    // A terminal that was never let in has no series of its own.
    if (mark === null) return refused('closed', business, { state: 'closed', reason: 'no-window' })
    const [{ given } = { given: 0 }] = await tx.all<{ readonly given: number }>(sql.GIVEN_TODAY, [today(), business])
    const perDay = hall().businesses.find(({ code }) => code === business)?.quota?.perDay
    if (perDay !== undefined && given >= perDay && request.precedence?.class !== 'appointment') return refused('sold-out', business, { state: 'sold-out' })
    const instant = now()
    let sheetKey: string | null = null
    const issued = await issueNumber(
      store.within(tx),
      { ...request, requestId: ask === undefined ? requestId : newIdentifier(instant) },
      {
        hall: hall(),
        instant,
        day: today(),
        terminal,
        offlineSeries: offlineSeries(mark),
        intend({ ticketId: subject }) {
          if (request.paper === 'screen') return null
          sheetKey = ledger.sheets.intend(tx, { device: 'ticket', subject, requestId, copy: 0, copyReason: null })
          return sheetKey
        },
      },
    )
    switch (issued.outcome) {
      case 'issued': {
        const { ticketId } = issued.ticket
        if (ask !== undefined) tx.write(sql.GIVEN_MEANWHILE, [ticketId, requestId])
        tx.onCommit(parts.onAlone)
        return { outcome: 'issued', repeated: false, ticket: await local.ticketIn(tx, ticketId), sheetKey }
      }
      case 'already-waiting':
        return { outcome: 'already-waiting', ticket: await local.ticketIn(tx, issued.ticket.ticketId) }
      case 'closed':
      case 'sold-out':
      case 'unknown-business':
      case 'person-limit':
      case 'request-conflict':
        return issued
    }
  }

  /** What the hall refuses is told with the business as it stands here. */
  async function refused(outcome: 'closed' | 'sold-out', code: string, availability: Availability): Promise<TakeResult> {
    const hallNow = hall()
    const business = hallNow.businesses.find((each) => each.code === code)
    if (business === undefined) return { outcome: 'unknown-business' }
    const at = { instant: now(), day: today() }
    const here = businessState(hallNow, business, at, { waiting: 0, issued: 0, inWindow: null })
    return { outcome, state: here.availability.state === outcome ? here : { ...here, availability } }
  }

  async function askHall(request: TakeRequest, client: HallClient): Promise<TakeResult | null> {
    const { requestId, business, person, paper, precedence = null, bornOn = null } = request
    await ledger.transact((tx) => tx.write(sql.NOTE_ASK, [requestId, today(), business, hashOf(person)]))
    const input = { requestId, business, person, paper, precedence, bornOn }
    const asked = await safe(client.take(input, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }))
    if (asked.error) {
      // Its database does not answer, says the server, and the line is well; in every other case it is not.
      if (!asked.isDefined) parts.doubt()
      return null
    }
    const answer = TakenAtHall.safeParse(asked.data)
    if (!answer.success) {
      parts.doubt()
      return null
    }
    const taken = answer.data
    switch (taken.outcome) {
      case 'issued':
        return await keepGiven(request, taken.ticket, taken.repeated)
      case 'already-waiting':
        return await keepWaiting(request, taken.ticket)
      case 'closed':
      case 'sold-out':
      case 'unknown-business':
      case 'person-limit':
      case 'request-conflict':
        await ledger.transact((tx) => tx.write(sql.ANSWERED, [requestId]))
        if (taken.outcome === 'closed') return await refused('closed', business, { state: 'closed', reason: 'no-window' })
        if (taken.outcome === 'sold-out') {
          const here = (await local.overview()).find(({ code }) => code === business)
          if (here?.availability.state === 'sold-out') return { outcome: 'sold-out', state: here }
        }
        if (taken.outcome === 'sold-out') return await refused('sold-out', business, { state: 'sold-out' })
        return { outcome: taken.outcome }
    }
  }

  const read = async (statement: string, params: Parameters<Ledger['read']>[1]): Promise<Ticket | null> => {
    const [row] = await ledger.read<{ readonly ticket_id: string }>(statement, params)
    return row === undefined ? null : await local.ticket(row.ticket_id)
  }

  return {
    ...local,

    async takeNumber(request) {
      // Asked first: a terminal that has just started knows neither day nor time without it.
      const client = await parts.ask()
      const here = await ledger.transact((tx) => knownHere(tx, request))
      if (here !== null) return here
      const taken = client && (await askHall(request, client))
      return taken ?? (await ledger.transact((tx) => giveAlone(tx, request)))
    },

    ticketOfRequest: (requestId) => read(sql.OF_REQUEST, [requestId, requestId]),

    async waitingTicketOf(person, business) {
      const hash = store.hashOf(person)
      const here = (await read(sql.WAITS_ALONE, [today(), business, hash])) ?? (await read(sql.WAITS_AT_HALL, [hash, today(), business]))
      if (here !== null) return here
      const client = await parts.ask()
      if (client === null) return null
      const told = await safe(client.waitingTicketOf({ person, business }, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }))
      if (told.error || told.data === null) return null
      const { data: ticket } = told
      await ledger.transact((tx) => mirror.keep(tx, ticket, person))
      return await local.ticket(ticket.ticketId)
    },

    async isHolder(person, ticketId) {
      if (person === null) return false
      const [row] = await ledger.read<{ readonly person_hash: Buffer | null }>(sql.HOLDER, [ticketId])
      if (row === undefined) return false
      if (row.person_hash !== null) return row.person_hash.equals(store.hashOf(person))
      const client = await parts.ask()
      if (client === null) return false
      const told = await safe(client.isHolder({ person, ticketId }, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }))
      return told.error ? false : told.data
    },
  }
}
