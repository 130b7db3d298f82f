import type { Matter } from '../../contract/evaluation.ts'
import type { Level, RectifyingStep } from '../../contract/evaluation-levels.ts'
import type { EnvelopePlace } from '../../ledger/envelopes.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { SUITE_AES_SHA256 } from '../../ledger/suite.ts'
import { writtenBy } from './evaluation.ts'
import { type BeforeRow, beforeGiving, type EvaluationStore, notePlace, reasonsIn, wordsPlace } from './evaluation-store.ts'

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

/** What is evaluated at one terminal, or at the windows that it serves, in its own ledger. */
export function ledgerEvaluations(ledger: Pick<Ledger, 'transact' | 'read' | 'envelopes' | 'outbox' | 'audit'>): EvaluationStore {
  const { envelopes } = ledger

  /** Null where nothing was written, or its key has been destroyed. */
  async function opened(place: Omit<EnvelopePlace, 'keyId'>, keyId: string | null, sealed: Buffer | null): Promise<string | null> {
    if (keyId === null || sealed === null) return null
    const text = await envelopes.open(sealed, { ...place, keyId })
    return text.ok ? text.value : null
  }

  return {
    transact: (body) =>
      ledger.transact(async (tx) => {
        async function sealed(month: string, place: Omit<EnvelopePlace, 'keyId'>, text: string | null): Promise<readonly [string | null, Buffer | null]> {
          if (text === null) return [null, null]
          const key = await envelopes.dataKey(tx, 'evaluation', month)
          return [key.id, envelopes.seal(key, place, text)]
        }
        return await body({
          before: async (wish) => beforeGiving(wish, await tx.all<BeforeRow>(BEFORE, [wish.requestId, wish.matter, wish.subject])),

          async keep({ id, requestId, matter, subject, appendOf, service, channel, window, businessDay, at, verdict }) {
            const words = await sealed(businessDay.slice(0, 7), wordsPlace(id), writtenBy(verdict))
            const place = appendOf === null ? 0 : 1
            const about = [id, requestId, matter, subject, place, service, channel, window, businessDay, at.toISOString()]
            tx.write(KEEP, [...about, verdict.level, verdict.reasons.toSorted().join(','), SUITE_AES_SHA256, ...words])
          },

          async openCase({ id, evaluationId, at, dueOn }) {
            tx.write(OPEN_CASE, [id, evaluationId, at.toISOString(), dueOn])
          },

          async stepsOf(caseId) {
            const known = await tx.all('SELECT 1 FROM bad_case WHERE case_id = ?', [caseId])
            if (known.length === 0) return null
            const rows = await tx.all<Pick<StepRow, 'step'>>('SELECT step FROM bad_case_step WHERE case_id = ? ORDER BY place', [caseId])
            return rows.map(({ step }) => step)
          },

          async keepStep({ caseId, place, step, at, by, note, month }) {
            tx.write(KEEP_STEP, [caseId, place, step, at.toISOString(), by, SUITE_AES_SHA256, ...(await sealed(month, notePlace(caseId, place), note))])
          },

          async closeCase(caseId, at) {
            tx.write('UPDATE bad_case SET closed_at = ? WHERE case_id = ?', [at.toISOString(), caseId])
          },

          audit: (entry) => ledger.audit.append(tx, entry),
          post: (event) => ledger.outbox.append(tx, event),
        })
      }),

    async given(matter, subject) {
      const [row] = await ledger.read<{ readonly given: number }>('SELECT count(*) AS given FROM evaluation WHERE matter = ? AND subject = ?', [matter, subject])
      return row?.given ?? 0
    },

    async wordsOf(evaluationId) {
      const [row] = await ledger.read<Pick<CaseRow, 'key_id' | 'words'>>('SELECT key_id, words FROM evaluation WHERE evaluation_id = ?', [evaluationId])
      return row === undefined ? null : await opened(wordsPlace(evaluationId), row.key_id, row.words)
    },

    async tally(from, to) {
      const rows = await ledger.read<{ readonly service: string; readonly level: Level; readonly place: number; readonly count: number }>(TALLY, [from, to])
      return rows.map(({ service, level, place, count }) => ({ service, level, appended: place > 0, count }))
    },

    async countOpen(today) {
      const [row] = await ledger.read<{ readonly open: number; readonly overdue: number }>(COUNT_OPEN, [today])
      return row ?? { open: 0, overdue: 0 }
    },

    async openCases(atMost) {
      const cases = await ledger.read<CaseRow>(OPEN_CASES, [atMost])
      const steps = await ledger.read<StepRow>(STEPS)
      return await Promise.all(
        cases.map(async ({ case_id: id, evaluation_id, level, reasons, key_id, words, matter, about, window, opened_at, due_on }) => {
          const done = steps
            .filter(({ case_id }) => case_id === id)
            .map(async ({ step, at, by, place, key_id: keyId, note }) => ({ step, at: Date.parse(at), by, note: await opened(notePlace(id, place), keyId, note) }))
          return {
            id,
            level,
            reasons: reasonsIn(reasons),
            words: await opened(wordsPlace(evaluation_id), key_id, words),
            matter,
            about,
            window,
            openedAt: Date.parse(opened_at),
            dueOn: due_on,
            done: await Promise.all(done),
          }
        }),
      )
    },

    // the ledger has one writer, who knows what was kept
    onNews: () => () => {},
  }
}

const BEFORE = `SELECT evaluation_id, request_id, matter, subject, case_id, due_on FROM evaluation LEFT JOIN bad_case USING (evaluation_id)
  WHERE request_id = ? OR (matter = ? AND subject = ?) ORDER BY place`
const KEEP = `INSERT INTO evaluation (evaluation_id, request_id, matter, subject, place, service, channel, window, business_day, given_at,
    level, reasons, suite, key_id, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const OPEN_CASE = 'INSERT INTO bad_case (case_id, evaluation_id, opened_at, due_on) VALUES (?, ?, ?, ?)'
const KEEP_STEP = 'INSERT INTO bad_case_step (case_id, place, step, at, by, suite, key_id, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
const TALLY = `SELECT service, level, place, count(*) AS count FROM evaluation
  WHERE business_day BETWEEN ? AND ? GROUP BY service, level, place ORDER BY service, level, place`
const COUNT_OPEN = `SELECT count(*) AS open, count(*) FILTER (WHERE due_on < ?) AS overdue FROM bad_case WHERE closed_at IS NULL`

const OPEN_CASES = `SELECT case_id, evaluation_id, opened_at, due_on, level, reasons, matter, evaluation.window, evaluation.key_id, words,
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
