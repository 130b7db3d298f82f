import type { OutboxRowView } from '../contract/operator.ts'
import type { Ledger } from '../ledger/ledger.ts'

interface OutboxRow {
  readonly event_id: string
  readonly kind: string
  readonly number: string | null
  readonly created_at: string
  readonly shelf_reason: string | null
}

const COLUMNS = `event_id, kind, created_at, shelf_reason, coalesce((SELECT number FROM ticket WHERE ticket_id = subject),
  (SELECT certificate_copy.number FROM certificate_copy WHERE copy_key = subject),
  (SELECT receipt FROM filing WHERE filing_id = subject)) AS number`
const WAITING = `SELECT ${COLUMNS} FROM outbox WHERE delivered_at IS NULL AND shelved_at IS NULL
  ORDER BY created_at LIMIT 100`
const SHELF = `SELECT ${COLUMNS} FROM outbox WHERE shelved_at IS NOT NULL ORDER BY shelved_at LIMIT 100`

/** What is to leave the terminal, the oldest 100 first, and of the shelf as many; nothing of a person. */
export async function outboxView(
  ledger: Pick<Ledger, 'read'>,
): Promise<{ waiting: OutboxRowView[]; shelf: OutboxRowView[] }> {
  const [waiting, shelf] = [await ledger.read<OutboxRow>(WAITING), await ledger.read<OutboxRow>(SHELF)]
  return { waiting: waiting.map(viewOf), shelf: shelf.map(viewOf) }
}

function viewOf(row: OutboxRow): OutboxRowView {
  return {
    id: row.event_id,
    kind: row.kind,
    number: row.number,
    createdAt: Date.parse(row.created_at),
    shelfReason: row.shelf_reason,
  }
}
