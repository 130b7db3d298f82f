import { useTranslation } from 'react-i18next'
import type { TicketView } from '../../main/contract/kiosk.ts'
import type { LocalText } from '../../main/contract/text.ts'
import { local, type Language } from '../strings/strings.ts'
import { Icon } from './icons.tsx'

/** The ticket as its holder reads it walking: number first, then how many are ahead, then where to go. */
export function TicketPaper({ ticket, language }: { readonly ticket: TicketView; readonly language: Language }) {
  const { t } = useTranslation()
  return (
    <div className="paper">
      <p className="paper-business">{local(ticket.business, language)}</p>
      <p className="paper-caption">{t('ticket.yours')}</p>
      <p className="paper-number">{ticket.number}</p>
      {ticket.slot !== undefined && <p className="paper-slot">{t('ticket.slot', { slot: ticket.slot })}</p>}
      {ticket.green && <p className="paper-slot">{t('ticket.green')}</p>}
      <p className="paper-ahead">
        <Icon name="people" />
        <span>
          {ticket.ahead === 0 ? t('ticket.next') : t('ticket.ahead', { count: ticket.ahead })}
          {ticket.wait && ` · ${local(ticket.wait, language)}`}
        </span>
      </p>
      <p className="paper-where">
        <Icon name="window" />
        <span>{t('ticket.where', { where: local(ticket.where, language) })}</span>
      </p>
      <p className="paper-small">
        {ticket.windows.length > 0 && (
          <span>
            {t('ticket.windows', { windows: windowList(ticket.windows, language), count: ticket.windows.length })}
          </span>
        )}
        <span>{t('ticket.issued', { time: ticket.issuedAt })}</span>
      </p>
    </div>
  )
}

export function windowList(windows: readonly LocalText[], language: Language): string {
  return windows.map((each) => each[language]).join(language === 'zh' ? '、' : ', ')
}
