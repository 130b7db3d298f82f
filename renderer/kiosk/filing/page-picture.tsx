import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { letGo } from '../../components/camera/jpeg-within.ts'
import { pictureOf } from '../../components/camera/paper-picture.ts'
import { type OfMaterial, useMaterialsWalk } from './materials-walk.ts'

interface PagePictureProps {
  readonly of: OfMaterial
  /** Id of the page. */
  readonly page: string
  /** Pixels of its longer side at most. */
  readonly side: number
}

/** A page that was given, asked of the terminal and drawn; who shows it says what it is. Its pixels are let go when it is no longer shown. */
export function PagePicture({ of: { draft, material }, page, side }: PagePictureProps) {
  const { t } = useTranslation()
  const { picture } = useMaterialsWalk()
  const place = useRef<HTMLSpanElement>(null)
  const [state, setState] = useState<'opening' | 'shown' | 'broken'>('opening')
  const id = draft.draft
  useEffect(() => {
    let here = true
    let drawn: HTMLCanvasElement | null = null
    async function draw(): Promise<void> {
      const jpeg = await picture({ draft: id, material }, page)
      const canvas = jpeg === null || !here ? null : await pictureOf(jpeg, side)
      if (!here) {
        if (canvas !== null) letGo(canvas)
        return
      }
      drawn = canvas
      if (canvas !== null) place.current?.replaceChildren(canvas)
      setState(canvas === null ? 'broken' : 'shown')
    }
    void draw()
    return () => {
      here = false
      if (drawn !== null) letGo(drawn)
    }
  }, [picture, id, material, page, side])
  return (
    <span className="page-drawn" data-state={state}>
      <span className="page-canvas" ref={place} aria-hidden="true" />
      {state !== 'shown' && <span className="page-said">{t(`filingMaterials.pages.${state}`)}</span>}
    </span>
  )
}
