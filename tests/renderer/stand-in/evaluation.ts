import type { GiveOutcome, Matter, Verdict } from '../../../main/contract/evaluation.ts'
import { terminalContract } from '../../../main/contract/server.ts'

/** What a test scripts of 好差评. */
export interface EvaluationScript {
  /** What each evaluation is answered. */
  given: GiveOutcome
}

export const EVALUATION_AS_IT_IS: EvaluationScript = { given: { outcome: 'given', bad: null } }

export interface GivenHere {
  readonly requestId: string
  readonly matter: Matter
  readonly verdict: Verdict
}

/** The side of the stand-in terminal that takes evaluations. */
export function createEvaluation(parts: {
  readonly script: EvaluationScript
  readonly heard: { readonly evaluations: GivenHere[] }
  readonly called: (name: string) => Promise<void>
}) {
  return {
    give: terminalContract.evaluation.give.handler(async ({ input }) => {
      parts.heard.evaluations.push(input)
      await parts.called('evaluation.give')
      return parts.script.given
    }),
  }
}
