import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import SignaturePad from 'signature_pad'
import type { Signature } from '../../../main/contract/forms.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { useLatest } from '../../components/latest.ts'
import { StateLine } from '../../components/page.tsx'
import { groupsOf, strokesOf } from './signature-strokes.ts'

interface SignatureFieldProps {
  readonly value: Signature | null
  readonly onChange: (value: Signature | undefined) => void
}

/** Ink on white in every theme: what is signed here is printed. */
const INK = '#16233a'
/** Widths in pixels that a picture of a signature is tried in, and what it may weigh in base64. */
const WIDTHS = [640, 480, 320]
const HEAVIEST = 36_000

/** A frame to sign in with a finger or a pen. */
export function SignatureField({ value, onChange }: SignatureFieldProps) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const pad = useRef<SignaturePad>(null)
  const [large, setLarge] = useState(false)
  const latest = useLatest({ value, onChange })

  useEffect(() => {
    const at = canvas.current
    if (at === null) return undefined
    const drawing = new SignaturePad(at, { penColor: INK, minWidth: 1.2, maxWidth: 4.2 })
    pad.current = drawing
    const fit = () => {
      // The canvas has a dot for each of the panel's; its strokes are drawn anew in the new size.
      at.width = Math.round(at.clientWidth * devicePixelRatio)
      at.height = Math.round(at.clientHeight * devicePixelRatio)
      at.getContext('2d')?.scale(devicePixelRatio, devicePixelRatio)
      const { strokes } = latest.current.value ?? { strokes: [] }
      drawing.clear()
      if (strokes.length > 0) drawing.fromData(groupsOf(strokes, at.clientWidth, drawing))
    }
    const ended = () => {
      const signed = signatureOf(drawing, at)
      setLarge(signed === null)
      latest.current.onChange(signed ?? undefined)
    }
    drawing.addEventListener('endStroke', ended)
    const observer = new ResizeObserver(fit)
    observer.observe(at)
    return () => {
      observer.disconnect()
      drawing.off()
      drawing.removeEventListener('endStroke', ended)
    }
  }, [latest])

  const clear = () => {
    pad.current?.clear()
    setLarge(false)
    onChange(undefined)
  }
  return (
    <>
      <div className="filing-signature">
        <canvas ref={canvas} aria-label={t('filing.signature.pad')} />
      </div>
      <StateLine tone={large ? 'attention' : value === null ? 'calm' : 'done'}>
        {t(`filing.signature.${large ? 'large' : value === null ? 'empty' : 'signed'}`)}
      </StateLine>
      <PlainButton icon="again" onPress={clear}>
        {t('filing.signature.clear')}
      </PlainButton>
    </>
  )
}

function signatureOf(drawing: SignaturePad, at: HTMLCanvasElement): Signature | null {
  const strokes = strokesOf(drawing.toData(), at.clientWidth)
  const png = WIDTHS.map((width) => pictureOf(at, width)).find((picture) => picture.length <= HEAVIEST)
  return strokes === null || strokes.length === 0 || png === undefined ? null : { strokes, png }
}

/** PNG in base64, so many pixels wide, on nothing. */
function pictureOf(at: HTMLCanvasElement, width: number): string {
  const small = document.createElement('canvas')
  small.width = Math.min(width, at.width)
  small.height = Math.round((small.width * at.height) / at.width)
  small.getContext('2d')?.drawImage(at, 0, 0, small.width, small.height)
  return small.toDataURL('image/png').replace(/^data:image\/png;base64,/, '')
}
