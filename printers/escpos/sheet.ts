import { strict as assert } from 'node:assert'
import { err, ok, type Result } from '../../drivers/result.ts'
import { blankBitmap, stamp, withoutBlankRight, type Bitmap } from './bitmap.ts'
import { ByteWriter } from './byte-writer.ts'
import {
  align,
  bold,
  CUT,
  feed,
  JOB_START,
  LINE_FEED,
  lineSpacing,
  nativeQr,
  raster,
  size,
  type Alignment,
  type Size,
} from './commands.ts'
import { inRom, printable, writeTwoByte } from './gb18030.ts'
import { cellsOf, rule, sides, wrap } from './layout.ts'
import type { FontFault, OutlineFonts } from './outline-glyph.ts'
import { printJob, type PrintJob } from './print-job.ts'
import type { PrinterProfile } from './profile.ts'
import type { QrPicture } from './qr-picture.ts'
import { withoutRealtimeCommands } from './realtime-hazard.ts'

export interface Style {
  readonly align: Alignment
  readonly size: Size
  readonly bold: boolean
}

/** `count` code points that neither the ROM nor any font has; which ones is personal data and is not said. */
export type SheetFault =
  | { readonly kind: 'no-glyph'; readonly count: number }
  | Extract<FontFault, { kind: 'font-unreadable' }>

/** 24 dots of a hanzi and a third of it between lines: read at arm's length. */
const CELL_WIDTH = 12
const CELL_HEIGHT = 24
const LEADING = 8

/** Writes one sheet from top to cut; a command goes out only where a setting changes. */
export class Sheet {
  readonly #writer = new ByteWriter()
  readonly #profile: PrinterProfile
  readonly #fonts: OutlineFonts
  #align: Alignment = 'left'
  #size: Size = { width: 1, height: 1 }
  #bold = false
  #spacing = 0
  /** Rows of dots that the paper moves on. */
  #moved = 0
  #missing = 0
  #unreadable: string | null = null

  constructor(profile: PrinterProfile, fonts: OutlineFonts) {
    this.#profile = profile
    this.#fonts = fonts
    this.#writer.bytes(JOB_START)
  }

  /** The text wrapped at the paper's width. */
  paragraph(text: string, style: Style): void {
    for (const line of wrap(printable(text), Math.floor(this.#profile.columns / style.size.width))) {
      this.#line(line, style)
    }
  }

  /** Two texts at the two edges of one line where they fit. */
  sides(left: string, right: string): void {
    for (const line of sides(printable(left), printable(right), this.#profile.columns)) this.#line(line, PLAIN)
  }

  rule(): void {
    this.#line(rule(this.#profile.columns), PLAIN)
  }

  /** `count` empty lines of plain height. */
  skip(count: number): void {
    this.#space(1)
    this.#writer.bytes(feed(count))
    this.#moved += count * this.#spacing
  }

  picture(bitmap: Bitmap, to: Alignment): void {
    this.#turnTo(to)
    this.#writer.bytes(raster(withoutRealtimeCommands(bitmap), this.#profile.bandRows))
    this.#moved += bitmap.height
  }

  /** Drawn by the printer itself, as large as `picture` of the same text. */
  nativeQr(text: string, picture: QrPicture): void {
    this.#turnTo('centre')
    this.#writer.bytes(nativeQr(text, picture.moduleDots))
    this.#moved += picture.bitmap.height
  }

  /** The job up to and with the cut; fences are the driver's. */
  finish(): Result<PrintJob, SheetFault> {
    this.#writer.bytes(CUT)
    if (this.#unreadable !== null) return err({ kind: 'font-unreadable', path: this.#unreadable })
    if (this.#missing > 0) return err({ kind: 'no-glyph', count: this.#missing })
    return ok(printJob(this.#writer.finish(), this.#moved))
  }

  #line(text: string, style: Style): void {
    assert(cellsOf(text) * style.size.width <= this.#profile.columns)
    if (!isInRom(text)) {
      this.#drawnLine(text, style)
      return
    }
    this.#turnTo(style.align)
    this.#space(style.size.height)
    if (style.size.width !== this.#size.width || style.size.height !== this.#size.height) {
      this.#size = style.size
      this.#writer.bytes(size(style.size))
    }
    if (style.bold !== this.#bold) {
      this.#bold = style.bold
      this.#writer.bytes(bold(style.bold))
    }
    const missing = writeTwoByte(this.#writer, text)
    assert(missing === 0)
    this.#writer.bytes(LINE_FEED)
    this.#moved += this.#spacing
  }

  /** The whole line as a picture, on the same cells and with the same leading as its neighbours of text. */
  #drawnLine(text: string, style: Style): void {
    const height = CELL_HEIGHT * style.size.height
    const line = blankBitmap(this.#profile.widthDots, height + LEADING)
    const cell = CELL_WIDTH * style.size.width
    const free = this.#profile.widthDots - cellsOf(text) * cell
    let x = { left: 0, centre: free >> 1, right: free }[style.align]
    for (const character of text) {
      const width = cellsOf(character) * cell
      if (character !== ' ' && character !== '\u3000') {
        const drawn = this.#fonts.draw(character.codePointAt(0) ?? 0, width, height)
        if (drawn.ok) {
          stamp(line, drawn.value, x, 0)
          if (style.bold) stamp(line, drawn.value, x + 1, 0)
        } else if (drawn.fault.kind === 'no-glyph') this.#missing += 1
        else this.#unreadable = drawn.fault.path
      }
      x += width
    }
    this.picture(withoutBlankRight(line), 'left')
  }

  #turnTo(to: Alignment): void {
    if (to === this.#align) return
    this.#align = to
    this.#writer.bytes(align(to))
  }

  #space(linesHigh: number): void {
    const dots = CELL_HEIGHT * linesHigh + LEADING
    if (dots === this.#spacing) return
    this.#spacing = dots
    this.#writer.bytes(lineSpacing(dots))
  }
}

/** Single size, from the left edge. */
export const PLAIN: Style = { align: 'left', size: { width: 1, height: 1 }, bold: false }

function isInRom(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (!inRom(text.charCodeAt(i))) return false
  return true
}
