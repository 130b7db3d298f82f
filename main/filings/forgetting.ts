import type { Log } from '../operations/log.ts'
import type { FilingRegister } from './filing-register.ts'

const DAY_MS = 86_400_000
/** A filing has a day of its own, not a month's key. */
const LOOK_EVERY_MS = DAY_MS / 24

/**
 * Destroys what is personal of filings so many days after the platform acknowledged them, at start and while the terminal
 * runs; what it has not acknowledged is kept, however old. Answers a function that ends it.
 */
export function startForgetting(parts: {
  readonly register: Pick<FilingRegister, 'forget'>
  readonly keptDays: () => number
  readonly now: () => Date
  /** Whether the clock may be trusted with what cannot be undone. */
  readonly timeIsKnown: () => boolean
  readonly log: Log
  /** The ledger refused; the next look tries again. */
  readonly onFault: (error: unknown) => void
}): () => void {
  async function look(): Promise<void> {
    if (!parts.timeIsKnown()) return
    const gone = await parts.register.forget(new Date(parts.now().getTime() - parts.keptDays() * DAY_MS))
    if (gone > 0) parts.log.info({ filings: gone }, 'kept for their time: personal data of these filings is gone')
  }
  const begin = () => void look().catch(parts.onFault)
  const timer = setInterval(begin, LOOK_EVERY_MS)
  timer.unref()
  begin()
  return () => clearInterval(timer)
}
