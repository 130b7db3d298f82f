import { useEffect, useState } from 'react'
import type { ProbeProgress } from '../../../main/contract/operator.ts'
import { Icon } from '../../components/icons.tsx'
import { StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { NextStep } from '../../kiosk/next-step.tsx'
import { useDesk, useWords } from '../desk.ts'
import { questionWords } from '../words.ts'
import { Question } from './question.tsx'

type Course = { readonly state: 'asked' } | { readonly state: 'running' | 'over'; readonly steps: readonly ProbeProgress[] }

/** Tries each command on the installed printer, told step by step. */
export function Probe() {
  const t = useWords()
  const { follow, go } = useDesk()
  const [course, setCourse] = useState<Course>({ state: 'asked' })
  const begun = course.state !== 'asked'
  useEffect(() => {
    if (!begun) return undefined
    const left = new AbortController()
    const hear = (step: ProbeProgress) => setCourse((now) => ({ state: 'running', steps: now.state === 'asked' ? [step] : [...now.steps, step] }))
    void follow((operator, signal) => operator.probe(undefined, { signal }), hear, left.signal).then(() => {
      if (!left.signal.aborted) setCourse((now) => ({ state: 'over', steps: now.state === 'asked' ? [] : now.steps }))
    })
    return () => left.abort()
  }, [begun, follow])
  if (course.state === 'asked') {
    return (
      <Question
        title={t('probe.title')}
        lead={t('probe.lead')}
        confirm={t('probe.confirm')}
        icon="onward"
        onConfirm={async () => setCourse({ state: 'running', steps: [] })}
      />
    )
  }
  const written = course.steps.some(({ step }) => step === 'written')
  const title = course.state === 'running' ? 'probe.running' : written ? 'probe.done' : 'probe.failed'
  return (
    <div className="page">
      <Title key={title}>{t(title)}</Title>
      <Scrolled>
        <ol className="probe-steps">
          {told(course.steps).map((step, index) => (
            <li key={index} className="probe-step">
              <ProbeStep step={step} />
            </li>
          ))}
        </ol>
        {course.state === 'over' && course.steps.length === 0 && <StateLine tone="attention">{t('common.noAnswer')}</StateLine>}
      </Scrolled>
      {course.state === 'over' && (
        <NextStep icon="done" onPress={() => go({ at: 'counter' })}>
          {t('probe.finish')}
        </NextStep>
      )}
    </div>
  )
}

/** What is being tried stands until its answer takes its place. */
function told(steps: readonly ProbeProgress[]): readonly ProbeProgress[] {
  return steps.filter(({ step }, index) => (step !== 'asking' && step !== 'printing') || index === steps.length - 1)
}

function ProbeStep({ step }: { readonly step: ProbeProgress }) {
  const t = useWords()
  switch (step.step) {
    case 'asking':
      return (
        <StateLine tone="calm" busy>
          {questionWords(step, t)}
        </StateLine>
      )
    case 'heard':
      return (
        <p className="probe-heard" data-answered={step.answered}>
          <Icon name={step.answered ? 'done' : 'void'} />
          <span className="probe-asked">{questionWords(step, t)}</span>
          <span className="probe-answer">
            {step.answered ? t('probe.answered', { milliseconds: Math.round(step.milliseconds) }) : t('probe.unanswered')}
          </span>
        </p>
      )
    case 'printing':
      return (
        <StateLine tone="calm" busy>
          {t('probe.strip')}
        </StateLine>
      )
    case 'printed':
      return (
        <p className="probe-heard" data-answered={step.confirmed}>
          <Icon name={step.confirmed ? 'done' : 'attention'} />
          <span className="probe-asked">{t('probe.strip')}</span>
          <span className="probe-answer">{t(step.confirmed ? 'probe.stripConfirmed' : 'probe.stripLook')}</span>
        </p>
      )
    case 'written':
      return <StateLine tone="done">{t('probe.written', { file: step.file })}</StateLine>
    case 'failed':
      return <StateLine tone="attention">{t('probe.line', { line: step.line })}</StateLine>
  }
}
