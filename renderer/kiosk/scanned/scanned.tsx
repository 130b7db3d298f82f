import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { Page, StateLine, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { StillSign } from '../../components/still.tsx'
import { TicketPaper } from '../../components/ticket-paper.tsx'
import { addScannedStrings } from '../../strings/scanned.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { CodeRefusal, ScannedPage } from './pages.ts'
import { openPaper } from './route-scan.ts'

/** What somebody has scanned that nobody had asked for, and where it leads. It lies over the page one came from. */
export function Scanned({ page }: { readonly page: ScannedPage }) {
  const { t, i18n } = useTranslation()
  addScannedStrings(i18n)
  const { scan, told } = page
  if (told.state === 'no-answer') {
    return (
      <Page title={t('scanned.noAnswer.title')} lead={t('scanned.noAnswer.lead')} picture={<StillSign kind="attention" />}>
        <Back page={page} />
      </Page>
    )
  }
  switch (scan.kind) {
    case 'ticket':
      return told.state === 'ticket' ? <ScannedTicket page={page} found={told.found} /> : <Asking>{t('scanned.ticket.asking')}</Asking>
    case 'licence':
      return <Licence page={page} />
    case 'travel-document':
      return (
        <Page title={t('scanned.passport.title')} lead={t('scanned.passport.lead')} picture={<StillSign kind="attention" />}>
          <Back page={page} />
        </Page>
      )
    case 'opaque':
      if (told.state === 'asking') return <Asking>{t('scanned.opaque.asking')}</Asking>
      return told.state === 'refused' ? <Refused page={page} reason={told.reason} /> : <Opaque page={page} />
    case 'receipt':
    case 'certificate':
    case 'guide':
      return <OwnPaper page={page} kind={scan.kind} />
  }
}

function Asking({ children }: { readonly children: string }) {
  return (
    <Page title={children}>
      <Waiting>{children}</Waiting>
    </Page>
  )
}

/** Home is one touch away anyway; of any other page it is said that nothing of it is lost. */
function Back({ page }: { readonly page: ScannedPage }) {
  const { t } = useTranslation()
  return page.from.at === 'home' ? null : <p className="body">{t('scanned.back')}</p>
}

type Found = Extract<ScannedPage['told'], { readonly state: 'ticket' }>['found']

/** What the holder of a ticket may see: what stands on it, and how far the queue has come. */
function ScannedTicket({ page, found }: { readonly page: ScannedPage; readonly found: Found }) {
  const { walk, state, facts } = useKiosk()
  const { t } = useTranslation()
  const waits = found.outcome === 'known' && found.state !== 'over'
  const said = found.outcome === 'known' ? found.state : found.outcome
  const evaluation = found.outcome === 'known' ? found.evaluation : null
  const takes = !waits && said !== 'gone' && facts.journeys.includes('take-number')
  const next = waits ? (
    <NextStep icon="done" onPress={walk.finish}>
      {t('ticket.finish')}
    </NextStep>
  ) : (
    takes && (
      <NextStep icon="ticket" onPress={() => walk.go({ at: 'businesses' })}>
        {t('scanned.ticket.take')}
      </NextStep>
    )
  )
  if (found.outcome !== 'known' || found.state === 'over') {
    return (
      <Page title={t(`scanned.ticket.${said}`)} lead={t(`scanned.ticket.${said}Lead`)} picture={<StillSign kind={said === 'over' ? 'late' : 'unfound'} />}>
        <Back page={page} />
        {evaluation !== null && (
          <PlainButton
            icon="people"
            onPress={() => walk.go({ at: 'evaluation', matter: 'ticket', from: page, ...(evaluation === 'append' ? { added: true } : {}) })}
          >
            {t(`scanned.ticket.evaluate.${evaluation}`)}
          </PlainButton>
        )}
        {next}
      </Page>
    )
  }
  return (
    <div className="page ticket-page">
      <Scrolled>
        <div className="ticket-layout">
          <div className="ticket-words">
            <Title>{t(`scanned.ticket.${found.state}`)}</Title>
            <p className="lead">{t(`scanned.ticket.${found.state}Lead`)}</p>
          </div>
          <TicketPaper ticket={found.ticket} language={state.comfort.language} />
          <div className="ticket-ways">
            <p className="body">{t('scanned.ticket.lost')}</p>
            <Back page={page} />
          </div>
        </div>
      </Scrolled>
      {next}
    </div>
  )
}

function Licence({ page }: { readonly page: ScannedPage }) {
  const { walk, facts } = useKiosk()
  const { t } = useTranslation()
  return (
    <Page title={t('scanned.licence.title')} lead={t('scanned.licence.lead')} picture={<StillSign kind="done" />}>
      <Back page={page} />
      {page.from.at === 'home' && facts.journeys.includes('filing') && (
        <NextStep icon="filing" onPress={() => walk.begin({ kind: 'filing', item: null, choice: null })}>
          {t('scanned.licence.go')}
        </NextStep>
      )}
    </Page>
  )
}

function Opaque({ page }: { readonly page: ScannedPage }) {
  const { t } = useTranslation()
  return (
    <Page title={t('scanned.opaque.title')} lead={t('scanned.opaque.lead')} picture={<StillSign kind="unfound" />}>
      <p className="body">{t('scanned.opaque.kept')}</p>
      <Back page={page} />
    </Page>
  )
}

/** Why a code from a phone says nothing of its holder. The way goes on by the card, from the page that asks for it. */
function Refused({ page, reason }: { readonly page: ScannedPage; readonly reason: CodeRefusal }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  return (
    <Page title={t('scanned.opaque.refused')} picture={<StillSign kind={reason === 'expired' || reason === 'gone' ? 'late' : 'attention'} />}>
      <StateLine tone="attention">{t(`scanned.opaque.reason.${wordsFor(reason)}`)}</StateLine>
      <NextStep icon="card" onPress={() => walk.go(page.from)}>
        {t('scanned.opaque.card')}
      </NextStep>
    </Page>
  )
}

const SAID = ['gone', 'expired', 'used', 'unknown', 'not-enough'] as const

/** Why the platform was not to be had is the operator's: here it counts that the code cannot be asked about. */
function wordsFor(reason: CodeRefusal) {
  return SAID.find((each) => each === reason) ?? 'offline'
}

/** A paper of ours, in the midst of something else: it is opened only by whoever wants it now. */
function OwnPaper({ page, kind }: { readonly page: ScannedPage; readonly kind: 'receipt' | 'certificate' | 'guide' }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const icon = { receipt: 'progress', certificate: 'verify', guide: 'guide' } as const
  return (
    <Page title={t(`scanned.${kind}.title`)} lead={t(`scanned.${kind}.lead`)} picture={<StillSign kind="done" />}>
      <Back page={page} />
      <NextStep icon={icon[kind]} onPress={() => openPaper(page.scan, { ...walk.parts, verifyPaper: walk.certificate.verify })}>
        {t(`scanned.${kind}.go`)}
      </NextStep>
    </Page>
  )
}
