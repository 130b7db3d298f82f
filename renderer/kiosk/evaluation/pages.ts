import type { GiveOutcome, Matter, Verdict } from '../../../main/contract/evaluation.ts'
import type { Reason } from '../../../main/contract/evaluation-levels.ts'
import type { Page } from '../state.ts'

/** 「请您评价」, after a matter is done. Nothing is chosen for anybody, and nobody has to choose. */
export interface EvaluationPage {
  readonly at: 'evaluation'
  /** Where 返回 leads: home, or from the keys to what they were opened from. */
  readonly from: Page
  readonly matter: Matter
  /** Said in addition to a first one (追加). */
  readonly added?: true
  /** Absent until a level is chosen. */
  readonly draft?: EvaluationDraft
}

export interface EvaluationDraft {
  /** Made with the level, and repeated with every retry (design, promise 2). */
  readonly requestId: string
  readonly level: Verdict['level']
  readonly reasons: readonly Reason[]
  readonly words: string
  readonly step: 'choosing' | 'writing' | 'sending' | 'not-given' | GiveOutcome
}

/** The keys over the page with the levels, to which 返回 leads with what was written so far. */
export function writingPage(levels: EvaluationPage, draft: EvaluationDraft): EvaluationPage {
  const under: EvaluationPage = { ...levels, draft: { ...draft, step: 'choosing' } }
  return { ...under, from: under, draft: { ...draft, step: 'writing' } }
}
