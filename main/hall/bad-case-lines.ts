import { stepAfter } from '../queue/evaluation/evaluation.ts'
import type { KeptCase } from '../queue/evaluation/evaluation-store.ts'

/**
 * A bad evaluation for whoever administers the hall server, the one place where what was written is read: a line of what it
 * is about, a line of what the citizen wrote, and one for each step. What somebody wrote is quoted as JSON, so that no
 * character of it is obeyed by a terminal.
 */
export function badCaseLines({ level, reasons, words, about, window, openedAt, dueOn, done }: KeptCase): readonly string[] {
  const where = window === null ? 'at a terminal' : `at window ${window}`
  const why = reasons.length === 0 ? '' : ` (${reasons.join(' ')})`
  const due = dueOn === null ? 'the calendar has no last day for it' : `to be put right by ${dueOn}`
  const next = stepAfter(done.map(({ step }) => step))
  return [
    `${about} ${where}, level ${level}${why}, given ${timeOf(openedAt)}, ${due}`,
    ...(words === null ? [] : [`  wrote ${JSON.stringify(words)}`]),
    ...done.map(({ step, by, at, note }) => `  ${step} ${timeOf(at)} by ${by}${note === null ? '' : ` ${JSON.stringify(note)}`}`),
    `  next: ${next ?? 'nothing'}`,
  ]
}

function timeOf(instant: number): string {
  return new Date(instant).toISOString()
}
