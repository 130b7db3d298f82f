import { useTranslation } from 'react-i18next'
import type { WindowTicket } from '../../main/contract/window.ts'
import { type Language, local } from '../strings/strings.ts'
import { Question } from './question.tsx'
import { useQuestionDigits } from './question-digits.ts'

interface FinishQuestionProps {
  readonly ticket: WindowTicket
  readonly language: Language
  readonly onFinish: () => void
  readonly onLeave: () => void
}

/** Items are still open: going on comes first, where a second stroke of the space bar ends. */
export function FinishQuestion({ ticket, language, onFinish, onLeave }: FinishQuestionProps) {
  const { t } = useTranslation('window')
  const open = ticket.items.filter(({ done }) => !done).map(({ name }) => local(name, language))
  const answers = [
    { digit: '1', words: t('items.goOn'), choose: onLeave },
    { digit: '2', words: t('items.finish'), choose: onFinish },
  ]
  useQuestionDigits((digit) => answers.find((answer) => answer.digit === digit)?.choose())
  return (
    <Question title={t('items.open', { number: ticket.number })} lead={open.join(t('items.comma'))} onLeave={onLeave}>
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
