import { randomUUID } from 'node:crypto'
import type { GiveOutcome } from '../../contract/evaluation.ts'
import { LEVELS } from '../../contract/evaluation-levels.ts'
import type { QueueStore, QueueTicket } from '../store/queue-store.ts'
import type { Evaluations } from './evaluations.ts'

/** Judgement: by then whoever was served has left the window, and a hand on the evaluator is somebody else's. */
const ANSWERS_WITHIN_MS = 10 * 60_000

/** `nobody`: no one was served there just now. `no-level`: what the evaluator said is none. */
export type AtWindowOutcome = GiveOutcome['outcome'] | 'nobody' | 'no-level'

/**
 * What somebody presses at the evaluator of a window, by its stars: of the service of whoever was `asked` (a ticket id)
 * there, though the next stands there by now, until that one's has ended too; where nobody was asked, of whoever stands
 * there or has just been served. An evaluator that chatters gives no second one.
 */
export function evaluationsAtWindows(parts: {
  readonly store: Pick<QueueStore, 'transact'>
  readonly evaluations: Pick<Evaluations, 'give'>
  readonly businessDay: () => string
  readonly now: () => Date
}): (window: string, stars: number, asked: string | null) => Promise<AtWindowOutcome> {
  return async (window, stars, asked) => {
    const level = LEVELS.find((each) => each === stars)
    if (level === undefined) return 'no-level'
    const here = await parts.store.transact((tx) => tx.ofWindow(parts.businessDay(), window, ['serving', 'done']))
    const now = parts.now().getTime()
    const mayAnswer = ({ endedAt }: QueueTicket) => endedAt === null || now - endedAt.getTime() <= ANSWERS_WITHIN_MS
    const ended = here.findLast(({ status }) => status === 'done')
    const last = ended !== undefined && ended.ticketId === asked && mayAnswer(ended) ? ended : here.at(-1)
    if (last === undefined || !mayAnswer(last)) return 'nobody'
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
