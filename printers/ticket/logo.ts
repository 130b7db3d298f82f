import { createRequire } from 'node:module'
import { err, ok, type Result } from '../../drivers/result.ts'
import { blacken, blankBitmap, type Bitmap } from '../escpos/bitmap.ts'
import { PRINTER_PROFILES } from '../escpos/profile.ts'

/** A hall's picture for its tickets, read and ready. */
export interface Logo {
  /**
   * As dots for paper `widthDots` wide: one dot for each pixel, or scaled down to the paper's width and 40 mm of
   * height; black and white by threshold, dithered where it is grey. Made once for each width.
   */
  readonly bitmapFor: (widthDots: number) => Bitmap
}

export type LogoFault =
  | { readonly kind: 'not-png' }
  /** A PNG by its first bytes, and then not: cut short, or spoiled. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'too-large'; readonly width: number; readonly height: number }

/** Pixels a side: four times the dots of 80 mm paper in all, decoded in a tenth of a second. */
export const MOST_LOGO_PIXELS = 1152
/** 40 mm: a third of a ticket. What is higher would only make people wait. */
const MOST_DOTS_HIGH = 320
/** Below it as below a line of text. */
const LEADING = 8

/** Reads a PNG of any kind; what is transparent is paper. Drawn at once for the widths of the built-in profiles. */
export function decodeLogo(file: Uint8Array): Result<Logo, LogoFault> {
  const size = sizeOf(file)
  if (size === null) return err({ kind: 'not-png' })
  const { width, height } = size
  if (Math.max(width, height) > MOST_LOGO_PIXELS) return err({ kind: 'too-large', width, height })
  // pngjs makes do with a file that is cut short, and half a picture would be printed until somebody looked.
  const pixels = Buffer.from(file).includes(PNG_ENDS) ? pixelsOf(file) : null
  if (pixels === null) return err({ kind: 'damaged' })

  const grey = greyOf(pixels)
  const made = new Map<number, Bitmap>()
  const bitmapFor = (widthDots: number): Bitmap => {
    const bitmap = made.get(widthDots) ?? dithered(scaledDown(grey, widthDots - (widthDots % 8)))
    made.set(widthDots, bitmap)
    return bitmap
  }
  for (const { widthDots } of PRINTER_PROFILES.values()) bitmapFor(widthDots)
  return ok({ bitmapFor })
}

/** PNG's signature and the head of its first chunk (ISO/IEC 15948, 5.2 and 11.2.2): width and height stand behind it. */
const PNG_BEGINS = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
/** The empty chunk IEND, which is the last (11.2.5). */
const PNG_ENDS = Buffer.from('0000000049454e44ae426082', 'hex')

function sizeOf(file: Uint8Array): { readonly width: number; readonly height: number } | null {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const at = PNG_BEGINS.length
  if (bytes.length < at + 8 || !bytes.subarray(0, at).equals(PNG_BEGINS)) return null
  return { width: bytes.readUInt32BE(at), height: bytes.readUInt32BE(at + 4) }
}

/** Four bytes a pixel: red, green, blue, opacity. */
interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** What is used of pngjs, which brings no types. */
interface Pngjs {
  readonly PNG: { readonly sync: { readonly read: (file: Uint8Array) => Pixels } }
}

const require = createRequire(import.meta.url)

function pixelsOf(file: Uint8Array): Pixels | null {
  try {
    // Required at the first use, and not imported: most halls have no logo.
    return (require('pngjs') as Pngjs).PNG.sync.read(file)
  } catch {
    return null // it throws for whatever it cannot read
  }
}

/** One number a pixel, 0 black to 1 white. */
interface Grey {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

function greyOf({ width, height, data }: Pixels): Grey {
  const grey = new Float32Array(width * height)
  for (let at = 0; at < grey.length; at += 1) {
    const of = (channel: number) => (data[at * 4 + channel] ?? 0) / 255
    const luma = 0.299 * of(0) + 0.587 * of(1) + 0.114 * of(2) // ITU-R BT.601
    grey[at] = 1 - (1 - luma) * of(3)
  }
  return { width, height, data: grey }
}

/** Each dot is the mean of the pixels under it, one direction after the other. */
function scaledDown(grey: Grey, widthDots: number): Grey {
  const scale = Math.min(1, widthDots / grey.width, MOST_DOTS_HIGH / grey.height)
  if (scale === 1) return grey
  const width = Math.max(1, Math.floor(grey.width * scale))
  const height = Math.max(1, Math.floor(grey.height * scale))
  return turned(narrowed(turned(narrowed(grey, width)), height))
}

function narrowed({ width, height, data }: Grey, to: number): Grey {
  const narrow = new Float32Array(to * height)
  const step = width / to
  for (let x = 0; x < to; x += 1) {
    const [from, end] = [x * step, Math.min((x + 1) * step, width)]
    for (let pixel = Math.floor(from); pixel < end; pixel += 1) {
      const part = (Math.min(pixel + 1, end) - Math.max(pixel, from)) / (end - from)
      for (let y = 0; y < height; y += 1) {
        narrow[y * to + x] = (narrow[y * to + x] ?? 0) + part * (data[y * width + pixel] ?? 0)
      }
    }
  }
  return { width: to, height, data: narrow }
}

/** Rows for columns. */
function turned({ width, height, data }: Grey): Grey {
  const other = new Float32Array(data.length)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) other[x * height + y] = data[y * width + x] ?? 0
  }
  return { width: height, height: width, data: other }
}

/** As good as black or white: printed so, lest a cream background be strewn with dots. */
const PURE_WITHIN = 1 / 8

/** Floyd and Steinberg's way (1976): what a dot is too dark or too light is handed on to the grey around it. */
function dithered({ width, height, data }: Grey): Bitmap {
  const bitmap = blankBitmap(width, height + LEADING)
  const owed = new Float32Array(data.length)
  const handOn = (x: number, y: number, part: number) => {
    if (x >= 0 && x < width && y < height) owed[y * width + x] = (owed[y * width + x] ?? 0) + part
  }
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const light = data[y * width + x] ?? 0
      const isGrey = light > PURE_WITHIN && light < 1 - PURE_WITHIN
      const wanted = isGrey ? light + (owed[y * width + x] ?? 0) : light
      const black = wanted < 0.5
      if (black) blacken(bitmap, y, x, x + 1)
      if (!isGrey) continue
      const rest = wanted - (black ? 0 : 1)
      handOn(x + 1, y, (rest * 7) / 16)
      handOn(x - 1, y + 1, (rest * 3) / 16)
      handOn(x, y + 1, (rest * 5) / 16)
      handOn(x + 1, y + 1, rest / 16)
    }
  }
  return bitmap
}
