import { useTranslation } from 'react-i18next'
import type { AlertView, StatisticsView } from '../../main/contract/manager.ts'
import { spanText } from './spans.ts'

/** What a supervisor is to look at, in sentences. */
export function Alerts({ view }: { readonly view: StatisticsView }) {
  const { t } = useTranslation('manager')
  const day = view.byDay.at(-1)?.key ?? view.to
  return (
    <section className="alerts" aria-labelledby="alerts">
      <h2 id="alerts">{t('alerts.title', { day })}</h2>
      {view.alerts.length === 0 ? (
        <p className="quiet">{t('alerts.none')}</p>
      ) : (
        <ul>
          {view.alerts.map((alert) => (
            <li key={`${alert.kind} ${'number' in alert ? alert.number : alert.business}`}>
              <AlertWords alert={alert} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function AlertWords({ alert }: { readonly alert: AlertView }) {
  const { t } = useTranslation('manager')
  switch (alert.kind) {
    case 'long-wait': {
      const about = { number: alert.number, time: spanText(alert.waitMs, t) }
      return alert.waiting ? t('alerts.long-wait-now', about) : t('alerts.long-wait', about)
    }
    case 'unusual-wait':
      return t('alerts.unusual-wait', { number: alert.number, time: spanText(alert.waitMs, t), usual: spanText(alert.usualMs, t) })
    case 'long-service':
      return t('alerts.long-service', { number: alert.number, window: alert.window ?? t('none'), time: spanText(alert.serveMs, t) })
    case 'many-no-shows':
      return t('alerts.many-no-shows', { business: alert.business, called: alert.called, noShow: alert.noShow })
  }
}
