import { useTranslation } from 'react-i18next'
import type { FilingList, FilingView } from '../../../main/contract/progress.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { Page, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { dateInWords } from '../certificate/month-words.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { Clock } from './clock.tsx'
import { Refusal, Result, Specials } from './ends.tsx'
import { GiveHere } from './give-here.tsx'
import { ProveMore } from './list.tsx'
import { isOnlyOne } from './pages.ts'
import { Rows } from './rows.tsx'
import { StateMark } from './state-mark.tsx'
import { Supplement } from './supplement.tsx'
import type { ProgressWalk } from './walk.ts'

interface OneFilingProps {
  readonly list: FilingList
  readonly filing: FilingView | null
  readonly walk: ProgressWalk
}

/** One filing: what waits for whom, then all that is known of it. */
export function OneFiling({ list, filing, walk: progress }: OneFilingProps) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  if (filing === null) {
    return (
      <Page title={t('progress.list.title')}>
        <Waiting>{t('progress.opening')}</Waiting>
      </Page>
    )
  }
  return (
    <div className="page">
      <Title>{local(filing.title, language)}</Title>
      <Scrolled>
        <div className="filing-sections">
          <Now filing={filing} />
          <Supplement supplement={filing.supplement} />
          <Result filing={filing} />
          <Refusal refusal={filing.refusal} />
          <Clock clock={filing.clock} />
          <Specials specials={filing.specials} />
          <Steps steps={filing.steps} />
          <section className="sheet" aria-label={t('progress.facts.title')}>
            <Rows
              rows={[
                [t('progress.facts.number'), filing.id],
                [t('progress.facts.authority'), local(filing.authority, language)],
                [t('progress.facts.filed'), dateInWords(filing.filedOn, language)],
                [t('progress.facts.accepted'), filing.acceptedOn && dateInWords(filing.acceptedOn, language)],
                [t('progress.facts.ended'), filing.result && dateInWords(filing.result.on, language)],
              ]}
            />
          </section>
          <Disputes disputes={filing.disputes} />
          <div className="progress-choices">
            <PlainButton icon="attention" onPress={() => walk.go({ at: 'progress-dispute', list, filing, dispute: { state: 'choosing' } })}>
              {t('progress.dispute.ask')}
            </PlainButton>
            {isOnlyOne(list) && <ProveMore />}
          </div>
        </div>
      </Scrolled>
      <WhatNext filing={filing} progress={progress} />
    </div>
  )
}

/** The state in one word and what it means for the person, before all else. */
function Now({ filing }: { readonly filing: FilingView }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { state: stands, waits } = filing
  const authority = local(filing.authority, state.comfort.language)
  return (
    <section className="sheet filing-now" aria-label={t(`progress.state.${stands}`)}>
      <StateMark state={stands} waits={waits} />
      <div className="progress-words">
        <p className="filing-word">{t(`progress.state.${stands}`)}</p>
        <p className="body">{t(`progress.now.${meaningOf(stands, waits)}`, { authority })}</p>
      </div>
    </section>
  )
}

/** Where nobody waits for anything, the state itself says what it means. */
function meaningOf(state: FilingView['state'], waits: FilingView['waits']) {
  if (waits !== 'nothing') return waits
  // Those of which something always waits (main/filings/progress-view.ts) never come here.
  return state === 'refused' || state === 'ended' || state === 'not-accepted' || state === 'returned' ? state : 'finished'
}

/** What has happened, the newest last, on a line from one to the next. */
function Steps({ steps }: { readonly steps: FilingView['steps'] }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  if (steps.length === 0) return null
  return (
    <section className="sheet" aria-label={t('progress.steps')}>
      <h2>{t('progress.steps')}</h2>
      <ol className="filing-steps">
        {steps.map(({ name, on, note }, at) => (
          <li key={`${at} ${on}`}>
            <span className="filing-step">{local(name, language)}</span>
            <span className="progress-about">{dateInWords(on, language)}</span>
            {note !== null && (
              <span className="progress-about" lang="zh-CN">
                {note}
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What was reported before, and whether it was answered. */
function Disputes({ disputes }: { readonly disputes: FilingView['disputes'] }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  if (disputes.length === 0) return null
  return (
    <section className="sheet" aria-label={t('progress.dispute.before')}>
      <h2>{t('progress.dispute.before')}</h2>
      {disputes.map(({ what, on, answer }, at) => (
        <div key={`${at} ${on}`}>
          <p className="body">{t(`progress.dispute.what.${what}`)}</p>
          <p className="progress-about">{t('progress.dispute.on', { day: dateInWords(on, state.comfort.language) })}</p>
          <p className="progress-about">
            {answer === null ? (
              t('progress.dispute.noAnswer')
            ) : (
              <>
                {t('progress.dispute.answer')}
                <span lang="zh-CN">{answer}</span>
              </>
            )}
          </p>
        </div>
      ))}
    </section>
  )
}

/** The one thing to do next with it, or home. */
function WhatNext({ filing, progress }: { readonly filing: FilingView; readonly progress: ProgressWalk }) {
  const { walk, facts } = useKiosk()
  const { t } = useTranslation()
  const { waits, supplement } = filing
  if (supplement?.here === true && facts.journeys.includes('filing')) return <GiveHere filing={filing} walk={progress} />
  if (waits === 'print' && facts.journeys.includes('certificate')) {
    return (
      <NextStep icon="print" onPress={() => walk.begin({ kind: 'certificate' })}>
        {t('progress.result.print')}
      </NextStep>
    )
  }
  if ((waits === 'supplement' || waits === 'collect') && facts.journeys.includes('take-number')) {
    return (
      <NextStep icon="ticket" onPress={() => walk.go({ at: 'businesses' })}>
        {t('progress.number')}
      </NextStep>
    )
  }
  return (
    <NextStep icon="home" onPress={walk.home}>
      {t('trouble.restart')}
    </NextStep>
  )
}
