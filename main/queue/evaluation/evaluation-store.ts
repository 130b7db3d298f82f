import type { BadCaseView, Matter } from '../../contract/evaluation.ts'
import type { Level, RectifyingStep } from '../../contract/evaluation-levels.ts'
import type { AuditEntry } from '../../ledger/audit.ts'
import type { OutboxEvent } from '../../ledger/outbox.ts'
import type { Evaluation, NewEvaluation } from './evaluation.ts'

/**
 * Where evaluations are kept, with the cases of the bad ones: the terminal's ledger, or the hall server's PostgreSQL. What
 * anybody wrote lies there sealed under the key of its month.
 */
export interface EvaluationStore {
  /**
   * As `QueueStore.transact`: durable when it resolves, nothing of it remains when it rejects, and the body may be run again
   * on what then holds.
   */
  transact<Value>(body: (tx: EvaluationTransaction) => Promise<Value>): Promise<Value>
  /** How many were given for a matter. */
  given(matter: Matter, subject: string): Promise<number>
  /** What was written with one; null: nothing, or its time is over. */
  wordsOf(evaluationId: string): Promise<string | null>
  /** What these business days were given, both in it. */
  tally(from: string, to: string): Promise<readonly Tally[]>
  /** How many cases are open, and of those how many should have been closed before today (`2026-11-22`). */
  countOpen(today: string): Promise<{ readonly open: number; readonly overdue: number }>
  /** Cases that are open, the first given first, with what was written where its time is not over. */
  openCases(atMost: number): Promise<readonly KeptCase[]>
  /** Wakes when somebody else may have kept something here. Only a hint: who missed it polls. */
  onNews(listener: () => void): () => void
}

/** One row for each service, level and place, with how many of it were given. */
export interface Tally {
  readonly service: string
  readonly level: Level
  /** Added later to one of before (追加). */
  readonly appended: boolean
  readonly count: number
}

/** An open case, and what has been done about it. */
export type KeptCase = Omit<BadCaseView, 'overdue' | 'next'>

/** An evaluation with when it was given, and the business day that it counts to. */
export interface KeptEvaluation extends Evaluation {
  readonly at: Date
  readonly businessDay: string
}

export interface KeptStep {
  readonly caseId: string
  /** Steps of a case are counted from 0. */
  readonly place: number
  readonly step: RectifyingStep
  readonly at: Date
  readonly by: string
  /** Null: nothing was noted. */
  readonly note: string | null
  /** `2026-11`, whose key seals the note. */
  readonly month: string
}

export interface BeforeGiving {
  /** What the request was answered before; null for a new one. `dueOn` of a bad one, where the calendar says it. */
  readonly ofRequest: { readonly bad: boolean; readonly dueOn: string | null } | null
  /** Ids of those that the matter was given, the first one first. */
  readonly ofMatter: readonly string[]
}

export interface EvaluationTransaction {
  /** Everything that decides whether one may be given, in one look. Of two who look at once only one keeps what it then gives. */
  before(wish: Pick<NewEvaluation, 'requestId' | 'matter' | 'subject'>): Promise<BeforeGiving>
  keep(evaluation: KeptEvaluation): Promise<void>
  openCase(badCase: { readonly id: string; readonly evaluationId: string; readonly at: Date; readonly dueOn: string | null }): Promise<void>
  /** What has been done about a case, held against everybody else until the transaction ends; null: there is no such case. */
  stepsOf(caseId: string): Promise<readonly RectifyingStep[] | null>
  keepStep(step: KeptStep): Promise<void>
  closeCase(caseId: string, at: Date): Promise<void>
  /** To the audit log and to the outbox, in this very transaction. */
  audit(entry: AuditEntry): void
  post(event: OutboxEvent): void
}

/** One that its request or its matter has, as either engine has it in a row. */
export interface BeforeRow {
  readonly evaluation_id: string
  readonly request_id: string
  readonly matter: Matter
  readonly subject: string
  readonly case_id: string | null
  readonly due_on: string | null
}

/** What `before` answers of such rows, which come in the order of their places. */
export function beforeGiving({ requestId, matter, subject }: Parameters<EvaluationTransaction['before']>[0], rows: readonly BeforeRow[]): BeforeGiving {
  const repeated = rows.find((row) => row.request_id === requestId)
  return {
    ofRequest: repeated === undefined ? null : { bad: repeated.case_id !== null, dueOn: repeated.due_on },
    ofMatter: rows.filter((row) => row.matter === matter && row.subject === subject).map((row) => row.evaluation_id),
  }
}

/** Where the words of an evaluation are sealed. */
export function wordsPlace(evaluationId: string) {
  return { table: 'evaluation', row: evaluationId, column: 'words' } as const
}

/** Where the note of a step is sealed. */
export function notePlace(caseId: string, place: number) {
  return { table: 'bad_case_step', row: `${caseId}/${place}`, column: 'note' } as const
}

/** Codes as a row keeps them. */
export function reasonsIn(row: string): KeptCase['reasons'] {
  return row === '' ? [] : (row.split(',') as KeptCase['reasons'])
}
