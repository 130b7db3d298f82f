import type { TFunction } from 'i18next'
import type { StatisticsView, TallyRowView } from '../../main/contract/manager.ts'
import { csvOf } from './csv.ts'

export const KEYS = ['business', 'window', 'hour', 'day'] as const
export type Key = (typeof KEYS)[number]

export function rowsOf(view: StatisticsView, key: Key): readonly TallyRowView[] {
  return { business: view.byBusiness, window: view.byWindow, hour: view.byHour, day: view.byDay }[key]
}

export const COUNTS = ['taken', 'done', 'noShow', 'cancelled', 'expired', 'open'] as const
export const TIMES = ['wait', 'come', 'serve'] as const
const FIGURES = ['median', 'ninth', 'longest'] as const

/** One table for a spreadsheet: the whole, then every row of every way of counting, then what was given (好差评). Times in minutes with one decimal, shares from 0 to 1. */
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
    ...TIMES.flatMap((time) => FIGURES.map((figure) => (tally[time].count === 0 ? '' : Math.round(tally[time][figure] / 6_000) / 10))),
  ]
  const { levels, given, goodShare, appended } = view.evaluations
  return csvOf([
    [`${view.hall[language]} ${t('title')}`, view.from === view.to ? view.from : `${view.from} – ${view.to}`],
    head,
    line('', '', { tally: view.total }),
    ...KEYS.flatMap((key) => rowsOf(view, key).map((row) => line(t(`by.${key}`), row.name[language], row))),
    [],
    [t('evaluations.title'), ...levels.map(({ level }) => t(`badCases.level.${level}`)), t('evaluations.given'), t('evaluations.good'), t('evaluations.appended')],
    ['', ...levels.map(({ count }) => count), given, goodShare === null ? '' : Math.round(goodShare * 10_000) / 10_000, appended],
  ])
}
