import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Guide } from '../../../main/contract/guide.ts'
import type { GuideStrings } from '../../strings/strings.ts'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import type { GuidePage } from '../state.ts'
import { Facts, Official, official } from './facts.tsx'
import { Fees, Forms, knowsForms, Materials } from './papers.tsx'
import { timeInWords } from './time-words.ts'

export interface Element {
  readonly name: keyof GuideStrings['element']
  /** Null where the catalogue does not say. */
  readonly body: ReactNode
}

/** The twelve elements in the order in which halls publish them. `samplesOf`: the page from which specimens can be seen. */
export function useElements(guide: Guide, samplesOf: Extract<GuidePage, { readonly at: 'guide-item' }> | null): readonly Element[] {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const { codes, authority, flow, result } = guide
  const name = (text: Guide['name']) => (
    <p {...(language === 'en' && text.en === text.zh ? { lang: 'zh-CN' } : {})}>{local(text, language)}</p>
  )
  const time = timeInWords(guide.time, t)
  const explained = [...(guide.time.legal?.explained ?? []), ...(guide.time.promised?.explained ?? [])]
  return [
    {
      name: 'codes',
      body: (
        <Facts
          rows={[
            [t('guide.codes.catalogue'), codes.catalogue],
            [t('guide.codes.task'), codes.task],
            [t('guide.codes.handled'), codes.handled],
            [t('guide.codes.local'), codes.local],
          ]}
        />
      ),
    },
    { name: 'name', body: name(guide.name) },
    { name: 'type', body: guide.type && <p>{t(`guide.type.${guide.type}`)}</p> },
    { name: 'law', body: official(guide.law) },
    {
      name: 'authority',
      body: (
        <Facts
          rows={[
            [t('guide.authority.department'), name(guide.department)],
            [t('guide.authority.level'), authority.level && t(`guide.level.${authority.level}`)],
            [t('guide.authority.power'), one(authority.power)],
            [t('guide.authority.body'), one(authority.body)],
            [t('guide.authority.entrusted'), one(authority.entrusted)],
            [t('guide.authority.area'), one(authority.area)],
          ]}
        />
      ),
    },
    {
      name: 'time',
      body: time && (
        <>
          <p className="guide-strong">{time}</p>
          <Official lines={explained} />
        </>
      ),
    },
    { name: 'flow', body: tellsFlow(flow) ? <Flow flow={flow} /> : null },
    { name: 'conditions', body: official(guide.conditions) },
    { name: 'materials', body: guide.materials && <Materials materials={guide.materials} samplesOf={samplesOf} /> },
    { name: 'forms', body: guide.materials !== null && knowsForms(guide.materials) ? <Forms materials={guide.materials} /> : null },
    { name: 'fees', body: guide.fees && <Fees fees={guide.fees} /> },
    {
      name: 'result',
      body:
        result.name === null ? null : (
          <>
            {name(result.name)}
            <Facts rows={[[t('guide.result.type'), one(result.type)]]} />
          </>
        ),
    },
  ]
}

function tellsFlow({ steps, ways, visits }: Guide['flow']): boolean {
  return steps.length > 0 || ways !== null || visits !== null
}

/** The steps in their order, and what it takes of the person. */
function Flow({ flow: { steps, ways, visits } }: { readonly flow: Guide['flow'] }) {
  const { t } = useTranslation()
  return (
    <>
      {steps.length > 0 && (
        <ol className="steps guide-steps">
          {steps.map((step, at) => (
            <li key={`${at} ${step}`} lang="zh-CN">
              {step}
            </li>
          ))}
        </ol>
      )}
      <Facts
        rows={[
          [t('guide.flow.ways'), one(ways)],
          [t('guide.flow.visits'), visits === null ? null : visitsInWords(visits, t)],
        ]}
      />
    </>
  )
}

function one(line: string | null): ReactNode {
  return line === null ? null : <span lang="zh-CN">{line}</span>
}

function visitsInWords(count: number, t: TFunction): string {
  return count === 0 ? t('guide.flow.noVisit') : t('guide.flow.visits', { count })
}
