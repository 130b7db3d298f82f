import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { TerminalClient } from '../../../main/contract/client.ts'
import type { Guide, ItemOutcome } from '../../../main/contract/guide.ts'
import { Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { GuidePage } from '../state.ts'
import { useElements } from './elements.tsx'
import { Facts, official } from './facts.tsx'
import { FileHere } from './file-here.tsx'
import { Gone, NoAnswer, NoGuides, Opening } from './not-there.tsx'
import { SourceLine } from './source-line.tsx'
import { TakeAlong } from './take-along.tsx'
import { shortTime } from './time-words.ts'
import { useAsked } from './use-asked.ts'

type ItemPage = Extract<GuidePage, { readonly at: 'guide-item' }>

/** One item's guide, whole. */
export function GuideItem({ page }: { readonly page: ItemPage }) {
  const { code } = page
  const ask = useCallback(
    (client: TerminalClient, signal: AbortSignal): Promise<ItemOutcome> => client.guide.item({ code }, { signal }),
    [code],
  )
  const { asked, again } = useAsked(ask)
  if (asked.state === 'asking') return <Opening />
  if (asked.state === 'no-answer') return <NoAnswer again={again} />
  switch (asked.value.outcome) {
    case 'no-catalogue':
      return <NoGuides />
    case 'not-found':
      return <Gone />
    case 'found':
      return <Found {...asked.value} page={page} />
  }
}

function Found({ page, guide, version, from, url, samples }: Extract<ItemOutcome, { readonly outcome: 'found' }> & { readonly page: ItemPage }) {
  const { facts, state, walk } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const { group, code } = page
  const elements = useElements(guide, samples ? page : null)
  const missing = elements.filter(({ body }) => body === null).map(({ name }) => t(`guide.element.${name}`))
  return (
    <div className="page">
      <Title>{local(guide.name, language)}</Title>
      <Scrolled>
        <AtAGlance guide={guide} />
        <TakeAlong url={url} print={() => walk.go({ at: 'guide-printing', group, code, requestId: crypto.randomUUID(), phone: url !== null })} />
        {language === 'en' && <p className="body">{t('guide.inChinese')}</p>}
        <div className="guide-elements">
          {elements.map(({ name, body }, at) =>
            body === null ? null : (
              <section className="guide-element" key={name} aria-label={t(`guide.element.${name}`)}>
                <h2>
                  <span className="guide-place" aria-hidden="true">
                    {at + 1}
                  </span>
                  {t(`guide.element.${name}`)}
                </h2>
                <div className="guide-body">{body}</div>
              </section>
            ),
          )}
          <Where where={guide.where} />
        </div>
        {missing.length > 0 && (
          <p className="body">{t('guide.missing', { list: new Intl.ListFormat(language, { type: 'conjunction' }).format(missing) })}</p>
        )}
        <SourceLine version={version} from={from} />
      </Scrolled>
      <FileHere code={guide.codes.task} />
      {facts.journeys.includes('take-number') && (
        <NextStep icon="ticket" onPress={() => walk.go({ at: 'businesses' })}>
          {t('guide.number')}
        </NextStep>
      )}
    </div>
  )
}

/** What people ask first, as far as it is told. */
function AtAGlance({ guide: { time, fees, materials } }: { readonly guide: Guide }) {
  const { t } = useTranslation()
  const told = [
    ['time', shortTime(time, t)],
    ['fee', fees && t(fees.charged ? 'guide.charged' : 'guide.free')],
    ['materials', materials && (materials.length === 0 ? t('guide.noMaterials') : t('guide.materials', { count: materials.length }))],
  ] as const
  if (told.every(([, words]) => words === null)) return null
  return (
    <dl className="guide-glance">
      {told.map(([name, words]) =>
        words === null ? null : (
          <div key={name}>
            <dt>{t(`guide.glance.${name}`)}</dt>
            <dd>{words}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

/** Where and when; no element of the twelve, but what one needs next. */
function Where({ where }: { readonly where: Guide['where'] }) {
  const { t } = useTranslation()
  const { address, hours, questions, complaints } = where
  if (address.length + hours.length === 0 && questions === null && complaints === null) return null
  return (
    <section className="guide-element" aria-label={t('guide.where.title')}>
      <h2>{t('guide.where.title')}</h2>
      <div className="guide-body">
        <Facts
          rows={[
            [t('guide.where.address'), official(address)],
            [t('guide.where.hours'), official(hours)],
            [t('guide.where.questions'), questions],
            [t('guide.where.complaints'), complaints],
          ]}
        />
      </div>
    </section>
  )
}
