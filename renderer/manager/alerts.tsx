import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatisticsView } from '../../main/contract/manager.ts'
import { alertWords } from './alert-words.ts'

/** So many are read at a glance; the gravest stand first (look/manager.css hides as many on the screen, none on paper). */
const AT_A_GLANCE = 6

/** What a supervisor is to look at, in sentences; with its day, where the period has several. */
export function Alerts({ view }: { readonly view: StatisticsView }) {
  const { t } = useTranslation('manager')
  const [all, setAll] = useState(false)
  const { alerts, moreAlerts, from, to } = view
  const period = from === to ? from : `${from} – ${to}`
  return (
    <section className="alerts" aria-labelledby="alerts">
      <h2 id="alerts">{t('alerts.title', { period })}</h2>
      {alerts.length === 0 ? (
        <p className="quiet">{t('alerts.none')}</p>
      ) : (
        <ul data-all={all}>
          {alerts.map((alert) => (
            <li key={`${alert.day} ${alert.kind} ${'number' in alert ? alert.number : alert.business}`}>
              {from !== to && <time dateTime={alert.day}>{alert.day}</time>}
              {alertWords(alert, t)}
            </li>
          ))}
        </ul>
      )}
      {moreAlerts > 0 && <p className="quiet">{t('alerts.more', { count: moreAlerts })}</p>}
      {alerts.length > AT_A_GLANCE && (
        <button type="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('alerts.fewer') : t('alerts.all', { count: alerts.length })}
        </button>
      )}
    </section>
  )
}
