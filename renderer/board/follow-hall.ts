import type { createCallVoice } from '../voice/call-voice.ts'
import { firstState, hallNow, heardView, lineClosed, ticked, type BoardState } from './board-state.ts'
import { openLine } from './line.ts'

/** The clock, the turns of what does not fit at once, and whether the hall is still heard. */
const TICK_MS = 1_000

export interface BoardShown extends BoardState {
  /** The browser keeps the sound back until somebody touches the screen. */
  readonly soundBlocked: boolean
}

export interface FollowedHall {
  readonly shown: () => BoardShown
  readonly subscribe: (listener: () => void) => () => void
  readonly touched: () => void
  readonly close: () => void
}

/** Follows the hall for as long as the page is open: what is shown, and what is spoken. One timer, whatever happens. */
export function followHall(voiceWith: typeof createCallVoice): FollowedHall {
  let shown: BoardShown = { ...firstState(performance.now()), soundBlocked: false }
  const listeners = new Set<() => void>()
  const show = (next: BoardShown) => {
    shown = next
    for (const listener of listeners) listener()
  }
  const voice = voiceWith(({ blocked: soundBlocked, sounds }) => {
    if (shown.soundBlocked !== soundBlocked) show({ ...shown, soundBlocked })
    line.sounds(sounds)
  })
  const line = openLine({
    onView: (view) => {
      show({ ...shown, ...heardView(shown, view, performance.now()) })
      voice.hear(view.news, view.voice, hallNow(shown) ?? view.now)
    },
    onClosed: () => show({ ...shown, ...lineClosed(shown) }),
  })
  const timer = setInterval(() => {
    const before = shown
    show({ ...shown, ...ticked(shown, performance.now()) })
    if (shown.lost && !before.lost) line.drop()
  }, TICK_MS)
  return {
    shown: () => shown,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    touched: voice.touched,
    close: () => {
      clearInterval(timer)
      line.close()
    },
  }
}
