import type { CardReader } from '../../drivers/id-card/card-reader.ts'

/** Three reads at the pace of a 115200 baud line take one; this bears with a reader that needs its whole time-outs. */
const LONGEST_WAIT_MS = 6_000

/**
 * Resolves when the reader has made up its mind about the card that lies there, when nobody waits for it any more
 * (`wanted` answers false, `signal` aborts), or after 6 s.
 */
export function cardAwaited(reader: CardReader, wanted: () => boolean, signal: AbortSignal | undefined): Promise<void> {
  const undecided = () => reader.status.state === 'unread' || reader.status.state === 'reading'
  if (!undecided() || !wanted() || signal?.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', finish)
      stop()
      resolve()
    }
    const timer = setTimeout(finish, LONGEST_WAIT_MS)
    const stop = reader.onStatus(() => {
      if (!undecided() || !wanted()) finish()
    })
    signal?.addEventListener('abort', finish)
  })
}
