import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { CORNERS, type Crop, dragged, type Handle, SIDES } from '../../components/camera/crop.ts'

interface PaperCropProps {
  /** It stays its owner's; here it is only shown. */
  readonly picture: HTMLCanvasElement
  readonly crop: Crop
  readonly onCrop: (crop: Crop) => void
  /** A handle was let go: the part stands for now. */
  readonly onRest: (crop: Crop) => void
}

/** How far an arrow key moves a corner, in shares of the picture. */
const STEP = 0.01
const STEPS: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
}

/** Handles apart, so that no finger meets two: the least side of the part in handles, and never more than half of the picture. */
const LEAST_IN_HANDLES = 1.4
const LEAST_AT_MOST = 0.5

/** The picture whole, with the part that is kept: four corners and four edges to drag it by, the corners also by arrow keys. */
export function PaperCrop({ picture, crop, onCrop, onRest }: PaperCropProps) {
  const { t } = useTranslation()
  const place = useRef<HTMLElement>(null)
  const paper = useRef<HTMLDivElement>(null)
  const grip = useRef<{ readonly x: number; readonly y: number; readonly crop: Crop; readonly now: Crop } | null>(null)
  const about = useId()

  useEffect(() => place.current?.replaceChildren(picture), [picture])

  const least = (handle: Element) => {
    const box = paper.current?.getBoundingClientRect()
    const side = (handle.closest('.crop-paper')?.querySelector('.crop-corner')?.clientWidth ?? 0) * LEAST_IN_HANDLES
    const share = (whole: number | undefined) => Math.min(LEAST_AT_MOST, whole === undefined || whole === 0 ? LEAST_AT_MOST : side / whole)
    return { x: share(box?.width), y: share(box?.height) }
  }
  const drag = (handle: Handle) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      grip.current = { x: event.clientX, y: event.clientY, crop, now: crop }
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const box = paper.current?.getBoundingClientRect()
      const start = grip.current
      if (start === null || box === undefined) return
      const by = { x: (event.clientX - start.x) / box.width, y: (event.clientY - start.y) / box.height }
      const now = dragged(start.crop, handle, by, least(event.currentTarget))
      grip.current = { ...start, now }
      onCrop(now)
    },
    onLostPointerCapture: () => {
      const now = grip.current?.now
      grip.current = null
      if (now !== undefined) onRest(now)
    },
  })
  const keyed = (handle: Handle) => (event: KeyboardEvent<HTMLElement>) => {
    const by = STEPS[event.key]
    if (by === undefined) return
    event.preventDefault()
    onRest(dragged(crop, handle, by, least(event.currentTarget)))
  }
  const { left, top, right, bottom } = crop
  const percent = (share: number) => `${share * 100}%`
  const box = { left: percent(left), top: percent(top), width: percent(right - left), height: percent(bottom - top) }
  const ratio = picture.width / picture.height
  return (
    <div className="crop">
      <div className="crop-paper" ref={paper} style={{ aspectRatio: ratio, width: `min(100cqw, 100cqh * ${ratio})` }}>
        <figure className="crop-picture" ref={place} aria-label={t('filingMaterials.crop.label')} />
        <div className="crop-veil" aria-hidden="true">
          <div className="crop-kept" style={box} />
        </div>
        <div className="crop-part" style={box}>
          {SIDES.map((side) => (
            <div key={side} className="crop-side" data-side={side} aria-hidden="true" {...drag(side)} />
          ))}
          {CORNERS.map((corner) => (
            <button
              key={corner}
              type="button"
              className="crop-corner"
              data-corner={corner}
              aria-label={t(`filingMaterials.crop.handle.${corner}`)}
              aria-describedby={about}
              onKeyDown={keyed(corner)}
              {...drag(corner)}
            />
          ))}
        </div>
        <p className="unseen" id={about}>
          {t('filingMaterials.crop.move')}
        </p>
      </div>
    </div>
  )
}
