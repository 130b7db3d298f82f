import assert from 'node:assert/strict'
import type { DatabaseTransaction } from './postgres-database.ts'
import { assignments, TICKET_FIELDS, ticketValue } from './postgres-rows.ts'
import type { Given } from '../quota.ts'
import type { PersonSeals } from './postgres-persons.ts'
import * as sql from './postgres-statements.ts'
import type { QueueTicket, QueueTransaction, WindowState } from './queue-store.ts'

/** Of the feed, what a window or board that was away so long follows no more: it takes a new picture. */
const EVENTS_ARE_KEPT_MS = 7 * 86_400_000

interface BeforeIssueRow {
  readonly of_request: string | null
  readonly of_person: string | null
  readonly of_appointment: string | null
  readonly issued: number
  readonly waiting: number
  readonly ahead: number
  readonly last_ordinary_rank: Date | null
}

/** The queue's part of a transaction. */
export function queueTransaction(tx: DatabaseTransaction, seals: PersonSeals): QueueTransaction {
  const { all: ask, write } = tx
  const ticketBy = async (statement: string, values: readonly unknown[]) => {
    const [row] = await ask<QueueTicket>(statement, values)
    return row ?? null
  }

  return {
    async nextInSeries(businessDay, series) {
      const [row] = await write<{ readonly last: number }>(sql.NEXT_IN_SERIES, [businessDay, series])
      assert(row !== undefined)
      return row.last
    },

    async liftSeries(businessDay, series, seq) {
      await write(sql.LIFT_SERIES, [businessDay, series, seq])
    },

    async beforeIssue({ requestId, businessDay, business, series, person, appointmentId, rank }) {
      const hash = person === null ? null : seals.hash(person)
      const [held] = await ask(sql.HOLD_SERIES, [businessDay, series])
      if (held === undefined) {
        await write(sql.BEGIN_SERIES, [businessDay, series])
        await ask(sql.HOLD_SERIES, [businessDay, series])
      }
      const [row] = await ask<BeforeIssueRow>(sql.BEFORE_ISSUE, [businessDay, business, series, requestId, hash, rank, appointmentId])
      assert(row !== undefined)
      const ofRequest = row.of_request === null ? null : await ticketBy(sql.TICKET, [row.of_request])
      const ofPerson = row.of_person === null ? null : await ticketBy(sql.TICKET, [row.of_person])
      const ofAppointment = row.of_appointment === null ? null : await ticketBy(sql.TICKET, [row.of_appointment])
      const { issued, waiting, ahead, last_ordinary_rank: lastOrdinaryRank } = row
      return { ofRequest, ofPerson, ofAppointment, issued, waiting, ahead, lastOrdinaryRank }
    },

    async given({ businessDay, business, from, to, person }) {
      const [row] = await ask<Given>(sql.GIVEN, [businessDay, business, from, to, person === null ? null : seals.hash(person)])
      assert(row !== undefined)
      return row
    },

    async insert(ticket, person) {
      const sealed = person === null ? null : await seals.seal(ticket.ticketId, ticket.businessDay, person)
      await write(sql.INSERT_TICKET, [
        sealed?.suite ?? null,
        sealed?.hash ?? null,
        sealed?.keyId ?? null,
        sealed?.number ?? null,
        sealed?.name ?? null,
        ...TICKET_FIELDS.map((field) => ticketValue(ticket[field])),
      ])
    },

    ticket: (ticketId) => ticketBy(sql.TICKET, [ticketId]),
    ticketOfRequest: (requestId) => ticketBy(sql.TICKET_OF_REQUEST, [requestId]),
    ticketOfSeries: (businessDay, series, seq) => ticketBy(sql.TICKET_OF_SERIES, [businessDay, series, seq]),
    ticketOfPerson: (businessDay, business, person) => ticketBy(sql.TICKET_OF_PERSON, [businessDay, business, seals.hash(person)]),

    async isOf(ticketId, person) {
      const [row] = await ask<{ readonly person_hash: Buffer | null }>(sql.PERSON_HASH, [ticketId])
      const hash = row?.person_hash ?? null
      return hash === null ? null : person !== null && hash.equals(seals.hash(person))
    },

    otherOfHolder: (ticketId, business) => ticketBy(sql.OTHER_OF_HOLDER, [ticketId, business]),

    async change(ticketId, change) {
      const { set, values } = assignments(change, 3)
      assert(set !== '', 'a change changes something')
      const [row] = await write<QueueTicket>(sql.changeTicket(set), [ticketId, ...values])
      assert(row !== undefined, 'only a ticket that is there changes')
      return row
    },

    async claimNext({ businessDay, window, clerk, at, groups, firstClassAllowed }) {
      const served = groups.flatMap((group, index) => group.map((business) => ({ business, place: index + 1 })))
      const businesses = served.map(({ business }) => business)
      const places = served.map(({ place }) => place)
      const values = [businessDay, businesses, places, window, clerk, at, firstClassAllowed]
      const [next] = await write<QueueTicket>(sql.CLAIM_NEXT, values)
      if (next !== undefined) return next
      const [last] = await write<QueueTicket>(sql.CLAIM_LAST, values)
      return last ?? null
    },

    waiting: (businessDay, businesses) => ask<QueueTicket>(sql.WAITING, [businessDay, businesses]),
    open: (businessDay) => ask<QueueTicket>(sql.OPEN, [businessDay]),
    passed: (businessDay) => ask<QueueTicket>(sql.PASSED, [businessDay]),
    ofWindow: (businessDay, window, statuses) => ask<QueueTicket>(sql.OF_WINDOW, [businessDay, window, statuses]),

    lastServices: (businesses, atMost) => ask<QueueTicket>(sql.LAST_SERVICES, [businesses, atMost]),

    async served(businessDay) {
      const rows = await ask<{ readonly window: string; readonly served: number }>(sql.SERVED, [businessDay])
      return Object.fromEntries(rows.map((row) => [row.window, row.served]))
    },

    async endDaysBefore(businessDay, at) {
      await ask(sql.END_ALONE)
      const ended = await write<QueueTicket>(sql.END_DAYS_BEFORE, [businessDay, at])
      await write(sql.FORGET_BEFORE, [businessDay])
      await write(sql.FORGET_ANSWERS, [businessDay])
      await write(sql.FORGET_EVENTS, [new Date(Date.parse(businessDay) - EVENTS_ARE_KEPT_MS)])
      return ended
    },

    async window(window) {
      const [row] = await ask<WindowState>(sql.WINDOW, [window])
      return row ?? null
    },

    windows: () => ask<WindowState>(sql.WINDOWS),

    async setWindow({ window, state, clerk, pauseReason, since, ordinaryInARow }) {
      await write(sql.SET_WINDOW, [window, state, clerk, pauseReason, since, ordinaryInARow])
    },

    async answered(requestId) {
      const [row] = await ask<{ readonly answer: string }>(sql.ANSWERED, [requestId])
      return row?.answer ?? null
    },

    async keepAnswer(businessDay, requestId, answer) {
      await write(sql.KEEP_ANSWER, [requestId, businessDay, answer])
    },

    // As it was when the transaction began, before all else that it reads: who goes on from there misses nothing, and may at
    // most hear of what the reading has already shown.
    lastEvent: async () => tx.begunAfter,

    record: (happened) => tx.record(happened),
  }
}
