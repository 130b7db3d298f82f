import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Pointer } from '../components/case.tsx'
import { Icon } from '../components/icons.tsx'
import type { ClipName } from '../voice/clips.ts'
import { cardAskedBack, cardPlace } from './card-on-reader.ts'
import { useKiosk } from './kiosk-context.ts'
import type { KioskState } from './state.ts'

/** What is asked back. */
export const TAKE = { reader: 'takeCard.title', socialCard: 'takeCard.anyCard' } as const

/** The card is asked back in words, with the arrow to the reader. Made of spans: on the attract screen it lies in a button. */
export function CardAsked() {
  const { state, facts } = useKiosk()
  const { t } = useTranslation()
  const at = cardPlace(state)
  const place = facts.case[at]
  return (
    <span className="card-asked">
      <Icon name="card" />
      <span className="card-asked-words">
        {t(TAKE[at])}
        {place !== undefined && <span className="pointing-where">{t(`drawing.pointing.${place}`)}</span>}
      </span>
      {place !== undefined && <Pointer place={place} />}
    </span>
  )
}

/** How often the card is asked for by voice while it lies there, milliseconds. */
const ASKS_EVERY = 8000
/**
 * Three minutes of asking: whoever left it is out of hearing by then, and a voice that never ends is switched off by the
 * hall. The screen asks on.
 */
const ASKS_AT_MOST = 22

/** Speaks for the card until it is gone; begins anew when the session ends over it and when the person says they are done. */
export function useCardAskedFor(state: KioskState, say: (clip: ClipName) => void): void {
  const clip = cardPlace(state) === 'reader' ? 'take-card' : 'take-any-card'
  const occasion = cardAskedBack(state) ? `${state.view?.session?.id ?? ''} ${String(state.page.at === 'take-card')}` : null
  useEffect(() => {
    if (occasion === null) return undefined
    let asked = 1
    say(clip)
    const timer = setInterval(() => {
      asked += 1
      say(clip)
      if (asked >= ASKS_AT_MOST) clearInterval(timer)
    }, ASKS_EVERY)
    return () => clearInterval(timer)
  }, [occasion, clip, say])
}
