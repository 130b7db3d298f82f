import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { CopyView, DocumentFault, PrintingView } from '../../../main/contract/view.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { CasePicture } from '../../components/case.tsx'
import { Icon } from '../../components/icons.tsx'
import { StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { CardAsked } from '../card-asked.tsx'
import { cardAskedBack, cardLies } from '../card-on-reader.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { useSpoken } from '../spoken.ts'
import { LOOKING } from './pages.ts'
import { paperWaits, PRINT_ACTIVITY, PRINT_TONE, type PrintTruth, printTruth } from './print-truth.ts'
import { copyReason } from './reasons.ts'

/** The truth about each copy, from the wish to the paper in the hand. */
export function Printing({ requestId }: { readonly requestId: string }) {
  const { state, facts } = useKiosk()
  const { t } = useTranslation()
  const seen = state.view?.session?.printing ?? null
  const printing = seen?.requestId === requestId ? seen : null
  const truth = printTruth(requestId, printing)
  const reminded = printing?.paper === 'reminded'
  useSpoken(reminded ? 'take-certificate-again' : truth === 'printing' ? 'printing-certificate' : truth === 'printed' || truth === 'some' ? 'take-certificate' : null)
  const { document } = facts.case
  return (
    <div className="page printing-page" data-truth={truth}>
      <Scrolled>
        <div className="printing-layout">
          <div className="printing-words">
            <Title key={truth}>{t(`certificate.print.${truth}`)}</Title>
            <StateLine tone={printing?.paper === 'left' ? 'attention' : PRINT_TONE[truth]} busy={truth === 'printing'}>
              {about(truth, printing, t)}
            </StateLine>
            {truth === 'printing' && <PrinterWaits />}
            {printing !== null && printing.copies.length > 1 && <CopyList printing={printing} />}
            {truth !== 'failed' && document !== undefined && (
              <p className="body pointing">
                {t('drawing.document')}
                <span className="pointing-where">{t(`drawing.pointing.${document}`)}</span>
              </p>
            )}
            <CardToo />
            {printing !== null && truth !== 'printing' && <More mayLie={paperWaits(printing) || truth === 'sent'} />}
          </div>
          <CasePicture facts={facts} device="document" activity={PRINT_ACTIVITY[truth]} />
        </div>
      </Scrolled>
      {printing !== null && truth !== 'printing' && <Onward printing={printing} truth={truth} />}
    </div>
  )
}

function about(truth: PrintTruth, printing: PrintingView | null, t: TFunction): string {
  if (printing?.paper === 'left') return t('certificate.print.left')
  if (printing?.paper === 'reminded') return t('certificate.print.reminded')
  switch (truth) {
    case 'printed':
      return t('certificate.print.printedAbout', { count: printing?.copies.length ?? 1 })
    case 'failed':
      return firstReason(printing, t)
    case 'printing':
    case 'some':
    case 'sent':
    case 'unknown':
      return t(`certificate.print.${truth}About`)
  }
}

function firstReason(printing: PrintingView | null, t: TFunction): string {
  const failed = printing?.copies.find(({ state }) => state === 'failed')
  const reason = failed === undefined ? null : copyReason(failed, t)
  return reason ?? t('certificate.print.ownReason.failed')
}

/** What somebody at the machine mends within the minute for which the printer's job is waited for. */
const MENDED_AT_ONCE: ReadonlySet<DocumentFault> = new Set<DocumentFault>([
  'media-jam', 'cover-open', 'media-empty', 'input-tray-missing', 'output-area-full', 'output-tray-missing', 'toner-empty',
])

/** The paper may end in the middle: what is missing is told, and that the copies wait for it. */
function PrinterWaits() {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const document = state.view?.document
  if (document?.state !== 'not-ready') return null
  return (
    <StateLine tone="attention">
      {t(`certificate.printer.${document.reason}`)}
      {MENDED_AT_ONCE.has(document.reason) && <span className="state-more">{t('certificate.print.waits')}</span>}
    </StateLine>
  )
}

/** More than one copy: each with its own state, and why where it did not come out. */
function CopyList({ printing }: { readonly printing: PrintingView }) {
  return (
    <ol className="copies">
      {printing.copies.map((copy, index) => (
        <CopyLine key={index} copy={copy} place={index + 1} />
      ))}
    </ol>
  )
}

function CopyLine({ copy, place }: { readonly copy: CopyView; readonly place: number }) {
  const { t } = useTranslation()
  const reason = copyReason(copy, t)
  const sign = copy.state === 'printed' ? 'done' : copy.state === 'failed' || copy.state === 'unknown' ? 'attention' : 'clock'
  return (
    <li className="copy" data-state={copy.state}>
      <Icon name={sign} />
      <span className="copy-name">{t('certificate.print.copy', { place })}</span>
      <span className="copy-state">{t(`certificate.print.state.${copy.state}`)}</span>
      {copy.pages !== null && <span className="copy-pages">{t('certificate.print.pages', { count: copy.pages })}</span>}
      {reason !== null && <span className="copy-reason">{reason}</span>}
    </li>
  )
}

/** While paper moves the card is mentioned; then it is asked back. */
function CardToo() {
  const { state } = useKiosk()
  const { t } = useTranslation()
  if (cardAskedBack(state)) return <CardAsked />
  return cardLies(state) && <p className="body">{t('ticket.cardToo')}</p>
}

/** Another certificate; whoever asks for it has the paper that came out in hand. */
function More({ mayLie }: { readonly mayLie: boolean }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  return (
    <PlainButton
      icon="certificate"
      onPress={() => {
        if (mayLie) void walk.certificate.taken()
        walk.go(LOOKING)
      }}
    >
      {t('certificate.print.more')}
    </PlainButton>
  )
}

/** What came out is in hand: what remains to be asked is how it was (DB2203/T 8). */
function Onward({ printing, truth }: { readonly printing: PrintingView; readonly truth: PrintTruth }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const evaluate = () => walk.go({ at: 'evaluation', matter: 'certificate', from: { at: 'home' } })
  if (paperWaits(printing) || truth === 'sent') {
    return (
      <NextStep icon="done" onPress={() => void walk.certificate.taken().then(evaluate)}>
        {t('certificate.print.taken')}
      </NextStep>
    )
  }
  return (
    <NextStep icon="done" onPress={truth === 'printed' || truth === 'some' ? evaluate : walk.finish}>
      {t('ticket.finish')}
    </NextStep>
  )
}
