import { useTranslation } from 'react-i18next'
import type { WindowTicket, WindowView } from '../../main/contract/window.ts'
import { hallTime } from '../kiosk/hall-time.ts'
import { type Language, local } from '../strings/strings.ts'
import { Marks } from './marks.tsx'
import { ISSUE_KEY } from './keys.ts'
import { minutesSince, useNow } from './now.ts'

interface ListsProps {
  readonly view: WindowView
  readonly language: Language
  readonly ahead: number
  readonly chosen: string | null
  readonly onChoose: (ticketId: string) => void
  readonly onIssue: () => void
}

/** Who waits, in the order of calling; who is held; who was passed. ↑ and ↓ go through all three. */
export function Lists({ view, language, ahead, chosen, onChoose, onIssue }: ListsProps) {
  const { t } = useTranslation('window')
  const now = useNow() + ahead
  const waiting = view.businesses.reduce((sum, business) => sum + business.waiting, 0)
  const rows = (name: 'waiting' | 'held' | 'passed') => (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <option> holds text alone
    <div className="rows" role="listbox" aria-label={t(`${name}.title`)}>
      {view[name].map((ticket, index) => (
        <Row
          key={ticket.ticketId}
          ticket={ticket}
          time={hallTime(ticket.takenAt, view.timeZone)}
          minutes={minutesSince(ticket.takenAt, now)}
          chosen={chosen === ticket.ticketId}
          reached={chosen === ticket.ticketId || (index === 0 && !view[name].some(({ ticketId }) => ticketId === chosen))}
          onChoose={onChoose}
        />
      ))}
    </div>
  )
  return (
    <section className="lists" aria-label={t('waiting.title')}>
      <div className="businesses-and-more">
        <ul className="businesses" aria-label={t('waiting.businesses')}>
          {view.businesses.map((business) => (
            <li key={business.code}>
              <b>{business.code}</b>
              <span className="business-name">{local(business.name, language)}</span>
              <strong>{t('waiting.people', { count: business.waiting })}</strong>
              {business.wait !== undefined && <span className="business-wait">{local(business.wait, language)}</span>}
              {business.longestSince !== null && (
                <span className="business-since">{t('waiting.earliest', { time: hallTime(business.longestSince, view.timeZone) })}</span>
              )}
            </li>
          ))}
        </ul>
        <button type="button" className="act" onClick={onIssue}>
          <span className="act-word">{t('issue.open')}</span>
          <kbd>{ISSUE_KEY}</kbd>
        </button>
      </div>
      <div className="list list-waiting">
        <h2 className="part-title">
          {t('waiting.title')} <span>{t('waiting.people', { count: waiting })}</span>
        </h2>
        {view.waiting.length === 0 ? <p className="none">{t('waiting.none')}</p> : rows('waiting')}
        {waiting > view.waiting.length && (
          <p className="none">{t('waiting.more', { count: waiting - view.waiting.length, shown: view.waiting.length })}</p>
        )}
      </div>
      {(['held', 'passed'] as const).map((name) => (
        <div key={name} className={`list list-${name}`}>
          <h2 className="part-title">
            {t(`${name}.title`)} {view[name].length > 0 && <span>{view[name].length}</span>}
          </h2>
          {view[name].length === 0 ? <p className="none">{t(`${name}.none`)}</p> : rows(name)}
        </div>
      ))}
    </section>
  )
}

interface RowProps {
  readonly ticket: WindowTicket
  readonly time: string
  readonly minutes: number
  readonly chosen: boolean
  /** Where Tab comes to in this list. */
  readonly reached: boolean
  readonly onChoose: (ticketId: string) => void
}

function Row({ ticket, time, minutes, chosen, reached, onChoose }: RowProps) {
  const { t } = useTranslation('window')
  return (
    <div
      className="row"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <option> holds text alone
      role="option"
      aria-selected={chosen}
      tabIndex={reached ? 0 : -1}
      data-ticket={ticket.ticketId}
      onFocus={() => onChoose(ticket.ticketId)}
    >
      <b className="row-number">{ticket.number}</b>
      <span className="row-marks">
        <Marks ticket={ticket} />
        {ticket.status !== 'waiting' && ticket.reason !== null && <span className="row-reason">{ticket.reason}</span>}
      </span>
      <span className="row-since">{t('waiting.since', { time })}</span>
      <span className="row-minutes">{t('now.minutes', { minutes })}</span>
    </div>
  )
}

/** Moves the choice through all lists as they stand on the page. */
export function stepThroughRows(down: boolean): void {
  const rows = [...document.querySelectorAll<HTMLElement>('.row')]
  const at = rows.findIndex((row) => row.getAttribute('aria-selected') === 'true')
  const next = at === -1 ? (down ? 0 : rows.length - 1) : at + (down ? 1 : -1)
  rows[Math.min(rows.length - 1, Math.max(0, next))]?.focus()
}
