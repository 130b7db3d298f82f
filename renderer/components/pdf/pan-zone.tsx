import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '../icons.tsx'

/** How far a press moves: most of what is seen. */
const STRIDE = 0.8

interface PanZoneProps {
  /** When it changes, what stood in the middle stays there. */
  readonly scale: number
  /** When it changes, the zone goes back to the top. */
  readonly page: number
  readonly children: ReactNode
}

type Way = readonly [across: -1 | 0 | 1, down: -1 | 0 | 1]

/** What is larger than its place: it moves under the finger, and says with buttons which ways it goes. */
export function PanZone({ scale, page, children }: PanZoneProps) {
  const { t } = useTranslation()
  const zone = useRef<HTMLDivElement>(null)
  const over = useOverflow(zone, scale)
  useMiddleKept(zone, scale)
  useTopOf(zone, page)

  const move = ([across, down]: Way) => {
    const outside = zone.current
    outside?.scrollBy({
      left: across * outside.clientWidth * STRIDE,
      top: down * outside.clientHeight * STRIDE,
      behavior: 'smooth',
    })
  }
  const scrolls = over.across || over.down
  const key = (icon: IconName, name: string, way: Way) => (
    <Button className="scrolled-key" onPress={() => move(way)} aria-label={name}>
      <Icon name={icon} />
    </Button>
  )
  return (
    <>
      <div
        className="pdf-zone"
        ref={zone}
        data-scrolls={scrolls}
        {...(scrolls ? { tabIndex: 0, role: 'group', 'aria-label': t('components.pdf.zone') } : {})}
      >
        {children}
      </div>
      {over.down && (
        <div className="scrolled-keys pdf-down">
          {key('up', t('scroll.up'), [0, -1])}
          {key('down', t('scroll.down'), [0, 1])}
        </div>
      )}
      {over.across && (
        <div className="scrolled-keys pdf-across">
          {key('left', t('components.pdf.left'), [-1, 0])}
          {key('right', t('components.pdf.right'), [1, 0])}
        </div>
      )}
    </>
  )
}

type Zone = { readonly current: HTMLDivElement | null }

function useOverflow(zone: Zone, scale: number): { readonly across: boolean; readonly down: boolean } {
  const [over, setOver] = useState({ across: false, down: false })
  useLayoutEffect(() => {
    const outside = zone.current
    if (outside === null) return undefined
    // Whole, it fits whatever rounding says.
    const measured = () =>
      setOver({
        across: scale > 1 && outside.scrollWidth > outside.clientWidth + 1,
        down: scale > 1 && outside.scrollHeight > outside.clientHeight + 1,
      })
    measured()
    const observer = new ResizeObserver(measured)
    observer.observe(outside)
    return () => observer.disconnect()
  }, [zone, scale])
  return over
}

function useMiddleKept(zone: Zone, scale: number): void {
  const middle = useRef({ x: 0.5, y: 0, scale })
  useLayoutEffect(() => {
    const outside = zone.current
    if (outside === null) return undefined
    if (middle.current.scale !== scale) {
      outside.scrollTo({
        left: middle.current.x * outside.scrollWidth - outside.clientWidth / 2,
        top: middle.current.y * outside.scrollHeight - outside.clientHeight / 2,
      })
    }
    const moved = () => {
      middle.current = {
        x: (outside.scrollLeft + outside.clientWidth / 2) / outside.scrollWidth,
        y: (outside.scrollTop + outside.clientHeight / 2) / outside.scrollHeight,
        scale,
      }
    }
    outside.addEventListener('scroll', moved, { passive: true })
    return () => outside.removeEventListener('scroll', moved)
  }, [zone, scale])
}

function useTopOf(zone: Zone, page: number): void {
  const seen = useRef(page)
  useEffect(() => {
    if (seen.current !== page) zone.current?.scrollTo({ top: 0 })
    seen.current = page
  }, [zone, page])
}
