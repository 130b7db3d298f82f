import { useState } from 'react'
import type { ChangePinOutcome } from '../../../main/contract/staff-pin.ts'
import { DigitPad } from '../../components/digit-pad.tsx'
import { digitsAfter } from '../../components/digits.ts'
import { StateLine, Title } from '../../components/page.tsx'
import { LONGEST_PIN, PinDots } from '../../components/pin-question.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { NextStep } from '../../kiosk/next-step.tsx'
import { useDesk, useWords } from '../desk.ts'

/** The PIN so far, the new one, and the new one again; each lives no longer than until the next is done or tried. */
type Step =
  | { readonly state: 'old'; readonly typed: string; readonly said: string | null }
  | { readonly state: 'next'; readonly typed: string; readonly old: string; readonly said: string | null }
  | { readonly state: 'again'; readonly typed: string; readonly old: string; readonly next: string }
  | { readonly state: 'changing' }

const FIRST = { state: 'old', typed: '', said: null } as const

/** An operator changes his own PIN: the one so far counts as a try. */
export function ChangePin() {
  const t = useWords()
  const { ask, done } = useDesk()
  const [step, setStep] = useState<Step>(FIRST)

  function onward(): void {
    if (step.state === 'changing' || step.typed === '') return
    if (step.state === 'old') setStep({ state: 'next', typed: '', old: step.typed, said: null })
    else if (step.state === 'next') setStep({ state: 'again', typed: '', old: step.old, next: step.typed })
    else if (step.typed !== step.next) setStep({ state: 'next', typed: '', old: step.old, said: t('changePin.differ') })
    else void change(step.old, step.next)
  }
  async function change(pin: string, next: string): Promise<void> {
    setStep({ state: 'changing' })
    const outcome = await ask((operator, signal) => operator.changePin({ pin, next }, { signal }))
    if (outcome === null) done(null)
    else if (outcome.outcome === 'changed') done({ tone: 'done', words: t('changePin.done') })
    else if (outcome.outcome === 'bad-pin') setStep({ state: 'next', typed: '', old: pin, said: t(`changePin.bad.${outcome.reason}`) })
    else if (outcome.outcome === 'wrong') setStep({ ...FIRST, said: t('changePin.wrong', { count: outcome.triesLeft }) })
    else done({ tone: 'attention', words: shutWords(outcome) })
  }
  const shutWords = (outcome: Extract<ChangePinOutcome, { readonly outcome: 'waiting' | 'locked' }>) =>
    outcome.outcome === 'waiting' ? t('changePin.waiting', { seconds: outcome.seconds }) : t('changePin.locked')

  const typed = step.state === 'changing' ? 0 : step.typed.length
  const said = step.state === 'old' || step.state === 'next' ? step.said : null
  return (
    <div className="page keypad-page">
      <Scrolled>
        <div className="page-words" key={step.state}>
          <Title>{t(step.state === 'changing' ? 'machine.changePin' : `changePin.${step.state}`)}</Title>
          <p className="lead">{t(step.state === 'old' ? 'machine.changePinAbout' : 'changePin.nextLead')}</p>
          <PinDots length={typed} />
          {said !== null && typed === 0 ? (
            <StateLine tone="attention">{said}</StateLine>
          ) : (
            <StateLine tone="calm" busy={step.state === 'changing'}>
              {step.state === 'changing' ? t('common.working') : typed === 0 ? t('signIn.none') : t('signIn.counted', { count: typed })}
            </StateLine>
          )}
        </div>
      </Scrolled>
      <DigitPad
        words={{ clear: t('signIn.clear'), delete: t('signIn.delete') }}
        onKey={(key) =>
          setStep((now) => (now.state === 'changing' ? now : { ...now, typed: digitsAfter(now.typed, key, LONGEST_PIN) }))
        }
        onEnter={onward}
      />
      {step.state !== 'changing' && (
        <NextStep icon={step.state === 'again' ? 'done' : 'onward'} onPress={onward}>
          {t(step.state === 'again' ? 'changePin.change' : 'changePin.confirm')}
        </NextStep>
      )}
    </div>
  )
}
