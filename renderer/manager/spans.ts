import type { TFunction } from 'i18next'

/** A time as people say it: seconds below two minutes, then minutes. `ms` in milliseconds. */
export function spanText(ms: number, t: TFunction<'manager'>): string {
  const seconds = Math.round(ms / 1000)
  return seconds < 120 ? t('seconds', { count: seconds }) : t('minutes', { count: Math.round(seconds / 60) })
}

/** 0.8765 → `87.7%` */
export function shareText(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}
