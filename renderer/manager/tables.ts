import type { TFunction } from 'i18next'
import type { AlertView, StatisticsView, TallyRowView } from '../../main/contract/manager.ts'
import { alertWords } from './alert-words.ts'
import { csvOf } from './csv.ts'

export const KEYS = ['business', 'window', 'hour', 'day'] as const
export type Key = (typeof KEYS)[number]

export function rowsOf(view: StatisticsView, key: Key): readonly TallyRowView[] {
  return { business: view.byBusiness, window: view.byWindow, hour: view.byHour, day: view.byDay }[key]
}

export const COUNTS = ['taken', 'done', 'noShow', 'cancelled', 'expired', 'open'] as const
export const TIMES = ['wait', 'come', 'serve'] as const
const FIGURES = ['median', 'ninth', 'longest'] as const

/**
 * One table for a spreadsheet: the whole, then every row of every way of counting, then what a supervisor is to look at
 * (电子监察), then what was given (好差评). Times in minutes with one decimal, shares from 0 to 1.
 */
export function spreadsheet(view: StatisticsView, t: TFunction<'manager'>, language: 'zh' | 'en'): string {
  const head = [
    t('by.label'),
    '',
    ...COUNTS.map((count) => t(`sum.${count}`)),
    ...TIMES.flatMap((time) => FIGURES.map((figure) => `${t(`sum.${time}`)} ${t(`spread.${figure}`)} (min)`)),
  ]
  const line = (what: string, name: string, { tally }: Pick<TallyRowView, 'tally'>) => [
    what,
    name,
    ...COUNTS.map((count) => tally[count]),
    ...TIMES.flatMap((time) => FIGURES.map((figure) => (tally[time].count === 0 ? '' : minutesOf(tally[time][figure])))),
  ]
  const { levels, given, goodShare, appended } = view.evaluations
  const period = view.from === view.to ? view.from : `${view.from} – ${view.to}`
  return csvOf([
    [`${view.hall[language]} ${t('title')}`, period],
    head,
    line('', '', { tally: view.total }),
    ...KEYS.flatMap((key) => rowsOf(view, key).map((row) => line(t(`by.${key}`), row.name[language], row))),
    [],
    [t('alerts.title', { period })],
    [t('day'), t('alerts.what'), t('alerts.number'), t('alerts.business'), t('alerts.window'), 'min', t('alerts.words')],
    ...view.alerts.map((alert) => alertLine(alert, t)),
    ...(view.alerts.length === 0 ? [[t('alerts.none')]] : []),
    ...(view.moreAlerts > 0 ? [[t('alerts.more', { count: view.moreAlerts })]] : []),
    [],
    [t('evaluations.title'), ...levels.map(({ level }) => t(`badCases.level.${level}`)), t('evaluations.given'), t('evaluations.good'), t('evaluations.appended')],
    ['', ...levels.map(({ count }) => count), given, goodShare === null ? '' : Math.round(goodShare * 10_000) / 10_000, appended],
  ])
}

function alertLine(alert: AlertView, t: TFunction<'manager'>): readonly (string | number)[] {
  const number = 'number' in alert ? alert.number : ''
  const window = 'window' in alert ? (alert.window ?? '') : ''
  return [alert.day, t(`alerts.kind.${alert.kind}`), number, alert.business, window, lasted(alert), alertWords(alert, t)]
}

/** Minutes of a wait or service; none where nobody knows. */
function lasted(alert: AlertView): number | '' {
  if ('waitMs' in alert) return minutesOf(alert.waitMs)
  return 'serveMs' in alert ? minutesOf(alert.serveMs) : ''
}

function minutesOf(ms: number): number {
  return Math.round(ms / 6_000) / 10
}
