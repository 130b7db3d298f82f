import type { Matter } from '../../contract/evaluation.ts'
import type { Level, RectifyingStep } from '../../contract/evaluation-levels.ts'
import { SUITE_AES_SHA256 } from '../../ledger/suite.ts'
import type { HallDatabase } from '../store/postgres-database.ts'
import type { HallKeys, SealedPlace } from '../store/postgres-keys.ts'
import { writtenBy } from './evaluation.ts'
import { type BeforeRow, beforeGiving, type EvaluationStore, notePlace, reasonsIn, wordsPlace } from './evaluation-store.ts'

interface CaseRow {
  readonly case_id: string
  readonly evaluation_id: string
  readonly opened_at: Date
  readonly due_on: string | null
  readonly level: Level
  readonly reasons: string
  readonly matter: Matter
  readonly about: string
  readonly at_window: string | null
  readonly key_id: string | null
  readonly words: Buffer | null
}

interface StepRow {
  readonly case_id: string
  readonly place: number
  readonly step: RectifyingStep
  readonly at: Date
  readonly recorded_by: string
  readonly key_id: string | null
  readonly note: Buffer | null
}

/** In one statement: between two another server's commit would be in the second alone. */
const BEFORE = `SELECT evaluation_id, request_id, matter, subject, case_id, due_on FROM yimen.evaluation LEFT JOIN yimen.bad_case USING (hall, evaluation_id)
  WHERE hall = $1 AND (request_id = $2 OR (matter = $3 AND subject = $4)) ORDER BY place`
/** Of two servers that keep one request, or one matter's evaluation, at once the second is run again (`evaluation_of_request`, `evaluation_of_matter`). */
const KEEP = `INSERT INTO yimen.evaluation (hall, evaluation_id, request_id, matter, subject, place, service, channel, at_window, business_day, given_at,
    level, reasons, suite, key_id, words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`
const OPEN_CASE = 'INSERT INTO yimen.bad_case (hall, case_id, evaluation_id, opened_at, due_on) VALUES ($1, $2, $3, $4, $5)'
const HOLD_CASE = 'SELECT 1 FROM yimen.bad_case WHERE hall = $1 AND case_id = $2 FOR UPDATE'
const STEPS_OF = 'SELECT step FROM yimen.bad_case_step WHERE hall = $1 AND case_id = $2 ORDER BY place'
const KEEP_STEP = `INSERT INTO yimen.bad_case_step (hall, case_id, place, step, at, recorded_by, suite, key_id, note)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
const CLOSE_CASE = 'UPDATE yimen.bad_case SET closed_at = $3 WHERE hall = $1 AND case_id = $2'

const GIVEN = 'SELECT count(*) AS given FROM yimen.evaluation WHERE hall = $1 AND matter = $2 AND subject = $3'
const WORDS = 'SELECT key_id, words FROM yimen.evaluation WHERE hall = $1 AND evaluation_id = $2'
const TALLY = `SELECT service, level, place, count(*) AS count FROM yimen.evaluation
  WHERE hall = $1 AND business_day BETWEEN $2 AND $3 GROUP BY service, level, place ORDER BY service COLLATE "C", level, place`
const COUNT_OPEN = `SELECT count(*) AS open, count(*) FILTER (WHERE due_on < $2) AS overdue FROM yimen.bad_case WHERE hall = $1 AND closed_at IS NULL`
const OPEN_CASES = `SELECT case_id, evaluation_id, opened_at, due_on, level, reasons, matter, evaluation.at_window, evaluation.key_id, words,
    coalesce(CASE matter WHEN 'ticket' THEN (SELECT number FROM yimen.ticket WHERE ticket.hall = $1 AND ticket_id = subject) END, subject) AS about
  FROM yimen.bad_case JOIN yimen.evaluation USING (hall, evaluation_id)
  WHERE hall = $1 AND closed_at IS NULL ORDER BY opened_at, case_id LIMIT $2`
const STEPS = `SELECT case_id, place, step, at, recorded_by, key_id, note FROM yimen.bad_case_step
  WHERE hall = $1 AND case_id = ANY($2::text[]) ORDER BY case_id, place`

/** What is evaluated at the windows of a hall, at whichever of its servers. */
export function postgresEvaluations(database: HallDatabase, keys: HallKeys): EvaluationStore {
  async function sealed(month: string, place: SealedPlace, text: string | null): Promise<readonly [string | null, Buffer | null]> {
    if (text === null) return [null, null]
    const key = await keys.monthKey('evaluation', month)
    return [key.id, keys.seal(key, place, text)]
  }

  /** Null where nothing was written, or its key has been destroyed. */
  async function opened(place: SealedPlace, keyId: string | null, envelope: Buffer | null): Promise<string | null> {
    return keyId === null || envelope === null ? null : await keys.open(envelope, { ...place, keyId })
  }

  return {
    transact: (body) =>
      database.transact((tx) =>
        body({
          before: async (wish) => beforeGiving(wish, await tx.all<BeforeRow>(BEFORE, [wish.requestId, wish.matter, wish.subject])),

          async keep({ id, requestId, matter, subject, appendOf, service, channel, window, businessDay, at, verdict }) {
            const words = await sealed(businessDay.slice(0, 7), wordsPlace(id), writtenBy(verdict))
            const about = [id, requestId, matter, subject, appendOf === null ? 0 : 1, service, channel, window, businessDay, at]
            await tx.write(KEEP, [...about, verdict.level, verdict.reasons.toSorted().join(','), SUITE_AES_SHA256, ...words])
          },

          async openCase({ id, evaluationId, at, dueOn }) {
            await tx.write(OPEN_CASE, [id, evaluationId, at, dueOn])
          },

          async stepsOf(caseId) {
            const known = await tx.all(HOLD_CASE, [caseId])
            if (known.length === 0) return null
            return (await tx.all<Pick<StepRow, 'step'>>(STEPS_OF, [caseId])).map(({ step }) => step)
          },

          async keepStep({ caseId, place, step, at, by, note, month }) {
            await tx.write(KEEP_STEP, [caseId, place, step, at, by, SUITE_AES_SHA256, ...(await sealed(month, notePlace(caseId, place), note))])
          },

          async closeCase(caseId, at) {
            await tx.write(CLOSE_CASE, [caseId, at])
          },

          audit: (entry) => tx.audit(entry),
          post: (event) => tx.post(event),
        }),
      ),

    async given(matter, subject) {
      const [row] = await database.read<{ readonly given: number }>(GIVEN, [matter, subject])
      return row?.given ?? 0
    },

    async wordsOf(evaluationId) {
      const [row] = await database.read<Pick<CaseRow, 'key_id' | 'words'>>(WORDS, [evaluationId])
      return row === undefined ? null : await opened(wordsPlace(evaluationId), row.key_id, row.words)
    },

    async tally(from, to) {
      const rows = await database.read<{ readonly service: string; readonly level: Level; readonly place: number; readonly count: number }>(TALLY, [from, to])
      return rows.map(({ service, level, place, count }) => ({ service, level, appended: place > 0, count }))
    },

    async countOpen(today) {
      const [row] = await database.read<{ readonly open: number; readonly overdue: number }>(COUNT_OPEN, [today])
      return row ?? { open: 0, overdue: 0 }
    },

    async openCases(atMost) {
      const cases = await database.read<CaseRow>(OPEN_CASES, [atMost])
      const steps = cases.length === 0 ? [] : await database.read<StepRow>(STEPS, [cases.map(({ case_id }) => case_id)])
      return await Promise.all(
        cases.map(async ({ case_id: id, evaluation_id, level, reasons, key_id, words, matter, about, at_window: window, opened_at, due_on }) => {
          const done = steps
            .filter(({ case_id }) => case_id === id)
            .map(async ({ step, at, recorded_by: by, place, key_id: keyId, note }) => ({ step, at: at.getTime(), by, note: await opened(notePlace(id, place), keyId, note) }))
          return {
            id,
            level,
            reasons: reasonsIn(reasons),
            words: await opened(wordsPlace(evaluation_id), key_id, words),
            matter,
            about,
            window,
            openedAt: opened_at.getTime(),
            dueOn: due_on,
            done: await Promise.all(done),
          }
        }),
      )
    },

    onNews: (listener) => database.onNews(listener),
  }
}
