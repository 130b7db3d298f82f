import './pin-question.css'
import { type ReactNode, useEffect, useState } from 'react'
import { NextStep } from '../kiosk/next-step.tsx'
import { PlainButton } from './buttons.tsx'
import { DigitPad } from './digit-pad.tsx'
import { digitsAfter } from './digits.ts'
import { Page, StateLine, Title } from './page.tsx'
import { Scrolled } from './scrolled.tsx'
import { useSecondsTo } from './seconds-to.ts'

/** Digits of a PIN: 6 to 12 (operations/pin.ts). */
const SHORTEST_PIN = 6
export const LONGEST_PIN = 12

/** What came of a try. `done`: whoever asked goes on. */
export type PinTry =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  | { readonly outcome: 'waiting'; readonly seconds: number }
  | { readonly outcome: 'locked' }
  | { readonly outcome: 'no-answer' }

/** The PIN lives in `typing` alone, and no longer than until it is tried. */
type Step =
  | { readonly state: 'typing'; readonly pin: string; readonly fault: PinFault | null }
  | { readonly state: 'checking' }
  /** `until` is `performance.now()`. */
  | { readonly state: 'waiting'; readonly until: number }
  | { readonly state: 'locked' }

type PinFault = Extract<PinTry, { readonly outcome: 'wrong' | 'no-answer' }>

const EMPTY = { state: 'typing', pin: '', fault: null } as const

export interface PinWords {
  readonly title: string
  readonly lead: string
  readonly none: string
  readonly counted: (count: number) => string
  readonly clear: string
  readonly delete: string
  readonly confirm: string
  readonly checking: string
  readonly wrong: (triesLeft: number) => string
  readonly noAnswer: string
  readonly waiting: string
  readonly waitingLead: (seconds: number) => string
  /** To another name. */
  readonly others: string
}

interface PinQuestionProps {
  readonly words: PinWords
  readonly tryPin: (pin: string) => Promise<PinTry>
  /** What stands there when wrong PINs have locked the name. */
  readonly locked: ReactNode
  readonly onOther: () => void
}

/** One person's PIN: digits as dots, and in words what came of a try. */
export function PinQuestion({ words, tryPin, locked, onOther }: PinQuestionProps) {
  const [step, setStep] = useState<Step>(EMPTY)

  async function tryNow(): Promise<void> {
    if (step.state !== 'typing' || step.pin === '') return
    const { pin } = step
    setStep({ state: 'checking' })
    const came = await tryPin(pin)
    if (came.outcome !== 'done') setStep(after(came))
  }

  if (step.state === 'locked') return locked
  if (step.state === 'waiting') return <Wait words={words} until={step.until} over={() => setStep(EMPTY)} onOther={onOther} />
  const typed = step.state === 'typing' ? step.pin.length : 0
  const fault = step.state === 'typing' ? step.fault : null
  return (
    <div className="page keypad-page">
      <Scrolled>
        <div className="page-words">
          <Title>{words.title}</Title>
          <p className="lead">{words.lead}</p>
          <PinDots length={typed} />
          {fault !== null && typed === 0 ? (
            <StateLine tone="attention">{fault.outcome === 'wrong' ? words.wrong(fault.triesLeft) : words.noAnswer}</StateLine>
          ) : (
            <StateLine tone="calm" busy={step.state === 'checking'}>
              {step.state === 'checking' ? words.checking : typed === 0 ? words.none : words.counted(typed)}
            </StateLine>
          )}
        </div>
      </Scrolled>
      <DigitPad
        words={words}
        onKey={(key) =>
          setStep((now) => (now.state === 'typing' ? { ...now, pin: digitsAfter(now.pin, key, LONGEST_PIN) } : now))
        }
        onEnter={() => void tryNow()}
      />
      <NextStep icon="onward" onPress={() => void tryNow()}>
        {words.confirm}
      </NextStep>
    </div>
  )
}

function after(came: Exclude<PinTry, { readonly outcome: 'done' }>): Step {
  switch (came.outcome) {
    case 'wrong':
    case 'no-answer':
      return { ...EMPTY, fault: came }
    case 'waiting':
      return { state: 'waiting', until: performance.now() + came.seconds * 1000 }
    case 'locked':
      return { state: 'locked' }
  }
}

/** How many digits stand there, never which. */
export function PinDots({ length }: { readonly length: number }) {
  return (
    <div className="pin-dots" aria-hidden="true">
      {Array.from({ length: Math.max(SHORTEST_PIN, length) }, (_, index) => (
        <i key={index} className="pin-dot" data-filled={index < length} />
      ))}
    </div>
  )
}

interface WaitProps {
  readonly words: PinWords
  readonly until: number
  readonly over: () => void
  readonly onOther: () => void
}

/** The clock of a wait runs down; when it is over the pad comes back by itself. */
function Wait({ words, until, over, onOther }: WaitProps) {
  const seconds = useSecondsTo(until)
  useEffect(() => {
    if (seconds === 0) over()
  }, [seconds, over])
  return (
    <Page
      title={words.waiting}
      lead={words.waitingLead(seconds)}
      picture={
        <p className="countdown-seconds" aria-hidden="true">
          {seconds}
        </p>
      }
    >
      <PlainButton icon="person" onPress={onOther}>
        {words.others}
      </PlainButton>
    </Page>
  )
}
