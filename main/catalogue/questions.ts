import { z } from 'zod'

/** Judgement: whoever was asked six questions wants to see something. */
const DEEPEST = 6
/** Judgement: a situation with more answers than these is a form. */
const MOST_ANSWERS = 500

const words = z.looseObject({ zh: z.string().min(1).max(100), en: z.string().min(1).max(200).nullish() })

/** One of two to six things that may be so, and where it leads: to items (事项), or to a further question. */
export interface QuestionAnswer {
  readonly text: z.output<typeof words>
  /** Codes of items (`task_code`), in the order in which they are to be shown. */
  readonly items?: readonly string[] | undefined
  readonly question?: NarrowingQuestion | undefined
}

/** A question of a life situation that narrows what is shown (情景引导). */
export interface NarrowingQuestion {
  readonly text: z.output<typeof words>
  readonly answers: readonly QuestionAnswer[]
}

/** A question below so many others. Built as deep as it may go, so that no file makes reading it bottomless. */
function question(depth: number): z.ZodType<NarrowingQuestion> {
  const further =
    depth < DEEPEST
      ? question(depth + 1).optional()
      : z.undefined({ error: `expected at most ${DEEPEST} questions one after the other` }).optional()
  const answer = z
    .looseObject({ text: words, items: z.array(z.string()).min(1).max(100).optional(), question: further })
    .refine(({ items, question }) => (items === undefined) !== (question === undefined), 'expected either items or a further question')
  return z.looseObject({ text: words, answers: z.array(answer).min(2).max(6) })
}

/** The first question of a situation. */
export const FirstQuestion = question(1)

/** What is wrong with the questions of a situation, and where in it: too many answers, or codes that no item has. */
export function questionFaults(
  first: NarrowingQuestion,
  isItem: (code: string) => boolean,
): readonly { readonly path: readonly (string | number)[]; readonly message: string }[] {
  const faults: { path: readonly (string | number)[]; message: string }[] = []
  let answers = 0

  function look({ answers: here }: NarrowingQuestion, path: readonly (string | number)[]): void {
    for (const [at, answer] of here.entries()) {
      const place = [...path, 'answers', at]
      answers += 1
      for (const [of, code] of (answer.items ?? []).entries()) {
        if (!isItem(code)) faults.push({ path: [...place, 'items', of], message: 'expected the task_code of an item of this catalogue' })
      }
      if (answer.question !== undefined) look(answer.question, [...place, 'question'])
    }
  }

  look(first, [])
  return answers > MOST_ANSWERS ? [{ path: [], message: `expected at most ${MOST_ANSWERS} answers in all` }] : faults
}
