import { strict as assert } from 'node:assert'
import type { Bitmap } from './bitmap.ts'
import { ByteWriter } from './byte-writer.ts'

/**
 * Every ESC/POS command that this house sends, declared once. Names follow the Epson ESC/POS command reference; what
 * Chinese printers want of them is in their manuals (SurePrint SP91, Zijiang ZJ-58, SNBC BT-T080).
 */

/** ESC @: forgets sizes, alignment, spacing, and on some models ASB (Bixolon SRP-332II). */
export const INITIALISE = command(0x1b, 0x40)
/** FS &: bytes from 81 up are the first of a pair. Power-on state of Chinese models, and sent all the same. */
export const CHINESE_MODE = command(0x1c, 0x26)
/** GS a 15: four status bytes now and at each change of drawer, online, error, paper. */
export const AUTOMATIC_STATUS = command(0x1d, 0x61, 0x0f)
/** ESC c 5 1: the feed button is dead, so that nobody feeds the hall's paper out. */
export const PANEL_BUTTONS_OFF = command(0x1b, 0x63, 0x35, 0x01)
/** LF. */
export const LINE_FEED = command(0x0a)
/** GS V 66 0: feeds to the cutter and cuts, leaving one point uncut. */
export const CUT = command(0x1d, 0x56, 0x42, 0x00)
/** GS r 1: answered when everything before it is processed, and not while paper is out: the cheap fence. */
export const SEND_PAPER_STATUS = command(0x1d, 0x72, 0x01)
/** DLE DC4 fn 8: clears the printer's buffers, answered by 37 25 00 (Epson TM-L90, Citizen CT-S300). */
export const CLEAR_BUFFERS = command(0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08)

/**
 * DLE ENQ 2: clears the buffers and lets a jammed blade try again. Clones obey it in a cutter error only (ZJ-58 p. 26),
 * and pass over it in any other state.
 */
export const RECOVER_FROM_JAM_CLEARED = command(0x10, 0x05, 0x02)

/** How every job begins: a known state, Chinese, status at each change, no feed button. */
export const JOB_START = joined(INITIALISE, CHINESE_MODE, AUTOMATIC_STATUS, PANEL_BUTTONS_OFF)

export type RealTimeQuery = 1 | 2 | 3 | 4

/** DLE EOT n: one byte at once, even while offline. 1 printer, 2 cause of offline, 3 cause of error, 4 roll paper. */
export function realTimeStatusQuery(query: RealTimeQuery): Uint8Array {
  return command(0x10, 0x04, query)
}

export type Alignment = 'left' | 'centre' | 'right'

/** ESC a n; acts at the beginning of a line. */
export function align(to: Alignment): Uint8Array {
  return command(0x1b, 0x61, { left: 0, centre: 1, right: 2 }[to])
}

/** ESC E n. */
export function bold(on: boolean): Uint8Array {
  return command(0x1b, 0x45, on ? 1 : 0)
}

/** How many times wider and higher than 12×24 (ASCII) or 24×24 (hanzi) dots, 1–8 each. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** GS ! n: acts on ASCII and hanzi alike on the ESC/POS-80 class. */
export function size(of: Size): Uint8Array {
  assert(inRange(of.width, 1, 8) && inRange(of.height, 1, 8))
  return command(0x1d, 0x21, ((of.width - 1) << 4) | (of.height - 1))
}

/** ESC 3 n: from one line to the next, in dots (1/203 inch on these heads). */
export function lineSpacing(dots: number): Uint8Array {
  assert(inRange(dots, 0, 255))
  return command(0x1b, 0x33, dots)
}

/** ESC d n: prints the line and feeds n lines of the spacing set. */
export function feed(lines: number): Uint8Array {
  assert(inRange(lines, 0, 255))
  return command(0x1b, 0x64, lines)
}

/** GS v 0, in bands of at most `bandRows` rows, so that a small buffer does not stall. */
export function raster(bitmap: Bitmap, bandRows: number): Uint8Array {
  assert(inRange(bandRows, 1, 256) && inRange(bitmap.stride, 1, 255))
  const writer = new ByteWriter()
  for (let row = 0; row < bitmap.height; row += bandRows) {
    const rows = Math.min(bandRows, bitmap.height - row)
    writer.bytes(command(0x1d, 0x76, 0x30, 0x00, bitmap.stride, 0, rows & 0xff, rows >> 8))
    writer.bytes(bitmap.data.subarray(row * bitmap.stride, (row + rows) * bitmap.stride))
  }
  return writer.finish()
}

/** GS ( H fn 48: the printer answers 37 22 id 00 when the printing before it is completed. Four digits. */
export function processId(id: string): Uint8Array {
  assert(/^\d{4}$/.test(id))
  return joined(command(0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30), new TextEncoder().encode(id))
}

/** GS ( k: model 2, module size in dots, level M, store, print. Several clones lack it and print the letters instead. */
export function nativeQr(text: string, moduleDots: number): Uint8Array {
  const data = new TextEncoder().encode(text)
  const length = data.length + 3
  assert(inRange(moduleDots, 1, 16) && inRange(length, 4, 7092)) // 7,089 digits are the most that a QR code holds
  return joined(
    command(0x1d, 0x28, 0x6b, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00),
    command(0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x43, moduleDots),
    command(0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x45, 0x31),
    command(0x1d, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, 0x50, 0x30),
    data,
    command(0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x51, 0x30),
  )
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const writer = new ByteWriter()
  for (const part of parts) writer.bytes(part)
  return writer.finish()
}

function command(...bytes: readonly number[]): Uint8Array {
  return Uint8Array.from(bytes)
}

function inRange(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}
