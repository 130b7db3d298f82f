import { useTranslation } from 'react-i18next'
import type { StatisticsView, TallyRowView } from '../../main/contract/manager.ts'
import { spanText } from './spans.ts'
import { COUNTS, rowsOf, TIMES, type Key } from './tables.ts'

/** The rows of one way of counting, the whole below; a bar shows each row's share of the numbers taken. */
export function FiguresTable({ view, by, language }: { readonly view: StatisticsView; readonly by: Key; readonly language: 'zh' | 'en' }) {
  const { t } = useTranslation('manager')
  const rows = rowsOf(view, by)
  const most = Math.max(1, ...rows.map(({ tally }) => tally.taken))
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{t(`by.${by}`)}</th>
          {COUNTS.map((count) => (
            <th scope="col" key={count} data-number>
              {t(`sum.${count}`)}
            </th>
          ))}
          {TIMES.map((time) => (
            <th scope="col" key={time} data-number>
              {t(`sum.${time}`)}
              <small>{t('spread.median')} · {t('spread.ninth')}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.key} name={row.name[language]} tally={row.tally} share={row.tally.taken / most} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ name, tally, share }: { readonly name: string; readonly tally: TallyRowView['tally']; readonly share: number }) {
  const { t } = useTranslation('manager')
  return (
    <tr>
      <th scope="row">
        {name}
        <span className="share" style={{ inlineSize: `${Math.round(share * 100)}%` }} />
      </th>
      {COUNTS.map((count) => (
        <td key={count} data-number>
          {tally[count]}
        </td>
      ))}
      {TIMES.map((time) => (
        <td key={time} data-number>
          {tally[time].count === 0 ? t('none') : `${spanText(tally[time].median, t)} · ${spanText(tally[time].ninth, t)}`}
        </td>
      ))}
    </tr>
  )
}
