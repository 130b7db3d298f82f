import { APOSTROPHE } from './spelling.ts'
import type { Act, Mode, Typing } from './typing.ts'

/** Letters as they lie on every keyboard, a row each. */
export const LETTER_ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const
export const DIGIT_ROW = '1234567890'
/** Marks of addresses, of Chinese text and of mail, each with its name in strings/typing-zh.ts. */
export const SYMBOL_ROWS = [
  [
    ['-', 'hyphen'],
    ['/', 'slash'],
    ['#', 'hash'],
    ['\u00b7', 'dot'],
    ['\uff0c', 'comma'],
    ['\u3002', 'stop'],
    ['\uff1a', 'colon'],
    ['\uff08', 'open'],
    ['\uff09', 'close'],
  ],
  [
    ['@', 'at'],
    ['.', 'point'],
    ['_', 'underscore'],
    ['&', 'and'],
    ['+', 'plus'],
    ['%', 'percent'],
    ['\uffe5', 'yuan'],
  ],
] as const

/** What a mark of a keyboard writes in Chinese text. */
const CHINESE_MARKS: Readonly<Record<string, string>> = {
  ',': '\uff0c',
  '.': '\u3002',
  ':': '\uff1a',
  ';': '\uff1b',
  '?': '\uff1f',
  '!': '\uff01',
  '(': '\uff08',
  ')': '\uff09',
  '\\': '\u3001',
}

/** A key of a keyboard in front of the terminal, as the page hears it. */
export interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

/** What turning the pages of candidates is, which is not a matter of the text. */
export type Turn = 'before' | 'after'

/**
 * What a key of a keyboard does here, as in every program for pinyin: the space takes the first candidate, a digit the
 * one of its number from the first that is shown on, which is candidate `from`; Enter takes the letters as they are.
 * `null` is no matter of the field; `done` is Enter with nothing left to pick.
 */
export function actOf(pressed: Pressed, typing: Typing, from: number): Act | Turn | 'done' | null {
  if (pressed.ctrlKey || pressed.altKey || pressed.metaKey) return null
  const { key } = pressed
  const picking = typing.letters !== ''
  if (/^[1-9]$/.test(key)) return { act: 'digit', digit: key, from }
  if (picking && (key === 'PageUp' || key === 'ArrowUp')) return 'before'
  if (picking && (key === 'PageDown' || key === 'ArrowDown')) return 'after'
  if (key === 'Enter') return picking ? { act: 'raw' } : 'done'
  if (key === 'Backspace') return { act: 'delete' }
  if (key === 'Escape') return picking ? { act: 'cancel' } : null
  if (key === 'ArrowLeft') return { act: 'left' }
  if (key === 'ArrowRight') return { act: 'right' }
  if (key === ' ') return { act: 'space' }
  return key.length === 1 && key > ' ' ? characterOf(key, typing.mode, picking) : null
}

function characterOf(key: string, mode: Mode, picking: boolean): Act {
  if (mode !== 'pinyin') return { act: 'write', text: key }
  if (/^[a-z]$/.test(key) || (picking && key === APOSTROPHE)) return { act: 'letter', letter: key }
  return { act: 'write', text: CHINESE_MARKS[key] ?? key }
}
