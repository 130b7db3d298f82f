import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import type { TicketView } from '../../../main/contract/kiosk.ts'
import type { SheetView } from '../../../main/contract/view.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { CasePicture } from '../../components/case.tsx'
import { StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { TicketPaper } from '../../components/ticket-paper.tsx'
import { CardAsked } from '../card-asked.tsx'
import { cardAskedBack, cardLies } from '../card-on-reader.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { useSpoken } from '../spoken.ts'
import type { Paper, ReprintStep } from '../state.ts'
import { isPaperFault } from './paper-fault.ts'
import { ACTIVITY, type SheetTruth, sheetTruth, TONE } from './sheet-truth.ts'

/** It comes with the page that is opened as seldom. */
const OfflineNote = lazy(() => import('./already.tsx').then(({ OfflineNote }) => ({ default: OfflineNote })))

interface TicketProps {
  readonly ticket: TicketView
  readonly paper: Paper
  readonly reprint: ReprintStep
}

/** The number, and the truth about its paper, from the first byte to the printer's own confirmation. */
export function Ticket({ ticket, paper, reprint }: TicketProps) {
  const { walk, state, facts } = useKiosk()
  const { t } = useTranslation()
  const sheet = state.view?.session?.sheet ?? null
  const truth = sheetTruth(ticket.ticketId, paper, reprint, sheet)
  useSpoken(truth === 'printed' ? 'take-ticket' : truth === 'failed' ? 'no-paper' : null)
  const again = truth === 'failed' || truth === 'unknown' || truth === 'sent'
  return (
    <div className="page ticket-page" data-truth={truth}>
      <Scrolled>
        <div className="ticket-layout">
          <div className="ticket-words">
            <Title key={truth}>{t(`ticket.${truth}`)}</Title>
            <StateLine tone={TONE[truth]} busy={truth === 'printing'}>
              {about(truth, sheet, t)}
            </StateLine>
            {ticket.offline && (
              <Suspense>
                <OfflineNote />
              </Suspense>
            )}
          </div>
          <TicketPaper ticket={ticket} language={state.comfort.language} />
          <div className="ticket-ways">
            {again && <ReprintWay ticket={ticket} truth={truth} />}
            <CardToo />
          </div>
          {paper === 'ticket' && <CasePicture facts={facts} device="ticket" activity={ACTIVITY[truth]} />}
        </div>
      </Scrolled>
      {truth !== 'printing' && (
        <NextStep icon="done" onPress={walk.finish}>
          {t('ticket.finish')}
        </NextStep>
      )}
    </div>
  )
}

const MINUTE = 60_000
/** Often enough that the minutes said are true, milliseconds. */
const LOOKS_EVERY = 5000

/** 补打, and for how long it can be had here without a card: as long as this session lasts. */
function ReprintWay({ ticket, truth }: { readonly ticket: TicketView; readonly truth: SheetTruth }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { view, viewAt } = state
  const clock = view?.session?.clock
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), LOOKS_EVERY)
    return () => clearInterval(timer)
  }, [])
  const stands = truth !== 'sent' && clock?.phase === 'running' ? viewAt + clock.warnsInMs - Math.max(now, viewAt) : null
  // The warning that comes after it makes up for the rounding.
  const about = stands === null ? t('ticket.reprintAbout') : t('ticket.offer', { count: Math.max(1, Math.round(stands / MINUTE)) })
  return (
    <PlainButton icon="print" about={about} onPress={() => walk.reprint(ticket)}>
      {t('ticket.reprint')}
    </PlainButton>
  )
}

/** While paper moves the card is mentioned; then it is asked back. */
function CardToo() {
  const { state } = useKiosk()
  const { t } = useTranslation()
  if (cardAskedBack(state)) return <CardAsked />
  return cardLies(state) && <p className="body">{t('ticket.cardToo')}</p>
}

function about(truth: SheetTruth, sheet: SheetView | null, t: TFunction): string {
  if (truth !== 'failed') return t(`ticket.${truth}About`)
  const reason = sheet?.reason
  return isPaperFault(reason)
    ? t('ticket.failedAbout', { reason: t(`noPaper.reason.${reason}`) })
    : t('ticket.failedPlain')
}
