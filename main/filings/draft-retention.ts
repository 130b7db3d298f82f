import type { Log } from '../operations/log.ts'
import type { DraftDesk } from './drafts.ts'

/** A draft is kept for hours: a minute more is nothing, and to look costs no flush of the disk. */
const LOOK_EVERY_MS = 60_000

/**
 * Destroys drafts whose time is over, at start and while the terminal runs. Before the first, the journal is emptied: what
 * was destroyed just before a power cut may still lie in it. Answers a function that ends it.
 */
export function startDraftRetention(parts: {
  readonly drafts: Pick<DraftDesk, 'forgetOld' | 'emptyJournal'>
  /** Whether the clock may be trusted with what cannot be undone. */
  readonly timeIsKnown: () => boolean
  readonly log: Pick<Log, 'info'>
  /** The ledger refused; the next look tries again. */
  readonly onFault: (error: unknown) => void
}): () => void {
  async function look(): Promise<void> {
    if (!parts.timeIsKnown()) return
    const gone = await parts.drafts.forgetOld()
    if (gone.length > 0) parts.log.info({ drafts: gone.length }, 'kept for their time: drafts of applications are gone')
  }
  const timer = setInterval(() => {
    look().catch(parts.onFault)
  }, LOOK_EVERY_MS)
  timer.unref()
  parts.drafts.emptyJournal().then(look).catch(parts.onFault)
  return () => clearInterval(timer)
}
