import type { BadCaseAtDesk, BadCaseView, RectifyAnswer, RectifyWish } from '../../contract/evaluation.ts'
import { isNoteMissing, stepAfter } from './evaluation.ts'
import type { EvaluationStore } from './evaluation-store.ts'

/** More than a hall ever has open; the oldest are shown. */
const SHOWN_AT_MOST = 100

/** Those that are open, the first given first, with what was written: for the operator's own place; another shows them by `atDesk`. */
export async function openBadCases(store: Pick<EvaluationStore, 'openCases'>, today: string): Promise<readonly BadCaseView[]> {
  return (await store.openCases(SHOWN_AT_MOST)).flatMap((badCase) => {
    const next = stepAfter(badCase.done.map(({ step }) => step))
    // Closed between one look and the other.
    if (next === null) return []
    return [{ ...badCase, overdue: badCase.dueOn !== null && badCase.dueOn < today, next }]
  })
}

/** What of a case may stand on a manager's page, open all day: what was written, by a citizen or of one, stays behind. */
export function atDesk({ words, done, ...rest }: BadCaseView): BadCaseAtDesk {
  return { ...rest, written: words !== null, done: done.map(({ step, at, by }) => ({ step, at, by })) }
}

/**
 * The next step of a case, with what was noted: sealed, because it may say who was called back. The last one closes the
 * case, and there is none without the call before it.
 */
export function rectify(
  store: Pick<EvaluationStore, 'transact'>,
  wish: RectifyWish & { readonly by: string; readonly at: Date; readonly month: string },
): Promise<RectifyAnswer['outcome']> {
  const { case: caseId, step, by, at, month } = wish
  const note = wish.note.trim()
  return store.transact(async (tx): Promise<RectifyAnswer['outcome']> => {
    const done = await tx.stepsOf(caseId)
    if (done === null || stepAfter(done) !== step) return 'not-next'
    if (isNoteMissing(step, note)) return 'note-missing'
    await tx.keepStep({ caseId, place: done.length, step, at, by, note: note === '' ? null : note, month })
    const closed = stepAfter([...done, step]) === null
    if (closed) await tx.closeCase(caseId, at)
    tx.post({ subject: caseId, kind: 'evaluation.rectifying', payload: { case: caseId, step, closed } })
    tx.audit({ actor: `operator:${by}`, event: 'evaluation.rectifying', payload: { case: caseId, step } })
    return 'recorded'
  })
}
