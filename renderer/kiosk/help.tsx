import { useTranslation } from 'react-i18next'
import { Title } from '../components/page.tsx'
import { Scrolled } from '../components/scrolled.tsx'
import { addFilingStrings } from '../strings/filing.ts'
import { addGuideStrings } from '../strings/guide.ts'
import { addProgressStrings } from '../strings/progress.ts'
import { isCertificatePage, isProofPage } from './certificate/pages.ts'
import { isFilingPage } from './filing/pages.ts'
import { ComfortSettings } from './home.tsx'
import { useKiosk } from './kiosk-context.ts'
import { isProgressPage } from './progress/pages.ts'
import type { Errand, Page } from './state.ts'

/** How it is done, who helps, and how the screen can be made easier. It lies over the page one came from. */
export function Help() {
  const { facts } = useKiosk()
  const { t } = useTranslation()
  return (
    <div className="page">
      <Title>{t('help.title')}</Title>
      <Scrolled>
        <div className="help">
          <section className="sheet">
            <Steps />
          </section>
          <section className="sheet">
            <h2>{t('help.people')}</h2>
            <p className="body">{t('help.desk')}</p>
            {facts.helpLine !== undefined && <p className="body">{t('help.call', { line: facts.helpLine })}</p>}
            <p className="body">{t('help.privacy')}</p>
          </section>
          <ComfortSettings />
        </div>
      </Scrolled>
    </div>
  )
}

function Steps() {
  const { page, proving } = useKiosk().state
  if (isGuidePage(page)) return <GuideSteps />
  const errand = errandOf(page, proving)
  if (errand === 'progress') return <ProgressSteps />
  return errand === 'filing' ? <FilingSteps /> : <ErrandSteps errand={errand} />
}

function ErrandSteps({ errand }: { readonly errand: 'number' | 'certificate' }) {
  const { t } = useTranslation()
  return (
    <>
      <h2>{t(`help.steps.${errand}`)}</h2>
      <ol className="steps">
        <li>{t(`help.step1.${errand}`)}</li>
        <li>{t(`help.step2.${errand}`)}</li>
        <li>{t(`help.step3.${errand}`)}</li>
      </ol>
    </>
  )
}

function FilingSteps() {
  const { t, i18n } = useTranslation()
  addFilingStrings(i18n)
  return (
    <>
      <h2>{t('filing.help.steps')}</h2>
      <ol className="steps">
        <li>{t('filing.help.step1')}</li>
        <li>{t('filing.help.step2')}</li>
        <li>{t('filing.help.step3')}</li>
      </ol>
    </>
  )
}

function GuideSteps() {
  const { t, i18n } = useTranslation()
  addGuideStrings(i18n)
  return (
    <>
      <h2>{t('guide.help.steps')}</h2>
      <ol className="steps">
        <li>{t('guide.help.step1')}</li>
        <li>{t('guide.help.step2')}</li>
        <li>{t('guide.help.step3')}</li>
      </ol>
    </>
  )
}

function ProgressSteps() {
  const { t, i18n } = useTranslation()
  addProgressStrings(i18n)
  return (
    <>
      <h2>{t('progress.help.steps')}</h2>
      <ol className="steps">
        <li>{t('progress.help.step1')}</li>
        <li>{t('progress.help.step2')}</li>
        <li>{t('progress.help.step3')}</li>
      </ol>
    </>
  )
}

function isGuidePage({ at }: Page): boolean {
  return at.startsWith('guide')
}

/** What the person is about, as far as the page shows it. */
function errandOf(page: Page, proving: Errand): Errand['kind'] {
  if ('errand' in page) return typeof page.errand === 'string' ? page.errand : page.errand.kind
  if (isFilingPage(page)) return 'filing'
  if (isProgressPage(page)) return 'progress'
  if (!isCertificatePage(page)) return 'number'
  return isProofPage(page) ? proving.kind : 'certificate'
}
