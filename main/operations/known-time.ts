import type { Ledger } from '../ledger/ledger.ts'
import type { Log } from './log.ts'

/**
 * Whether the wall clock may be trusted with what cannot be undone: ending a day, destroying a month's key. A flat
 * battery or a wrong time server sets a clock years ahead; numbers go on meanwhile, under whatever day the clock says.
 */
export interface KnownTime {
  /** Every instant up to now has come to pass, as far as this terminal can tell. */
  readonly believed: () => boolean
  /** Ends the watch on the clock. */
  readonly close: () => void
}

const HOUR_MS = 3_600_000
/** A terminal may have been off for longer than the longest holiday (春节, nine days). */
const LONGEST_OFF_MS = 15 * 24 * HOUR_MS
/** Most of a hall's day: a wrong date on screen and tickets has been noticed by then, and nobody has set it back. */
const UNDISPUTED_MS = 6 * HOUR_MS
/** How far a clock may stray from the machine's own count and still not have been set: time servers nudge it. */
const STRAY_MS = HOUR_MS / 60
const LOOK_EVERY_MS = HOUR_MS / 6

const KNOWN = 'SELECT at FROM known_time'
const NOTE = 'INSERT INTO known_time (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at'

/** Both clocks at one moment, milliseconds: the wall's, and the machine's count that nobody can set. */
interface Moment {
  readonly wall: number
  readonly ran: number
}

/**
 * Watches the clock from the latest time that the ledger knows. A clock ahead of that by more than a terminal is ever
 * off is believed only once it has run for six hours and nobody has set it back.
 */
export async function watchKnownTime(parts: {
  readonly ledger: Ledger
  readonly now: () => Date
  /** Milliseconds that have passed on this machine since some moment, whatever its clock says. */
  readonly ran: () => number
  readonly log: Log
  /** The ledger refused to note the time; the next look tries again. */
  readonly onFault: (error: unknown) => void
}): Promise<KnownTime> {
  const moment = (): Moment => ({ wall: parts.now().getTime(), ran: parts.ran() })
  const [noted] = await parts.ledger.read<{ at: string }>(KNOWN)
  const start = moment()
  let known: Moment = { wall: noted === undefined ? start.wall : Date.parse(noted.at), ran: start.ran }
  let disputed: Moment | null = null

  function believed(): boolean {
    const at = moment()
    const ahead = gained(known, at)
    if (ahead <= LONGEST_OFF_MS || undisputed(at, ahead)) {
      disputed = null
      if (at.wall > known.wall) known = at
      return true
    }
    return false
  }

  function undisputed(at: Moment, ahead: number): boolean {
    if (disputed === null || Math.abs(gained(disputed, at)) > STRAY_MS) {
      disputed = at
      parts.log.warn(
        { daysAhead: Math.floor(ahead / (24 * HOUR_MS)) },
        'the clock is far ahead of the last known time: set it, or leave it if it is right; no day is ended and nothing is forgotten until it has run for six hours',
      )
    }
    return at.ran - disputed.ran >= UNDISPUTED_MS
  }

  function look(): void {
    if (!believed()) return
    const at = new Date(known.wall).toISOString()
    parts.ledger.transact((tx) => tx.write(NOTE, [at])).catch(parts.onFault)
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  look()
  return { believed, close: () => clearInterval(timer) }
}

/** What the wall clock has gained beyond what has passed. */
function gained(from: Moment, to: Moment): number {
  return to.wall - from.wall - (to.ran - from.ran)
}
