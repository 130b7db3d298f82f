import { Question } from './question.tsx'
import { useQuestionDigits } from './question-digits.ts'

interface SureQuestionProps {
  readonly title: string
  readonly lead: string
  /** What 1 and 2 say: nothing is done, or it is. */
  readonly stay: string
  readonly act: string
  readonly onAct: () => void
  readonly onLeave: () => void
}

/** Asks once more before something is done. Leaving it comes first, where a second stroke of a key changes nothing. */
export function SureQuestion({ title, lead, stay, act, onAct, onLeave }: SureQuestionProps) {
  const answers = [
    { digit: '1', words: stay, choose: onLeave },
    { digit: '2', words: act, choose: onAct },
  ]
  useQuestionDigits((digit) => answers.find((answer) => answer.digit === digit)?.choose())
  return (
    <Question title={title} lead={lead} onLeave={onLeave}>
      <div className="reasons">
        {answers.map(({ digit, words, choose }) => (
          <button key={digit} type="button" className="act" onClick={choose}>
            <kbd>{digit}</kbd>
            <span className="act-word">{words}</span>
          </button>
        ))}
      </div>
    </Question>
  )
}
