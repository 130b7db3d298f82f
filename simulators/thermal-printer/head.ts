import type { PrintCommand, SettingCommand } from './command.ts'
import { drawRow, type DotRow, type Dots } from './dots.ts'
import { drawLine, heightOf, widthOf, type Cell, type Style } from './line.ts'
import type { CharacterRom } from './rom/character-rom.ts'
import { ASCII_WIDTH, CELL_HEIGHT, HANZI_WIDTH } from './rom/layout.ts'
import { changeOf, initialSettings, NORMAL_SIZE, type Size } from './settings.ts'

/** What the head makes of commands: rows to burn while the paper moves, and the words on them, if they are a line. */
export interface Motion {
  readonly rows: readonly DotRow[]
  readonly text: string | undefined
}

export interface PrintHead {
  /** Executes a command; what it prints comes back as motions, in order. */
  print(command: PrintCommand): readonly Motion[]
  set(command: SettingCommand): void
  /** ESC @: the line that waits is forgotten, all settings are those of power-on. */
  initialize(): void
  /** Prints what waits in the line, as before a cut. */
  flush(): readonly Motion[]
  blank(rows: number): Motion
  /** Forgets the line that waits (buffers cleared). */
  dropLine(): void
  /** Nothing waits in the line. */
  readonly idle: boolean
}

/** Tab stops stand at every eighth character (ESC/POS default). */
const TAB_CELLS = 8
/** Stands in a ticket's text for a picture inside a line (Unicode: object replacement character). */
const PICTURE = '\ufffc'

/** A head of `widthDots` dots with its line buffer, in standard mode. `complain` hears what cannot be printed. */
export function createPrintHead(rom: CharacterRom, widthDots: number, complain: (message: string) => void): PrintHead {
  const bytesPerRow = widthDots / 8
  const white = new Uint8Array(bytesPerRow)
  const decoder = new TextDecoder('gb18030')
  let settings = initialSettings(widthDots)
  let cells: Cell[] = []

  const blank = (rows: number): Motion => ({
    rows: Array.from({ length: rows }, () => white),
    text: undefined,
  })

  const room = (): number => Math.min(settings.areaWidth, widthDots - settings.leftMargin)

  const startOf = (width: number): number => {
    const free = Math.max(0, room() - width)
    return settings.leftMargin + { left: 0, centre: Math.floor(free / 2), right: free }[settings.align]
  }

  /** Prints the line and moves the paper by `feed` rows in all, or by the line's height where that is more. */
  const printLine = (feed: number): readonly Motion[] => {
    const height = heightOf(cells)
    const drawn = drawLine(cells, startOf(widthOf(cells)), bytesPerRow)
    const text = cells.map((cell) => cell.text).join('')
    cells = []
    // The words stand on the paper before the feed behind them is done.
    return [{ rows: drawn, text }, blank(Math.max(0, feed - height))]
  }

  const feed = (rows: number): readonly Motion[] => (cells.length > 0 ? printLine(rows) : [blank(rows)])

  const styled = (size: Size, underline: number): Style => ({
    scaleX: size.width,
    scaleY: size.height,
    bold: settings.bold,
    underline,
    reverse: settings.reverse,
  })

  /** Sets a cell into the line; a full line is printed first. */
  const place = (cell: Cell): readonly Motion[] => {
    const left = room() - widthOf(cells)
    if (cell.width <= left || cells.length === 0) {
      cells.push(cell)
      return []
    }
    if (left > 0 && cell.width === HANZI_WIDTH * cell.style.scaleX && left >= ASCII_WIDTH * cell.style.scaleX) {
      complain('a two-byte character straddles the right edge')
    }
    const printed = printLine(settings.lineSpacing)
    cells.push(cell)
    return printed
  }

  const setAscii = (dots: Dots | undefined, text: string): readonly Motion[] => {
    const style = styled(settings.asciiSize, settings.asciiUnderline)
    const width = (ASCII_WIDTH + settings.asciiRight) * style.scaleX
    return place({ dots, width, height: CELL_HEIGHT * style.scaleY, inset: 0, style, text })
  }

  const setHanzi = (lead: number, trail: number): readonly Motion[] => {
    const dots = rom.hanzi(lead, trail)
    if (dots === undefined) complain('a two-byte code without a glyph in the ROM')
    const style = styled(settings.hanziSize, settings.hanziUnderline)
    return place({
      dots,
      width: (settings.hanziLeft + HANZI_WIDTH + settings.hanziRight) * style.scaleX,
      height: CELL_HEIGHT * style.scaleY,
      inset: settings.hanziLeft * style.scaleX,
      style,
      text: decoder.decode(Uint8Array.of(lead, trail)),
    })
  }

  const tab = (): readonly Motion[] => {
    const stop = TAB_CELLS * ASCII_WIDTH
    const at = widthOf(cells)
    const next = (Math.floor(at / stop) + 1) * stop
    // Beyond the last stop a tab does nothing (Epson HT).
    if (next >= room()) return []
    const style = styled(NORMAL_SIZE, 0)
    return place({ dots: undefined, width: next - at, height: CELL_HEIGHT, inset: 0, style, text: ' ' })
  }

  const setColumns = (command: Extract<PrintCommand, { kind: 'columns' }>): readonly Motion[] => {
    const perRow = Math.ceil(command.columns / 8)
    const height = command.bytesPerColumn * 8
    const data = new Uint8Array(perRow * height)
    for (let x = 0; x < command.columns; x += 1) {
      for (let y = 0; y < height; y += 1) {
        const byte = command.data[x * command.bytesPerColumn + (y >> 3)] ?? 0
        if ((byte & (0x80 >> (y & 7))) !== 0) {
          data[y * perRow + (x >> 3)] = (data[y * perRow + (x >> 3)] ?? 0) | (0x80 >> (x & 7))
        }
      }
    }
    const width = command.columns * command.scaleX
    if (width > room()) complain('a bit image is wider than the print area')
    return place({
      dots: { width: command.columns, height, bytesPerRow: perRow, data },
      width,
      height: height * command.scaleY,
      inset: 0,
      style: { scaleX: command.scaleX, scaleY: command.scaleY, bold: false, underline: 0, reverse: false },
      text: PICTURE,
    })
  }

  const printRaster = (command: Extract<PrintCommand, { kind: 'raster' }>): readonly Motion[] => {
    const motions = [...flushForLineStart('GS v 0')]
    const width = command.bytesPerRow * 8 * command.scaleX
    if (width > room()) complain('a raster image is wider than the print area')
    const left = startOf(width)
    const image: Dots = {
      width: command.bytesPerRow * 8,
      height: command.rows,
      bytesPerRow: command.bytesPerRow,
      data: command.data,
    }
    const rows: DotRow[] = []
    for (let y = 0; y < command.rows; y += 1) {
      const row = new Uint8Array(bytesPerRow)
      drawRow(row, left, image, y, command.scaleX)
      for (let i = 0; i < command.scaleY; i += 1) rows.push(row)
    }
    motions.push({ rows, text: undefined })
    return motions
  }

  /** Some commands work at the start of a line only; in its middle, real heads ignore or garble them. */
  const flushForLineStart = (name: string): readonly Motion[] => {
    if (cells.length === 0) return []
    complain(`${name} in the middle of a line`)
    return printLine(settings.lineSpacing)
  }

  const change = (command: SettingCommand): void => {
    const { kind } = command
    if ((kind === 'align' || kind === 'left-margin' || kind === 'area-width') && cells.length > 0) {
      complain(`a change of ${kind} in the middle of a line has no effect`)
      return
    }
    const next = { ...settings, ...changeOf(command) }
    const reach = kind === 'area-width' ? next.leftMargin + next.areaWidth : next.leftMargin + 1
    if (next.areaWidth === 0 || reach > widthDots) complain(`the ${kind} reaches beyond the paper`)
    else settings = next
  }

  const print = (command: PrintCommand): readonly Motion[] => {
    switch (command.kind) {
      case 'ascii':
        return setAscii(rom.ascii(command.code), String.fromCharCode(command.code))
      case 'hanzi':
        return setHanzi(command.lead, command.trail)
      case 'stray':
        return setAscii(undefined, ' ')
      case 'line-feed':
        return printLine(settings.lineSpacing)
      case 'tab':
        return tab()
      case 'feed-dots':
        return feed(command.dots)
      case 'feed-lines':
        return feed(command.lines * settings.lineSpacing)
      case 'raster':
        return printRaster(command)
      case 'columns':
        return setColumns(command)
      case 'qr':
        if (command.act === 'print') complain('unsupported: native QR (GS ( k), which many clones lack')
        break
      case 'barcode':
        complain('unsupported: native barcodes (GS k)')
        break
    }
    return []
  }

  return {
    print,
    set: change,
    initialize: () => {
      cells = []
      settings = initialSettings(widthDots)
    },
    flush: () => flushForLineStart('GS V'),
    blank,
    dropLine: () => {
      cells = []
    },
    get idle() {
      return cells.length === 0
    },
  }
}
