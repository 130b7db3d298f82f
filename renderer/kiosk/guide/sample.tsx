import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TerminalClient } from '../../../main/contract/client.ts'
import type { SampleOutcome } from '../../../main/contract/guide.ts'
import { Page, StateLine, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { StillSign } from '../../components/still.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { GuidePage } from '../state.ts'
import { NoAnswer } from './not-there.tsx'
import { useAsked } from './use-asked.ts'

type SamplePage = Extract<GuidePage, { readonly at: 'guide-sample' }>

/** A filled specimen of a paper, as large as the screen lets it be. */
export function GuideSample({ page }: { readonly page: SamplePage }) {
  const { t } = useTranslation()
  const { code, material } = page
  const ask = useCallback(
    (client: TerminalClient, signal: AbortSignal): Promise<SampleOutcome> => client.guide.sample({ code, place: material }, { signal }),
    [code, material],
  )
  const { asked, again } = useAsked(ask)
  const title = t('guide.sample.title', { name: page.name })
  if (asked.state === 'no-answer') return <NoAnswer again={again} />
  if (asked.state === 'asking') {
    return (
      <Page title={title}>
        <Waiting>{t('guide.sample.fetching')}</Waiting>
        <Close page={page} />
      </Page>
    )
  }
  if (asked.value.outcome === 'ready') return <Shown page={page} title={title} sample={asked.value} />
  return <NotShown page={page} title={title} why={asked.value.outcome} />
}

function Shown({ page, title, sample }: { readonly page: SamplePage; readonly title: string; readonly sample: Extract<SampleOutcome, { readonly outcome: 'ready' }> }) {
  const [broken, setBroken] = useState(false)
  if (broken) return <NotShown page={page} title={title} why="none" />
  return (
    <div className="page">
      <Title>{title}</Title>
      <Scrolled>
        <img
          className="guide-picture"
          src={`data:${sample.type};base64,${sample.picture}`}
          width={sample.width}
          height={sample.height}
          alt={title}
          onError={() => setBroken(true)}
        />
      </Scrolled>
      <Close page={page} />
    </div>
  )
}

function NotShown({ page, title, why }: { readonly page: SamplePage; readonly title: string; readonly why: 'not-here' | 'none' }) {
  const { t } = useTranslation()
  return (
    <Page title={title} picture={<StillSign kind="attention" />}>
      <StateLine tone="attention">{t(why === 'none' ? 'guide.sample.none' : 'guide.sample.notHere')}</StateLine>
      <p className="body">{t('guide.sample.instead')}</p>
      <Close page={page} />
    </Page>
  )
}

function Close({ page: { group, code, material } }: { readonly page: SamplePage }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  return (
    <NextStep icon="guide" onPress={() => walk.go({ at: 'guide-item', group, code, material })}>
      {t('guide.sample.close')}
    </NextStep>
  )
}
