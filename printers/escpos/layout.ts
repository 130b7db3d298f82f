import { strict as assert } from 'node:assert'

/**
 * Lines by cells: an ASCII character takes one cell of 12 dots, every other character two. Works on text that
 * `printable` (gb18030.ts) has passed.
 */

/** Cells that the text takes at single width. */
export function cellsOf(text: string): number {
  let cells = 0
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit <= 0x7e) cells += 1
    else {
      cells += 2
      if (unit >= 0xd800 && unit <= 0xdbff && isLowSurrogate(text, i + 1)) i += 1
    }
  }
  return cells
}

/**
 * The text in lines of at most `columns` (≥ 2) cells, no line empty. Hanzi break anywhere, Latin words at spaces and
 * only inside when a word is longer than a line; closing punctuation stays with what it closes and opening with what it
 * opens (as GB/T 15834 asks) unless that alone would not fit a line.
 */
export function wrap(text: string, columns: number): readonly string[] {
  assert(columns >= 2)
  const whole = text.trim()
  if (whole === '') return []
  if (cellsOf(whole) <= columns) return [whole]
  const lines: string[] = []
  let line = ''
  let used = 0
  const endLine = () => {
    if (line.trim() !== '') lines.push(line.trimEnd())
    line = ''
    used = 0
  }
  for (const unit of unitsOf(whole)) {
    const cells = cellsOf(unit)
    if (used + cells > columns && cells <= columns) endLine()
    if (unit.trim() === '' && used === 0) continue
    if (cells <= columns) {
      line += unit
      used += cells
      continue
    }
    for (const character of unit) {
      const width = cellsOf(character)
      if (used + width > columns) endLine()
      line += character
      used += width
    }
  }
  endLine()
  return lines
}

/** `left` and `right` at the two edges of one line, or, where both do not fit, wrapped below each other. */
export function sides(left: string, right: string, columns: number): readonly string[] {
  const gap = columns - cellsOf(left) - cellsOf(right)
  if (gap >= 1) return [left + ' '.repeat(gap) + right]
  return [...wrap(left, columns), ...wrap(right, columns).map((line) => ' '.repeat(columns - cellsOf(line)) + line)]
}

/** A line across the paper, of the box-drawing dash that every GB2312 ROM has (a9 a4): without gaps on paper. */
export function rule(columns: number): string {
  return '─'.repeat(columns >> 1)
}

const OPENING = '（《〈「『【〔“‘'
const CLOSING = '，。、；：！？）》〉」』】〕”’…—·％'
/** Spaces; or one character or Latin word with the punctuation that belongs to it. */
const UNIT = new RegExp(` +|[${OPENING}]*(?:[!-~]+|[^ !-~][,.;:!?)]*)[${CLOSING}]*`, 'gu')

function unitsOf(text: string): readonly string[] {
  return text.match(UNIT) ?? []
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}
