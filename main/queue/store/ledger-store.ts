import assert from 'node:assert/strict'
import type { Ledger } from '../../ledger/ledger.ts'
import { SUITE_AES_SHA256 } from '../../ledger/suite.ts'
import type { Transaction } from '../../ledger/writer.ts'
import { nextInSeries } from '../numbers.ts'
import type { Given } from '../quota.ts'
import { SERVICES_COUNTED, type HallLine } from '../waiting-time.ts'
import { changedColumns, eventOf, lineOf, queueTicketOf, ticketValues, windowOf, type EventRow, type LineRow, type QueueTicketRow, type WindowRow } from './ledger-rows.ts'
import * as sql from './ledger-statements.ts'
import { personHash } from './person-hash.ts'
import type { GivenAsk, Happened, PersonOfTicket, QueueStore, QueueTicket, QueueTransaction } from './queue-store.ts'
import { loggedOf, postedOf } from './told.ts'

/** The queue in the terminal's own ledger: one writer, so that nothing is ever claimed twice. */
export interface LedgerStore extends QueueStore {
  /** As it stands now, for who only looks. */
  given(ask: GivenAsk): Promise<Given>
  /** The hall as its waits are reckoned from, in one look; of each of these businesses who was served last. Ends no day. */
  line(businessDay: string, businesses: readonly string[]): Promise<Omit<HallLine, 'hall'>>
  /** The same within an open transaction of the ledger: for a number together with its sheet's intent. */
  within(tx: Transaction): QueueTransaction
  hashOf(person: PersonOfTicket): Buffer
}

/** Of the feed, what a window or board that was away so long follows no more: it takes a new picture. */
const EVENTS_ARE_KEPT_MS = 7 * 86_400_000

interface BeforeIssueRow {
  readonly of_request: string | null
  readonly of_person: string | null
  readonly of_appointment: string | null
  readonly issued: number | null
  readonly waiting: number
  readonly ahead: number
  readonly last_ordinary: string | null
}

interface GivenRow {
  readonly walk_ins: number
  readonly booked: number
  readonly of_person: number
}

export function createLedgerStore({ ledger, now }: { readonly ledger: Ledger; readonly now: () => Date }): LedgerStore {
  const { envelopes } = ledger

  const hashOf = (person: PersonOfTicket) => personHash(envelopes, person)

  async function givenBy(read: (statement: string, params: readonly (string | Uint8Array | null)[]) => Promise<readonly GivenRow[]>, ask: GivenAsk): Promise<Given> {
    const { businessDay, business, from, to, person } = ask
    const span = [from.toISOString(), to.toISOString()]
    const [row] = await read(sql.GIVEN, [...span, ...span, person === null ? null : hashOf(person), businessDay, business, business])
    assert(row !== undefined)
    return { walkIns: row.walk_ins, booked: row.booked, ofPerson: row.of_person }
  }

  function within(tx: Transaction): QueueTransaction {
    async function one(statement: string, params: Parameters<Transaction['all']>[1]): Promise<QueueTicket | null> {
      const [row] = await tx.all<QueueTicketRow>(statement, params)
      return row === undefined ? null : queueTicketOf(row)
    }
    const several = async (statement: string, params: Parameters<Transaction['all']>[1]) =>
      (await tx.all<QueueTicketRow>(statement, params)).map(queueTicketOf)
    const byId = async (ticketId: string | null) => (ticketId === null ? null : await one(sql.TICKET_BY_ID, [ticketId]))

    return {
      nextInSeries: (businessDay, series) => nextInSeries(tx, businessDay, series),
      async liftSeries(businessDay, series, seq) {
        tx.write(sql.LIFT_SERIES, [businessDay, series, seq])
      },

      async beforeIssue({ requestId, businessDay, business, series, person, appointmentId, rank }) {
        const here = [businessDay, business]
        const [row] = await tx.all<BeforeIssueRow>(sql.BEFORE_ISSUE, [
          requestId,
          ...here,
          person === null ? null : hashOf(person),
          appointmentId,
          businessDay,
          series,
          ...here,
          ...here,
          rank.toISOString(),
          ...here,
        ])
        assert(row !== undefined)
        return {
          ofRequest: await byId(row.of_request),
          ofPerson: await byId(row.of_person),
          ofAppointment: await byId(row.of_appointment),
          issued: row.issued ?? 0,
          waiting: row.waiting,
          ahead: row.ahead,
          lastOrdinaryRank: row.last_ordinary === null ? null : new Date(row.last_ordinary),
        }
      },

      given: (ask) => givenBy((statement, params) => tx.all<GivenRow>(statement, params), ask),

      /** The personal fields go in sealed, each for its own column of this very row. */
      async insert(ticket, person) {
        const dataKey = person === null ? null : await envelopes.dataKey(tx, 'ticket', ticket.businessDay.slice(0, 7))
        const seal = (column: string, text: string | null) =>
          dataKey === null || text === null ? null : envelopes.seal(dataKey, { table: 'ticket', row: ticket.ticketId, column }, text)
        tx.write(sql.INSERT_TICKET, [
          ...ticketValues(ticket),
          dataKey === null ? null : SUITE_AES_SHA256,
          person === null ? null : hashOf(person),
          dataKey?.id ?? null,
          seal('person_number', person?.number ?? null),
          seal('person_name', person?.name ?? null),
        ])
      },

      ticket: (ticketId) => one(sql.TICKET_BY_ID, [ticketId]),
      ticketOfRequest: (requestId) => one(sql.TICKET_BY_REQUEST, [requestId]),
      ticketOfSeries: (businessDay, series, seq) => one(sql.TICKET_OF_SERIES, [businessDay, series, seq]),
      ticketOfPerson: (businessDay, business, person) => one(sql.TICKET_OF_PERSON, [businessDay, business, hashOf(person)]),

      async isOf(ticketId, person) {
        const [row] = await tx.all<{ readonly person_hash: Buffer | null }>(sql.PERSON_HASH, [ticketId])
        if (row === undefined || row.person_hash === null) return null
        return person !== null && row.person_hash.equals(hashOf(person))
      },

      otherOfHolder: (ticketId, business) => one(sql.OTHER_OF_HOLDER, [ticketId, business, ticketId, ticketId]),

      async change(ticketId, change) {
        const { columns, values } = changedColumns(change)
        const changed = await one(sql.changeColumns(columns), [...values, ticketId])
        assert(changed !== null, 'only a ticket that is there is changed')
        return changed
      },

      async claimNext({ businessDay, window, clerk, at, groups, firstClassAllowed }) {
        const served = Object.fromEntries(groups.flatMap((group, nearness) => group.map((business) => [business, nearness])))
        const instant = at.toISOString()
        const asked = [JSON.stringify(served), businessDay, businessDay, window, instant, instant, firstClassAllowed ? 2 : 4]
        return await one(sql.CLAIM_NEXT, [window, clerk, instant, instant, ...asked])
      },

      waiting: (businessDay, businesses) => several(sql.WAITING_FOR, [JSON.stringify(businesses), businessDay]),
      open: (businessDay) => several(sql.OPEN_ON, [businessDay]),
      passed: (businessDay) => several(sql.PASSED_ON, [businessDay]),
      ofWindow: (businessDay, window, statuses) => several(sql.OF_WINDOW, [businessDay, window, JSON.stringify(statuses)]),

      lastServices: (businesses, atMost) => several(sql.LAST_SERVICES, [JSON.stringify(businesses), atMost]),

      async served(businessDay) {
        const rows = await tx.all<{ readonly window: string; readonly served: number }>(sql.SERVED_ON, [businessDay])
        return Object.fromEntries(rows.map((row) => [row.window, row.served]))
      },

      async endDaysBefore(businessDay, at) {
        const ended = await several(sql.END_EARLIER, [at.toISOString(), businessDay])
        tx.write(sql.FORGET_HOLDERS, [businessDay])
        tx.write(sql.FORGET_ANSWERS, [businessDay])
        tx.write(sql.FORGET_EVENTS, [new Date(Date.parse(businessDay) - EVENTS_ARE_KEPT_MS).toISOString()])
        return ended.sort((a, b) => a.rank.getTime() - b.rank.getTime() || a.seq - b.seq)
      },

      async window(window) {
        const [row] = await tx.all<WindowRow>(sql.WINDOW, [window])
        return row === undefined ? null : windowOf(row)
      },
      windows: async () => (await tx.all<WindowRow>(sql.WINDOWS)).map(windowOf),
      async setWindow({ window, state, clerk, pauseReason, since, ordinaryInARow }) {
        tx.write(sql.SET_WINDOW, [window, state, clerk, pauseReason, since.toISOString(), ordinaryInARow])
      },

      async answered(requestId) {
        const [row] = await tx.all<{ readonly answer: string }>(sql.ANSWER, [requestId])
        return row?.answer ?? null
      },
      async keepAnswer(businessDay, requestId, answer) {
        tx.write(sql.KEEP_ANSWER, [requestId, businessDay, answer])
      },

      async lastEvent() {
        const [row] = await tx.all<{ readonly seq: number }>(sql.LAST_EVENT)
        return row?.seq ?? 0
      },

      record: (happened) => recordIn(tx, happened),
    }
  }

  function recordIn(tx: Transaction, happened: Happened): void {
    const { actor, kind, ticketId, number, business, window, facts } = happened
    tx.write(sql.INSERT_EVENT, [now().toISOString(), kind, ticketId, number, business, window, JSON.stringify(facts)])
    const posted = postedOf(happened)
    if (posted !== null) ledger.outbox.append(tx, posted)
    ledger.audit.append(tx, { actor, event: kind, payload: loggedOf(happened) })
  }

  return {
    within,
    hashOf,
    given: (ask) => givenBy((statement, params) => ledger.read<GivenRow>(statement, params), ask),
    async line(businessDay, businesses) {
      const [row] = await ledger.read<LineRow>(sql.LINE, [businessDay, JSON.stringify(businesses), SERVICES_COUNTED])
      assert(row !== undefined)
      return lineOf(row)
    },
    transact: (body) => ledger.transact((tx) => body(within(tx))),
    eventsAfter: async (seq, atMost) => (await ledger.read<EventRow>(sql.EVENTS_AFTER, [seq, atMost])).map(eventOf),
    ticketsBetween: async (from, to) => (await ledger.read<QueueTicketRow>(sql.BETWEEN, [from, to])).map(queueTicketOf),
    tickets: async (ticketIds) => (await ledger.read<QueueTicketRow>(sql.TICKETS, [JSON.stringify(ticketIds)])).map(queueTicketOf),
    async lastEvent() {
      const [row] = await ledger.read<{ readonly seq: number }>(sql.LAST_EVENT)
      return row?.seq ?? 0
    },
    // Whatever happens is also told to the platform, in the same transaction.
    onNews: (listener) => ledger.outbox.onNews(listener),
  }
}
