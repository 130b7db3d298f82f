import type { ClockView } from '../contract/view.ts'

/**
 * The clock of one session: quiet for `idleMs`, then a warning for `warningMs`, then the end (hall.md 2.3 rule 11, after
 * WCAG 2.2.1: at least 20 s to extend by one simple action). Any touch starts it again, as often as the person likes.
 * While it is held (a card is being read, paper moves) no time passes. It runs on the monotonic clock: a hall clock
 * that jumps neither ends a session nor keeps one.
 */
export interface IdleClock {
  touch(): void
  /** Stops or restarts the flow of time; restarting gives the person the whole quiet time again. */
  hold(held: boolean): void
  /** Whatever the quiet time is, nobody is sent away before `milliseconds` from now have passed. */
  grant(milliseconds: number): void
  view(): ClockView
  stop(): void
}

export function startIdleClock(options: {
  readonly idleMs: number
  readonly warningMs: number
  /** The phase has changed: the page must hear of it. */
  readonly onChange: () => void
  readonly onEnd: () => void
}): IdleClock {
  let phase: 'running' | 'held' | 'warning' | 'ended' = 'running'
  let due = 0
  let timer: NodeJS.Timeout | null = null
  let grantedUntil = 0

  function arm(milliseconds: number, then: () => void): void {
    if (timer) clearTimeout(timer)
    due = performance.now() + milliseconds
    timer = setTimeout(then, milliseconds)
  }

  function run(): void {
    phase = 'running'
    arm(Math.max(options.idleMs, grantedUntil - options.warningMs - performance.now()), warn)
  }

  function warn(): void {
    phase = 'warning'
    arm(options.warningMs, () => {
      phase = 'ended'
      timer = null
      options.onEnd()
    })
    options.onChange()
  }

  run()
  return {
    touch() {
      if (phase === 'held' || phase === 'ended') return
      const wasWarning = phase === 'warning'
      run()
      if (wasWarning) options.onChange()
    },
    hold(held) {
      if (phase === 'ended' || held === (phase === 'held')) return
      if (held) {
        if (timer) clearTimeout(timer)
        timer = null
        phase = 'held'
      } else {
        run()
      }
      options.onChange()
    },
    grant(milliseconds) {
      grantedUntil = performance.now() + milliseconds
      if (phase === 'ended' || phase === 'held') return
      run()
      options.onChange()
    },
    view() {
      const left = Math.max(0, Math.round(due - performance.now()))
      if (phase === 'held') return { phase: 'held' }
      if (phase === 'running') return { phase: 'running', warnsInMs: left }
      return { phase: 'warning', endsInMs: left }
    },
    stop() {
      if (timer) clearTimeout(timer)
      timer = null
      phase = 'ended'
    },
  }
}
