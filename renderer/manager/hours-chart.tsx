import { useTranslation } from 'react-i18next'
import type { StatisticsView } from '../../main/contract/manager.ts'
import { spanText } from './spans.ts'

/** Drawing units; the picture takes the width that there is. */
const WIDTH = 960
const HEIGHT = 240
const FOOT = 34
/** Two lines above the highest column. */
const HEAD = 44
const LINE = 17
/** Of an early morning, too, a column is a column. */
const LEAST_COLUMNS = 9

/** When people come, and how long half of them wait at most: a column for each hour that anybody took a number in. */
export function HoursChart({ view }: { readonly view: StatisticsView }) {
  const { t } = useTranslation('manager')
  const hours = view.byHour
  const most = Math.max(1, ...hours.map(({ tally }) => tally.taken))
  const step = WIDTH / Math.max(LEAST_COLUMNS, hours.length)
  const room = HEIGHT - FOOT - HEAD
  return (
    <figure className="hours">
      <figcaption>
        {t('hours')}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('by.hour')}>
        {hours.map(({ key, tally }, index) => {
          const height = (tally.taken / most) * room
          const middle = step * index + step / 2
          const top = HEIGHT - FOOT - height - 7
          const waited = tally.wait.count > 0
          return (
            <g key={key}>
              <rect x={step * index + step * 0.2} y={HEIGHT - FOOT - height} width={step * 0.6} height={height} rx="3" />
              <text x={middle} y={waited ? top - LINE : top}>
                {tally.taken}
              </text>
              {waited && (
                <text x={middle} y={top} className="hour">
                  {spanText(tally.wait.median, t)}
                </text>
              )}
              <text x={middle} y={HEIGHT - 10} className="hour">
                {key}:00
              </text>
            </g>
          )
        })}
      </svg>
    </figure>
  )
}
