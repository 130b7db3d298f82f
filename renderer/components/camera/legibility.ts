import type { Size } from './crop.ts'

/** Why a picture of a paper may not be readable. Ordered: the first is told first. */
export type Unreadable = 'dark' | 'bright' | 'blurred' | 'small'

/** A picture's pixels as a canvas gives them: four bytes each. */
export interface Pixels extends Size {
  readonly data: Uint8ClampedArray
}

/** Pixels of the longer side at which sharpness is measured: 150 dpi of an A4. More would measure the paper's fibres. */
export const MEASURED_SIDE = 1754

/** Pixels that a picture of even a small paper needs: an ID card at 200 dpi has 674 × 425. */
const LEAST: Size = { width: 640, height: 400 }

/** Brightness of the paper itself, 0 to 255, under which print on it is lost in noise. */
const DARK = 90
/** Where even the darkest is brighter than this, the light has eaten the print. */
const BRIGHT = 190
/** The paper is brighter than this share of its pixels, and print is darker than that share. */
const OF_PAPER = 0.8
const OF_PRINT = 0.005

/** Side of a square in which sharpness is measured, pixels: a few characters. */
const TILE = 48
/** Standard deviation of a square with print in it. Paper and its noise have less. */
const PRINTED = 14
/** Variance of the Laplacian against that of the picture itself: 0.05 after a blur that joins strokes, 1 and more when sharp. */
const SHARP = 0.16
/** Of all squares at least so many have no print, and a camera whose noise is greater is not believed, standard deviation. */
const QUIET = 0.05
const MOST_NOISE = 5
/** Of the printed squares the sharpest tenth is looked at: a picture on the paper may well be soft. */
const SHARPEST = 0.9

/**
 * What is wrong with a picture of a paper. `whole` is its size as it will be sent, `pixels` the same picture with at most
 * `MEASURED_SIDE` on its longer side. A measure and no judgement: the person decides.
 */
export function unreadable(whole: Size, pixels: Pixels): readonly Unreadable[] {
  const grey = greyOf(pixels)
  const [print = 0, paper = 0] = quantiles(grey, [OF_PRINT, OF_PAPER])
  const found: Unreadable[] = []
  if (paper < DARK) found.push('dark')
  if (print > BRIGHT) found.push('bright')
  if (found.length === 0 && sharpness(grey, pixels) < SHARP) found.push('blurred')
  const [short, long] = [Math.min(whole.width, whole.height), Math.max(whole.width, whole.height)]
  if (long < LEAST.width || short < LEAST.height) found.push('small')
  return found
}

/** Brightness of each pixel, 0 to 255 (ITU-R BT.601). */
function greyOf({ data, width, height }: Pixels): Uint8ClampedArray {
  const grey = new Uint8ClampedArray(width * height)
  for (let pixel = 0, at = 0; pixel < grey.length; pixel += 1, at += 4) {
    grey[pixel] = ((data[at] ?? 0) * 299 + (data[at + 1] ?? 0) * 587 + (data[at + 2] ?? 0) * 114) / 1000
  }
  return grey
}

function quantiles(grey: Uint8ClampedArray, shares: readonly number[]): readonly number[] {
  const counts = new Uint32Array(256)
  for (const value of grey) counts[value] = (counts[value] ?? 0) + 1
  return shares.map((share) => {
    let seen = 0
    for (let value = 0; value < 256; value += 1) {
      seen += counts[value] ?? 0
      if (seen > share * grey.length) return value
    }
    return 255
  })
}

/** Sharpness of the print, whatever its contrast and the camera's noise; 0 where no print can be made out. */
function sharpness(grey: Uint8ClampedArray, { width, height }: Size): number {
  const tiles: Tile[] = []
  for (let top = 1; top + TILE < height; top += TILE) {
    for (let left = 1; left + TILE < width; left += TILE) tiles.push(tileOf(grey, width, left, top))
  }
  // Where nothing is printed the Laplacian sees noise alone, of which it makes twenty times the variance (4² + 4).
  const quiet = tiles.map(({ edges }) => edges).toSorted((a, b) => a - b)[Math.floor(tiles.length * QUIET)] ?? 0
  const noise = Math.min(quiet, MOST_NOISE ** 2 * 20)
  const sharp = tiles
    .filter(({ spread }) => spread - noise / 20 > PRINTED ** 2)
    .map(({ spread, edges }) => (edges - noise) / (spread - noise / 20))
    .toSorted((a, b) => a - b)
  return sharp[Math.floor((sharp.length - 1) * SHARPEST)] ?? 0
}

/** Variance of a square, and of its Laplacian. */
interface Tile {
  readonly spread: number
  readonly edges: number
}

function tileOf(grey: Uint8ClampedArray, width: number, left: number, top: number): Tile {
  let sum = 0
  let squares = 0
  let lines = 0
  let lineSquares = 0
  for (let y = top; y < top + TILE; y += 1) {
    for (let x = left, at = y * width + left; x < left + TILE; x += 1, at += 1) {
      const value = grey[at] ?? 0
      const line = (grey[at - 1] ?? 0) + (grey[at + 1] ?? 0) + (grey[at - width] ?? 0) + (grey[at + width] ?? 0) - 4 * value
      sum += value
      squares += value * value
      lines += line
      lineSquares += line * line
    }
  }
  const count = TILE * TILE
  return { spread: squares / count - (sum / count) ** 2, edges: lineSquares / count - (lines / count) ** 2 }
}
