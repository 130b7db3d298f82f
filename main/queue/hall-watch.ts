import type { Calling, HallPicture } from './calling/calling.ts'
import type { QueueStore } from './store/queue-store.ts'

/** How often the hall is read though no news came, milliseconds: a hint may be missed. */
const READ_EVERY_MS = 5_000

/**
 * Reads the hall at once, at all news and every five seconds, one reading at a time, and tells each picture. A reading
 * that fails is told; the next comes by itself.
 */
export function watchHall(parts: {
  readonly calling: Pick<Calling, 'picture'>
  readonly store: Pick<QueueStore, 'onNews'>
  readonly onPicture: (picture: HallPicture) => void
  readonly onFault: (error: unknown) => void
}): { close(): Promise<void> } {
  let state: 'idle' | 'reading' | 'reading-old' | 'closed' = 'idle'
  let reading: Promise<void> = Promise.resolve()

  const read = async (): Promise<void> => {
    try {
      const picture = await parts.calling.picture()
      if (state !== 'closed') parts.onPicture(picture)
    } catch (error) {
      parts.onFault(error)
    }
    if (state === 'closed') return
    const again = state === 'reading-old'
    state = 'idle'
    if (again) changed()
  }
  const changed = (): void => {
    if (state === 'reading') state = 'reading-old'
    if (state !== 'idle') return
    state = 'reading'
    reading = read()
  }

  const forget = parts.store.onNews(changed)
  const poll = setInterval(changed, READ_EVERY_MS)
  changed()
  return {
    async close() {
      state = 'closed'
      clearInterval(poll)
      forget()
      await reading
    },
  }
}
