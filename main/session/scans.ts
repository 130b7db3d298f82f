import type { ScannedCode } from '../../drivers/scanner/scanner.ts'
import type { ScanView } from '../contract/scans.ts'
import { shapeOf } from './code-shape.ts'
import type { HeldCodes } from './held-codes.ts'

/** What a scanner reads, for the page that listens at that moment: what it is, and never more than that page may know. */
export interface Scans {
  /** The terminal's own scanner: told to whoever listens now, and wiped. A code that is no text is for nobody. */
  heard(code: ScannedCode): void
  /** A scanner that types what it reads as a keyboard would: the page has caught it, and knows no more of it than we tell. */
  typed(text: string): void
  /** Each code once, from now on, until `signal` aborts or the scans end. Of two that come at once the newer is told. */
  codes(signal: AbortSignal | undefined): AsyncGenerator<ScanView, void, undefined>
  end(): void
}

/** No hand holds up two codes within this time: a sheet with several, or a line that makes noise. Milliseconds. */
const APART_MS = 400
/** Less is a slip or noise: the shortest code that anybody shows has more characters. */
const SHORTEST = 6

export function createScans(parts: {
  /** The id of the session, or null: then nobody stands there to whom a code would say anything. */
  readonly session: () => string | null
  readonly held: Pick<HeldCodes, 'hold'>
  readonly now: () => Date
  /** Milliseconds that have passed on this machine. */
  readonly ran?: () => number
}): Scans {
  const ran = parts.ran ?? (() => performance.now())
  const listeners = new Set<(scan: ScanView) => void>()
  const ending = new AbortController()
  let lastAt = Number.NEGATIVE_INFINITY

  async function* codes(signal: AbortSignal | undefined): AsyncGenerator<ScanView, void, undefined> {
    let waiting: ScanView | null = null
    let wake: (() => void) | null = null
    const heard = (scan: ScanView): void => {
      waiting = scan
      wake?.()
    }
    const woken = (): void => wake?.()
    listeners.add(heard)
    for (const end of [signal, ending.signal]) end?.addEventListener('abort', woken)
    try {
      for (;;) {
        if (signal?.aborted || ending.signal.aborted) return
        const scan: ScanView | null = waiting
        waiting = null
        if (scan === null) await new Promise<void>((resolve) => (wake = resolve))
        else yield scan
      }
    } finally {
      listeners.delete(heard)
      for (const end of [signal, ending.signal]) end?.removeEventListener('abort', woken)
    }
  }

  function tell(text: string, symbology: string | null): void {
    const session = parts.session()
    const at = ran()
    if (session === null || text.trim().length < SHORTEST || at - lastAt < APART_MS) return
    lastAt = at
    const scan = viewOf(text, symbology, session)
    for (const listener of listeners) listener(scan)
  }

  function viewOf(text: string, symbology: string | null, session: string): ScanView {
    const shape = shapeOf(text)
    switch (shape.kind) {
      case 'receipt':
      case 'certificate':
        return { kind: shape.kind, number: shape.number, code: shape.code }
      case 'guide':
        return shape
      case 'ticket':
      case 'licence':
      case 'travel-document':
      case 'opaque':
        return { kind: shape.kind, handle: parts.held.hold(session, { kind: shape.kind, text, symbology, at: parts.now() }) }
    }
  }

  return {
    heard({ text, bytes, symbology }) {
      bytes.fill(0)
      if (text !== null) tell(text, symbology)
    },
    typed: (text) => tell(text, null),
    codes,
    end: () => ending.abort(),
  }
}
