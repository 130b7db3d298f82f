import type { TFunction } from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { TerminalClient } from '../../../main/contract/client.ts'
import type { PackageGuide, PackageOutcome, PackageTime } from '../../../main/contract/guide.ts'
import { PlaceButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { CameFrom, PackageGroup } from '../state.ts'
import { FileHere } from './file-here.tsx'
import { Gone, NoAnswer, NoGuides, Opening } from './not-there.tsx'
import { PackagePapers } from './package-papers.tsx'
import { SourceLine } from './source-line.tsx'
import { spanInWords } from './time-words.ts'
import { useAsked } from './use-asked.ts'

interface GuidePackageProps extends CameFrom {
  readonly group: PackageGroup
}

/** One matter, one visit: its items in order, what they ask for together, and all their guides one touch away. */
export function GuidePackage({ group, cameFrom }: GuidePackageProps) {
  const { code } = group
  const ask = useCallback(
    (client: TerminalClient, signal: AbortSignal): Promise<PackageOutcome> => client.guide.package({ code }, { signal }),
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
      return <Found group={group} cameFrom={cameFrom} {...asked.value} />
  }
}

function Found({ group, cameFrom, guide, version, from }: Extract<PackageOutcome, { readonly outcome: 'found' }> & GuidePackageProps) {
  const { facts, state, walk } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const { name, explanation, items, materials, time } = guide
  return (
    <div className="page">
      <Title>{local(name, language)}</Title>
      <Scrolled>
        {explanation !== null && (
          <p className="lead" {...(language === 'en' && explanation.en === explanation.zh ? { lang: 'zh-CN' } : {})}>
            {local(explanation, language)}
          </p>
        )}
        <FileHere code={guide.code} />
        <section className="guide-section" aria-label={t('guide.package.items')}>
          <h2>{t('guide.package.items')}</h2>
          <ol className="guide-items guide-package-items">
            {items.map((item, at) => (
              <li key={item.code}>
                <ItemPlace item={item} at={at} group={group} cameBack={item.code === cameFrom} />
              </li>
            ))}
          </ol>
        </section>
        <div className="guide-elements">
          <section className="guide-element" aria-label={t('guide.element.time')}>
            <h2>{t('guide.element.time')}</h2>
            <div className="guide-body">
              {timeLines(time, items.length, t).map((line, at) => (
                <p key={line} {...(at === 0 ? { className: 'guide-strong' } : {})}>
                  {line}
                </p>
              ))}
            </div>
          </section>
          <section className="guide-element" aria-label={t('guide.package.materials')}>
            <h2>{t('guide.package.materials')}</h2>
            <div className="guide-body">
              <PackagePapers materials={materials} items={items} />
            </div>
          </section>
        </div>
        <SourceLine version={version} from={from} />
      </Scrolled>
      {facts.journeys.includes('take-number') && (
        <NextStep icon="ticket" onPress={() => walk.go({ at: 'businesses' })}>
          {t('guide.number')}
        </NextStep>
      )}
    </div>
  )
}

interface ItemPlaceProps {
  readonly item: PackageGuide['items'][number]
  readonly at: number
  readonly group: PackageGroup
  readonly cameBack: boolean
}

function ItemPlace({ item, at, group, cameBack }: ItemPlaceProps) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const { code, name, department, promised } = item
  return (
    <PlaceButton className="guide-entry" cameBack={cameBack} onPress={() => walk.go({ at: 'guide-item', group, code })}>
      {(ids) => (
        <>
          <span className="guide-package-place" aria-hidden="true">
            {at + 1}
          </span>
          <span className="guide-entry-words">
            <span className="guide-entry-name" id={ids.name}>
              {local(name, language)}
            </span>
            <span className="guide-about" id={ids.about}>
              {local(department, language)}
              {'\u3000'}
              {promised === null ? t('guide.package.notPromised') : spanInWords(promised, t)}
            </span>
          </span>
          <Icon name="onward" />
        </>
      )}
    </PlaceButton>
  )
}

/** No more than the items' promises say: whether they run side by side the catalogue does not tell. */
function timeLines({ slowest, sum, atOnce, notTold }: PackageTime, count: number, t: TFunction): readonly string[] {
  const lines =
    slowest === null || sum === null
      ? [t(notTold === count ? 'guide.package.time.none' : 'guide.package.time.differs')]
      : slowest.count === 0
        ? [t(notTold === 0 ? 'guide.package.time.allAtOnce' : 'guide.package.time.toldAtOnce')]
        : [
            t('guide.package.time.slowest', { span: spanInWords(slowest, t) }),
            ...(sum.count === slowest.count ? [] : [t('guide.package.time.sum', { span: spanInWords(sum, t) })]),
            ...(atOnce === 0 ? [] : [t('guide.package.time.atOnce', { count: atOnce })]),
          ]
  return notTold === 0 || notTold === count ? lines : [...lines, t('guide.package.time.notTold', { count: notTold })]
}
