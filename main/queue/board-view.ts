import type { HallBusiness, HallFile } from '../configuration/hall-file.ts'
import type { BoardCall, BoardView } from '../contract/board.ts'
import type { HallSeat } from '../contract/hall-pages.ts'
import { businessDay } from './calendar.ts'
import type { HallPicture } from './calling/calling.ts'
import { groupsOf, windowsOf } from './calling/windows-of-hall.ts'
import { hallTime } from './hall-time.ts'
import type { QueueEvent } from './store/queue-store.ts'
import { waitText, type HallWaits } from './waiting-time.ts'

/** Four large and the last six beside them. */
const CALLS_SHOWN = 10
/** A call older than this is shown among the last ones, and neither flashes nor is spoken. */
const NEWS_MS = 60_000

/** So long a board says which of a person's two numbers stays. */
const REPLACED_MS = 600_000

/** A call as the feed told it. */
export interface ToldCall extends BoardCall {
  readonly ticketId: string
}

/** A number of whose holder the feed told that they go on with an earlier one. */
export interface ToldReplaced {
  readonly number: string
  readonly by: string
  readonly business: string
  readonly at: number
}

/** What all boards of a hall are drawn from: the hall at one instant, and its last calls in the order of the feed. */
export interface BoardPicture {
  readonly picture: HallPicture
  readonly calls: readonly ToldCall[]
  readonly replaced: readonly ToldReplaced[]
  readonly seq: number
}

/** What an event tells a board to call out; null for every other event. A ticket taken back (过号受理) stands at the window already. */
export function callOf(event: QueueEvent): ToldCall | null {
  const called = event.kind === 'ticket.called' || event.kind === 'ticket.recalled' || event.kind === 'ticket.called-back'
  const { ticketId, number, window, seq } = event
  if (!called || ticketId === null || number === null || window === null) return null
  const calls = event.facts['calls']
  return { seq, ticketId, number, window, calls: typeof calls === 'number' ? calls : 1, at: event.at.getTime() }
}

/** Which number an event tells to be void, since its holder has an earlier one; null for every other event (merging.ts). */
export function replacedOf({ kind, number, business, at, facts }: QueueEvent): ToldReplaced | null {
  if (kind !== 'ticket.merged' || number === null || business === null) return null
  const { replacedBy, replaces } = facts
  if (typeof replacedBy === 'string') return { number, by: replacedBy, business, at: at.getTime() }
  return typeof replaces === 'string' ? { number: replaces, by: number, business, at: at.getTime() } : null
}

export function stillReplaced(replaced: readonly ToldReplaced[], now: number): readonly ToldReplaced[] {
  return replaced.filter(({ at }) => now - at < REPLACED_MS)
}

/** The calls that a board may still have to show: the last ones of each window, and all of the last minute. */
export function stillShown(calls: readonly ToldCall[], now: number): readonly ToldCall[] {
  const ofWindow = new Map<string, number>()
  return calls
    .toReversed()
    .filter(({ window, at }) => {
      const later = ofWindow.get(window) ?? 0
      ofWindow.set(window, later + 1)
      return later < CALLS_SHOWN || now - at < NEWS_MS
    })
    .toReversed()
}

/** One board as it is to look now. `after`: the last call that its page has heard of; null: it has just been opened. */
export function boardView(parts: {
  readonly place: HallSeat['place']
  readonly hall: HallFile
  readonly now: Date
  readonly after: number | null
  readonly drawn: BoardPicture
  readonly waits: HallWaits
  /** Whether it is this board that speaks the calls of a window. */
  readonly spoken: (window: string) => boolean
}): BoardView {
  const { place, hall, drawn } = parts
  const now = parts.now.getTime()
  const { timeZone } = hall.hall
  const window = place.window
  const area = place.kind === 'board' ? place.area : null
  const shown = windowsShown(hall, drawn.picture, window, area)
  const here = drawn.calls.filter((call) => shown.has(call.window))
  const { after } = parts
  const { tickets } = drawn.picture
  const served = hall.businesses.filter((business) => (window === null && area === null) || isServed(hall, business, shown))
  return {
    now,
    hall: hall.hall.name,
    area: window === null && area !== null ? { zh: area, en: area } : null,
    window,
    timeZone,
    businessDay: drawn.picture.businessDay,
    calls: lastOfEach(here.filter(({ at }) => businessDay(new Date(at), timeZone) === drawn.picture.businessDay))
      .slice(0, CALLS_SHOWN)
      .map(publicCall),
    news: after === null ? [] : here.filter(({ seq, at }) => seq > after && now - at < NEWS_MS).map(publicCall),
    seq: drawn.seq,
    replaced: stillReplaced(drawn.replaced, now)
      .filter(({ by, business }) => window === null && served.some(({ code }) => code === business) && tickets.some(({ number, status }) => number === by && status === 'waiting'))
      .map(({ number, by }) => ({ number, by }))
      .toReversed(),
    businesses: served
      .map(({ code, name }) => {
        const wait = parts.waits(code)
        return {
          code,
          name,
          waiting: tickets.filter(({ status, business }) => status === 'waiting' && business === code).length,
          ...(wait === null ? {} : { wait: waitText(wait) }),
        }
      }),
    windows: [...shown].map((each) => ({
      window: each,
      state: drawn.picture.windows.find((state) => state.window === each)?.state ?? 'closed',
      number: tickets.find(({ status, window }) => window === each && (status === 'called' || status === 'serving'))?.number ?? null,
    })),
    notices: [...(hall.notices?.board ?? [])],
    helpLine: hall.hall.helpLine ?? null,
    voice: { ...voiceNow(hall, parts.now), windows: window === null ? [...shown].filter(parts.spoken) : [] },
  }
}

function voiceNow(hall: HallFile, now: Date): Omit<BoardView['voice'], 'windows'> {
  const { voice, volume, quiet, languages, one, clips } = hall.policy.calls
  const time = hallTime(hall.hall.timeZone).time(now)
  const isQuiet = quiet.some(({ from, to }) => from <= time && time < to)
  return { on: voice && !isQuiet, volume, languages: [...languages], one, clips: clips?.version ?? null }
}

function lastOfEach(calls: readonly ToldCall[]): readonly ToldCall[] {
  const tickets = new Map(calls.map((call) => [call.ticketId, call]))
  return [...tickets.values()].sort((a, b) => b.seq - a.seq)
}

function publicCall({ seq, number, window, calls, at }: ToldCall): BoardCall {
  return { seq, number, window, calls, at }
}

/** The windows that a board shows: its one, those of its area, or all that the hall has. */
function windowsShown(hall: HallFile, picture: HallPicture, window: string | null, area: string | null): ReadonlySet<string> {
  if (window !== null) return new Set([window])
  if (area !== null) return new Set((hall.windows ?? []).filter((each) => each.area === area).map(({ no }) => no))
  return new Set([...windowsOf(hall), ...picture.windows.map((state) => state.window)])
}

/** Whether one of these windows serves it; one of which no window is known may be served by any. */
function isServed(hall: HallFile, { code, windows }: HallBusiness, shown: ReadonlySet<string>): boolean {
  const serving = windowsOf(hall).filter((window) => groupsOf(hall, window).flat().includes(code))
  return serving.length === 0 ? windows === undefined : serving.some((window) => shown.has(window))
}
