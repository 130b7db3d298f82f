import { randomUUID } from 'node:crypto'
import type { GiveOutcome } from '../../contract/evaluation.ts'
import { LEVELS } from '../../contract/evaluation-levels.ts'
import type { QueueStore } from '../store/queue-store.ts'
import type { Evaluations } from './evaluations.ts'

/** Judgement: by then whoever was served has left the window, and a hand on the evaluator is somebody else's. */
const ANSWERS_WITHIN_MS = 10 * 60_000

/** `nobody`: no one was served there just now. `no-level`: what the evaluator said is none. */
export type AtWindowOutcome = GiveOutcome['outcome'] | 'nobody' | 'no-level'

/**
 * What somebody presses at the evaluator of a window, by its stars: of the service of whoever stands there or has just
 * been served there. An evaluator that chatters gives no second one.
 */
export function evaluationsAtWindows(parts: {
  readonly store: Pick<QueueStore, 'transact'>
  readonly evaluations: Pick<Evaluations, 'give'>
  readonly businessDay: () => string
  readonly now: () => Date
}): (window: string, stars: number) => Promise<AtWindowOutcome> {
  return async (window, stars) => {
    const level = LEVELS.find((each) => each === stars)
    if (level === undefined) return 'no-level'
    const here = await parts.store.transact((tx) => tx.ofWindow(parts.businessDay(), window, ['serving', 'done']))
    const last = here.at(-1)
    if (last === undefined || (last.endedAt !== null && parts.now().getTime() - last.endedAt.getTime() > ANSWERS_WITHIN_MS)) return 'nobody'
    const { outcome } = await parts.evaluations.give({
      requestId: randomUUID(),
      matter: 'ticket',
      subject: last.ticketId,
      service: last.business,
      channel: 'window',
      window,
      verdict: { level, reasons: [], words: null },
      mayAppend: false,
    })
    return outcome
  }
}
