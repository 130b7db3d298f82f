import { useTranslation } from 'react-i18next'
import type { WindowTicket } from '../../main/contract/window.ts'

/** Why a ticket goes before others, and which window has left it, in words. */
export function Marks({ ticket }: { readonly ticket: WindowTicket }) {
  const { t } = useTranslation('window')
  return (
    <>
      {ticket.leftBy !== null && <span className="mark">{t('mark.leftBy', { window: ticket.leftBy })}</span>}
      {ticket.onTop && <span className="mark">{t('mark.onTop')}</span>}
      {ticket.forThisWindow && <span className="mark">{t('mark.forThisWindow')}</span>}
      {ticket.priority !== 'ordinary' && (
        <span className="mark">{ticket.green === null ? t(`mark.${ticket.priority}`) : t('issue.green', { reason: t(`issue.reason.${ticket.green.reason}`) })}</span>
      )}
    </>
  )
}
