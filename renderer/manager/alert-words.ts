import type { TFunction } from 'i18next'
import type { AlertView } from '../../main/contract/manager.ts'
import { spanText } from './spans.ts'

/** An alert in a sentence, without its day. */
export function alertWords(alert: AlertView, t: TFunction<'manager'>): string {
  switch (alert.kind) {
    case 'long-wait': {
      const about = { number: alert.number, time: spanText(alert.waitMs, t) }
      if (alert.called === 'yes') return t('alerts.long-wait', about)
      return alert.called === 'never' ? t('alerts.long-wait-never', about) : t('alerts.long-wait-now', about)
    }
    case 'unusual-wait':
      return t('alerts.unusual-wait', { number: alert.number, time: spanText(alert.waitMs, t), usual: spanText(alert.usualMs, t) })
    case 'long-service':
      return t('alerts.long-service', { number: alert.number, window: alert.window ?? t('none'), time: spanText(alert.serveMs, t) })
    case 'unended-service':
      return t('alerts.unended-service', { number: alert.number, window: alert.window ?? t('none') })
    case 'many-no-shows':
      return t('alerts.many-no-shows', { business: alert.business, called: alert.called, noShow: alert.noShow })
  }
}
