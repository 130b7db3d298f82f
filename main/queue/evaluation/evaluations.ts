import type { GiveOutcome, Matter } from '../../contract/evaluation.ts'
import { newIdentifier } from '../../ledger/identifiers.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { SUITE_AES_SHA256 } from '../../ledger/suite.ts'
import type { Transaction } from '../../ledger/writer.ts'
import { businessDay, type HallCalendar } from '../calendar.ts'
import { type Evaluation, evaluationRecord, isBad, type NewEvaluation, rectifiedBy, writtenBy } from './evaluation.ts'

/** What of a matter can be given now: its first evaluation, the one that is added later (追加), or nothing more. */
export type Standing = 'first' | 'append' | 'closed'

/** Evaluations (好差评) of this terminal's ledger: one for each matter, and one more that is added later. */
export interface Evaluations {
  standing(matter: Matter, subject: string): Promise<Standing>
  /**
   * Evaluation, event and audit entry in one transaction, and of a bad one its case with it. A request that has its
   * evaluation already is answered as it was.
   */
  give(wish: NewEvaluation): Promise<GiveOutcome>
}

export function createEvaluations(parts: {
  readonly ledger: Ledger
  readonly calendar: () => HallCalendar
  readonly now: () => Date
  /** A bad one was given: whoever is to hear of it hears of it at once. */
  readonly onBad: () => void
}): Evaluations {
  const { ledger, now } = parts

  return {
    async standing(matter, subject) {
      const [row] = await ledger.read<{ readonly given: number }>(GIVEN, [matter, subject])
      return STANDINGS[row?.given ?? 0] ?? 'closed'
    },

    give: (wish) =>
      ledger.transact(async (tx): Promise<GiveOutcome> => {
        const [repeated] = await tx.all<{ readonly bad: number; readonly due_on: string | null }>(REPEATED, [wish.requestId])
        if (repeated !== undefined) return { outcome: 'given', bad: repeated.bad === 0 ? null : { by: repeated.due_on } }
        const [first, appended] = await tx.all<{ readonly evaluation_id: string }>(OF_MATTER, [wish.matter, wish.subject])
        if (appended !== undefined || (first !== undefined && !wish.mayAppend)) return { outcome: 'already' }
        const at = now()
        const evaluation: Evaluation = { ...wish, id: newIdentifier(at), appendOf: first?.evaluation_id ?? null }
        await keep(tx, evaluation, at)
        return { outcome: 'given', bad: isBad(wish.verdict.level) ? openCase(tx, evaluation, at) : null }
      }),
  }

  async function keep(tx: Transaction, evaluation: Evaluation, at: Date): Promise<void> {
    const { id, requestId, matter, subject, service, channel, window, verdict, appendOf } = evaluation
    const day = businessDay(at, parts.calendar().timeZone)
    const written = writtenBy(verdict)
    const key = written === null ? null : await ledger.envelopes.dataKey(tx, 'evaluation', day.slice(0, 7))
    const sealed = written === null || key === null ? null : ledger.envelopes.seal(key, wordsPlace(id), written)
    tx.write(INSERT, [
      id,
      requestId,
      matter,
      subject,
      appendOf === null ? 0 : 1,
      service,
      channel,
      window,
      day,
      at.toISOString(),
      verdict.level,
      verdict.reasons.toSorted().join(','),
      SUITE_AES_SHA256,
      key?.id ?? null,
      sealed,
    ])
    // Its own id is its subject: one that the platform refuses keeps no other waiting, and no ticket's event.
    ledger.outbox.append(tx, { subject: id, kind: 'evaluation.given', payload: evaluationRecord(evaluation) })
    const { level } = verdict
    ledger.audit.append(tx, { actor: 'citizen', event: 'evaluation.given', payload: { evaluation: id, matter, level, channel } })
  }

  /** 差评: its clock runs from now on, and the platform tells those who answer for it. */
  function openCase(tx: Transaction, evaluation: Evaluation, at: Date): { readonly by: string | null } {
    const badCase = newIdentifier(at)
    const { id, matter, service, window, verdict } = evaluation
    const dueOn = rectifiedBy(parts.calendar(), at)
    tx.write('INSERT INTO bad_case (case_id, evaluation_id, opened_at, due_on) VALUES (?, ?, ?, ?)', [badCase, id, at.toISOString(), dueOn])
    // Beside its evaluation's event, not behind it: who is to act hears of it in the same breath.
    const payload = { case: badCase, evaluation: id, matter, service, window, level: verdict.level, dueOn }
    ledger.outbox.append(tx, { subject: badCase, kind: 'evaluation.bad', payload })
    ledger.audit.append(tx, { actor: 'terminal', event: 'evaluation.bad', payload: { case: badCase, evaluation: id, dueOn } })
    tx.onCommit(parts.onBad)
    return { by: dueOn }
  }
}

/** Where the words of an evaluation are sealed. */
export function wordsPlace(id: string) {
  return { table: 'evaluation', row: id, column: 'words' } as const
}

const STANDINGS: readonly Standing[] = ['first', 'append']

const GIVEN = 'SELECT count(*) AS given FROM evaluation WHERE matter = ? AND subject = ?'
const OF_MATTER = 'SELECT evaluation_id FROM evaluation WHERE matter = ? AND subject = ? ORDER BY place'
const REPEATED = `SELECT bad_case.case_id IS NOT NULL AS bad, due_on
  FROM evaluation LEFT JOIN bad_case USING (evaluation_id) WHERE request_id = ?`
const INSERT = `INSERT INTO evaluation (evaluation_id, request_id, matter, subject, place, service, channel, window, business_day, given_at,
    level, reasons, suite, key_id, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
