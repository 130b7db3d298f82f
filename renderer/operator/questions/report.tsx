import { useEffect, useState } from 'react'
import type { ReportEnd, ReportProgress } from '../../../main/contract/operator.ts'
import { Page, StateLine } from '../../components/page.tsx'
import { StillSign } from '../../components/still.tsx'
import { NextStep } from '../../kiosk/next-step.tsx'
import { useDesk, useWords } from '../desk.ts'
import { faultWords } from '../words.ts'
import { Question } from './question.tsx'

/** `lost`: it broke off, and nobody here knows how it ended. */
type Course = 'asked' | Exclude<ReportProgress, { readonly step: 'ended' }> | ReportEnd | 'lost'

/** 打印日结报表: asked once, then told as it goes. */
export function Report() {
  const t = useWords()
  const { follow, go } = useDesk()
  const [course, setCourse] = useState<Course>('asked')
  /** Counts the times it was ordered; each is one report. */
  const [ordered, setOrdered] = useState(0)
  useEffect(() => {
    if (ordered === 0) return undefined
    const left = new AbortController()
    const hear = (progress: ReportProgress) => setCourse(progress.step === 'ended' ? progress.end : progress)
    void follow((operator, signal) => operator.printReport(undefined, { signal }), hear, left.signal).then((whole) => {
      if (!whole && !left.signal.aborted) setCourse('lost')
    })
    return () => left.abort()
  }, [ordered, follow])
  const order = () => {
    setCourse({ step: 'composing' })
    setOrdered((times) => times + 1)
  }

  const finish = (
    <NextStep icon="done" onPress={() => go({ at: 'counter' })}>
      {t('report.finish')}
    </NextStep>
  )
  if (course === 'asked') {
    return <Question title={t('report.title')} lead={t('report.lead')} confirm={t('report.confirm')} icon="print" onConfirm={async () => order()} />
  }
  if (course === 'lost') {
    return (
      <Page key="lost" title={t('report.over.unknown')} picture={<StillSign kind="attention" />}>
        <StateLine tone="attention">{t('common.noAnswer')}</StateLine>
        {finish}
      </Page>
    )
  }
  if ('step' in course) {
    return (
      <Page key="running" title={t('report.running')} picture={<StillSign kind="kept" />}>
        <StateLine tone="calm" busy>
          {course.step === 'composing' ? t('report.composing') : t('report.printing', { count: course.pages })}
        </StateLine>
      </Page>
    )
  }
  const { outcome } = course
  const again = outcome === 'failed' || outcome === 'unknown'
  return (
    <Page
      key={outcome}
      title={t(`report.over.${outcome}`)}
      lead={t(`report.about.${outcome}`, again ? { reason: faultWords(course.reason, t) } : {})}
      picture={<StillSign kind={again ? 'attention' : 'done'} />}
    >
      {again ? (
        <NextStep icon="again" onPress={order}>
          {t('report.again')}
        </NextStep>
      ) : (
        finish
      )}
    </Page>
  )
}
