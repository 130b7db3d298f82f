import type { BoardCall, BoardView } from '../../main/contract/board.ts'
import { EMPTY_STAGE, inTurn, LARGE_MS, withCalls, type LargeCall, type Stage } from './stage.ts'

/** A page that hears nothing for longer than the fifteen seconds that the contract promises has lost its line. */
const SILENCE_MS = 20_000
/** A line that breaks and is back within this time is not spoken of. */
const BREAK_MS = 3_000
/** How many calls stand beside the large ones. */
const LAST_CALLS = 6

/** All that a board knows. Times are the page's own clock (`performance.now`), which no change of the date moves. */
export interface BoardState {
  readonly view: BoardView | null
  readonly viewAt: number
  /** Whether a line is open at this moment. */
  readonly open: boolean
  readonly lost: boolean
  readonly stage: Stage
  /** The page's clock at its last look. */
  readonly now: number
}

export function firstState(now: number): BoardState {
  return { view: null, viewAt: now, open: false, lost: false, stage: EMPTY_STAGE, now }
}

/** The hall has told how it stands. */
export function heardView(state: BoardState, view: BoardView, now: number): BoardState {
  const [latest] = view.calls
  // What was called before this page was opened is known and not new.
  const opening = state.view === null && latest !== undefined ? { large: [{ ...latest, since: null }], waiting: [] } : state.stage
  const stage = dayIsOver(state, view) ? EMPTY_STAGE : opening
  return { view, viewAt: now, open: true, lost: false, stage: withCalls(stage, view.news, now), now }
}

function dayIsOver(state: BoardState, view: BoardView): boolean {
  return state.view !== null && state.view.businessDay !== view.businessDay
}

export function lineClosed(state: BoardState): BoardState {
  return { ...state, open: false }
}

/** Once a second: turns, and whether the line is still there. */
export function ticked(state: BoardState, now: number): BoardState {
  const silence = now - state.viewAt
  const lost = silence > SILENCE_MS || (!state.open && silence > BREAK_MS)
  // Nothing new can come over a lost line: what is large stays, as of then.
  return { ...state, now, lost, stage: lost ? state.stage : inTurn(state.stage, now) }
}

/** The hall's clock, in milliseconds since 1970; null until the hall has told it. */
export function hallNow(state: BoardState): number | null {
  return state.view === null ? null : state.view.now + (state.now - state.viewAt)
}

/** The last six calls that are neither large nor about to be. */
export function lastCalls({ view, stage }: BoardState): readonly BoardCall[] {
  const shown = new Set([...stage.large, ...stage.waiting].map(({ number }) => number))
  return (view?.calls ?? []).filter(({ number }) => !shown.has(number)).slice(0, LAST_CALLS)
}

/** What a board over one window shows: who is called or served there, and a call for as long as it is to be large. */
export function atWindow({ view, stage, now }: BoardState): LargeCall | null {
  const latest = [...stage.waiting.map((call) => ({ ...call, since: now })), ...stage.large].sort((a, b) => b.seq - a.seq)[0]
  const here = view?.windows[0]?.number ?? null
  if (latest === undefined) return null
  const isFresh = latest.since !== null && now - latest.since < LARGE_MS
  return isFresh || latest.number === here ? latest : null
}
