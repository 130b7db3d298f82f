import { type Crop, cropPixels, type Size } from './crop.ts'
import { type JpegTry, jpegWithin, letGo } from './jpeg-within.ts'
import { MEASURED_SIDE, type Unreadable, unreadable } from './legibility.ts'

/** Characters of base64: 2 MB of JPEG (contract, `addPage`). */
const MOST = 2_660_000

/** Pixels of the longer side from 300 dpi of an A4 to 200 dpi, at which small print can still be read; the last always fits. */
const TRIES: readonly [JpegTry, ...JpegTry[]] = [
  { side: 3508, quality: 0.9 },
  { side: 3508, quality: 0.8 },
  { side: 2600, quality: 0.8 },
  { side: 2339, quality: 0.7 },
  { side: 2339, quality: 0.5 },
  { side: 1654, quality: 0.5 },
]

/** What the camera sees now, each pixel of it; null where it sees nothing. Whoever takes it lets it go. */
export function takePicture(video: HTMLVideoElement): HTMLCanvasElement | null {
  const { videoWidth, videoHeight } = video
  if (videoWidth === 0 || videoHeight === 0) return null
  return drawn({ width: videoWidth, height: videoHeight }, (context) => context.drawImage(video, 0, 0))
}

/** The picture after a quarter turn to the right. */
export function turned(picture: HTMLCanvasElement): HTMLCanvasElement | null {
  const { width, height } = picture
  return drawn({ width: height, height: width }, (context) => {
    context.translate(height, 0)
    context.rotate(Math.PI / 2)
    context.drawImage(picture, 0, 0)
  })
}

/** A picture that came as JPEG in base64, at most `side` pixels on its longer side; null where it is none. */
export async function pictureOf(jpeg: string, side: number): Promise<HTMLCanvasElement | null> {
  const bytes = Uint8Array.from(atob(jpeg), (character) => character.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' })).catch(() => null)
  if (bitmap === null) return null
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
  const size = { width: Math.max(1, Math.round(bitmap.width * scale)), height: Math.max(1, Math.round(bitmap.height * scale)) }
  const picture = drawn(size, (context) => context.drawImage(bitmap, 0, 0, size.width, size.height))
  bitmap.close()
  return picture
}

/** The part that is kept, as JPEG in base64 of at most 2 MB. */
export function cutOut(picture: HTMLCanvasElement, crop: Crop): string | null {
  return jpegWithin({ picture, from: cropPixels(crop, picture) }, TRIES, MOST)
}

/** Whether the part that is kept can be read, as far as that can be measured. */
export function measured(picture: HTMLCanvasElement, crop: Crop): readonly Unreadable[] {
  const { x, y, width, height } = cropPixels(crop, picture)
  const scale = Math.min(1, MEASURED_SIDE / Math.max(width, height))
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
  const small = drawn(size, (context) => context.drawImage(picture, x, y, width, height, 0, 0, size.width, size.height), true)
  const pixels = small?.getContext('2d')?.getImageData(0, 0, size.width, size.height)
  if (small !== null) letGo(small)
  return pixels === undefined ? [] : unreadable({ width, height }, pixels)
}

function drawn({ width, height }: Size, draw: (context: CanvasRenderingContext2D) => void, read = false): HTMLCanvasElement | null {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: read })
  if (context === null) return null
  draw(context)
  return canvas
}
