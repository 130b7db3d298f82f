import { create } from 'qrcode'
import { err, ok, type Result } from '../../drivers/result.ts'
import { blacken, blankBitmap, type Bitmap } from './bitmap.ts'

/** A QR code as a picture: the form that every printer takes. */
export interface QrPicture {
  /** With the quiet zone left and right; above and below it, four modules of blank paper are the sheet's to leave. */
  readonly bitmap: Bitmap
  readonly moduleDots: number
}

/** Preferred first; 4 dots at 203 dpi are 0.5 mm, the least that phone cameras read well from thermal paper. */
const MODULE_DOTS = [6, 5, 4]
const QUIET_MODULES = 4 // ISO/IEC 18004

/** Level M, on paper `widthDots` wide; err when the text does not fit at the least module size. */
export function qrPicture(text: string, widthDots: number): Result<QrPicture, { readonly kind: 'qr-too-long' }> {
  const modules = modulesOf(text)
  const acrossAll = (modules?.size ?? 0) + 2 * QUIET_MODULES
  const moduleDots = MODULE_DOTS.find((dots) => acrossAll * dots <= widthDots)
  if (modules === null || moduleDots === undefined) return err({ kind: 'qr-too-long' })

  const { size, data } = modules
  const bitmap = blankBitmap(acrossAll * moduleDots, size * moduleDots)
  for (let row = 0; row < size; row += 1) {
    const first = row * moduleDots
    for (let column = 0; column < size; column += 1) {
      const x = (column + QUIET_MODULES) * moduleDots
      if (data[row * size + column] !== 0) blacken(bitmap, first, x, x + moduleDots)
    }
    const drawn = bitmap.data.subarray(first * bitmap.stride, (first + 1) * bitmap.stride)
    for (let copy = 1; copy < moduleDots; copy += 1) bitmap.data.set(drawn, (first + copy) * bitmap.stride)
  }
  return ok({ bitmap, moduleDots })
}

/** `create` throws for what no QR code can hold. */
function modulesOf(text: string): { readonly size: number; readonly data: Uint8Array } | null {
  try {
    return create(text, { errorCorrectionLevel: 'M' }).modules
  } catch {
    return null
  }
}
