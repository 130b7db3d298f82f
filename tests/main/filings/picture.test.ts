import { isDeepStrictEqual } from 'node:util'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanPicture, MOST_PICTURE_BYTES } from '../../../main/filings/picture.ts'
import { EOI, frame, jpegOf, scan, segment, SOI, TABLES } from './jpegs.ts'

const IMAGE = Buffer.concat([TABLES, frame(400, 600), scan(Buffer.from([1, 255, 3]))])
const PLAIN = Buffer.concat([SOI, IMAGE, EOI])
const verdict = (file: Uint8Array) => {
  const clean = cleanPicture(file)
  return clean.ok ? 'clean' : clean.fault
}

describe('a picture that was taken', () => {
  test('loses where it was taken, thumbnails, comments and whatever follows it, and nothing of the image', async () => {
    const canvas = createCanvas(640, 480)
    const context = canvas.getContext('2d')
    context.fillStyle = 'rgb(200, 40, 90)'
    context.fillRect(50, 60, 300, 200)
    const taken = canvas.toBuffer('image/jpeg', 90)
    const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), Buffer.from('GPS 25.04 102.71 '.repeat(200))]))
    const lying = Buffer.concat([
      SOI, exif, segment(0xe2, Buffer.from('ICC_PROFILE')), segment(0xfe, Buffer.from('of the camera of 样本一')),
      taken.subarray(2), Buffer.from('PK\x03\x04 an archive behind the image'),
    ])
    const clean = cleanPicture(lying)
    if (!clean.ok) throw new Error(clean.fault)
    expect(clean.value).toMatchObject({ width: 640, height: 480 })
    for (const word of ['Exif', 'GPS', 'ICC_PROFILE', '样本一', 'archive']) expect(clean.value.bytes.includes(word)).toBe(false)
    expect(clean.value.bytes.subarray(-2)).toEqual(EOI)
    const [before, after] = await Promise.all([taken, clean.value.bytes].map(pixelsOf))
    expect(after?.equals(before ?? Buffer.alloc(0))).toBe(true)
    // What is clean stays as it is: one picture has one hash.
    expect(cleanPicture(clean.value.bytes)).toEqual(clean)
  })

  test('keeps which colours it has, and nothing else of that segment', () => {
    const adobe = segment(0xee, Buffer.from('Adobe\0\x64\x80\x01\x80\x01\x02', 'latin1'))
    const clean = cleanPicture(Buffer.concat([SOI, adobe, IMAGE, EOI]))
    expect(clean.ok && clean.value.bytes.subarray(2, 18).toString('hex')).toBe('ffee000e41646f626500640000000002')
  })
})

test.each<[string, Uint8Array, string]>([
  ['nothing', Buffer.alloc(0), 'not-a-picture'],
  ['a PNG that says image/jpeg', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'not-a-picture'],
  ['a PDF with scripts', Buffer.from('%PDF-1.7 /JavaScript'), 'not-a-picture'],
  ['one cut off in its scan', PLAIN.subarray(0, -2), 'damaged'],
  ['one cut off in its header', PLAIN.subarray(0, 30), 'damaged'],
  ['one without an image', Buffer.concat([SOI, TABLES, EOI]), 'damaged'],
  ['one with a scan before its size', Buffer.concat([SOI, scan(Buffer.from([1])), frame(400, 600), EOI]), 'damaged'],
  ['one with an empty scan', Buffer.concat([SOI, frame(400, 600), scan(Buffer.alloc(0)), EOI]), 'damaged'],
  ['one with two sizes', Buffer.concat([SOI, frame(400, 600), frame(9000, 9000), scan(Buffer.from([1])), EOI]), 'damaged'],
  ['one of four colours', Buffer.concat([SOI, frame(400, 600, 4), scan(Buffer.from([1])), EOI]), 'damaged'],
  ['one in arithmetic coding', Buffer.concat([SOI, frame(400, 600, 3, 0xc9), scan(Buffer.from([1])), EOI]), 'damaged'],
  ['a bomb of scans', Buffer.concat([SOI, frame(400, 600), ...Array.from({ length: 100 }, () => scan(Buffer.from([1]))), EOI]), 'damaged'],
  ['a bomb of dots', Buffer.concat([SOI, frame(12_000, 12_000), scan(Buffer.from([1])), EOI]), 'too-large'],
  ['one too wide', Buffer.concat([SOI, frame(12_001, 300), scan(Buffer.from([1])), EOI]), 'too-large'],
  ['one too small to read', Buffer.concat([SOI, frame(199, 600), scan(Buffer.from([1])), EOI]), 'too-small'],
  ['100 MB', Buffer.alloc(100_000_000), 'too-large'],
  ['one byte too many', jpegOf(MOST_PICTURE_BYTES), 'too-large'],
  ['an ordinary one', PLAIN, 'clean'],
])('%s is looked at by its bytes', (_, file, said) => {
  expect(verdict(file)).toBe(said)
})

test('whatever comes has an answer, and what is taken is whole', () => {
  const damagedSomewhere = fc.tuple(fc.nat(PLAIN.length - 1), fc.integer({ min: 0, max: 255 })).map(([at, byte]) => {
    const bytes = Buffer.from(PLAIN)
    bytes[at] = byte
    return bytes
  })
  const anything = fc.oneof(damagedSomewhere, fc.uint8Array({ maxLength: 200 }), fc.nat(PLAIN.length).map((end) => PLAIN.subarray(0, end)))
  const isWhole = (file: Uint8Array) => {
    const clean = cleanPicture(file)
    return !clean.ok || isDeepStrictEqual(cleanPicture(clean.value.bytes), clean)
  }
  expect(fc.check(fc.property(anything, isWhole))).toMatchObject({ failed: false })
})

async function pixelsOf(jpeg: Buffer): Promise<Buffer> {
  const image = await loadImage(jpeg)
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  return Buffer.from(context.getImageData(0, 0, image.width, image.height).data)
}
