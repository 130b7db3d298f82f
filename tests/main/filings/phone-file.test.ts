import { deflateSync } from 'node:zlib'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'
import { lookAtPhoneFile, MOST_PHONE_FILE_BYTES } from '../../../main/filings/phone-file.ts'
import { err } from '../../../drivers/result.ts'
import { inspectGivenPdf } from '../../../printers/certificate/inspect-pdf.ts'
import { encryptedPdf } from '../../printers/certificate/encrypted-pdf.ts'
import { handMadePdf } from '../../printers/certificate/hand-made-pdf.ts'
import { EOI, frame, jpegOf, scan, segment, SOI } from './jpegs.ts'
import { chunk, greyPng, header, pngOf } from './pngs.ts'

const COMPOSER = { inspectGiven: inspectGivenPdf }

/** Exif of a phone that was held so, with the place where it was. */
function exif(up: number, order: 'II' | 'MM' = 'II'): Buffer {
  const body = Buffer.alloc(64)
  const short = (value: number, at: number) => (order === 'II' ? body.writeUInt16LE(value, at) : body.writeUInt16BE(value, at))
  const long = (value: number, at: number) => (order === 'II' ? body.writeUInt32LE(value, at) : body.writeUInt32BE(value, at))
  body.write(order, 'latin1')
  short(42, 2)
  long(8, 4)
  short(1, 8)
  short(0x0112, 10)
  short(3, 12)
  long(1, 14)
  short(up, 18)
  body.write('GPS 25.04 102.71', 30, 'latin1')
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), body]))
}

describe('a picture from a phone', () => {
  test.each(['II', 'MM'] as const)('keeps which side is up (%s) and loses where it was taken', async (order) => {
    const canvas = createCanvas(400, 300)
    const plain = canvas.toBuffer('image/jpeg', 90)
    const looked = await lookAtPhoneFile(Buffer.concat([plain.subarray(0, 2), exif(6, order), plain.subarray(2)]), null)
    if (!looked.ok) throw new Error(looked.fault)
    const { bytes, type, sheets } = looked.value
    expect([type, sheets]).toEqual(['image/jpeg', 1])
    expect(bytes.includes('GPS')).toBe(false)
    // A reader turns it by the one word that is left.
    expect((await loadImage(bytes)).width).toBe(300)
    expect(await lookAtPhoneFile(Buffer.from(bytes), null)).toEqual(looked)
  })

  test('says nothing of a side that it has not, or that no reader knows', async () => {
    for (const up of [0, 1, 9]) {
      const looked = await lookAtPhoneFile(Buffer.concat([SOI, exif(up), frame(400, 600), scan(Buffer.from([1])), EOI]), null)
      expect(looked.ok && looked.value.bytes.includes('Exif')).toBe(false)
    }
  })

  test('of the screen keeps its image, and no text, time or place', async () => {
    const told = [chunk('eXIf', Buffer.from('GPS 25.04')), chunk('tEXt', Buffer.from('Author\0someone')), chunk('iCCP', Buffer.alloc(9))]
    const looked = await lookAtPhoneFile(greyPng(300, 400, told), null)
    expect(looked).toEqual({ ok: true, value: { type: 'image/png', bytes: greyPng(300, 400), sheets: 1 } })
    expect((await loadImage(greyPng())).height).toBe(400)
  })
})

test('a PDF without anything in it that runs is taken as it is, where somebody looks at it', async () => {
  const pdf = handMadePdf({ pages: 3 })
  expect(await lookAtPhoneFile(pdf, COMPOSER)).toEqual({ ok: true, value: { type: 'application/pdf', bytes: pdf, sheets: 3 } })
  expect(await lookAtPhoneFile(pdf, null)).toEqual({ ok: false, fault: 'unknown-kind' })
  expect(await lookAtPhoneFile(pdf, { inspectGiven: () => Promise.resolve(err({ kind: 'too-slow' })) })).toEqual({ ok: false, fault: 'damaged' })
})

const EXIF_BOMB = Buffer.concat([
  SOI,
  ...Array.from({ length: 140 }, () => segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0MM\0*\0\0\0\x08\xff\xff', 'latin1'), Buffer.alloc(65_000, 0x41)]))),
  frame(400, 600),
])

test.each<[string, Buffer, string]>([
  ['nothing', Buffer.alloc(0), 'unknown-kind'],
  ['a program that is called a photo', Buffer.from('MZ\x90\0'), 'unknown-kind'],
  ['a page of the web that is called a PDF', Buffer.from('<!doctype html><script>1</script>'), 'unknown-kind'],
  ['a photo of another kind of phone', Buffer.from('\0\0\0\x18ftypheic', 'latin1'), 'unknown-kind'],
  ['100 MB', Buffer.alloc(100_000_000, 0xff), 'too-large'],
  ['one byte too many', jpegOf(MOST_PHONE_FILE_BYTES), 'too-large'],
  ['an EXIF bomb without a picture behind it', EXIF_BOMB, 'damaged'],
  ['a bomb of dots', Buffer.concat([SOI, frame(12_000, 12_000), scan(Buffer.from([1])), EOI]), 'too-large'],
  ['a photo whose end was lost on the way', jpegOf(3000).subarray(0, 2000), 'damaged'],
  ['a PDF with scripts', handMadePdf({ catalog: '/OpenAction << /S /JavaScript /JS (app.alert(1)) >> ' }), 'active'],
  ['a PDF under a password', encryptedPdf({ user: 'open', owner: 'owner' }), 'encrypted'],
  ['a PDF with another file inside', handMadePdf({ catalog: '/Names << /EmbeddedFiles << /Names [(a) << /F (a.exe) >>] >> >> ' }), 'active'],
  ['a book', handMadePdf({ pages: 500 }), 'too-many-pages'],
  ['half a PDF', handMadePdf().subarray(0, 100), 'damaged'],
  ['a screenshot of one byte changed', ((png) => { png[60] = 0xff & ~(png[60] ?? 0); return png })(greyPng()), 'damaged'],
  ['a screenshot that unpacks to more than it says', pngOf([header(300, 400), chunk('IDAT', deflateSync(Buffer.alloc(50_000_000)))]), 'damaged'],
  ['a screenshot that unpacks to less', pngOf([header(300, 400), chunk('IDAT', deflateSync(Buffer.alloc(900)))]), 'damaged'],
  ['a screenshot of a million dots each way', pngOf([header(1_000_000, 1_000_000), chunk('IDAT', deflateSync(Buffer.alloc(9)))]), 'too-large'],
  ['a stamp', greyPng(100, 100), 'too-small'],
  ['a screenshot without an image', pngOf([header(300, 400)]), 'damaged'],
])('%s is refused by its bytes', async (_, file, fault) => {
  expect(await lookAtPhoneFile(file, COMPOSER)).toEqual({ ok: false, fault })
})

test('an interlaced screenshot is as large as its seven passes', async () => {
  // 300 × 400 of RGB: rows of each pass with their filter bytes.
  const passes = [[38, 50], [37, 50], [75, 50], [75, 100], [150, 100], [150, 200], [300, 200]] as const
  const bytes = passes.reduce((sum, [columns, rows]) => sum + rows * (1 + 3 * columns), 0)
  const png = (length: number) => pngOf([header(300, 400, 1), chunk('IDAT', deflateSync(Buffer.alloc(length)))])
  expect(await lookAtPhoneFile(png(bytes), null)).toMatchObject({ ok: true })
  expect(await lookAtPhoneFile(png(bytes + 1), null)).toEqual({ ok: false, fault: 'damaged' })
})
