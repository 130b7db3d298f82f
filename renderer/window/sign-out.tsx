import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WindowView } from '../../main/contract/window.ts'
import { Question } from './question.tsx'
import { useQuestionDigits } from './question-digits.ts'

interface SignOutProps {
  readonly view: WindowView
  readonly onSignOut: () => void
}

/** Signs out; where this window holds somebody, the clerk hears first that they stay behind. */
export function SignOut({ view, onSignOut }: SignOutProps) {
  const { t } = useTranslation('window')
  const [asking, setAsking] = useState(false)
  const held = view.held.filter(({ leftBy }) => leftBy === null).map(({ number }) => number)
  // while somebody is at the window the hall refuses, and says who
  const asksFirst = held.length > 0 && view.current === null
  return (
    <>
      <button type="button" onClick={() => (asksFirst ? setAsking(true) : onSignOut())}>
        {t('top.signOut')}
      </button>
      {asking && (
        <HeldStay
          held={held}
          onSignOut={() => {
            setAsking(false)
            onSignOut()
          }}
          onLeave={() => setAsking(false)}
        />
      )}
    </>
  )
}

interface HeldStayProps {
  readonly held: readonly string[]
  readonly onSignOut: () => void
  readonly onLeave: () => void
}

/** Staying comes first, where a second stroke of the same key changes nothing. */
function HeldStay({ held, onSignOut, onLeave }: HeldStayProps) {
  const { t } = useTranslation('window')
  const answers = [
    { digit: '1', words: t('leaving.stay'), choose: onLeave },
    { digit: '2', words: t('leaving.signOut'), choose: onSignOut },
  ]
  useQuestionDigits((digit) => answers.find((answer) => answer.digit === digit)?.choose())
  return (
    <Question
      title={t('leaving.held', { count: held.length })}
      lead={t('leaving.lead', { numbers: held.join(t('items.comma')) })}
      onLeave={onLeave}
    >
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
