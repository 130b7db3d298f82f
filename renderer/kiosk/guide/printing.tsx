import { type ReactNode, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { TerminalClient } from '../../../main/contract/client.ts'
import type { PrintGuideOutcome } from '../../../main/contract/guide.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { CasePicture } from '../../components/case.tsx'
import { Page, StateLine, Waiting } from '../../components/page.tsx'
import { PRINT_ACTIVITY, PRINT_TONE, type PrintTruth, printTruth } from '../certificate/print-truth.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { GuidePage } from '../state.ts'
import { Gone } from './not-there.tsx'
import { useAsked } from './use-asked.ts'

type PrintingPage = Extract<GuidePage, { readonly at: 'guide-printing' }>

/** The truth about a guide's sheet, from the wish to the paper. Asking again goes under the same id: it is the same sheet. */
export function GuidePrinting({ page }: { readonly page: PrintingPage }) {
  const { t } = useTranslation()
  const { code, requestId } = page
  const ask = useCallback(
    (client: TerminalClient, signal: AbortSignal): Promise<PrintGuideOutcome> => client.guide.print({ code, requestId }, { signal }),
    [code, requestId],
  )
  const { asked, again } = useAsked(ask)
  if (asked.state === 'asking') {
    return (
      <Told page={page} title={t('guide.print.asked')} activity="working">
        <Waiting>{t('guide.print.slow')}</Waiting>
      </Told>
    )
  }
  if (asked.state === 'no-answer') return <Untold page={page} again={again} />
  switch (asked.value.outcome) {
    case 'printing':
      return <OnItsWay page={page} />
    case 'not-found':
      return <Gone />
    case 'no-paper':
      return <NotPrinted page={page} why={t(`guide.print.printer.${asked.value.reason}`)} />
    case 'failed':
      return <NotPrinted page={page} why={t(`guide.print.fault.${asked.value.reason}`)} />
    case 'busy':
      return <NotPrinted page={page} why={t('guide.print.busy')} />
    case 'no-printer':
      return <NotPrinted page={page} why={t('guide.print.noPrinter')} />
  }
}

function OnItsWay({ page }: { readonly page: PrintingPage }) {
  const { state, facts } = useKiosk()
  const { t } = useTranslation()
  const printing = state.view?.session?.printing ?? null
  const truth = printTruth(page.requestId, printing)
  const pages = printing?.requestId === page.requestId ? (printing.copies[0]?.pages ?? null) : null
  if (truth === 'failed') return <NotPrinted page={page} why={t('guide.print.failedAbout')} />
  const { document } = facts.case
  return (
    <Told page={page} title={t(`guide.print.${words(truth)}`)} activity={PRINT_ACTIVITY[truth]} truth={truth}>
      <StateLine tone={PRINT_TONE[truth]} busy={truth === 'printing'}>
        {truth === 'printing' ? (pages === null ? t('guide.print.asked') : t('guide.print.printingAbout', { count: pages })) : t(`guide.print.${words(truth)}About`)}
      </StateLine>
      {truth === 'printing' && <PrinterWaits />}
      {document !== undefined && (
        <p className="body pointing">
          {t('drawing.document')}
          <span className="pointing-where">{t(`drawing.pointing.${document}`)}</span>
        </p>
      )}
      {(truth === 'unknown' || truth === 'sent') && <Again page={page}>{t('guide.print.again')}</Again>}
    </Told>
  )
}

/** One sheet is printed, or is not: there is no guide of which some came out. */
function words(truth: Exclude<PrintTruth, 'failed'>): 'printing' | 'printed' | 'sent' | 'unknown' {
  return truth === 'some' ? 'unknown' : truth
}

function NotPrinted({ page, why }: { readonly page: PrintingPage; readonly why: string }) {
  const { t } = useTranslation()
  return (
    <Told page={page} title={t('guide.print.failed')} activity="broken" truth="failed">
      <StateLine tone="attention">{why}</StateLine>
      <p className="body">{t(page.phone ? 'guide.print.insteadPhone' : 'guide.print.instead')}</p>
      <Again page={page}>{t('guide.again')}</Again>
    </Told>
  )
}

/** Nobody knows whether it was heard; to ask again under the same id prints nothing twice. */
function Untold({ page, again }: { readonly page: PrintingPage; readonly again: () => void }) {
  const { t } = useTranslation()
  return (
    <Told page={page} title={t('guide.print.unknown')} activity="waiting" truth="unknown">
      <StateLine tone="attention">{t('guide.print.noAnswer')}</StateLine>
      <PlainButton icon="again" onPress={again}>
        {t('guide.again')}
      </PlainButton>
    </Told>
  )
}

/** Another sheet, which is another wish. */
function Again({ page, children }: { readonly page: PrintingPage; readonly children: string }) {
  const { walk } = useKiosk()
  return (
    <PlainButton icon="print" onPress={() => walk.go({ ...page, requestId: crypto.randomUUID() })}>
      {children}
    </PlainButton>
  )
}

interface ToldProps {
  readonly page: PrintingPage
  readonly title: string
  readonly activity: (typeof PRINT_ACTIVITY)[PrintTruth]
  readonly truth?: PrintTruth
  readonly children: ReactNode
}

function Told({ page, title, activity, truth = 'printing', children }: ToldProps) {
  const { walk, facts } = useKiosk()
  const { t } = useTranslation()
  const { group, code } = page
  return (
    <Page key={title} title={title} picture={<CasePicture facts={facts} device="document" activity={activity} />}>
      {children}
      {truth !== 'printing' && (
        <NextStep icon="guide" onPress={() => walk.go({ at: 'guide-item', group, code })}>
          {t('guide.print.back')}
        </NextStep>
      )}
    </Page>
  )
}

/** What the printer lacks while a guide is in it, which may be mended meanwhile. */
function PrinterWaits() {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const document = state.view?.document
  if (document?.state !== 'not-ready') return null
  return <StateLine tone="attention">{t(`guide.print.printer.${document.reason}`)}</StateLine>
}
