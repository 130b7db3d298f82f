import type { GiveOutcome, Matter } from '../../contract/evaluation.ts'
import { newIdentifier } from '../../ledger/identifiers.ts'
import { businessDay, type HallCalendar } from '../calendar.ts'
import { type Evaluation, evaluationRecord, isBad, type NewEvaluation, rectifiedBy } from './evaluation.ts'
import type { EvaluationStore, EvaluationTransaction } from './evaluation-store.ts'

/** What of a matter can be given now: its first evaluation, the one that is added later (追加), or nothing more. */
export type Standing = 'first' | 'append' | 'closed'

/** Evaluations (好差评): one for each matter, and one more that is added later. */
export interface Evaluations {
  standing(matter: Matter, subject: string): Promise<Standing>
  /**
   * Evaluation, event and audit entry in one transaction, and of a bad one its case with it. A request that has its
   * evaluation already is answered as it was.
   */
  give(wish: NewEvaluation): Promise<GiveOutcome>
}

/** The rules of evaluations, over whichever store keeps them. */
export function createEvaluations(parts: {
  readonly store: EvaluationStore
  readonly calendar: () => HallCalendar
  readonly now: () => Date
  /** A bad one was given: whoever is to hear of it hears of it at once. */
  readonly onBad: () => void
}): Evaluations {
  const { store, now } = parts

  return {
    async standing(matter, subject) {
      return STANDINGS[await store.given(matter, subject)] ?? 'closed'
    },

    async give(wish) {
      const outcome = await store.transact(async (tx): Promise<GiveOutcome> => {
        const { ofRequest: repeated, ofMatter: [first, appended] } = await tx.before(wish)
        if (repeated !== null) return { outcome: 'given', bad: repeated.bad ? { by: repeated.dueOn } : null }
        if (appended !== undefined || (first !== undefined && !wish.mayAppend)) return { outcome: 'already' }
        const at = now()
        const evaluation: Evaluation = { ...wish, id: newIdentifier(at), appendOf: first ?? null }
        await keep(tx, evaluation, at)
        return { outcome: 'given', bad: isBad(wish.verdict.level) ? await openCase(tx, evaluation, at) : null }
      })
      if (outcome.outcome === 'given' && outcome.bad !== null) parts.onBad()
      return outcome
    },
  }

  async function keep(tx: EvaluationTransaction, evaluation: Evaluation, at: Date): Promise<void> {
    const { id, matter, channel, verdict: { level } } = evaluation
    await tx.keep({ ...evaluation, at, businessDay: businessDay(at, parts.calendar().timeZone) })
    // Its own id is its subject: one that the platform refuses keeps no other waiting, and no ticket's event.
    tx.post({ subject: id, kind: 'evaluation.given', payload: evaluationRecord(evaluation) })
    tx.audit({ actor: 'citizen', event: 'evaluation.given', payload: { evaluation: id, matter, level, channel } })
  }

  /** 差评: its clock runs from now on, and the platform tells those who answer for it. */
  async function openCase(tx: EvaluationTransaction, evaluation: Evaluation, at: Date): Promise<{ readonly by: string | null }> {
    const badCase = newIdentifier(at)
    const { id, matter, service, window, verdict } = evaluation
    const dueOn = rectifiedBy(parts.calendar(), at)
    await tx.openCase({ id: badCase, evaluationId: id, at, dueOn })
    // Beside its evaluation's event, not behind it: who is to act hears of it in the same breath.
    const payload = { case: badCase, evaluation: id, matter, service, window, level: verdict.level, dueOn }
    tx.post({ subject: badCase, kind: 'evaluation.bad', payload })
    tx.audit({ actor: 'terminal', event: 'evaluation.bad', payload: { case: badCase, evaluation: id, dueOn } })
    return { by: dueOn }
  }
}

const STANDINGS: readonly Standing[] = ['first', 'append']
