import { useState } from 'react'
import { DigitPad } from '../../components/digit-pad.tsx'
import { digitsAfter } from '../../components/digits.ts'
import { StateLine, Title } from '../../components/page.tsx'
import { LONGEST_PIN, PinDots } from '../../components/pin-question.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { NextStep } from '../../kiosk/next-step.tsx'
import { useDesk, useWords } from '../desk.ts'

/** The staff number, a PIN, and the PIN again; a PIN lives no longer than until it is tried. */
type Step =
  | { readonly state: 'name'; readonly typed: string; readonly said: string | null }
  | { readonly state: 'pin'; readonly typed: string; readonly name: string; readonly said: string | null }
  | { readonly state: 'again'; readonly typed: string; readonly name: string; readonly pin: string }
  | { readonly state: 'adding' }

/** A staff number has at most so many digits here; a name is added at the machine's command line. */
const LONGEST_NUMBER = 8

/** An operator adds somebody who signs in at windows: by staff number, with a first PIN that both have seen. */
export function AddClerk() {
  const t = useWords()
  const { ask, done } = useDesk()
  const [step, setStep] = useState<Step>({ state: 'name', typed: '', said: null })

  function onward(): void {
    if (step.state === 'adding' || step.typed === '') return
    if (step.state === 'name') setStep({ state: 'pin', typed: '', name: step.typed, said: null })
    else if (step.state === 'pin') setStep({ state: 'again', typed: '', name: step.name, pin: step.typed })
    else if (step.typed !== step.pin) setStep({ state: 'pin', typed: '', name: step.name, said: t('changePin.differ') })
    else void add(step.name, step.pin)
  }
  async function add(name: string, pin: string): Promise<void> {
    setStep({ state: 'adding' })
    const outcome = await ask((operator, signal) => operator.addClerk({ name, pin }, { signal }))
    if (outcome === null) done(null)
    else if (outcome.outcome === 'added') done({ tone: 'done', words: t('addClerk.done', { name: outcome.name }) })
    else if (outcome.outcome === 'bad-pin') setStep({ state: 'pin', typed: '', name, said: t(`changePin.bad.${outcome.reason}`) })
    else setStep({ state: 'name', typed: '', said: t(`addClerk.${outcome.outcome}`) })
  }

  const typed = step.state === 'adding' ? '' : step.typed
  const said = step.state === 'name' || step.state === 'pin' ? step.said : null
  return (
    <div className="page keypad-page">
      <Scrolled>
        <div className="page-words" key={step.state}>
          <Title>{t(step.state === 'adding' ? 'hallPages.addClerk' : `addClerk.${step.state}`)}</Title>
          <p className="lead">{t(step.state === 'name' ? 'addClerk.nameLead' : 'changePin.nextLead')}</p>
          {step.state === 'name' ? <p className="sheet-number">{typed === '' ? '–' : typed}</p> : <PinDots length={typed.length} />}
          {said !== null && typed === '' ? (
            <StateLine tone="attention">{said}</StateLine>
          ) : (
            <StateLine tone="calm" busy={step.state === 'adding'}>
              {step.state === 'adding' ? t('common.working') : typed === '' ? t('signIn.none') : t('signIn.counted', { count: typed.length })}
            </StateLine>
          )}
        </div>
      </Scrolled>
      <DigitPad
        words={{ clear: t('signIn.clear'), delete: t('signIn.delete') }}
        onKey={(key) =>
          setStep((now) =>
            now.state === 'adding' ? now : { ...now, typed: digitsAfter(now.typed, key, now.state === 'name' ? LONGEST_NUMBER : LONGEST_PIN) },
          )
        }
        onEnter={onward}
      />
      {step.state !== 'adding' && (
        <NextStep icon={step.state === 'again' ? 'done' : 'onward'} onPress={onward}>
          {t(step.state === 'again' ? 'addClerk.add' : 'changePin.confirm')}
        </NextStep>
      )}
    </div>
  )
}
