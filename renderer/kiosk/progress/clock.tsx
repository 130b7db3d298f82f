import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { FilingClock } from '../../../main/contract/progress.ts'
import { StateLine, type Tone } from '../../components/page.tsx'
import { dateInWords } from '../certificate/month-words.ts'
import { useKiosk } from '../kiosk-context.ts'
import { Rows } from './rows.tsx'

/** What is to be said of a clock, and how loud; null where nothing is promised. */
export function clockStanding({ state, promised, elapsed, left }: FilingClock, t: TFunction): { readonly tone: Tone; readonly words: string } | null {
  switch (state) {
    case 'before':
      return promised === null ? null : { tone: 'calm', words: t('progress.clock.before') }
    case 'stopped':
      return { tone: 'calm', words: t('progress.clock.stopped') }
    case 'ended':
      if (promised === null || elapsed === null) return null
      return elapsed <= promised ? { tone: 'done', words: t('progress.clock.within') } : { tone: 'calm', words: t('progress.clock.late') }
    case 'running':
      if (left === null) return null
      if (left > 0) return { tone: 'calm', words: t('progress.clock.left', { count: left }) }
      return { tone: 'attention', words: left === 0 ? t('progress.clock.today') : t('progress.clock.over', { count: -left }) }
  }
}

/** The promised time and how much of it is used, by the hall's calendar. */
export function Clock({ clock }: { readonly clock: FilingClock }) {
  const { state, facts } = useKiosk()
  const { t } = useTranslation()
  const { promised, elapsed, notCounted, by } = clock
  if (promised === null && elapsed === null) return null
  const days = (count: number) => t('progress.clock.days', { count })
  const standing = clockStanding(clock, t)
  const over = clock.left !== null && clock.left < 0
  return (
    <section className="sheet" aria-label={t('progress.clock.title')}>
      <h2>{t('progress.clock.title')}</h2>
      {promised !== null && promised > 0 && elapsed !== null && <Gauge elapsed={elapsed} promised={promised} stopped={clock.state === 'stopped'} />}
      {standing !== null && (
        <StateLine tone={standing.tone}>
          {standing.words}
          {over && (
            <span className="state-more">
              {facts.helpLine === undefined ? t('progress.clock.overAtWindow') : t('progress.clock.overMore', { line: facts.helpLine })}
            </span>
          )}
        </StateLine>
      )}
      <Rows
        rows={[
          [t('progress.clock.promised'), promised === null ? null : promised === 0 ? t('progress.clock.atOnce') : days(promised)],
          [t(clock.state === 'ended' ? 'progress.clock.took' : 'progress.clock.elapsed'), elapsed === null ? null : days(elapsed)],
          [t('progress.clock.notCounted'), notCounted === 0 ? null : t('progress.clock.excluded', { count: notCounted })],
          [t('progress.clock.by'), by === null || clock.state === 'ended' ? null : dateInWords(by, state.comfort.language)],
        ]}
      />
      {elapsed !== null && <p className="progress-about">{t('progress.clock.calendar')}</p>}
    </section>
  )
}

/** As many strokes as promised days, the used ones filled; where they are too many, one bar. */
function Gauge({ elapsed, promised, stopped }: { readonly elapsed: number; readonly promised: number; readonly stopped: boolean }) {
  const used = Math.min(elapsed, promised)
  const parts = promised <= MOST_STROKES ? promised : 1
  return (
    <span className="gauge" data-over={elapsed > promised} data-stopped={stopped} aria-hidden="true">
      {Array.from({ length: parts }, (_, at) => (
        <span key={at} className="gauge-part">
          <span style={{ width: `${parts === 1 ? (100 * used) / promised : at < used ? 100 : 0}%` }} />
        </span>
      ))}
    </span>
  )
}

const MOST_STROKES = 30
