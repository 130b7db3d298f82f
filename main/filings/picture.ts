import { err, ok, type Result } from '../../drivers/result.ts'
import type { PictureFault } from '../contract/filings.ts'
import { sideUp, sideUpSegment } from './side-up.ts'

/** A picture of a paper that may be kept: its image and nothing else of the file. */
export interface CleanPicture {
  readonly bytes: Buffer
  readonly width: number
  readonly height: number
}

/** What a PDF has to say of a picture beside its bytes. */
export interface PictureFrame {
  readonly width: number
  readonly height: number
  readonly components: 1 | 3
}

/** As the contract has it; a page that is photographed on A4 at 200 dpi has 4 megapixels and some 600 kB. */
export const MOST_PICTURE_BYTES = 2_000_000
const LEAST_SIDE = 200
const MOST_SIDE = 12_000
const MOST_PIXELS = 40_000_000
/** A progressive picture of a camera has ten scans; thousands make each decoder work for minutes. */
const MOST_SCANS = 64

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const DRI = 0xdd
const COM = 0xfe
const APP1 = 0xe1
const APP14 = 0xee
/** Quantisation and Huffman tables, and how often a restart marker comes: what a decoder needs besides frame and scans. */
const TABLES: ReadonlySet<number> = new Set([0xdb, 0xc4, DRI])
/** Baseline, extended sequential, progressive (ITU T.81, table B.1); the others no browser and no PDF reader shows. */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2])

/**
 * Looks at a JPEG by its bytes, never by what it says it is, and writes it anew: from the first marker to the end of the
 * image, without what stands before or after, and without the segments that are no part of the image (EXIF with the
 * place it was taken, thumbnails, comments, colour profiles), of which nothing stays but which side is up. The image itself
 * is not decoded and not changed.
 */
export function cleanPicture(file: Uint8Array, mostBytes: number = MOST_PICTURE_BYTES): Result<CleanPicture, PictureFault> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (bytes.length > mostBytes) return err('too-large')
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return err('not-a-picture')
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  let size: Result<{ readonly width: number; readonly height: number }, PictureFault> | null = null
  let scans = 0
  let up: number | null = null
  let at = 2
  for (;;) {
    const marker = markerAt(bytes, at)
    if (marker === null) return err('damaged')
    at = marker.after
    if (marker.code === EOI) break
    const segment = segmentAt(bytes, at)
    if (segment === null) return err('damaged')
    at += segment.length
    if (FRAMES.has(marker.code)) {
      if (size !== null) return err('damaged')
      size = sizeOf(segment)
      if (!size.ok) return size
      kept.push(headOf(marker.code), segment)
    } else if (marker.code === SOS) {
      scans += 1
      const end = endOfScan(bytes, at)
      if (size === null || scans > MOST_SCANS || end === null || end === at) return err('damaged')
      kept.push(headOf(SOS), segment, bytes.subarray(at, end))
      at = end
    } else if (TABLES.has(marker.code)) kept.push(headOf(marker.code), segment)
    else if (marker.code === APP14) kept.push(...colourTransform(segment))
    else if (marker.code === APP1) up ??= sideUp(segment)
    else if (!isOfNoImage(marker.code)) return err('damaged')
  }
  if (size === null || scans === 0) return err('damaged')
  kept.push(headOf(EOI))
  // A phone held on its side turns no dots: it says so, and without that word the page would lie on its side.
  if (up !== null && up > 1) kept.splice(1, 0, sideUpSegment(up))
  return ok({ bytes: Buffer.concat(kept), ...size.value })
}

/** Size and components (1 grey, 3 colours) of a picture that `cleanPicture` wrote; null where it is none. */
export function frameOf(bytes: Buffer): PictureFrame | null {
  for (let at = 2; ; ) {
    const marker = markerAt(bytes, at)
    const segment = marker && segmentAt(bytes, marker.after)
    if (marker === null || segment === null) return null
    if (FRAMES.has(marker.code)) {
      const size = sizeOf(segment)
      return size.ok ? { ...size.value, components: segment[7] === 1 ? 1 : 3 } : null
    }
    at = marker.after + segment.length
  }
}

/** The next marker, fill bytes before it passed over (T.81, B.1.1.2). */
function markerAt(bytes: Buffer, from: number): { readonly code: number; readonly after: number } | null {
  if (bytes[from] !== 0xff) return null
  let at = from
  while (bytes[at] === 0xff) at += 1
  const code = bytes[at]
  return code === undefined || code === 0 ? null : { code, after: at + 1 }
}

/** A segment with its two bytes of length. */
function segmentAt(bytes: Buffer, at: number): Buffer | null {
  if (at + 2 > bytes.length) return null
  const length = bytes.readUInt16BE(at)
  return length < 2 || at + length > bytes.length ? null : bytes.subarray(at, at + length)
}

/** Where the entropy-coded bytes end: at the first marker that is neither a stuffed FF nor a restart. */
function endOfScan(bytes: Buffer, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 2)) {
    const next = bytes[at + 1]
    if (next === undefined) return null
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return null
}

/** From the frame's header: length, precision, height, width, components (T.81, B.2.2). */
function sizeOf(frame: Buffer): Result<{ readonly width: number; readonly height: number }, PictureFault> {
  if (frame.length < 8) return err('damaged')
  const [height, width, components] = [frame.readUInt16BE(3), frame.readUInt16BE(5), frame[7] ?? 0]
  // A height of 0 stands later in the file, which nobody who takes pictures of papers writes.
  if (frame[2] !== 8 || height === 0 || (components !== 1 && components !== 3) || frame.length !== 8 + 3 * components) {
    return err('damaged')
  }
  if (width > MOST_SIDE || height > MOST_SIDE || width * height > MOST_PIXELS) return err('too-large')
  return width < LEAST_SIDE || height < LEAST_SIDE ? err('too-small') : ok({ width, height })
}

/** Whether the colours are RGB or YCbCr stands in Adobe's segment and nowhere else; its twelve bytes and no more. */
function colourTransform(segment: Buffer): readonly Buffer[] {
  if (segment.length !== 14 || segment.toString('latin1', 2, 7) !== 'Adobe') return []
  return [headOf(APP14), Buffer.from([0, 14]), Buffer.from('Adobe'), Buffer.from([0, 100, 0, 0, 0, 0, segment[13] ?? 0])]
}

/** Application segments and comments. */
function isOfNoImage(code: number): boolean {
  return (code >= 0xe0 && code <= 0xef) || code === COM
}

function headOf(code: number): Buffer {
  return Buffer.from([0xff, code])
}
