import { useTranslation } from 'react-i18next'
import { hallTime } from '../kiosk/hall-time.ts'
import type { Answered, DeskState } from './desk.ts'
import { useNow } from './now.ts'
import type { Offer } from './offers.ts'

/** From when on a wish says that it is on its way, and a lost line that it has been lost for long, milliseconds. */
const SLOW = 1000
const LONG = 30_000

/** That the line is down, and what that means. */
export function LineBanner({ desk: { line, lineSince, view, ahead } }: { readonly desk: DeskState }) {
  const { t } = useTranslation('window')
  const now = useNow()
  if (line === 'up') return null
  return (
    <div className="banner" role="alert">
      <strong>{t(`line.${line}`)}</strong>
      {view !== null && <span>{t('line.asOf', { time: hallTime(lineSince + ahead, view.timeZone) })}</span>}
      {now - lineSince > LONG && <span>{t('line.long')}</span>}
    </div>
  )
}

interface SaidProps {
  readonly desk: DeskState
  /** Why what was pressed last cannot be done now. */
  readonly hint: Extract<Offer, { readonly possible: false }> | 'wait' | null
  readonly onGiveUp: () => void
}

/** What became of the last thing that was pressed, or that it is on its way. */
export function Said({ desk: { wish, answered, line }, hint, onGiveUp }: SaidProps) {
  const { t } = useTranslation('window')
  const now = useNow()
  if (wish !== null && (now - wish.since >= SLOW || hint === 'wait')) {
    return (
      <div className="said" data-tone="wait">
        <span className="turning" aria-hidden="true" />
        <output>
          {t(`doing.${wish.act}`)} {line !== 'up' && t('doing.offline')}
        </output>
        {line !== 'up' && (
          <button type="button" onClick={onGiveUp}>
            {t('doing.giveUp')} <kbd>{t('key.escape')}</kbd>
          </button>
        )}
      </div>
    )
  }
  return (
    <div className="said" data-tone={toneOf(hint, answered)}>
      <output>
        {hint !== null && hint !== 'wait' && t(hint.why, { number: hint.number })}
        {hint === null && answered !== null && <AnsweredWords answered={answered} />}
      </output>
    </div>
  )
}

function toneOf(hint: SaidProps['hint'], answered: Answered | null): string {
  if (hint !== null) return 'attention'
  if (answered === null) return 'plain'
  return answered.end.outcome === 'done' ? 'done' : 'attention'
}

function AnsweredWords({ answered: { act, number, end } }: { readonly answered: Answered }) {
  const { t } = useTranslation('window')
  switch (end.outcome) {
    case 'done':
      return t(`done.${act}`, { number: end.ticket?.number ?? number })
    case 'refused':
      return t(`refused.${end.reason}`, { number: end.number ?? number, count: Math.ceil((end.waitMs ?? 0) / 1000) })
    case 'signed-out':
      return act === 'signOut' ? t('done.signOut') : t('done.signedOut')
    case 'failed':
      return t('done.failed')
    case 'given-up':
      return t('done.given')
  }
}
