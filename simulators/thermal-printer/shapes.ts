import type { Alignment, Command } from './command.ts'

/** How one command is laid out on the wire and what its bytes mean. */
export interface Shape {
  /** Its name in the manuals: `GS v 0`. */
  readonly name: string
  /** How many bytes of arguments it has, as far as `args` (those that have come) tell. */
  readonly length: (args: readonly number[]) => number
  /** Where its bulk data begin, if it has any, and what they are called. */
  readonly data?: { readonly from: number; readonly name: string }
  /** The command, or what is wrong with it in plain words. */
  readonly read: (args: readonly number[]) => Command | string
}

const ESC = 0x1b
const FS = 0x1c
const GS = 0x1d
const DLE = 0x10

/** The shape of the command that begins with these two bytes (the reference's tables; ESC/POS manuals). */
export function shapeOf(first: number, second: number): Shape | undefined {
  return SHAPES.get(first * 256 + second)
}

/** Bytes that begin a command of two or more bytes. */
export function isPrefix(byte: number): boolean {
  return byte === ESC || byte === FS || byte === GS || byte === DLE
}

function at(args: readonly number[], index: number): number {
  return args[index] ?? 0
}

function word(args: readonly number[], index: number): number {
  return at(args, index) + 256 * at(args, index + 1)
}

/** `n` as a digit: 0–9 or its ASCII form `0`–`9`, which most commands take alike. */
function digit(n: number): number {
  return n >= 0x30 && n <= 0x39 ? n - 0x30 : n
}

function fixed(name: string, count: number, read: Shape['read']): Shape {
  return { name, length: () => count, read }
}

/** A command that this class of printer lacks or that must not be sent; its arguments are still consumed. */
function refused(name: string, count: number, reason: string): Shape {
  return fixed(name, count, () => reason)
}

function underline(name: string, kind: 'underline' | 'hanzi-underline'): Shape {
  return fixed(name, 1, (args) => {
    const dots = digit(at(args, 0))
    return dots <= 2 ? { kind, dots } : 'the thickness is 0, 1 or 2'
  })
}

const ALIGNMENTS: readonly Alignment[] = ['left', 'centre', 'right']

const align = fixed('ESC a', 1, (args) => {
  const to = ALIGNMENTS[digit(at(args, 0))]
  return to === undefined ? 'the alignment is 0, 1 or 2' : { kind: 'align', to }
})

const size = fixed('GS !', 1, (args) => {
  const n = at(args, 0)
  // Bits 3 and 7 are reserved: eight sizes in each direction.
  return (n & 0x88) === 0 ? { kind: 'size', width: (n >> 4) + 1, height: (n & 7) + 1 } : 'sizes reach from 1 to 8'
})

const printMode = fixed('ESC !', 1, (args) => {
  const n = at(args, 0)
  if ((n & 0x01) !== 0) return 'this ROM has no font B'
  if ((n & 0x46) !== 0) return 'reserved bits are set'
  return {
    kind: 'print-mode',
    bold: (n & 0x08) !== 0,
    doubleHeight: (n & 0x10) !== 0,
    doubleWidth: (n & 0x20) !== 0,
    underline: (n & 0x80) !== 0,
  }
})

const hanziPrintMode = fixed('FS !', 1, (args) => {
  const n = at(args, 0)
  if ((n & 0x73) !== 0) return 'reserved bits are set'
  return {
    kind: 'hanzi-print-mode',
    doubleWidth: (n & 0x04) !== 0,
    doubleHeight: (n & 0x08) !== 0,
    underline: (n & 0x80) !== 0,
  }
})

const raster: Shape = {
  name: 'GS v 0',
  length: (args) => (args.length < 6 ? 6 : 6 + word(args, 2) * word(args, 4)),
  data: { from: 6, name: 'raster data' },
  read: (args) => {
    if (at(args, 0) !== 0x30) return 'GS v is followed by 0'
    const mode = digit(at(args, 1))
    if (mode > 3) return 'the mode is 0 to 3'
    const bytesPerRow = word(args, 2)
    const rows = word(args, 4)
    if (bytesPerRow === 0 || rows === 0) return 'an image without dots'
    return {
      kind: 'raster',
      scaleX: (mode & 1) + 1,
      scaleY: (mode >> 1) + 1,
      bytesPerRow,
      rows,
      data: Uint8Array.from(args.slice(6)),
    }
  },
}

/** ESC * (Epson): m 0/1 have 8 dots in a column, 32/33 have 24; an even m prints each column twice as wide. */
const columns: Shape = {
  name: 'ESC *',
  length: (args) => (args.length < 3 ? 3 : 3 + word(args, 1) * (at(args, 0) >= 32 ? 3 : 1)),
  data: { from: 3, name: 'bit image data' },
  read: (args) => {
    const mode = at(args, 0)
    if (mode !== 0 && mode !== 1 && mode !== 32 && mode !== 33) return 'the mode is 0, 1, 32 or 33'
    const count = word(args, 1)
    if (count === 0) return 'an image without dots'
    return {
      kind: 'columns',
      bytesPerColumn: mode >= 32 ? 3 : 1,
      scaleX: mode % 2 === 0 ? 2 : 1,
      scaleY: mode >= 32 ? 1 : 3,
      columns: count,
      data: Uint8Array.from(args.slice(3)),
    }
  },
}

/** GS V: function A (0/1/48/49) cuts at once, function B (65/66 n) feeds to the cutter and n dots more. */
const cut: Shape = {
  name: 'GS V',
  length: (args) => (at(args, 0) === 0x41 || at(args, 0) === 0x42 ? 2 : 1),
  read: (args) => {
    if (args.length === 2) return { kind: 'cut', feed: at(args, 1) }
    return digit(at(args, 0)) <= 1 ? { kind: 'cut', feed: 'none' } : 'neither function A nor function B'
  },
}

/** GS ( x pL pH …: families that all carry their own length. */
const family: Shape = {
  name: 'GS (',
  length: (args) => (args.length < 3 ? 3 : 3 + word(args, 1)),
  data: { from: 3, name: 'the parameters of GS (' },
  read: (args) => {
    const parameters = args.slice(3)
    switch (String.fromCharCode(at(args, 0))) {
      case 'H':
        return responseRequest(parameters)
      case 'k':
        return symbol(parameters)
      case 'D':
        return 'GS ( D, which switches real-time commands off, is not in this model'
      default:
        return 'a family of commands that this model does not know'
    }
  },
}

function responseRequest(parameters: readonly number[]): Command | string {
  const m = at(parameters, 1)
  if (at(parameters, 0) !== 0x30) return 'GS ( H has no such function'
  if (m === 0x30 && parameters.length === 6) {
    const id = parameters.slice(2)
    return id.every((d) => d >= 0x20 && d <= 0x7e) ? { kind: 'process-id', id } : 'a process id is made of 20 to 7E'
  }
  return 'a process id has six parameters: 30 30 d1 d2 d3 d4'
}

/** GS ( k with cn 49, QR code: 65 model, 67 module, 69 correction, 80 store, 81 print. */
function symbol(parameters: readonly number[]): Command | string {
  if (at(parameters, 0) !== 0x31) return 'GS ( k knows no other symbol than QR here'
  switch (at(parameters, 1)) {
    case 0x41:
    case 0x43:
    case 0x45:
      return { kind: 'qr', act: 'set' }
    case 0x50:
      return parameters.length > 3 ? { kind: 'qr', act: 'store' } : 'no data to store'
    case 0x51:
      return { kind: 'qr', act: 'print' }
    default:
      return 'GS ( k has no such function'
  }
}

/** GS k: function A (0–6) ends with NUL, function B (65–79) carries its length. */
const barcode: Shape = {
  name: 'GS k',
  length: (args) => {
    if (args.length === 0) return 1
    if (at(args, 0) > 6) return args.length < 2 ? 2 : 2 + at(args, 1)
    return args.length > 1 && args.at(-1) === 0 ? args.length : args.length + 1
  },
  data: { from: 2, name: 'barcode data' },
  read: (args) => (at(args, 0) <= 6 || at(args, 0) >= 65 ? { kind: 'barcode' } : 'no such symbology'),
}

const panel: Shape = fixed('ESC c', 2, (args) => {
  switch (at(args, 0)) {
    case 0x33:
    case 0x35:
      return { kind: 'no-effect' }
    case 0x34:
      return { kind: 'near-end-stop', on: (at(args, 1) & 0x03) !== 0 }
    default:
      return 'ESC c is followed by 3, 4 or 5'
  }
})

const transmit = fixed('GS r', 1, (args) => {
  const n = digit(at(args, 0))
  if (n === 1) return { kind: 'transmit', what: 'paper' }
  return n === 2 ? { kind: 'transmit', what: 'drawer' } : 'GS r is followed by 1 or 2'
})

/** Executed on reception by the real-time watch; at their turn in the buffer they do nothing more. */
const status = fixed('DLE EOT', 1, (args) =>
  at(args, 0) >= 1 && at(args, 0) <= 4 ? { kind: 'no-effect' } : 'DLE EOT is followed by 1 to 4',
)
const recover = fixed('DLE ENQ', 1, (args) =>
  at(args, 0) === 1 || at(args, 0) === 2 ? { kind: 'no-effect' } : 'DLE ENQ is followed by 1 or 2',
)

/** DLE DC4 8: these seven bytes guard against clearing by accident (Epson TM-L90). */
export const CLEAR_GUARD: readonly number[] = [0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]

const clear: Shape = {
  name: 'DLE DC4',
  length: (args) => (at(args, 0) === 8 ? 1 + CLEAR_GUARD.length : 1),
  read: (args) =>
    at(args, 0) === 8 && CLEAR_GUARD.every((byte, index) => at(args, index + 1) === byte)
      ? { kind: 'no-effect' }
      : 'only 08 01 03 14 01 06 02 08, clear the buffers, is known',
}

const setting = (name: string): Shape => fixed(name, 1, () => ({ kind: 'no-effect' }))

const ENTRIES: readonly (readonly [prefix: number, second: string, shape: Shape])[] = [
  [DLE, '\x04', status],
  [DLE, '\x05', recover],
  [DLE, '\x14', clear],
  [ESC, '@', fixed('ESC @', 0, () => ({ kind: 'initialize' }))],
  [ESC, '!', printMode],
  [ESC, 'a', align],
  [ESC, 'E', fixed('ESC E', 1, (args) => ({ kind: 'bold', on: (at(args, 0) & 1) === 1 }))],
  [ESC, '-', underline('ESC -', 'underline')],
  [ESC, ' ', fixed('ESC SP', 1, (args) => ({ kind: 'ascii-spacing', right: at(args, 0) }))],
  [ESC, '2', fixed('ESC 2', 0, () => ({ kind: 'line-spacing', dots: 'default' }))],
  [ESC, '3', fixed('ESC 3', 1, (args) => ({ kind: 'line-spacing', dots: at(args, 0) }))],
  [ESC, 'J', fixed('ESC J', 1, (args) => ({ kind: 'feed-dots', dots: at(args, 0) }))],
  [ESC, 'd', fixed('ESC d', 1, (args) => ({ kind: 'feed-lines', lines: at(args, 0) }))],
  [ESC, '*', columns],
  [ESC, 'c', panel],
  [ESC, 'v', fixed('ESC v', 0, () => ({ kind: 'transmit', what: 'paper' }))],
  [ESC, '$', refused('ESC $', 2, 'old 58 mm heads lack it: pad with spaces')],
  [ESC, '\\', refused('ESC \\', 2, 'old 58 mm heads lack it: pad with spaces')],
  [ESC, 't', refused('ESC t', 1, 'a code page has no place in Chinese text')],
  [ESC, 'R', refused('ESC R', 1, 'a national character set has no place in Chinese text')],
  [FS, '&', fixed('FS &', 0, () => ({ kind: 'no-effect' }))],
  [FS, '.', fixed('FS .', 0, () => ({ kind: 'no-effect' }))],
  [FS, '!', hanziPrintMode],
  [FS, 'W', fixed('FS W', 1, (args) => ({ kind: 'hanzi-quadruple', on: (at(args, 0) & 1) === 1 }))],
  [FS, '-', underline('FS -', 'hanzi-underline')],
  [FS, 'S', fixed('FS S', 2, (args) => ({ kind: 'hanzi-spacing', left: at(args, 0), right: at(args, 1) }))],
  [FS, 'C', refused('FS C', 1, 'it is for Japanese models; clones choose another encoding with it')],
  [GS, '!', size],
  [GS, 'B', fixed('GS B', 1, (args) => ({ kind: 'reverse', on: (at(args, 0) & 1) === 1 }))],
  [GS, 'L', fixed('GS L', 2, (args) => ({ kind: 'left-margin', dots: word(args, 0) }))],
  [GS, 'W', fixed('GS W', 2, (args) => ({ kind: 'area-width', dots: word(args, 0) }))],
  [GS, 'v', raster],
  [GS, 'V', cut],
  [GS, '(', family],
  [GS, 'k', barcode],
  [GS, 'h', setting('GS h')],
  [GS, 'w', setting('GS w')],
  [GS, 'H', setting('GS H')],
  [GS, 'f', setting('GS f')],
  [GS, 'a', fixed('GS a', 1, (args) => ({ kind: 'asb', mask: at(args, 0) }))],
  [GS, 'r', transmit],
]

const SHAPES: ReadonlyMap<number, Shape> = new Map(
  ENTRIES.map(([prefix, second, shape]) => [prefix * 256 + second.charCodeAt(0), shape]),
)
