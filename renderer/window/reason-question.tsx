import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reason } from '../../main/contract/window.ts'
import type { ReasonedAct } from './offers.ts'
import { Question } from './question.tsx'
import { useQuestionDigits } from './question-digits.ts'

const DIGITS = ['1', '2', '3', '4', '5'] as const

interface ReasonQuestionProps {
  readonly act: ReasonedAct
  readonly number: string
  readonly onReason: (reason: Reason) => void
  readonly onLeave: () => void
}

/** Why: one of five by its digit, at once, or in the clerk's own words. */
export function ReasonQuestion({ act, number, onReason, onLeave }: ReasonQuestionProps) {
  const { t } = useTranslation('window')
  const [own, setOwn] = useState('')
  function choose(digit: string): void {
    const known = DIGITS.find((each) => each === digit)
    if (known !== undefined) onReason(t(`reason.${act}.r${known}`))
  }
  useQuestionDigits(choose)

  function ownWords(event: FormEvent): void {
    event.preventDefault()
    if (own.trim() !== '') onReason({ own: own.trim() })
  }
  return (
    <Question title={t(number === '' ? 'reason.titleOfWindow' : 'reason.title', { act: t(`act.${act}`), number })} lead={t('reason.lead')} onLeave={onLeave}>
      <div className="reasons">
        {DIGITS.map((digit) => (
          <button key={digit} type="button" className="act" onClick={() => choose(digit)}>
            <kbd>{digit}</kbd>
            <span className="act-word">{t(`reason.${act}.r${digit}`)}</span>
          </button>
        ))}
      </div>
      <form className="reason-own" onSubmit={ownWords}>
        <label>
          {t('reason.ownLabel')}
          <input value={own} maxLength={100} autoComplete="off" onChange={(event) => setOwn(event.target.value)} />
        </label>
        <button type="submit" className="act" aria-disabled={own.trim() === ''}>
          <span className="act-word">{t('reason.confirm')}</span>
        </button>
      </form>
    </Question>
  )
}
