import { isDefinedError, safe } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { HallNews, type hallTerminal } from '../../contract/hall-terminal.ts'
import type { Log } from '../../operations/log.ts'

export type HallClient = ContractRouterClient<typeof hallTerminal>

/** Why a line ended, or never was. */
export type LineEnd =
  /** The credential was taken back while the line was there. */
  | { readonly kind: 'refused' }
  /** The server does not know the credential: it was taken back, or given at another server of the hall a moment ago. */
  | { readonly kind: 'unknown' }
  /** `detail` for an installer: the network's or the certificate's own words. */
  | { readonly kind: 'lost'; readonly detail: string }

/** Opens one line to the hall server with a credential. `onEnd` is told once. */
export type DialHall = (
  credential: string,
  on: { readonly open: (client: HallClient) => void; readonly end: (why: LineEnd) => void },
) => { close(): void }

export type LineState =
  | { readonly state: 'connecting' }
  | { readonly state: 'up' }
  /** `database`: the server answers, its database does not. `superseded`: an older server than was heard before. */
  | { readonly state: 'down'; readonly why: 'network' | 'database' | 'superseded' | 'refused'; readonly detail: string }

export interface HallLine {
  readonly state: LineState
  /** The hall to ask now; null when it cannot be. While the first try is under way it is waited for a little. */
  ask(): Promise<HallClient | null>
  /** Somebody waited for an answer in vain: whoever comes next does not wait on this line. */
  doubt(): void
  /** Resolves when nothing more is heard of it. */
  close(): Promise<void>
}

/** After the first failure; each further one doubles it. Random, so that a hall's terminals do not come back in step. */
const FIRST_REST_MS = 500
const LONGEST_REST_MS = 8_000
/** The server owes news each 10 s. */
const NEWS_AT_LEAST_MS = 25_000
const HELLO_MS = 4_000
/** In a row, over four seconds at least: every server of a hall knows within three whom another has let in. */
const UNKNOWN_IS_REFUSED = 5
/** As long as somebody in front of a terminal that has just started waits for the line. */
const FIRST_TRY_MS = 2_000

export function openHallLine(parts: {
  readonly dial: DialHall
  readonly credential: string
  /** What `hello` said and when, by `ran`. Answers whether this server is to be believed. */
  readonly onHello: (hello: Awaited<ReturnType<HallClient['hello']>>, askedAt: number, answeredAt: number) => boolean
  /** Resolves when the news are in the ledger; false where they are not to be believed. */
  readonly onNews: (news: HallNews) => Promise<boolean>
  readonly onState: (state: LineState) => void
  readonly ran: () => number
  readonly random: () => number
  readonly log: Log
  readonly onFault: (error: unknown) => void
}): HallLine {
  const { ran, log } = parts
  let state: LineState = { state: 'connecting' }
  let client: HallClient | null = null
  let open: { close(): void } | null = null
  let failures = 0
  let unknown = 0
  let timer: NodeJS.Timeout | null = null
  let closed = false
  let following: Promise<void> = Promise.resolve()
  let settled: (() => void)[] = []

  function become(next: LineState): void {
    const before = state
    state = next
    if (next.state !== 'connecting') for (const tell of settled.splice(0)) tell()
    if (before.state === next.state && (before.state !== 'down' || (next.state === 'down' && before.why === next.why && before.detail === next.detail))) return
    if (next.state === 'down') log.warn({ why: next.why, detail: next.detail }, 'the hall server cannot be asked')
    if (next.state === 'up') log.info({}, 'the hall server is reached')
    parts.onState(next)
  }

  function down(why: Extract<LineState, { state: 'down' }>['why'], detail: string): void {
    client = null
    if (closed) return
    become({ state: 'down', why, detail })
    const rest = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** failures) * (0.5 + parts.random() / 2)
    failures += 1
    timer = setTimeout(connect, rest)
  }

  function connect(): void {
    let over = false
    const end = (why: Extract<LineState, { state: 'down' }>['why'], detail: string) => {
      if (over) return
      over = true
      line.close()
      down(why, detail)
    }
    const line = parts.dial(parts.credential, {
      open: (hall) => {
        following = follow(hall, () => over || closed, end).catch((error: unknown) => {
          if (!over && !closed) parts.onFault(error)
          end('network', error instanceof Error ? error.name : 'unknown')
        })
      },
      end: (why) => {
        unknown = why.kind === 'unknown' ? unknown + 1 : 0
        if (why.kind === 'refused' || unknown >= UNKNOWN_IS_REFUSED) end('refused', '')
        else end('network', why.kind === 'lost' ? why.detail : 'the server does not know the credential')
      },
    })
    open = line
  }

  async function follow(hall: HallClient, over: () => boolean, end: (why: Extract<LineState, { state: 'down' }>['why'], detail: string) => void): Promise<void> {
    const askedAt = ran()
    const hello = await safe(hall.hello(undefined, { signal: AbortSignal.timeout(HELLO_MS) }))
    if (over()) return
    if (hello.error) return end('network', 'hello was not answered')
    if (!parts.onHello(hello.data, askedAt, ran())) return end('superseded', `epoch ${hello.data.epoch}`)
    const stop = new AbortController()
    const patience = setTimeout(() => {
      stop.abort()
      end('network', 'no news')
    }, NEWS_AT_LEAST_MS)
    try {
      const watched = await safe(hall.watch(undefined, { signal: stop.signal }))
      if (watched.error) return end(isDefinedError(watched.error) ? 'database' : 'network', 'watch was not answered')
      for await (const said of watched.data) {
        if (over()) return
        patience.refresh()
        const news = HallNews.safeParse(said)
        if (!news.success) return end('network', 'news that this version does not understand')
        if (!(await parts.onNews(news.data))) return end('superseded', `epoch ${news.data.epoch}`)
        if (over()) return
        failures = 0
        client = hall
        become({ state: 'up' })
      }
      end('network', 'the news ended')
    } catch (error) {
      if (over()) return
      if (isDefinedErrorOf(error)) return end('database', 'the hall’s database does not answer')
      throw error
    } finally {
      clearTimeout(patience)
    }
  }

  connect()
  return {
    get state() {
      return state
    },
    async ask() {
      if (state.state === 'connecting') {
        await new Promise<void>((resolve) => {
          const patience = setTimeout(resolve, FIRST_TRY_MS)
          settled.push(() => {
            clearTimeout(patience)
            resolve()
          })
        })
      }
      return client
    },
    doubt() {
      open?.close()
    },
    async close() {
      closed = true
      if (timer !== null) clearTimeout(timer)
      open?.close()
      for (const tell of settled.splice(0)) tell()
      await following
    },
  }
}

/** One that the contract names: the server answered so on purpose. */
function isDefinedErrorOf(error: unknown): boolean {
  return error instanceof Error && isDefinedError(error)
}
