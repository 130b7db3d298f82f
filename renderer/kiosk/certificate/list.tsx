import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CertificateView } from '../../../main/contract/certificates.ts'
import { PlaceButton, PlainButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { Page, StateLine, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { StillSign } from '../../components/still.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { copiesAtMost } from './draft.ts'
import { FaultPage } from './fault-page.tsx'
import { LOOKING, type Listing } from './pages.ts'
import { surerWays } from './surer-ways.ts'

/** What may be printed for the person, as far as is proven who stands here. */
export function Certificates({ listing }: { readonly listing: Listing }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { state } = listing
  useEffect(() => {
    if (state === 'looking') walk.certificate.look()
  }, [state, walk])
  if (listing.state === 'looking') {
    return (
      <Page title={t('certificate.list.title')}>
        <Waiting>{t('certificate.list.looking')}</Waiting>
      </Page>
    )
  }
  if (listing.state === 'failed')
    return <FaultPage title={t('certificate.list.failed')} reason={listing.reason} again={() => walk.go(LOOKING)} others={null} />
  return listing.certificates.length === 0 ? <NoneListed /> : <Listed certificates={listing.certificates} />
}

/**
 * Until it is proven as surely as can be here who stands here, the way to prove it is always there, and nothing shows
 * whether it would show more (design, promise 8).
 */
function useProof(): { readonly proven: boolean; readonly surer: boolean } {
  const { state, facts } = useKiosk()
  const session = state.view?.session ?? null
  return { proven: session?.person?.proven !== undefined, surer: surerWays(facts, session).length > 0 }
}

function NoneListed() {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { proven, surer } = useProof()
  if (proven || !surer) {
    return (
      <Page
        title={t(proven ? 'certificate.list.none' : 'certificate.prove.nobody')}
        lead={t(proven ? 'certificate.list.noneLead' : 'certificate.list.atWindow')}
        picture={<StillSign kind="attention" />}
      >
        {surer && <ProveMore />}
        <NextStep icon="home" onPress={walk.home}>
          {t('trouble.restart')}
        </NextStep>
      </Page>
    )
  }
  return (
    <Page title={t('certificate.list.unproven')} lead={t('certificate.list.unprovenLead')} picture={<StillSign kind="kept" />}>
      <PrinterDown />
      <NextStep icon="person" onPress={walk.certificate.prove}>
        {t('certificate.list.prove')}
      </NextStep>
    </Page>
  )
}

function Listed({ certificates }: { readonly certificates: readonly CertificateView[] }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { proven, surer } = useProof()
  return (
    <div className="page">
      <Title>{t('certificate.list.title')}</Title>
      <Scrolled>
        <PrinterDown />
        {state.view?.session?.person?.expired && <StateLine tone="attention">{t('certificate.list.expired')}</StateLine>}
        <div className="certificates">
          {certificates.map((certificate) => (
            <CertificatePlace key={certificate.id} certificate={certificate} />
          ))}
        </div>
        {!proven && !surer && <p className="body">{t('certificate.list.atWindow')}</p>}
      </Scrolled>
      {surer && <ProveMore />}
    </div>
  )
}

function ProveMore() {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { proven } = useProof()
  return (
    <PlainButton
      icon="person"
      about={t(proven ? 'certificate.list.proveMoreAbout' : 'certificate.list.proveAbout')}
      onPress={walk.certificate.prove}
    >
      {t(proven ? 'certificate.list.proveMore' : 'certificate.list.prove')}
    </PlainButton>
  )
}

/** Told before anything is chosen. */
function PrinterDown() {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const document = state.view?.document
  if (document?.state === 'none') return <StateLine tone="attention">{t('certificate.list.noPrinter')}</StateLine>
  if (document?.state !== 'not-ready') return null
  return (
    <StateLine tone="attention">
      {t(`certificate.printer.${document.reason}`)}
      <span className="state-more">{t('certificate.list.notNow')}</span>
    </StateLine>
  )
}

function CertificatePlace({ certificate }: { readonly certificate: CertificateView }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const { yearly } = certificate
  const usedUp = copiesAtMost(certificate) === 0
  return (
    <PlaceButton className="certificate" shut={usedUp} onPress={() => walk.certificate.choose(certificate)}>
      {(ids) => (
        <>
          <Icon name="certificate" />
          <span className="certificate-words">
            <span className="certificate-name" id={ids.name}>
              {local(certificate.title, language)}
            </span>
            <span className="certificate-about" id={ids.about}>
              <span>{local(certificate.issuer, language)}</span>
              {usedUp ? (
                <span className="certificate-used-up">{t('certificate.list.usedUp')}</span>
              ) : (
                yearly !== null && <span>{t('certificate.list.yearly', { count: yearly.limit - yearly.used })}</span>
              )}
            </span>
          </span>
          {!usedUp && <Icon name="onward" />}
        </>
      )}
    </PlaceButton>
  )
}
