import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Page, StateLine, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { Draft } from './draft.ts'
import { FaultPage } from './fault-page.tsx'
import { monthInWords } from './month-words.ts'
import { LOOKING, type Preview } from './pages.ts'

const PdfPages = lazy(() => import('../../components/pdf-pages.tsx').then(({ PdfPages }) => ({ default: PdfPages })))

interface PreviewProps {
  readonly draft: Draft
  readonly preview: Preview
}

/** The pages themselves before they are printed, and what was chosen. */
export function PreviewPage({ draft, preview }: PreviewProps) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  if (preview.state === 'making') {
    return (
      <Page title={local(draft.certificate.title, state.comfort.language)}>
        <Waiting>{t('certificate.preview.making')}</Waiting>
      </Page>
    )
  }
  if (preview.state === 'failed') {
    return (
      <FaultPage
        title={t('certificate.preview.failed')}
        reason={preview.reason}
        again={() => walk.certificate.preview(draft)}
        others={() => walk.go(LOOKING)}
      />
    )
  }
  return <Ready draft={draft} pages={preview.pages} pdf={preview.pdf} />
}

function Ready({ draft, pages, pdf }: { readonly draft: Draft; readonly pages: number; readonly pdf: string }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const person = state.view?.session?.person ?? null
  const { name, englishName, number = '' } = person ?? {}
  const masked = { number, ...(name === undefined ? {} : { name }), ...(englishName === undefined ? {} : { englishName }) }
  const document = state.view?.document
  return (
    <div className="page preview-page">
      <div className="preview-words">
        <Scrolled>
          <Title>{t('certificate.preview.title')}</Title>
          <Chosen draft={draft} pages={pages} />
          {document?.state === 'not-ready' ? (
            <StateLine tone="attention">{t(`certificate.printer.${document.reason}`)}</StateLine>
          ) : (
            <p className="body">{t('certificate.preview.onlyToCheck')}</p>
          )}
        </Scrolled>
      </div>
      <div className="preview-pages">
        <Suspense fallback={<Waiting>{t('certificate.preview.making')}</Waiting>}>
          <PdfPages pdf={pdf} masked={masked} label={t('certificate.preview.label')} />
        </Suspense>
      </div>
      <NextStep icon="print" onPress={() => walk.certificate.print(draft)}>
        {t('certificate.preview.confirm')}
      </NextStep>
    </div>
  )
}

function Chosen({ draft, pages }: { readonly draft: Draft; readonly pages: number }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const { certificate, period, copies } = draft
  const purpose = certificate.purposes.find(({ code }) => code === draft.purpose)
  return (
    <dl className="sheet rows chosen">
      <div className="row">
        <dt>{t('certificate.preview.certificate')}</dt>
        <dd>{local(certificate.title, language)}</dd>
      </div>
      {period !== null && (
        <div className="row">
          <dt>{t('certificate.preview.period')}</dt>
          <dd>
            {t('certificate.preview.periodIs', {
              from: monthInWords(period.from, language),
              to: monthInWords(period.to, language),
            })}
          </dd>
        </div>
      )}
      {purpose !== undefined && (
        <div className="row">
          <dt>{t('certificate.preview.purpose')}</dt>
          <dd>{local(purpose.name, language)}</dd>
        </div>
      )}
      <div className="row">
        <dt>{t('certificate.preview.copies')}</dt>
        <dd>
          <span>{t('certificate.preview.copiesAre', { count: copies })}</span>
          <span>{t('certificate.preview.pagesEach', { count: pages })}</span>
        </dd>
      </div>
    </dl>
  )
}
