import type { HallFile } from '../configuration/hall-file.ts'
import type { PlatformView } from '../contract/operator.ts'
import type { SignAuditHead } from '../ledger/audit-signature.ts'
import type { DataKind } from '../ledger/envelopes.ts'
import type { Log } from '../operations/log.ts'
import { startRetention } from '../operations/retention.ts'
import { NO_PLATFORM, startDelivery } from '../platform/delivery.ts'
import type { EventPort } from '../platform/event-port.ts'
import type { KeptEvents } from '../platform/kept-events.ts'
import type { HallDatabase } from '../queue/store/postgres-database.ts'
import { destroyKeysBefore } from '../queue/store/postgres-keys.ts'
import type { LeadersWork } from '../queue/store/postgres-leader.ts'
import type { PostgresOutbox } from '../queue/store/postgres-outbox.ts'
import type { PostgresStore } from '../queue/store/postgres.ts'

/** What one server of a hall does for all: it brings what happened to the platform, and forgets what is over. */
export interface HallDelivery {
  /** Null while another server is at it. */
  readonly view: PlatformView | null
  /** Resolves when nothing is asked or written any more, and another server may go on. */
  close(): Promise<void>
}

/** Where events go, and under which name the hall's servers are known there. */
export interface HallPlatform {
  readonly port: EventPort
  readonly name: string
  readonly signAuditHead: SignAuditHead
}

/**
 * Delivers the hall's outbox, reports the head of its audit log, and destroys what retention says, by the rules of a terminal;
 * of several servers one at a time. The platform takes each event once by its id, also when a leader was lost between
 * its sending and its noting.
 */
export function deliverFromHall(parts: {
  readonly store: Pick<PostgresStore, 'database' | 'lead'>
  readonly outbox: PostgresOutbox
  /** Null: everything stays in the outbox. */
  readonly platform: HallPlatform | null
  readonly hall: () => HallFile
  readonly now: () => Date
  /** Whether the clock may be trusted with what cannot be undone. */
  readonly timeIsKnown: () => boolean
  readonly log: Log
  /** What `view` says has changed. */
  readonly onChange: () => void
  /** What only PostgreSQL or a bug can do; it is tried again. */
  readonly onFault: (error: unknown) => void
}): HallDelivery {
  const { store: { database }, outbox, platform, now, log, onChange, onFault } = parts
  let view: (() => PlatformView) | null = null

  function begin(): LeadersWork {
    log.info('this server delivers for the hall')
    const envelopes = { destroyKeysBefore: (kind: DataKind, month: string) => destroyKeysBefore(database, kind, month) }
    const stopRetention = startRetention({ ledger: { outbox, envelopes }, hall: parts.hall, now, timeIsKnown: parts.timeIsKnown, log, onFault })
    const delivery =
      platform === null
        ? null
        : startDelivery({ kept: eventsOf(database, outbox), port: platform.port, terminal: platform.name, signAuditHead: platform.signAuditHead, now, log, onChange, onFault })
    view = () => delivery?.view ?? NO_PLATFORM
    onChange()
    return {
      async close() {
        view = null
        stopRetention()
        await delivery?.close()
        onChange()
      },
    }
  }

  const leading = parts.store.lead(begin, onFault)
  return {
    get view() {
      return view?.() ?? null
    },
    close: () => leading.close(),
  }
}

function eventsOf(database: HallDatabase, outbox: PostgresOutbox): KeptEvents {
  return {
    outbox,
    audit: {
      async head() {
        const [row] = await database.read<{ readonly count: number; readonly hash: Buffer }>(AUDIT_HEAD)
        if (row === undefined) throw new Error('the hall has lost its head row')
        return row
      },
    },
    note: (entry) => database.transact(async (tx) => tx.audit(entry)),
  }
}

const AUDIT_HEAD = 'SELECT audit_seq AS count, audit_hash AS hash FROM yimen.head WHERE hall = $1'
