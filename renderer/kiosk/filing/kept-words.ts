import type { TFunction } from 'i18next'

/** How long a draft is kept, as people say it: 2 小时, 90 分钟. */
export function keptInWords(minutes: number, t: TFunction): string {
  return minutes > 0 && minutes % 60 === 0
    ? t('filing.begun.keptHours', { count: minutes / 60 })
    : t('filing.begun.keptMinutes', { count: minutes })
}
