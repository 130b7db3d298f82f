import { newIdentifier } from './identifiers.ts'
import type { Transaction, Writer } from './writer.ts'

/** Something that the hall server or the platform is to hear of. */
export interface OutboxEvent {
  /** What it is about, as a ticket's id. */
  readonly subject: string
  /** What happened, as `ticket.issued`. */
  readonly kind: string
  /** Personal fields never, or sealed: who delivers reads them from the subject's own row. */
  readonly payload: Readonly<Record<string, string | number | boolean | null>>
}

/**
 * What is to leave the terminal, appended in the transaction of the act itself, so that there is neither an act without
 * its event nor an event without its act. An event is kept until it has been delivered, whatever its age; what cannot
 * be delivered goes to the shelf, where an operator sees it.
 */
export interface Outbox {
  append(tx: Transaction, event: OutboxEvent): void
  /** `oldestSeconds` is 0 when nothing waits. */
  waiting(): Promise<{ readonly waiting: number; readonly oldestSeconds: number; readonly shelf: number }>
}

interface WaitingRow {
  readonly waiting: number
  readonly oldest: string | null
  readonly shelf: number
}

export function createOutbox(writer: Writer, now: () => Date): Outbox {
  return {
    append(tx, { subject, kind, payload }) {
      const at = now()
      tx.write('INSERT INTO outbox (event_id, subject, kind, payload, created_at) VALUES (?, ?, ?, ?, ?)', [
        newIdentifier(at),
        subject,
        kind,
        JSON.stringify(payload),
        at.toISOString(),
      ])
    },

    async waiting() {
      const [row] = await writer.read<WaitingRow>(
        `SELECT count(*) AS waiting, min(created_at) AS oldest,
           (SELECT count(*) FROM outbox WHERE shelved_at IS NOT NULL) AS shelf
         FROM outbox WHERE delivered_at IS NULL AND shelved_at IS NULL`,
      )
      const oldest = row?.oldest ?? null
      // a clock set back since then would make an age below nothing
      const age = oldest === null ? 0 : Math.max(0, now().getTime() - Date.parse(oldest))
      return { waiting: row?.waiting ?? 0, oldestSeconds: Math.floor(age / 1000), shelf: row?.shelf ?? 0 }
    },
  }
}
