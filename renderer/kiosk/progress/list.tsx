import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { FilingEntry, FilingList, WaitingHere } from '../../../main/contract/progress.ts'
import { PlaceButton, PlainButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { Page, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { StillSign } from '../../components/still.tsx'
import { local } from '../../strings/strings.ts'
import { dateInWords } from '../certificate/month-words.ts'
import { surerWays } from '../certificate/surer-ways.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { ReceiptsWay } from '../receipts-way.tsx'
import { OWN_FILINGS, type FilingListing, type ProgressFault } from './pages.ts'
import { StateMark } from './state-mark.tsx'
import { WaitingAtThisTerminal } from './waiting-here.tsx'
import type { ProgressWalk } from './walk.ts'

/** A person's filings, as far as is proven who stands here. */
export function Filings({ listing, walk }: { readonly listing: FilingListing; readonly walk: ProgressWalk }) {
  const { t } = useTranslation()
  const { state } = listing
  useEffect(() => {
    if (state === 'looking') walk.look()
  }, [state, walk])
  if (listing.state === 'looking') {
    return (
      <Page title={t('progress.list.title')}>
        <Waiting>{t('progress.list.looking')}</Waiting>
      </Page>
    )
  }
  if (listing.state === 'failed') return <Failed reason={listing.reason} waiting={listing.waiting} />
  const { list } = listing
  return list.filings.length + list.waiting.length === 0 ? <NoneListed /> : <Listed list={list} walk={walk} />
}

function useProof(): { readonly proven: boolean; readonly surer: boolean } {
  const { state, facts } = useKiosk()
  const session = state.view?.session ?? null
  return { proven: session?.person?.proven !== undefined, surer: surerWays(facts, session).length > 0 }
}

/** Why nothing can be seen, and the way that helps with this reason. */
function Failed({ reason, waiting }: { readonly reason: ProgressFault; readonly waiting: readonly WaitingHere[] }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { surer } = useProof()
  const passes = reason === 'no-answer' || reason === 'platform-unreachable' || reason === 'platform-busy' || reason === 'platform-broken'
  return (
    <Page title={t('progress.list.failed')} lead={t(`progress.fault.${reason}`)} picture={waiting.length === 0 ? <StillSign kind="attention" /> : undefined}>
      <WaitingAtThisTerminal waiting={waiting} />
      {passes ? (
        <NextStep icon="again" onPress={() => walk.go(OWN_FILINGS)}>
          {t('progress.again')}
        </NextStep>
      ) : reason === 'assurance-too-low' && surer ? (
        <ProveNext />
      ) : (
        <NextStep icon="home" onPress={walk.home}>
          {t('trouble.restart')}
        </NextStep>
      )}
    </Page>
  )
}

function ProveNext() {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  return (
    <NextStep icon="person" onPress={() => walk.certificate.proveFor({ kind: 'progress' })}>
      {t('progress.list.prove')}
    </NextStep>
  )
}

/** The same page whether the person has filings or none, until they have proven who they are (design, promise 8). */
function NoneListed() {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { proven, surer } = useProof()
  if (!proven && surer) {
    return (
      <Page title={t('progress.list.unproven')} lead={t('progress.list.unprovenLead')} picture={<StillSign kind="kept" />}>
        <ProveNext />
      </Page>
    )
  }
  return (
    <Page
      title={t(proven ? 'progress.list.none' : 'progress.list.nobody')}
      lead={t(proven ? 'progress.list.noneLead' : 'progress.list.atWindow')}
      picture={<StillSign kind={proven ? 'unfound' : 'attention'} />}
    >
      {proven && <OwnReceipts />}
      {surer && <ProveMore />}
      <NextStep icon="home" onPress={walk.home}>
        {t('trouble.restart')}
      </NextStep>
    </Page>
  )
}

/** Until it is as sure as can be here who stands here, the surer way stays, whatever it would show. */
export function ProveMore() {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { proven, surer } = useProof()
  if (!surer) return null
  return (
    <PlainButton
      icon="person"
      about={t(proven ? 'progress.list.proveMoreAbout' : 'progress.list.proveAbout')}
      onPress={() => walk.certificate.proveFor({ kind: 'progress' })}
    >
      {t(proven ? 'progress.list.proveMore' : 'progress.list.prove')}
    </PlainButton>
  )
}

function Listed({ list, walk }: { readonly list: FilingList; readonly walk: ProgressWalk }) {
  const { t } = useTranslation()
  return (
    <div className="page">
      <Title>{t('progress.list.title')}</Title>
      <Scrolled>
        <WaitingAtThisTerminal waiting={list.waiting} />
        <div className="filings">
          {list.filings.map((filing) => (
            <FilingPlace key={filing.id} filing={filing} onPress={() => walk.open(list, filing)} />
          ))}
        </div>
      </Scrolled>
      <OwnReceipts />
      <ProveMore />
    </div>
  )
}

/** What was handed in here today is not listed before the platform has it; its receipt is here. */
function OwnReceipts() {
  const { t } = useTranslation()
  return <ReceiptsWay name={t('progress.list.receipts')} about={t('progress.list.receiptsAbout')} />
}

function FilingPlace({ filing, onPress }: { readonly filing: FilingEntry; readonly onPress: () => void }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const { title, state: stands, waits, filedOn, supplementBy } = filing
  return (
    <PlaceButton className="filing" onPress={onPress}>
      {(ids) => (
        <>
          <StateMark state={stands} waits={waits} />
          <span className="progress-words">
            <span className="filing-name" id={ids.name}>
              {local(title, language)}
            </span>
            <span className="progress-about" id={ids.about}>
              <span className="filing-state">{t(`progress.state.${stands}`)}</span>
              {waits !== 'nothing' && <span>{t(`progress.waits.${waits}`)}</span>}
              {supplementBy !== null && <span className="filing-due">{t('progress.list.before', { day: dateInWords(supplementBy, language) })}</span>}
              <span>{t('progress.list.filed', { day: dateInWords(filedOn, language) })}</span>
            </span>
          </span>
          <Icon name="onward" />
        </>
      )}
    </PlaceButton>
  )
}
