import { strict as assert } from 'node:assert'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** poppler is not here. In CI it must be: there its tests run, and fail without it, instead of being passed over. */
export const NO_POPPLER = spawnSync('pdftoppm', ['-v']).status !== 0 && process.env['CI'] !== 'true'

/** Each page as a grey PNG at `dpi` dots an inch, whole or the lowest fifth. */
export function pagePictures(pdf: Uint8Array, dpi: number, part: 'page' | 'foot' = 'page'): readonly Buffer[] {
  const heightInches = 297 / 25.4
  const cut = part === 'page' ? [] : ['-y', String(Math.floor(heightInches * dpi * 0.8))]
  return inFolder((folder) => {
    writeFileSync(path.join(folder, 'certificate.pdf'), pdf)
    execFileSync('pdftoppm', ['-gray', '-png', '-r', String(dpi), ...cut, 'certificate.pdf', 'page'], { cwd: folder, stdio: 'pipe' })
    const pages = readdirSync(folder).filter((name) => name.endsWith('.png'))
    return pages.toSorted().map((name) => readFileSync(path.join(folder, name)))
  })
}

/** What another program reads, in the order in which it stands in the file. */
export function textIn(pdf: Uint8Array): string {
  return execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', '-', '-'], { input: pdf, encoding: 'utf8' })
}

/** One byte a pixel, 0 black to 255 white. */
export interface Grey {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** What is used of pngjs, which brings no types. */
interface Pngjs {
  readonly PNG: { readonly sync: { readonly read: (file: Uint8Array) => { readonly width: number; readonly height: number; readonly data: Uint8Array } } }
}

export function greyOf(png: Uint8Array): Grey {
  const { width, height, data } = (createRequire(import.meta.url)('pngjs') as Pngjs).PNG.sync.read(png)
  return { width, height, data: Uint8Array.from({ length: width * height }, (_, at) => data[at * 4] ?? 255) }
}

/** How many squares of 4 × 4 pixels differ by more than a twelfth of the way from black to white. */
export function squaresThatDiffer(one: Grey, other: Grey): number {
  assert.deepEqual([one.width, one.height], [other.width, other.height], 'the pages are of one size')
  let squares = 0
  for (let y = 0; y + SQUARE <= one.height; y += SQUARE) {
    for (let x = 0; x + SQUARE <= one.width; x += SQUARE) {
      if (Math.abs(meanOf(one, x, y) - meanOf(other, x, y)) > 255 / 12) squares += 1
    }
  }
  return squares
}

/** Pixels. Fonts are drawn a little differently by each version of poppler; over 2 mm that is gone, a character is not. */
const SQUARE = 4

function meanOf({ width, data }: Grey, left: number, top: number): number {
  let sum = 0
  for (let y = top; y < top + SQUARE; y += 1) for (let x = left; x < left + SQUARE; x += 1) sum += data[y * width + x] ?? 0
  return sum / SQUARE ** 2
}

function inFolder<Value>(work: (folder: string) => Value): Value {
  const folder = mkdtempSync(path.join(tmpdir(), 'yimen-certificate-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
