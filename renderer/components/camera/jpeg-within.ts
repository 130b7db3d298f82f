import type { Rectangle } from './crop.ts'

/** One way to make a picture smaller: pixels of its longer side at most, and JPEG quality, 0 to 1. */
export interface JpegTry {
  readonly side: number
  readonly quality: number
}

/** A part of a picture, in its own pixels. */
export interface PicturePart {
  readonly picture: HTMLVideoElement | HTMLCanvasElement
  readonly from: Rectangle
}

/**
 * JPEG in base64, by the first of the tries that has at most `most` characters, or by the last. Drawn anew, so that nothing
 * but the picture is in it. Null where the page has no memory for it.
 */
export function jpegWithin({ picture, from }: PicturePart, tries: readonly [JpegTry, ...JpegTry[]], most: number): string | null {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  if (context === null) return null
  let jpeg = ''
  for (const { side, quality } of tries) {
    const scale = Math.min(1, side / Math.max(from.width, from.height))
    canvas.width = Math.max(1, Math.round(from.width * scale))
    canvas.height = Math.max(1, Math.round(from.height * scale))
    context.drawImage(picture, from.x, from.y, from.width, from.height, 0, 0, canvas.width, canvas.height)
    jpeg = canvas.toDataURL('image/jpeg', quality).slice('data:image/jpeg;base64,'.length)
    if (jpeg.length <= most) break
  }
  letGo(canvas)
  return jpeg === '' ? null : jpeg
}

/** The pixels of a canvas are gone at once, whoever still holds it. */
export function letGo(canvas: HTMLCanvasElement): void {
  canvas.width = 0
  canvas.height = 0
}
