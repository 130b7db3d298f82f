import { strict as assert } from 'node:assert'
import { blacken, blankBitmap, type Bitmap } from './bitmap.ts'
import { outlineFonts } from './outline-glyph.ts'
import type { PrintJob } from './print-job.ts'
import type { PrinterProfile } from './profile.ts'
import { qrPicture } from './qr-picture.ts'
import { PLAIN, Sheet } from './sheet.ts'

/** What the QR code of the strip reads as. */
const STRIP_QR = 'YIMEN PRINTER TEST'

const PICTURE_ROWS = 48
const FRAME_DOTS = 4

/**
 * What a person compares by eye, as one job from ESC @ to cut: the width in cells, hanzi of the printer's own, the
 * largest size, a picture over the full width, a QR code. No line is longer than the 32 cells of 58 mm paper.
 */
export function testStrip(profile: PrinterProfile): PrintJob {
  const sheet = new Sheet(profile, outlineFonts([]))
  const { columns, widthDots } = profile
  // What a printer makes of commands that it does not know stands above the first line.
  sheet.paragraph('↑此处应为空白 Nothing above', PLAIN)
  sheet.paragraph('打印测试 TEST', { align: 'centre', size: { width: 2, height: 2 }, bold: true })
  sheet.rule()
  sheet.paragraph(ruler(columns), PLAIN)
  sheet.paragraph(`1 上行共${columns}格 ${columns} cells, one line`, PLAIN)
  sheet.paragraph('永和九年岁在癸丑 政务 ￥12.50', PLAIN)
  sheet.paragraph('2 汉字清楚 Hanzi are readable', PLAIN)
  sheet.paragraph('A001', { align: 'centre', size: { width: 6, height: 6 }, bold: false })
  sheet.picture(frame(widthDots), 'left')
  sheet.paragraph('3 四边完整 All edges are there', PLAIN)
  const qr = qrPicture(STRIP_QR, widthDots)
  assert(qr.ok)
  sheet.skip(1)
  sheet.picture(qr.value.bitmap, 'centre')
  sheet.skip(1)
  sheet.paragraph('4 手机能扫 A phone reads it', PLAIN)
  sheet.paragraph('5 纸已切断 The paper is cut', PLAIN)
  const job = sheet.finish()
  assert(job.ok) // all of its characters are in GB 2312
  return job.value
}

/** `....+....1....+....2`, one mark a cell. */
function ruler(columns: number): string {
  let marks = ''
  for (let cell = 1; cell <= columns; cell += 1) {
    if (cell % 10 === 0) marks += String((cell / 10) % 10)
    else marks += cell % 5 === 0 ? '+' : '.'
  }
  return marks
}

/** A frame from edge to edge with a line from corner to corner: a lost or shifted byte shows as a step in it. */
function frame(widthDots: number): Bitmap {
  const bitmap = blankBitmap(widthDots, PICTURE_ROWS)
  for (let row = 0; row < PICTURE_ROWS; row += 1) {
    const edge = row < FRAME_DOTS || row >= PICTURE_ROWS - FRAME_DOTS
    blacken(bitmap, row, 0, edge ? widthDots : FRAME_DOTS)
    blacken(bitmap, row, widthDots - FRAME_DOTS, widthDots)
    const diagonal = Math.floor((row * widthDots) / PICTURE_ROWS)
    blacken(bitmap, row, diagonal, diagonal + Math.ceil(widthDots / PICTURE_ROWS))
  }
  return bitmap
}
