import { crc32, createInflate } from 'node:zlib'
import { err, ok, type Result } from '../../drivers/result.ts'
import type { PictureFault } from '../contract/filings.ts'
import type { CleanPicture } from './picture.ts'

export const PNG_HEAD = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const LEAST_SIDE = 200
const MOST_SIDE = 12_000
/** A phone's screen has some 4 million; unpacked, each takes up to eight bytes. */
const MOST_PIXELS = 25_000_000
/** What makes the image; text, time, place, profiles and further pictures are no part of it. */
const KEPT: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])

/** Samples of a pixel by the type of its colour, and how deep each may be (ISO/IEC 15948, table 11.1). */
const COLOURS: ReadonlyMap<number, { readonly samples: number; readonly depths: readonly number[] }> = new Map([
  [0, { samples: 1, depths: [1, 2, 4, 8, 16] }],
  [2, { samples: 3, depths: [8, 16] }],
  [3, { samples: 1, depths: [1, 2, 4, 8] }],
  [4, { samples: 2, depths: [8, 16] }],
  [6, { samples: 4, depths: [8, 16] }],
])

interface Header {
  readonly width: number
  readonly height: number
  readonly bits: number
  readonly interlaced: boolean
}

/**
 * Looks at a PNG by its bytes and writes it anew with the chunks that make its image and no others. Its image is unpacked
 * once, piece by piece and kept nowhere, to see that it is as large as it says and ends.
 */
export async function cleanPng(file: Buffer, mostBytes: number): Promise<Result<CleanPicture, PictureFault>> {
  if (file.length > mostBytes) return err('too-large')
  if (!file.subarray(0, PNG_HEAD.length).equals(PNG_HEAD)) return err('not-a-picture')
  const kept: Buffer[] = [PNG_HEAD]
  const packed: Buffer[] = []
  let header: Result<Header, PictureFault> | null = null
  for (let at = PNG_HEAD.length; ; ) {
    const chunk = chunkAt(file, at)
    if (chunk === null) return err('damaged')
    const { name, content, whole } = chunk
    if (header === null) {
      header = name === 'IHDR' ? headerOf(content) : err('damaged')
      if (!header.ok) return header
    } else if (name === 'IHDR') return err('damaged')
    if (KEPT.has(name)) kept.push(whole)
    // What no reader may pass over and none of ours knows (5.4).
    else if (/^[A-Z]/.test(name)) return err('damaged')
    if (name === 'IDAT') packed.push(content)
    if (name === 'IEND') break
    at += whole.length
  }
  const { width, height } = header.value
  if (!(await unpacksTo(packed, unpackedBytes(header.value)))) return err('damaged')
  return ok({ bytes: Buffer.concat(kept), width, height })
}

function chunkAt(file: Buffer, at: number): { readonly name: string; readonly content: Buffer; readonly whole: Buffer } | null {
  if (at + 12 > file.length) return null
  const length = file.readUInt32BE(at)
  if (at + 12 + length > file.length) return null
  const named = file.subarray(at + 4, at + 8 + length)
  if (crc32(named) !== file.readUInt32BE(at + 8 + length)) return null
  return { name: named.toString('latin1', 0, 4), content: named.subarray(4), whole: file.subarray(at, at + 12 + length) }
}

function headerOf(content: Buffer): Result<Header, PictureFault> {
  if (content.length !== 13) return err('damaged')
  const [width, height, depth = 0, type = 0] = [content.readUInt32BE(0), content.readUInt32BE(4), content[8], content[9]]
  const colours = COLOURS.get(type)
  const interlace = content[12] ?? 0
  if (colours?.depths.includes(depth) !== true || content[10] !== 0 || content[11] !== 0 || interlace > 1) return err('damaged')
  if (width > MOST_SIDE || height > MOST_SIDE || width * height > MOST_PIXELS) return err('too-large')
  if (width < LEAST_SIDE || height < LEAST_SIDE) return err('too-small')
  return ok({ width, height, bits: colours.samples * depth, interlaced: interlace === 1 })
}

/** First column, first row, and the steps of both, of each pass (8.2). */
const WHOLE = [[0, 0, 1, 1]] as const
const ADAM7 = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]] as const

function unpackedBytes({ width, height, bits, interlaced }: Header): number {
  return (interlaced ? ADAM7 : WHOLE).reduce((sum, [left, top, across, down]) => {
    const columns = Math.ceil((width - left) / across)
    const rows = Math.ceil((height - top) / down)
    return sum + rows * (1 + Math.ceil((columns * bits) / 8))
  }, 0)
}

async function unpacksTo(packed: readonly Buffer[], bytes: number): Promise<boolean> {
  const inflate = createInflate()
  inflate.end(Buffer.concat(packed))
  let unpacked = 0
  try {
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      unpacked += piece.length
      if (unpacked > bytes) return false
    }
  } catch {
    // No zlib stream, or one that does not end.
    return false
  }
  return unpacked === bytes
}
