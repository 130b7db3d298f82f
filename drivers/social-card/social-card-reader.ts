import { lineOf } from '../error-line.ts'
import type { CalendarDay } from '../id-card/calendar-day.ts'
import { rest } from '../rest.ts'
import { err, type Result } from '../result.ts'
import { loadSmartCard, type PcscCard, type PcscContext, type PcscReader, type SmartCardLibrary } from './pcsc.ts'
import { readSocialCard, type SocialCardFault } from './read-card.ts'
import type { SocialCard } from './social-card.ts'

/** What the social-card reader has for whoever asks. */
export type SocialCardStatus =
  /** `detail` is for the operator and the log, and begins with what is missing: `no-library: …`, `no-service: …`, `no-reader: …`. */
  | { readonly state: 'disconnected'; readonly detail: string }
  | { readonly state: 'absent' }
  /** A card lies there; nothing of it has been read, or what was read has been dropped: it may not be read now. */
  | { readonly state: 'unread' }
  | { readonly state: 'reading' }
  /** Lasts as long as the card lies there and may be read. */
  | { readonly state: 'present'; readonly card: SocialCard }
  /** `malformed`: read three times in vain; the card is to be taken out and put in again. */
  | { readonly state: 'unreadable'; readonly reason: SocialCardFault['kind'] }

/** A reader of social-security cards over PC/SC that looks after itself: it finds its reader again whenever it comes back. */
export interface SocialCardReader {
  readonly status: SocialCardStatus
  /** Hears each change from now on; answers a function that ends it. */
  onStatus(listener: (status: SocialCardStatus) => void): () => void
  /** To be called when `mayRead` may answer something else than before: what may not be kept is dropped before this returns. */
  mayReadChanged(): void
  close(): Promise<void>
}

export interface SocialCardReaderOptions {
  /** A part of the reader's name as the system has it, where the machine has several; the first reader without it. */
  readonly reader: string | null
  /** The hall's own day, which a card's validity is held against. */
  readonly today: () => CalendarDay
  /** Whether the content of a card may be read and kept this moment. */
  readonly mayRead: () => boolean
  /** Never receives personal data. */
  readonly log?: (event: string, facts: Readonly<Record<string, string>>) => void
  readonly load?: () => Promise<unknown>
  readonly pace?: Partial<SocialCardPace>
}

export interface SocialCardPace {
  /** A change is waited for this long at a time, ms; whether a card may be read is asked in between. */
  readonly waitMs: number
  /** Until a service or reader that is not there is looked for again, ms. */
  readonly againMs: number
}

const DEFAULT_PACE: SocialCardPace = { waitMs: 250, againMs: 2000 }
/** A card that moves while it is put in is read again, as often as an ID card is. */
const ATTEMPTS = 3
/** The low bits of a reader's state say what is; the rest, and the mark that something changed, are the service's count. */
const CHANGED = 0x2
const UNAVAILABLE = 0x4 | 0x8

/** Starts to watch a reader. Whatever the world does becomes a status; nothing is thrown. */
export function openSocialCardReader(options: SocialCardReaderOptions): SocialCardReader {
  const pace = { ...DEFAULT_PACE, ...options.pace }
  const listeners = new Set<(status: SocialCardStatus) => void>()
  const ending = new AbortController()
  let status: SocialCardStatus = { state: 'disconnected', detail: 'not connected yet' }

  const report = (next: SocialCardStatus): void => {
    if (ending.signal.aborted || sameStatus(status, next)) return
    status = next
    options.log?.('status', { state: next.state, detail: detailOf(next) })
    for (const listener of listeners) {
      // One of them has brought about the next status, which the rest have heard by now.
      if (status !== next) return
      listener(next)
    }
  }

  const read = async (library: SmartCardLibrary, reader: PcscReader): Promise<void> => {
    report({ state: 'reading' })
    const answer = await readThrice(library, reader, options.today())
    if (!options.mayRead()) return report({ state: 'unread' })
    report(answer.ok ? { state: 'present', card: answer.value } : { state: 'unreadable', reason: answer.fault.kind })
  }

  /** Watches one reader until it is gone. */
  const watch = async (library: SmartCardLibrary, context: PcscContext, reader: PcscReader): Promise<void> => {
    const { name } = reader
    let state = library.SCARD_STATE_UNAWARE
    while (!ending.signal.aborted) {
      const changes = await context.waitForChange([{ name, state, changed: false, atr: null }], pace.waitMs)
      const changed = changes?.find((one) => one.name === name)
      if (changed !== undefined) {
        // A card that was changed for another between two looks counts in the upper half of the state.
        if (status.state !== 'absent' && changed.state >>> 16 !== state >>> 16) report({ state: 'absent' })
        state = changed.state & ~CHANGED
      }
      if ((state & UNAVAILABLE) !== 0) return
      if ((state & library.SCARD_STATE_PRESENT) === 0) report({ state: 'absent' })
      else if (!options.mayRead()) report({ state: 'unread' })
      else if (status.state !== 'present' && status.state !== 'unreadable') await read(library, reader)
    }
  }

  /** Why it ended: one line. */
  const watchOnce = async (): Promise<string> => {
    const loaded = await loadSmartCard(options.load)
    if (!loaded.ok) return loaded.fault.detail
    let context: PcscContext | null = null
    try {
      context = new loaded.value.Context()
      const readers = context.listReaders()
      const reader = readers.find(({ name }) => name.includes(options.reader ?? ''))
      if (reader === undefined) return noReader(options.reader, readers.length)
      await watch(loaded.value, context, reader)
      return 'no-reader: it has been taken away'
    } catch (error) {
      return `no-service: ${lineOf(error)}`
    } finally {
      context?.close()
    }
  }

  const running = (async () => {
    while (!ending.signal.aborted) {
      report({ state: 'disconnected', detail: await watchOnce() })
      await rest(pace.againMs, ending.signal)
    }
  })()

  return {
    get status() {
      return status
    },
    onStatus(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    mayReadChanged() {
      if (!options.mayRead() && (status.state === 'present' || status.state === 'unreadable')) report({ state: 'unread' })
    },
    async close() {
      report({ state: 'disconnected', detail: 'closed' })
      ending.abort()
      await running
    },
  }
}

async function readThrice(library: SmartCardLibrary, reader: PcscReader, today: CalendarDay): Promise<Result<SocialCard, SocialCardFault>> {
  let last: Result<SocialCard, SocialCardFault> = err({ kind: 'malformed' })
  for (let attempt = 0; attempt < ATTEMPTS && !last.ok && last.fault.kind === 'malformed'; attempt += 1) {
    last = await readOnce(library, reader, today)
  }
  return last
}

async function readOnce(library: SmartCardLibrary, reader: PcscReader, today: CalendarDay): Promise<Result<SocialCard, SocialCardFault>> {
  let card: PcscCard | null = null
  try {
    const connected = await reader.connect(library.SCARD_SHARE_SHARED, library.SCARD_PROTOCOL_T0 | library.SCARD_PROTOCOL_T1)
    card = connected
    return await readSocialCard((command) => connected.transmit(command), today)
  } catch {
    // The library's error may quote what the card said; that reading failed is all that is kept of it.
    return err({ kind: 'malformed' })
  } finally {
    letGo(card, library.SCARD_RESET_CARD)
  }
}

/** A reset, so that nobody finds the application open. A card that was taken out has nothing to let go. */
function letGo(card: PcscCard | null, disposition: number): void {
  try {
    card?.disconnect(disposition)
  } catch {
    return
  }
}

function noReader(wanted: string | null, there: number): string {
  if (there === 0) return 'no-reader: no PC/SC card reader is connected'
  return `no-reader: none of the ${there} PC/SC card readers has "${wanted ?? ''}" in its name`
}

function sameStatus(a: SocialCardStatus, b: SocialCardStatus): boolean {
  return a.state === b.state && detailOf(a) === detailOf(b) && (a.state !== 'present' || b.state !== 'present' || a.card === b.card)
}

function detailOf(status: SocialCardStatus): string {
  if (status.state === 'disconnected') return status.detail
  return status.state === 'unreadable' ? status.reason : ''
}
