import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { letGo } from '../../components/camera/jpeg-within.ts'
import { pictureOf } from '../../components/camera/paper-picture.ts'
import { useKiosk } from '../kiosk-context.ts'

/** Pixels; photos on cards have 126. */
const LONGER_SIDE = 1_024

/**
 * The photo in the chip of the card that lies there, beside which a clerk holds card and person; `otherwise` where there is
 * none, which most terminals never have. Its pixels are let go when it is no longer shown.
 */
export function CardPhoto({ otherwise }: { readonly otherwise: ReactNode }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const [photo, setPhoto] = useState<HTMLCanvasElement | null>(null)
  const { cardPhoto } = walk.certificate
  useEffect(() => {
    let here = true
    let drawn: HTMLCanvasElement | null = null
    async function draw(): Promise<void> {
      const answer = await cardPhoto()
      const file = answer.kind === 'answered' ? answer.value : null
      const canvas = file === null || !here ? null : await pictureOf(file.content, LONGER_SIDE)
      if (canvas !== null && !here) letGo(canvas)
      if (!here) return
      drawn = canvas
      setPhoto(canvas)
    }
    void draw()
    return () => {
      here = false
      if (drawn !== null) letGo(drawn)
    }
  }, [cardPhoto])
  const hang = useCallback((place: HTMLElement | null) => {
    if (photo !== null) place?.replaceChildren(photo)
  }, [photo])
  if (photo === null) return otherwise
  return (
    <figure className="card-photo">
      <span className="card-photo-picture" ref={hang} aria-hidden="true" />
      <figcaption>{t('certificate.clerk.photo')}</figcaption>
    </figure>
  )
}
