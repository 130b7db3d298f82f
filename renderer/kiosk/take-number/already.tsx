import { useTranslation } from 'react-i18next'
import type { BusinessView, TicketView } from '../../../main/contract/kiosk.ts'
import type { PaperFault } from '../../../main/contract/view.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { Page, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { StillSign } from '../../components/still.tsx'
import { TicketPaper } from '../../components/ticket-paper.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { useSpoken } from '../spoken.ts'
import { identifyPage } from '../state.ts'
import { OfflineNote } from './offline/offline-note.tsx'
import { mayReprint } from './reprint-right.ts'

export { OfflineNote } from './offline/offline-note.tsx'

/** One person, one business, one number. The card shows which; a typed number learns only that there is one. */
export function AlreadyWaiting({ business, ticket }: { readonly business: BusinessView; readonly ticket: TicketView | null }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  if (ticket === null) {
    return (
      <Page title={t('already.typedTitle')} lead={t('already.typedLead')} picture={<StillSign kind="kept" />}>
        <PlainButton icon="card" onPress={() => walk.go(identifyPage({ kind: 'number', business }))}>
          {t('already.showCard')}
        </PlainButton>
        <NextStep icon="done" onPress={walk.finish}>
          {t('ticket.finish')}
        </NextStep>
      </Page>
    )
  }
  const again = mayReprint(ticket.ticketId, state.view?.session ?? null)
  return (
    <div className="page ticket-page">
      <Scrolled>
        <div className="ticket-layout">
          <div className="ticket-words">
            <Title>{t('already.title')}</Title>
            <p className="lead">{t(again ? 'already.lead' : 'already.cardLead')}</p>
            {ticket.offline && <OfflineNote />}
          </div>
          <TicketPaper ticket={ticket} language={state.comfort.language} />
          <div className="ticket-ways">
            {again ? (
              <PlainButton icon="print" about={t('ticket.reprintAbout')} onPress={() => walk.reprint(ticket)}>
                {t('ticket.reprint')}
              </PlainButton>
            ) : (
              <PlainButton icon="card" onPress={() => walk.go(identifyPage({ kind: 'number', business }))}>
                {t('already.showCard')}
              </PlainButton>
            )}
          </div>
        </div>
      </Scrolled>
      <NextStep icon="done" onPress={walk.finish}>
        {t('ticket.finish')}
      </NextStep>
    </div>
  )
}

interface NoReprintProps {
  readonly ticket: TicketView
  readonly reason: PaperFault | 'over' | 'no-answer'
}

/** The reprint did not come about; the number is kept on screen while it is still good. */
export function NoReprint({ ticket, reason }: NoReprintProps) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  useSpoken(reason === 'over' || reason === 'no-answer' ? null : 'no-paper')
  if (reason === 'over') {
    return (
      <Page title={t('already.over')} lead={t('already.overLead')} picture={<StillSign kind="attention" />}>
        <NextStep icon="ticket" onPress={() => walk.go({ at: 'businesses' })}>
          {t('already.again')}
        </NextStep>
      </Page>
    )
  }
  const { number } = ticket
  const silent = reason === 'no-answer'
  return (
    <Page
      title={t(silent ? 'trouble.noAnswer' : 'noPaper.title')}
      lead={
        silent
          ? t('already.noAnswerLead', { number })
          : t('noPaper.reprintLead', { reason: t(`noPaper.reason.${reason}`), number })
      }
      picture={<p className="paper-number">{number}</p>}
    >
      <PlainButton icon="print" onPress={() => walk.reprint(ticket)}>
        {t('ticket.reprint')}
      </PlainButton>
      <NextStep icon="done" onPress={walk.finish}>
        {t('ticket.finish')}
      </NextStep>
    </Page>
  )
}
