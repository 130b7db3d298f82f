import type { PageContent, TableContent } from '../../printers/certificate/content.ts'
import { certificateBalances, END, sumOf, type CertificateBalance } from '../certificates/balance.ts'
import type { HallFile } from '../configuration/hall-file.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { dayBalance, type TicketBalance } from '../queue/day-balance.ts'
import { reasonWords } from './report-words.ts'

/** What the template of the report asks for (printers/certificate/templates/balance-report.yaml), but for who and when. */
export type DayReport = Pick<PageContent, 'fields' | 'tables'>

/** As many rows, and characters of a name or reason, as the template takes. */
const MOST_SHEETS = 150
const MOST_KINDS = 20
const LONGEST = 24

const CERTIFICATES = `SELECT number, title AS what, ${END} AS end, state, detail, decision_reason FROM certificate_copy
  JOIN sheet ON sheet.subject = copy_key
  WHERE business_day = ? AND authorised_at IS NOT NULL AND ${END} IN ('spoiled', 'failed', 'open') ORDER BY sheet.rowid`

const TICKETS = `SELECT number, business AS what, state, detail, decision FROM ticket JOIN sheet ON subject = ticket_id
  WHERE business_day = ? AND (state IN ('intended', 'sending', 'failed', 'unknown') OR (state = 'sent' AND detail = 'awaited'))
  ORDER BY sheet.rowid`

interface CertificateRow {
  readonly number: string
  readonly what: string
  readonly end: 'spoiled' | 'failed' | 'open'
  readonly state: string
  readonly detail: string | null
  readonly decision_reason: string | null
}

interface TicketRow {
  readonly number: string
  readonly what: string
  readonly state: string
  readonly detail: string | null
  readonly decision: string | null
}

/** The balance of one business day, with each sheet that did not end as it should: all of one moment, nothing of a person. */
export function dayReport(ledger: Pick<Ledger, 'transact'>, day: string, businesses: HallFile['businesses']): Promise<DayReport> {
  return ledger.transact(async (tx) => {
    // In a transaction nothing changes between one look and the next, and the sums are those of the rows.
    const within: Pick<Ledger, 'read'> = { read: (sql, params) => tx.all(sql, params) }
    const kinds = await certificateBalances(within, day)
    const tickets = await dayBalance(within, day, businesses)
    const spoiled = await tx.all<CertificateRow>(CERTIFICATES, [day])
    const lost = await tx.all<TicketRow>(TICKETS, [day])
    const nameOf = (code: string) => tickets.businesses.find((each) => each.code === code)?.name ?? code
    const open = lost.filter((row) => wayOf(row) === OPEN).length
    return {
      fields: { ...certificateFields(sumOf(kinds)), ...ticketFields(tickets, open) },
      tables: {
        certificates: tableOf(kindRows(kinds), balanceCells(sumOf(kinds))),
        tickets: ticketTable(tickets),
        sheets: { rows: sheetRows([...spoiled.map(certificateRow), ...lost.map((row) => ticketRow(row, nameOf))]) },
      },
    }
  })
}

const OPEN = '未了结'
const NOT_PRINTED = '没有打印'

function certificateRow({ number, what, end, state, detail, decision_reason: spoiled }: CertificateRow) {
  const words = { spoiled: '作废', failed: NOT_PRINTED, open: OPEN }
  return { number, what: clipped(what), end: words[end], reason: reasonIn(end === 'spoiled' ? (spoiled ?? detail) : ended(state, detail)) }
}

function ticketRow(row: TicketRow, nameOf: (code: string) => string) {
  const { number, what, state, detail, decision } = row
  const decided = decision === 'void' ? '，作废' : decision === 'reprinted' ? '，已补打' : ''
  return { number, what: clipped(`号票 ${nameOf(what)}`), end: `${wayOf(row)}${decided}`, reason: reasonIn(ended(state, detail)) }
}

function wayOf({ state }: Pick<TicketRow, 'state'>): string {
  if (state === 'failed') return NOT_PRINTED
  return state === 'unknown' ? '说不准' : OPEN
}

/** The detail of a sheet that ended; of one on its way it is no reason. */
function ended(state: string, detail: string | null): string | null {
  return state === 'failed' || state === 'unknown' ? detail : null
}

function reasonIn(reason: string | null): string {
  return reason === null ? '正在打印' : clipped(reasonWords(reason))
}

function sheetRows(rows: TableContent['rows']): TableContent['rows'] {
  if (rows.length <= MOST_SHEETS) return rows
  const more = rows.length - MOST_SHEETS + 1
  return [...rows.slice(0, MOST_SHEETS - 1), { number: '—', what: `另有 ${more} 张`, end: '—', reason: '见终端操作员界面' }]
}

function kindRows(kinds: readonly (CertificateBalance & { readonly title: string })[]): TableContent['rows'] {
  const rest = kinds.length > MOST_KINDS ? kinds.slice(MOST_KINDS - 1) : []
  const shown = rest.length === 0 ? kinds : [...kinds.slice(0, MOST_KINDS - 1), { title: `其他${rest.length}种`, ...sumOf(rest) }]
  return shown.map((kind) => ({ title: clipped(kind.title), ...balanceCells(kind) }))
}

/** Balances as the template's columns want them: in digits. */
function balanceCells({ authorised, printed, sent, spoiled, failed, open, pages }: CertificateBalance) {
  return inDigits({ authorised, printed, sent, spoiled, failed, open, pages })
}

function certificateFields(all: CertificateBalance) {
  return { ...balanceCells(all), ...inDigits({ notAuthorised: all.notAuthorised }) }
}

function ticketFields({ sheets, usedMm }: TicketBalance, ticketsOpen: number) {
  const { printed: ticketsPrinted, sent: ticketsSent, failed: ticketsFailed, unknown: ticketsUnknown, reprints } = sheets
  const tickets = ticketsPrinted + ticketsSent + ticketsFailed + ticketsUnknown + ticketsOpen
  return {
    ...inDigits({ tickets, ticketsPrinted, ticketsSent, ticketsFailed, ticketsUnknown, ticketsOpen, reprints, void: sheets.void }),
    metres: (usedMm / 1000).toFixed(1),
  }
}

function ticketTable({ businesses }: TicketBalance): TableContent {
  const cells = (rows: TicketBalance['businesses']) =>
    inDigits({ issued: sum(rows, 'issued'), waiting: sum(rows, 'waiting'), byScreen: sum(rows, 'byScreen') })
  return tableOf(
    businesses.map((business) => ({ business: clipped(`${business.code} ${business.name}`), ...cells([business]) })),
    cells(businesses),
  )
}

function sum(rows: TicketBalance['businesses'], what: 'issued' | 'waiting' | 'byScreen'): number {
  return rows.reduce((all, row) => all + row[what], 0)
}

/** A table of nothing has no sum. */
function tableOf(rows: TableContent['rows'], total: TableContent['rows'][number]): TableContent {
  return rows.length === 0 ? { rows } : { rows, total }
}

function inDigits<Name extends string>(counts: Readonly<Record<Name, number>>): Record<Name, string> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)])) as Record<Name, string>
}

function clipped(text: string): string {
  const characters = Array.from(text)
  return characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST - 1).join('')}…`
}
