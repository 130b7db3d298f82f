import type { TFunction } from 'i18next'
import type { Guide, GuideTime } from '../../../main/contract/guide.ts'

/** 法定20个工作日，承诺5个工作日; null where the catalogue says neither. */
export function timeInWords({ legal, promised }: Guide['time'], t: TFunction): string | null {
  if (legal !== null && promised !== null) {
    return t('guide.time.both', { legal: spanInWords(legal, t), promised: spanInWords(promised, t) })
  }
  if (promised !== null) return t('guide.time.promised', { promised: spanInWords(promised, t) })
  return legal === null ? null : t('guide.time.legal', { legal: spanInWords(legal, t) })
}

/** How long it takes at most: what is promised, or else the law's time. */
export function shortTime({ legal, promised }: Guide['time'], t: TFunction): string | null {
  const time = promised ?? legal
  return time === null ? null : spanInWords(time, t)
}

export function spanInWords({ count, unit }: GuideTime, t: TFunction): string {
  return count === 0 ? t('guide.time.atOnce') : t(`guide.time.${unit}`, { count })
}
