import { randomUUID } from 'node:crypto'
import type { CodeShape } from './code-shape.ts'

/** A code that waits for its use. It may hold a person, or open their account: it never goes into a log or to a page. */
export interface HeldCode {
  readonly kind: CodeShape['kind']
  readonly text: string
  /** AIM identifier as the scanner tells it, such as `]Q1`; null where it does not. */
  readonly symbology: string | null
  readonly at: Date
}

/** The codes of one session that wait for their use. */
export interface HeldCodes {
  /** Answers the handle. Of more than a few the oldest goes. */
  hold(session: string, code: HeldCode): string
  /**
   * The code of a handle, once. Null for a handle that was used, is older than a minute, of another session, or of none of
   * these kinds.
   */
  take(session: string, handle: string, kinds: readonly HeldCode['kind'][]): HeldCode | null
  /** Overwrites and forgets all: the session has ended. */
  wipe(): void
}

/** As long as a code on a phone lives (reference/id-documents.md §5.3, about a minute), milliseconds. */
const HELD_MS = 60_000
/** Whoever stands here holds one code before the window, then another. */
const MOST_HELD = 4

interface Waiting extends Omit<HeldCode, 'text'> {
  readonly session: string
  /** As bytes, which can be overwritten: a string cannot be. */
  readonly bytes: Buffer
  readonly until: ReturnType<typeof setTimeout>
}

export function createHeldCodes(): HeldCodes {
  const waiting = new Map<string, Waiting>()

  function forget(handle: string): void {
    const code = waiting.get(handle)
    if (code === undefined) return
    clearTimeout(code.until)
    code.bytes.fill(0)
    waiting.delete(handle)
  }

  return {
    hold(session, { text, ...about }) {
      const handle = randomUUID()
      const until = setTimeout(() => forget(handle), HELD_MS)
      until.unref()
      waiting.set(handle, { ...about, session, bytes: Buffer.from(text, 'utf8'), until })
      const [oldest] = waiting.keys()
      if (waiting.size > MOST_HELD && oldest !== undefined) forget(oldest)
      return handle
    },
    take(session, handle, kinds) {
      const code = waiting.get(handle)
      if (code === undefined || code.session !== session || !kinds.includes(code.kind)) return null
      const { kind, symbology, at, bytes } = code
      const text = bytes.toString('utf8')
      forget(handle)
      return { kind, text, symbology, at }
    },
    wipe() {
      for (const handle of waiting.keys()) forget(handle)
    },
  }
}
