import type { HallFile } from '../configuration/hall-file.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { hallTime } from '../queue/hall-time.ts'
import type { Log } from './log.ts'

const DAY_MS = 86_400_000
/** Keys are of months: looking a few times a day is plenty, and a terminal that is switched off at night looks at start. */
const LOOK_EVERY_MS = DAY_MS / 4
/** What is sealed for a stated time, by the kind of its keys; each kind has its own `policy.retentionDays`. */
const KINDS = ['ticket', 'certificate', 'evaluation'] as const
type Kind = (typeof KINDS)[number]

/** Whoever misses something on the platform's side asks within a week; what was not delivered is kept for ever. */
const DELIVERED_KEPT_MS = 7 * DAY_MS
/** Few enough that nobody who takes a number meanwhile waits for them. */
const FORGOTTEN_AT_ONCE = 500

/** What goes after its time, of the terminal's ledger or of the hall's PostgreSQL. */
export interface RetainedLedger {
  readonly envelopes: Pick<Ledger['envelopes'], 'destroyKeysBefore'>
  readonly outbox: Pick<Ledger['outbox'], 'forgetDelivered'>
}

/**
 * Destroys the keys of months whose time is over, at start and while the terminal runs. A month's key goes when the last
 * day of that month is older than the hall's retention. Events of the outbox go a week after they were delivered, a few
 * at a time. Answers a function that ends it.
 */
export function startRetention(parts: {
  readonly ledger: RetainedLedger
  readonly hall: () => HallFile
  readonly now: () => Date
  /** Whether the clock may be trusted with what cannot be undone. */
  readonly timeIsKnown: () => boolean
  readonly log: Log
  /** The ledger refused; the next look tries again. */
  readonly onFault: (error: unknown) => void
}): () => void {
  const look = () => {
    if (!parts.timeIsKnown()) return
    for (const kind of KINDS) destroyKeys(kind).catch(parts.onFault)
    forgetDelivered(new Date(parts.now().getTime() - DELIVERED_KEPT_MS)).catch(parts.onFault)
  }
  async function destroyKeys(kind: Kind): Promise<void> {
    const destroyed = await parts.ledger.envelopes.destroyKeysBefore(kind, oldestMonthKept(kind, parts.now(), parts.hall()))
    if (destroyed.length > 0) parts.log.info({ keys: destroyed }, 'kept for their time: personal data of these months is gone')
  }
  let ended = false
  async function forgetDelivered(before: Date): Promise<void> {
    for (;;) {
      if (ended) return
      const gone = await parts.ledger.outbox.forgetDelivered(before, FORGOTTEN_AT_ONCE)
      if (gone < FORGOTTEN_AT_ONCE) return
    }
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  look()
  return () => {
    ended = true
    clearInterval(timer)
  }
}

/** `2026-10` on 2026-11-21 with 30 days: what was taken in October may be younger than 30 days on its last day. */
export function oldestMonthKept(kind: Kind, now: Date, hall: HallFile): string {
  const oldest = new Date(now.getTime() - hall.policy.retentionDays[kind] * DAY_MS)
  const { year, month } = hallTime(hall.hall.timeZone).day(oldest)
  return `${year}-${String(month).padStart(2, '0')}`
}
