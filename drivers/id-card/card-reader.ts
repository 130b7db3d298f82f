import type { OpenPort, Port } from '../ports/port.ts'
import { rest } from '../rest.ts'
import { err } from '../result.ts'
import type { Result } from '../result.ts'
import type { CalendarDay } from './calendar-day.ts'
import { wipeCard } from './identity-document.ts'
import { DEFAULT_PACE } from './pace.ts'
import type { Pace } from './pace.ts'
import type { Choice } from './reader-cycle.ts'
import { SdtLine } from './sdt-line.ts'
import type { Log } from './sdt-line.ts'
import { watchReader } from './sdt-reader.ts'
import type { SelfTestFault, WatchedReader } from './sdt-reader.ts'
import { sameStatus } from './status.ts'
import type { CardReaderStatus } from './status.ts'

export type { CalendarDay } from './calendar-day.ts'
export type { Pace } from './pace.ts'
export type { CardWarning } from './card-warnings.ts'
export type { IdentityDocument } from './identity-document.ts'
export type { SelfTestFault } from './sdt-reader.ts'
export type { CardReaderStatus, UnreadableReason } from './status.ts'

/** A reader of identity documents that looks after itself: it connects, searches, reads and reconnects on its own. */
export interface CardReader {
  readonly status: CardReaderStatus
  /** Hears each change from now on; answers a function that ends it. */
  onStatus(listener: (status: CardReaderStatus) => void): () => void
  /**
   * To be called when `mayRead` may answer something else than before. When a card may no longer be read, what was read
   * of it is wiped before this returns; when it may be, a card that lies there is read at once, not at the next search.
   */
  mayReadChanged(): void
  /**
   * Asks the reader's security module how it is, for an operator who wants to know now: ok when it answers that it is
   * well. The question waits for a pause between two searches and disturbs no card. Never rejects.
   */
  selfTest(): Promise<Result<void, SelfTestFault>>
  /** Wipes what was read, ends the line, and resolves when nothing more will happen. */
  close(): Promise<void>
}

export interface CardReaderOptions {
  readonly open: OpenPort
  /** All speak the same commands; which one shows that a card still lies there hangs on it. Named in the log. */
  readonly transport: 'serial' | 'tcp' | 'usb'
  /** Left on the card unless they are to be read: what nobody compares is not taken from anybody. */
  readonly fingerprints?: 'read'
  /** The hall's own day, which a card's validity is held against. */
  readonly today: () => CalendarDay
  /**
   * Whether the content of a card may be read and kept this moment. While it may not, a card is searched for and watched
   * and nothing else: it is neither selected nor read.
   */
  readonly mayRead: () => boolean
  /** Never receives personal data. */
  readonly log?: Log
  readonly pace?: Partial<Pace>
}

/** Starts to watch a card reader that speaks SDT. Whatever the world does becomes a status; nothing is thrown. */
export function openCardReader(options: CardReaderOptions): CardReader {
  const pace: Pace = { ...DEFAULT_PACE, ...options.pace }
  const log: Log = options.log ?? (() => {})
  const choice: Choice = {
    read: options.fingerprints === 'read' ? 'readWithFingerprints' : 'readBase',
    presence: options.transport === 'usb' ? 'readNewestAddress' : 'readManagementNumber',
  }
  const listeners = new Set<(status: CardReaderStatus) => void>()
  let status: CardReaderStatus = { state: 'disconnected', detail: 'not connected yet' }
  let port: Port | null = null
  let watched: WatchedReader | null = null
  let backOff = pace.backOffMs
  const ending = new AbortController()

  const report = (next: CardReaderStatus): void => {
    if (ending.signal.aborted) {
      // A read that was on its way when everything ended.
      if (next.state === 'present') wipeCard(next.card)
      return
    }
    if (sameStatus(status, next)) return
    const before = status
    status = next
    if (before.state === 'present') wipeCard(before.card)
    log('status', { state: next.state, detail: detailOf(next) })
    for (const listener of listeners) {
      // One of them has brought about the next status, which the rest have heard by now.
      if (status !== next) return
      listener(next)
    }
  }

  const connectOnce = async (): Promise<string> => {
    const opened = await options.open(ending.signal)
    if (!opened.ok) return `${opened.fault.kind}: ${opened.fault.detail}`
    if (ending.signal.aborted) {
      await opened.value.close()
      return 'closed'
    }
    port = opened.value
    log('connected', { transport: options.transport })
    const answered = (): void => {
      backOff = pace.backOffMs
    }
    const line = new SdtLine(port, pace, log)
    const { today, mayRead } = options
    watched = watchReader(line, { pace, choice, today, mayRead, report, answered, log })
    const detail = await watched.ended
    watched = null
    // Told before the line is taken down, which may take its time: a card that can no longer be watched counts as gone.
    report({ state: 'disconnected', detail })
    await port.close()
    port = null
    return detail
  }

  const keepConnected = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      report({ state: 'disconnected', detail: await connectOnce() })
      await rest(backOff, ending.signal)
      backOff = Math.min(backOff * 2, pace.mostBackOffMs)
    }
  }

  // An attempt to open may last as long as its own time-out; nobody who closes waits for that.
  const running = Promise.race([keepConnected(), aborted(ending.signal)])

  return {
    get status() {
      return status
    },
    onStatus(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    mayReadChanged() {
      watched?.mayReadChanged()
    },
    selfTest: () => watched?.selfTest() ?? Promise.resolve(err({ kind: 'disconnected', detail: detailOf(status) })),
    async close() {
      report({ state: 'disconnected', detail: 'closed' })
      ending.abort()
      await port?.close()
      await running
    },
  }
}

function detailOf(status: CardReaderStatus): string {
  if (status.state === 'disconnected') return status.detail
  return status.state === 'unreadable' ? status.reason : ''
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
