import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { Page, StateLine, Title } from '../../components/page.tsx'
import { RareText } from '../../components/rare-text.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { StillSign } from '../../components/still.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { FilingFaultPage } from './fault-page.tsx'
import { countOf } from './form-answers.ts'
import { keptInWords } from './kept-words.ts'
import { OWN_FILINGS } from '../progress/pages.ts'
import type { FiledToday, FilingPage } from './pages.ts'
import { MembersTogether } from './together.tsx'
import { type Fault, useFilingWalk } from './walk.ts'
import { WhichLicence } from './which-licence.tsx'

type Begun = Extract<FilingPage, { readonly at: 'filing-begun' }>

/** What is known already, what will be asked and what to have at hand, before the first question. */
export function Begun({ page }: { readonly page: Begun }) {
  const { t } = useTranslation()
  const [asks, setAsks] = useState(false)
  const [fault, setFault] = useState<Fault | null>(null)
  const filing = useFilingWalk()
  if (fault !== null)
    return <FilingFaultPage title={t('filing.begun.restartTitle')} reason={fault} again={() => setFault(null)} prove={null} />
  const [first] = page.draft.toChoose
  if (first !== undefined) return <WhichLicence page={page} toChoose={first} />
  if (!asks) return <Overview page={page} onRestart={() => setAsks(true)} />
  return (
    <Page title={t('filing.begun.restartTitle')} lead={t('filing.begun.restartLead')} picture={<StillSign kind="attention" />}>
      <PlainButton icon="delete" onPress={() => void filing.restart(page.draft).then(setFault)}>
        {t('filing.begun.restartYes')}
      </PlainButton>
      <NextStep icon="onward" onPress={() => setAsks(false)}>
        {t('filing.begun.restartNo')}
      </NextStep>
    </Page>
  )
}

function Overview({ page, onRestart }: { readonly page: Begun; readonly onRestart: () => void }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const filing = useFilingWalk()
  const { draft, resumed, changed, filedToday } = page
  const { language } = state.comfort
  const { known, asked } = countOf(draft)
  const kept = keptInWords(draft.keptMinutes, t)
  const needed = draft.materials.filter((material) => material.needed)
  const { applicant } = draft
  return (
    <div className="page">
      <Title>{t(resumed ? 'filing.begun.resumed' : 'filing.begun.title')}</Title>
      <p className="lead">{local(draft.item.name, language)}</p>
      <Scrolled>
        {state.view?.session?.person?.expired && <StateLine tone="attention">{t('filing.begun.expired')}</StateLine>}
        {resumed && !changed && <StateLine tone="done">{t('filing.begun.resumedLead')}</StateLine>}
        {changed && <StateLine tone="attention">{t('filing.begun.changed')}</StateLine>}
        {filedToday !== undefined && <FiledBefore filed={filedToday} />}
        <dl className="sheet filing-overview">
          <Fact name={t('filing.begun.applicant')}>
            {applicant.kind === 'self' ? t('filing.begun.self') : <><RareText>{applicant.name}</RareText> <span className="filing-soft">{applicant.number}</span></>}
          </Fact>
          {draft.item.members.length > 0 && (
            <Fact name={t('filing.together.items')}>
              <MembersTogether item={draft.item} together={draft.together} answered={draft.answered.length === draft.pages.length} />
            </Fact>
          )}
          <Fact name={t('filing.begun.known')}>{known === 0 ? t('filing.begun.knownNone') : t('filing.begun.knownCount', { count: known })}</Fact>
          <Fact name={t('filing.begun.questions')}>{t('filing.begun.questionsCount', { count: asked, pages: draft.pages.length })}</Fact>
          <Fact name={t('filing.begun.papers')}>
            {needed.length === 0 ? (
              t('filing.begun.papersNone')
            ) : (
              <ul>
                {needed.map(({ key, name }) => (
                  <li key={key}>{local(name, language)}</li>
                ))}
              </ul>
            )}
          </Fact>
          <Fact name={t('filing.begun.kept')}>
            {kept}
            <span className="filing-soft">{t('filing.begun.keptLead', { time: kept })}</span>
          </Fact>
        </dl>
        {resumed && (
          <PlainButton icon="again" about={t('filing.begun.restartAbout')} onPress={onRestart}>
            {t('filing.begun.restart')}
          </PlainButton>
        )}
      </Scrolled>
      <NextStep icon="onward" onPress={() => filing.goOn(draft)}>
        {t(resumed ? 'filing.begun.continue' : 'filing.begun.start')}
      </NextStep>
    </div>
  )
}

/** Whoever lost the answer may be about to hand it in again. */
function FiledBefore({ filed: { receipt, at } }: { readonly filed: FiledToday }) {
  const { walk, facts } = useKiosk()
  const { t } = useTranslation()
  return (
    <>
      <StateLine tone="attention">
        {t('filing.begun.filedToday', { at, receipt })}
        <span className="state-more">{t('filing.begun.filedTodayMore')}</span>
      </StateLine>
      {facts.journeys.includes('progress') && (
        <PlainButton icon="progress" onPress={() => walk.go(OWN_FILINGS)}>
          {t('filing.progress')}
        </PlainButton>
      )}
    </>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
