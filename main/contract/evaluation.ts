import { oc } from '@orpc/contract'
import { z } from 'zod'
import { type Level, LONGEST_WORDS, REASONS, RECTIFYING } from './evaluation-levels.ts'
import { RequestId, WRONG_STEP } from './steps.ts'

const LevelNumber = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])
const ReasonCode = z.enum([...REASONS[5], ...REASONS[4], ...REASONS[3], ...REASONS[2], ...REASONS[1]])
const RectifyingStepName = z.enum(RECTIFYING)

/** A written text: at most so many characters, of which a UTF-16 string may take two each. */
const WrittenWords = z
  .string()
  .max(2 * LONGEST_WORDS)
  .refine((words) => Array.from(words).length <= LONGEST_WORDS)

/** What is evaluated: what this session printed or handed in, or the service for the ticket that it scanned. */
export const Matter = z.enum(['certificate', 'filing', 'ticket'])
export type Matter = z.infer<typeof Matter>

/** A level, which somebody has chosen; any of its own reasons, each once; and what they wrote, if anything. */
export const Verdict = z
  .object({ level: LevelNumber, reasons: z.array(ReasonCode).max(8), words: WrittenWords.nullable() })
  .refine(({ level, reasons }) => isOfLevel(level, reasons))
export type Verdict = z.infer<typeof Verdict>

function isOfLevel(level: Level, reasons: readonly string[]): boolean {
  const own: readonly string[] = REASONS[level]
  return new Set(reasons).size === reasons.length && reasons.every((reason) => own.includes(reason))
}

export const GiveOutcome = z.discriminatedUnion('outcome', [
  /** Recorded here, durably, and passed on. `bad`: it is to be put right until this day, or, where the calendar says none, soon. */
  z.object({ outcome: z.literal('given'), bad: z.object({ by: z.string().nullable() }).nullable() }),
  /** It was evaluated before, and what may be added was added. */
  z.object({ outcome: z.literal('already') }),
])
export type GiveOutcome = z.infer<typeof GiveOutcome>

/** What the kiosk page may ask of 好差评. Nobody is made to: who gives none is in no count, and no mark is made of it. */
export const evaluation = {
  /** One for each matter, and of a ticket's one more later (追加). One request id is one evaluation, however often it comes. */
  give: oc
    .errors({ WRONG_STEP })
    .input(z.object({ requestId: RequestId, matter: Matter, verdict: Verdict }))
    .output(GiveOutcome),
}

/** Milliseconds since 1970. */
const Instant = z.number().int()

/** A step that was recorded, and by whom of the staff. */
const StepDone = z.object({ step: RectifyingStepName, at: Instant, by: z.string(), note: z.string().nullable() })

/** A bad evaluation that is being put right. Nothing of a person but what they wrote. */
export const BadCaseView = z.object({
  id: z.string(),
  level: LevelNumber,
  reasons: z.array(ReasonCode),
  /** What was written; null: nothing, or its time is over. */
  words: z.string().nullable(),
  matter: Matter,
  /** The ticket's number, the certificate's Chinese name, or the number of the receipt. */
  about: z.string(),
  /** At which window; null at the terminal. */
  window: z.string().nullable(),
  openedAt: Instant,
  /** Fifteen working days on, `2026-12-14`; null where the hall's calendar has not so many. */
  dueOn: z.string().nullable(),
  overdue: z.boolean(),
  done: z.array(StepDone),
  next: RectifyingStepName,
})
export type BadCaseView = z.infer<typeof BadCaseView>

/** As it may stand on a desk all day: whether a citizen wrote something, and nothing of what anybody wrote. */
export const BadCaseAtDesk = BadCaseView.omit({ words: true, done: true }).extend({
  written: z.boolean(),
  done: z.array(StepDone.omit({ note: true })),
})
export type BadCaseAtDesk = z.infer<typeof BadCaseAtDesk>

/** The next step of a bad one is done. */
export const RectifyWish = z.object({ case: z.string().max(64), step: RectifyingStepName, note: WrittenWords })
export type RectifyWish = z.infer<typeof RectifyWish>

/** `not-next`: a colleague was first, or it is closed. `note-missing`: only 受理 needs none. */
export const RectifyAnswer = z.object({ outcome: z.enum(['recorded', 'not-next', 'note-missing']) })
export type RectifyAnswer = z.infer<typeof RectifyAnswer>

/** What was given. Silence is in none of it. */
export const EvaluationFigures = z.object({
  /** First ones by level, the best first. */
  levels: z.array(z.object({ level: LevelNumber, count: z.number().int() })),
  given: z.number().int(),
  /** Of those given, the share that is no bad one, 0 to 1; null where none was given. */
  goodShare: z.number().nullable(),
  /** Added later to one of before (追加); in no other count. */
  appended: z.number().int(),
})
export type EvaluationFigures = z.infer<typeof EvaluationFigures>

/** Of one day. */
export const EvaluationTotals = EvaluationFigures.extend({ businessDay: z.string() })
export type EvaluationTotals = z.infer<typeof EvaluationTotals>
