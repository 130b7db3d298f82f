import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatisticsView } from '../../main/contract/manager.ts'
import { Alerts } from './alerts.tsx'
import { moved, type Asked } from './asked.ts'
import { EvaluationsOfPeriod } from './evaluation-figures.tsx'
import { FiguresTable } from './figures-table.tsx'
import { HoursChart } from './hours-chart.tsx'
import { spanText } from './spans.ts'
import { KEYS, spreadsheet, TIMES, type Key } from './tables.ts'

/** The figures of a period: sums, chart, table, and what to look at; `onAsk` asks for another period. */
export function Figures(props: { readonly view: StatisticsView; readonly asked: Asked; readonly language: 'zh' | 'en'; readonly onAsk: (asked: Asked) => void }) {
  const { view, asked, language, onAsk } = props
  const { t } = useTranslation('manager')
  const [by, setBy] = useState<Key>('business')
  const { total } = view
  const period = view.from === view.to ? view.from : `${view.from} – ${view.to}`
  return (
    <main>
      <div className="period">
        <fieldset className="choices">
          <legend>{t('length.label')}</legend>
          {(['day', 'month', 'quarter'] as const).map((length) => (
            <button type="button" key={length} aria-pressed={asked.length === length} onClick={() => onAsk({ ...asked, length })}>
              {t(`length.${length}`)}
            </button>
          ))}
        </fieldset>
        <button type="button" onClick={() => onAsk(moved(asked, view.from, -1))}>
          {t('earlier')}
        </button>
        <strong className="dates">{period}</strong>
        <button type="button" onClick={() => onAsk(moved(asked, view.from, 1))}>
          {t('later')}
        </button>
        <button type="button" onClick={() => onAsk({ ...asked, day: null })}>
          {t('today')}
        </button>
        <label>
          {t('day')}
          <input type="date" value={asked.day ?? view.to} onChange={({ target }) => target.value !== '' && onAsk({ ...asked, day: target.value })} />
        </label>
        <span className="acts">
          <a className="button" download={`${view.from}.csv`} href={`data:text/csv;charset=utf-8,${encodeURIComponent(spreadsheet(view, t, language))}`}>
            {t('csv')}
          </a>
          <button type="button" onClick={() => print()}>
            {t('print')}
          </button>
        </span>
      </div>
      <p className="counted">{t('counted', { time: view.at })}</p>
      {total.taken === 0 ? (
        <p className="quiet">{t('empty')}</p>
      ) : (
        <>
          <dl className="sums">
            {(['taken', 'done', 'noShow', 'open'] as const).map((count) => (
              <div key={count}>
                <dt>{t(`sum.${count}`)}</dt>
                <dd>{total[count]}</dd>
              </div>
            ))}
            {TIMES.map((time) => (
              <div key={time}>
                <dt>{t(`sum.${time}`)}</dt>
                <dd>{total[time].count === 0 ? t('none') : spanText(total[time].median, t)}</dd>
                {total[time].count > 0 && (
                  <dd className="small">
                    {t('spread.ninth')} {spanText(total[time].ninth, t)}
                  </dd>
                )}
              </div>
            ))}
          </dl>
          <Alerts view={view} />
          <HoursChart view={view} />
          <fieldset className="choices">
            <legend>{t('by.label')}</legend>
            {KEYS.map((key) => (
              <button type="button" key={key} aria-pressed={by === key} onClick={() => setBy(key)}>
                {t(`by.${key}`)}
              </button>
            ))}
          </fieldset>
          <FiguresTable view={view} by={by} language={language} />
        </>
      )}
      <EvaluationsOfPeriod figures={view.evaluations} />
    </main>
  )
}
