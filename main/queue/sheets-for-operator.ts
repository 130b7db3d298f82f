import type { SheetRowView } from '../contract/operator.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { RECEIPT_OF } from '../ledger/sheet-news.ts'
import { maskName } from '../session/masking.ts'
import { stillAnswers, type TicketStatus } from './ticket.ts'

/** One look for each partial index (sheet_open, sheet_undecided). A key begins with the time of its making. */
const newest = (where: string) => `SELECT * FROM (
  SELECT sheet_key, subject, copy, state, detail, intended_at FROM sheet WHERE ${where} ORDER BY sheet_key DESC LIMIT 200)`
const OPEN_AND_UNDECIDED = `SELECT sheet_key, copy, state, detail, intended_at,
    ticket_id, number, business, status, person_name, ticket.key_id AS key_id, filing_id, receipt
  FROM (
    ${newest("(state IN ('intended', 'sending') OR (state = 'sent' AND detail = 'awaited'))")}
    UNION ALL
    ${newest("state IN ('failed', 'unknown') AND decision IS NULL")}
  ) LEFT JOIN ticket ON ticket_id = subject
    LEFT JOIN filing ON filing_id = substr(subject, ${RECEIPT_OF.length + 1}) AND subject LIKE '${RECEIPT_OF}%'
  WHERE ticket_id IS NOT NULL OR filing_id IS NOT NULL
  ORDER BY sheet_key DESC LIMIT 200`

interface CommonRow {
  readonly sheet_key: string
  readonly copy: number
  readonly state: SheetRowView['state']
  readonly detail: string | null
  readonly intended_at: string
  readonly person_name: Buffer | null
  readonly key_id: string | null
}

/** Of a ticket, or of the receipt of a filing. */
type SheetRow = CommonRow &
  (
    | { readonly ticket_id: string; readonly number: string; readonly business: string; readonly status: TicketStatus }
    | { readonly ticket_id: null; readonly filing_id: string; readonly receipt: string }
  )

/** What stands in the place of a business where the paper is a receipt. */
const RECEIPT = '申报回执'

/**
 * Sheets of tickets and receipts that are on their way or wait for a person, the newest first, at most 200. Of whom they are, only the
 * masked name; nothing where its key has been destroyed.
 */
export async function sheetsForOperator(
  ledger: Pick<Ledger, 'read' | 'envelopes'>,
  /** A business's name, by its code. */
  nameOf: (code: string) => string,
): Promise<SheetRowView[]> {
  const rows = await ledger.read<SheetRow>(OPEN_AND_UNDECIDED)
  return Promise.all(
    rows.map(async (row) => ({
      key: row.sheet_key,
      ...(row.ticket_id === null
        ? { ticketId: row.filing_id, number: row.receipt, business: RECEIPT, holder: null, stillWaiting: false }
        : {
            ticketId: row.ticket_id,
            number: row.number,
            business: nameOf(row.business),
            holder: await holderOf(ledger, row),
            stillWaiting: stillAnswers(row.status),
          }),
      copy: row.copy,
      state: row.state,
      reason: row.state === 'failed' || row.state === 'unknown' ? row.detail : null,
      intendedAt: Date.parse(row.intended_at),
    })),
  )
}

/** The masked name of a ticket's holder; null where it has none or may no longer be read. */
export async function maskedHolder(ledger: Pick<Ledger, 'read' | 'envelopes'>, ticketId: string): Promise<string | null> {
  const statement = 'SELECT ticket_id, person_name, key_id FROM ticket WHERE ticket_id = ?'
  const [row] = await ledger.read<Parameters<typeof holderOf>[1]>(statement, [ticketId])
  return row === undefined ? null : await holderOf(ledger, row)
}

async function holderOf(
  { envelopes }: Pick<Ledger, 'envelopes'>,
  row: { readonly ticket_id: string; readonly person_name: Buffer | null; readonly key_id: string | null },
): Promise<string | null> {
  if (row.person_name === null || row.key_id === null) return null
  const place = { table: 'ticket', row: row.ticket_id, column: 'person_name', keyId: row.key_id }
  const name = await envelopes.open(row.person_name, place)
  return name.ok ? maskName(name.value) : null
}
