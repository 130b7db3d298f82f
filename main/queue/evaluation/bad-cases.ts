import type { BadCaseAtDesk, BadCaseView, Matter, RectifyAnswer, RectifyWish } from '../../contract/evaluation.ts'
import type { Level, Reason, RectifyingStep } from '../../contract/evaluation-levels.ts'
import type { EnvelopePlace } from '../../ledger/envelopes.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { SUITE_AES_SHA256 } from '../../ledger/suite.ts'
import { isNoteMissing, stepAfter } from './evaluation.ts'
import { wordsPlace } from './evaluations.ts'

/** More than a hall ever has open; the oldest are shown. */
const SHOWN_AT_MOST = 100

interface CaseRow {
  readonly case_id: string
  readonly evaluation_id: string
  readonly opened_at: string
  readonly due_on: string | null
  readonly level: Level
  readonly reasons: string
  readonly matter: Matter
  readonly about: string
  readonly window: string | null
  readonly key_id: string | null
  readonly words: Buffer | null
}

interface StepRow {
  readonly case_id: string
  readonly place: number
  readonly step: RectifyingStep
  readonly at: string
  readonly by: string
  readonly key_id: string | null
  readonly note: Buffer | null
}

/** How many are open, and of those how many should have been closed before today (`2026-11-22`). */
export async function countBadCases(ledger: Pick<Ledger, 'read'>, today: string): Promise<{ readonly open: number; readonly overdue: number }> {
  const [row] = await ledger.read<{ readonly open: number; readonly overdue: number }>(COUNT, [today])
  return row ?? { open: 0, overdue: 0 }
}

/** Those that are open, the first given first, with what was written: for the operator's own place; another shows them by `atDesk`. */
export async function openBadCases(ledger: Pick<Ledger, 'read' | 'envelopes'>, today: string): Promise<readonly BadCaseView[]> {
  const cases = await ledger.read<CaseRow>(OPEN, [SHOWN_AT_MOST])
  const steps = await ledger.read<StepRow>(STEPS)
  /** Null where nothing was written, or its key has been destroyed. */
  async function opened(place: Omit<EnvelopePlace, 'keyId'>, keyId: string | null, sealed: Buffer | null): Promise<string | null> {
    if (keyId === null || sealed === null) return null
    const text = await ledger.envelopes.open(sealed, { ...place, keyId })
    return text.ok ? text.value : null
  }
  async function viewOf(row: CaseRow): Promise<readonly BadCaseView[]> {
    const own = steps.filter(({ case_id }) => case_id === row.case_id)
    const next = stepAfter(own.map(({ step }) => step))
    // Closed between one look and the other.
    if (next === null) return []
    const done = own.map(async ({ step, at, by, place, key_id, note }) => {
      return { step, at: Date.parse(at), by, note: await opened(notePlace(row.case_id, place), key_id, note) }
    })
    return [
      {
        id: row.case_id,
        level: row.level,
        reasons: row.reasons === '' ? [] : (row.reasons.split(',') as Reason[]),
        words: await opened(wordsPlace(row.evaluation_id), row.key_id, row.words),
        matter: row.matter,
        about: row.about,
        window: row.window,
        openedAt: Date.parse(row.opened_at),
        dueOn: row.due_on,
        overdue: row.due_on !== null && row.due_on < today,
        done: await Promise.all(done),
        next,
      },
    ]
  }
  return (await Promise.all(cases.map(viewOf))).flat()
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
  ledger: Ledger,
  wish: RectifyWish & { readonly by: string; readonly at: Date; readonly month: string },
): Promise<RectifyAnswer['outcome']> {
  const { step, by, month } = wish
  const note = wish.note.trim()
  return ledger.transact(async (tx): Promise<RectifyAnswer['outcome']> => {
    const known = await tx.all('SELECT 1 FROM bad_case WHERE case_id = ?', [wish.case])
    const done = await tx.all<{ readonly step: RectifyingStep }>('SELECT step FROM bad_case_step WHERE case_id = ? ORDER BY place', [wish.case])
    if (known.length === 0 || stepAfter(done.map((row) => row.step)) !== step) return 'not-next'
    if (isNoteMissing(step, note)) return 'note-missing'
    const place = done.length
    const key = note === '' ? null : await ledger.envelopes.dataKey(tx, 'evaluation', month)
    const sealed = key === null ? null : ledger.envelopes.seal(key, notePlace(wish.case, place), note)
    const at = wish.at.toISOString()
    const row = [wish.case, place, step, at, by, SUITE_AES_SHA256, key?.id ?? null, sealed]
    tx.write('INSERT INTO bad_case_step (case_id, place, step, at, by, suite, key_id, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?)', row)
    const closed = stepAfter([...done.map((each) => each.step), step]) === null
    if (closed) tx.write('UPDATE bad_case SET closed_at = ? WHERE case_id = ?', [at, wish.case])
    ledger.outbox.append(tx, { subject: wish.case, kind: 'evaluation.rectifying', payload: { case: wish.case, step, closed } })
    ledger.audit.append(tx, { actor: `operator:${by}`, event: 'evaluation.rectifying', payload: { case: wish.case, step } })
    return 'recorded'
  })
}

function notePlace(badCase: string, place: number) {
  return { table: 'bad_case_step', row: `${badCase}/${place}`, column: 'note' } as const
}

const COUNT = `SELECT count(*) AS open, count(*) FILTER (WHERE due_on < ?) AS overdue FROM bad_case WHERE closed_at IS NULL`

const OPEN = `SELECT case_id, evaluation_id, opened_at, due_on, level, reasons, matter, evaluation.window, evaluation.key_id, words,
    coalesce(
      CASE matter
        WHEN 'ticket' THEN (SELECT number FROM ticket WHERE ticket_id = subject)
        WHEN 'certificate' THEN (SELECT title FROM certificate_copy WHERE copy_key = subject)
      END,
      subject
    ) AS about
  FROM bad_case JOIN evaluation USING (evaluation_id)
  WHERE closed_at IS NULL ORDER BY opened_at, case_id LIMIT ?`

const STEPS = `SELECT case_id, place, step, at, by, key_id, note FROM bad_case_step JOIN bad_case USING (case_id)
  WHERE closed_at IS NULL ORDER BY case_id, place`
