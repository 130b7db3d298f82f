import type { Alignment, SettingCommand } from './command.ts'

/** Times a character is widened and heightened. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** What the head keeps in mind from one character to the next; lengths are dots. */
export interface Settings {
  readonly asciiSize: Size
  readonly hanziSize: Size
  readonly bold: boolean
  readonly asciiUnderline: number
  readonly hanziUnderline: number
  readonly reverse: boolean
  readonly align: Alignment
  readonly lineSpacing: number
  readonly asciiRight: number
  readonly hanziLeft: number
  readonly hanziRight: number
  readonly leftMargin: number
  readonly areaWidth: number
}

export const NORMAL_SIZE: Size = { width: 1, height: 1 }
/** ESC 2: one sixth of an inch at 203 dots per inch. */
const DEFAULT_LINE_SPACING = 34

/** As after power-on and ESC @. */
export function initialSettings(widthDots: number): Settings {
  return {
    asciiSize: NORMAL_SIZE,
    hanziSize: NORMAL_SIZE,
    bold: false,
    asciiUnderline: 0,
    hanziUnderline: 0,
    reverse: false,
    align: 'left',
    lineSpacing: DEFAULT_LINE_SPACING,
    asciiRight: 0,
    hanziLeft: 0,
    hanziRight: 0,
    leftMargin: 0,
    areaWidth: widthDots,
  }
}

/** What a command changes. Sizes: the last one received counts, GS ! for both kinds of character. */
export function changeOf(command: SettingCommand): Partial<Settings> {
  switch (command.kind) {
    case 'size':
      return { asciiSize: command, hanziSize: command }
    case 'print-mode':
      return {
        asciiSize: doubled(command.doubleWidth, command.doubleHeight),
        bold: command.bold,
        asciiUnderline: command.underline ? 1 : 0,
      }
    case 'hanzi-print-mode':
      return {
        hanziSize: doubled(command.doubleWidth, command.doubleHeight),
        hanziUnderline: command.underline ? 1 : 0,
      }
    case 'hanzi-quadruple':
      return { hanziSize: doubled(command.on, command.on) }
    case 'bold':
      return { bold: command.on }
    case 'underline':
      return { asciiUnderline: command.dots }
    case 'hanzi-underline':
      return { hanziUnderline: command.dots }
    case 'reverse':
      return { reverse: command.on }
    case 'align':
      return { align: command.to }
    case 'line-spacing':
      return { lineSpacing: command.dots === 'default' ? DEFAULT_LINE_SPACING : command.dots }
    case 'ascii-spacing':
      return { asciiRight: command.right }
    case 'hanzi-spacing':
      return { hanziLeft: command.left, hanziRight: command.right }
    case 'left-margin':
      return { leftMargin: command.dots }
    case 'area-width':
      return { areaWidth: command.dots }
    default:
      return command satisfies never
  }
}

function doubled(wide: boolean, high: boolean): Size {
  return { width: wide ? 2 : 1, height: high ? 2 : 1 }
}
