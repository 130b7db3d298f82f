import { useEffect, useState } from 'react'
import type { SignInOutcome } from '../../main/contract/operator.ts'
import { Page, StateLine, Title } from '../components/page.tsx'
import { PlainButton } from '../components/buttons.tsx'
import { Scrolled } from '../components/scrolled.tsx'
import { StillSign } from '../components/still.tsx'
import { NextStep } from '../kiosk/next-step.tsx'
import { askingOperator } from './asking.ts'
import { type OperatorCalls, useWords } from './desk.ts'
import { useSource } from './source.ts'
import { PinDots, PinPad, pinAfter } from './pin-pad.tsx'

/** The PIN lives in `typing` alone, and no longer than until it is tried. */
type Step =
  | { readonly state: 'typing'; readonly pin: string; readonly fault: PinFault | null }
  | { readonly state: 'checking' }
  /** `until` is `performance.now()`. */
  | { readonly state: 'waiting'; readonly until: number }
  | { readonly state: 'locked' }

type PinFault = { readonly kind: 'wrong'; readonly triesLeft: number } | { readonly kind: 'no-answer' }

const EMPTY = { state: 'typing', pin: '', fault: null } as const

interface PinQuestionProps {
  readonly calls: OperatorCalls
  readonly name: string
  readonly onSignedIn: (operator: string) => void
  readonly onOther: () => void
}

/** The PIN of one operator: digits as dots, and in words what came of a try. */
export function PinQuestion({ calls, name, onSignedIn, onOther }: PinQuestionProps) {
  const t = useWords()
  const source = useSource()
  const [step, setStep] = useState<Step>(EMPTY)

  async function tryNow(): Promise<void> {
    if (step.state !== 'typing' || step.pin === '') return
    const { pin } = step
    setStep({ state: 'checking' })
    const answer = await askingOperator((signal) => calls.signIn({ name, pin }, { signal }))
    if (answer.kind !== 'answered') setStep({ ...EMPTY, fault: { kind: 'no-answer' } })
    else if (answer.value.outcome === 'signed-in') onSignedIn(answer.value.operator)
    else setStep(shut(answer.value))
  }

  if (step.state === 'locked') {
    return (
      <Page title={t('signIn.locked', { name })} lead={t('signIn.lockedLead')} picture={<StillSign kind="attention" />}>
        <p className="command">{t('signIn.lockedCommand', { source, name })}</p>
        <PlainButton icon="person" onPress={onOther}>
          {t('signIn.others')}
        </PlainButton>
      </Page>
    )
  }
  if (step.state === 'waiting') return <Wait until={step.until} over={() => setStep(EMPTY)} onOther={onOther} />
  const typed = step.state === 'typing' ? step.pin.length : 0
  const fault = step.state === 'typing' ? step.fault : null
  return (
    <div className="page keypad-page">
      <Scrolled>
        <div className="page-words">
          <Title>{t('signIn.pin', { name })}</Title>
          <p className="lead">{t('signIn.pinLead')}</p>
          <PinDots length={typed} />
          {fault !== null && typed === 0 ? (
            <StateLine tone="attention">
              {fault.kind === 'wrong' ? t('signIn.wrong', { count: fault.triesLeft }) : t('signIn.noAnswer')}
            </StateLine>
          ) : (
            <StateLine tone="calm" busy={step.state === 'checking'}>
              {step.state === 'checking' ? t('signIn.checking') : typed === 0 ? t('signIn.none') : t('signIn.counted', { count: typed })}
            </StateLine>
          )}
        </div>
      </Scrolled>
      <PinPad
        onKey={(key) => setStep((now) => (now.state === 'typing' ? { ...now, pin: pinAfter(now.pin, key) } : now))}
        onEnter={() => void tryNow()}
      />
      <NextStep icon="onward" onPress={() => void tryNow()}>
        {t('signIn.confirm')}
      </NextStep>
    </div>
  )
}

function shut(outcome: Exclude<SignInOutcome, { readonly outcome: 'signed-in' }>): Step {
  switch (outcome.outcome) {
    case 'wrong':
      return { ...EMPTY, fault: { kind: 'wrong', triesLeft: outcome.triesLeft } }
    case 'waiting':
      return { state: 'waiting', until: performance.now() + outcome.seconds * 1000 }
    case 'locked':
      return { state: 'locked' }
  }
}

interface WaitProps {
  readonly until: number
  readonly over: () => void
  readonly onOther: () => void
}

/** The clock of a wait runs down; when it is over the pad comes back by itself. */
function Wait({ until, over, onOther }: WaitProps) {
  const t = useWords()
  const [seconds, setSeconds] = useState(() => secondsTo(until))
  useEffect(() => {
    const timer = setInterval(() => setSeconds(secondsTo(until)), 200)
    return () => clearInterval(timer)
  }, [until])
  useEffect(() => {
    if (seconds === 0) over()
  }, [seconds, over])
  return (
    <Page
      title={t('signIn.waiting')}
      lead={t('signIn.waitingLead', { seconds })}
      picture={
        <p className="countdown-seconds" aria-hidden="true">
          {seconds}
        </p>
      }
    >
      <PlainButton icon="person" onPress={onOther}>
        {t('signIn.others')}
      </PlainButton>
    </Page>
  )
}

function secondsTo(moment: number): number {
  return Math.max(0, Math.ceil((moment - performance.now()) / 1000))
}
