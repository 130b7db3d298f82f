import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { useTranslation } from 'react-i18next'
import { Icon } from './icons.tsx'

/** How far a press moves: most of what is seen, so that the last line stays as the first. */
const STRIDE = 0.8

/** With these somebody moves about on the page. */
const ACTS = ['pointerdown', 'wheel', 'keydown'] as const

/**
 * The last resort for what does not fit: it scrolls, and says so with a button up and a button down. A place that somebody
 * comes back from is brought into view as the page grows, until a hand moves something.
 */
export function Scrolled({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation()
  const zone = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  const [overflows, setOverflows] = useState(false)

  useEffect(() => {
    const outside = zone.current
    const inside = inner.current
    if (outside === null || inside === null) return undefined
    let moved = false
    const byHand = () => {
      moved = true
    }
    const measured = () => {
      setOverflows(outside.scrollHeight > outside.clientHeight + 1)
      // Further parts of a list come later, and the keys beside it leave it less room.
      if (!moved) inside.querySelector('[data-came-back]')?.scrollIntoView({ block: 'center' })
    }
    const observer = new ResizeObserver(measured)
    observer.observe(outside)
    observer.observe(inside)
    for (const act of ACTS) window.addEventListener(act, byHand, { capture: true })
    return () => {
      observer.disconnect()
      for (const act of ACTS) window.removeEventListener(act, byHand, { capture: true })
    }
  }, [])

  const move = (sign: 1 | -1) => {
    const outside = zone.current
    outside?.scrollBy({ top: sign * outside.clientHeight * STRIDE, behavior: 'smooth' })
  }
  return (
    <div className={overflows ? 'scrolled scrolled-over' : 'scrolled'}>
      <div
        className="scrolled-zone"
        ref={zone}
        data-scrolls={overflows}
        {...(overflows ? { tabIndex: 0, role: 'group', 'aria-label': t('scroll.zone') } : {})}
      >
        <div ref={inner} className="scrolled-inner">
          {children}
        </div>
      </div>
      {overflows && (
        <div className="scrolled-keys">
          <Button className="scrolled-key" onPress={() => move(-1)} aria-label={t('scroll.up')}>
            <Icon name="up" />
          </Button>
          <Button className="scrolled-key" onPress={() => move(1)} aria-label={t('scroll.down')}>
            <Icon name="down" />
          </Button>
        </div>
      )}
    </div>
  )
}
