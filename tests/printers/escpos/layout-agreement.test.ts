import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import receiptline from 'receiptline'
import { describe, expect, test } from 'vitest'
import { inRom, printable } from '../../../printers/escpos/gb18030.ts'
import { outlineFonts } from '../../../printers/escpos/outline-glyph.ts'
import { GENERIC_58MM, GENERIC_80MM, type PrinterProfile } from '../../../printers/escpos/profile.ts'
import { PLAIN, Sheet } from '../../../printers/escpos/sheet.ts'
import { readJob } from './read-job.ts'

// receiptline 4.0.4 prints Chinese as we do (FS &, GB18030) and was written by others. Where the two may differ is said
// here, each time by a rule; all else must be the same bytes.

/** Those of GB 18030-2022, which Node has; receiptline's table is of 2005, whose ROMs print the same codes. */
const MOVED_IN_2022 = /[\u9fb4-\u9fbb\ufe10-\ufe19]/
/** receiptline composes text (NFC), which turns a compatibility hanzi into another one. */
const composes = (character: string) => character.normalize() !== character
/** Four bytes in GB18030, ¥ among them: receiptline sends these, we draw them or print ￥. */
const isFourBytes = (character: string) => !inRom(character.codePointAt(0) ?? 0) || printable(character) !== character

/** receiptline's lines for `text` on the left of the paper, as Latin-1 strings of their bytes. */
function theirLines(text: string, columns: number): readonly string[] {
  // Each run of text stands behind FS & and ends before the next command; text holds no byte below a space.
  return receiptline
    .transform(`${text}|`, { command: 'generic', encoding: 'gb18030', cpl: columns })
    .split('\n')
    .map((line) => line.split('\u001c&').slice(1).map((run) => run.split(/[^ -\u00ff]/)[0] ?? '').join(''))
    .filter((line) => line.trim() !== '')
}

/** Ours, from the bytes that are sent. */
function ourLines(text: string, profile: PrinterProfile): readonly string[] {
  const sheet = new Sheet(profile, outlineFonts([]))
  sheet.paragraph(text, PLAIN)
  const job = sheet.finish()
  assert(job.ok)
  return readJob(job.value.bytes).flatMap((each) => (each.name === 'text' ? [Buffer.from(each.bytes).toString('latin1')] : []))
}

/** What may not stand first in a line, and last (GB/T 15834); receiptline does not know of it. */
const CLOSING = '，。、；：！？）》〉」』】〕”’…—·％'
const OPENING = '（《〈「『【〔“‘'

/** Whether we allow a line to end before character `at`; receiptline would anywhere. */
function mayBreak(text: string, at: number): boolean {
  const [before, after] = [text.charAt(at - 1), text.charAt(at)]
  const inWord = /[!-~]/.test(before) && /[!-~]/.test(after)
  return !inWord && !CLOSING.includes(after) && !OPENING.includes(before)
}

/**
 * The lines that receiptline's bytes come to under our three rules: a break inside a word, before closing or behind
 * opening punctuation moves to the left, and no line begins or ends with a space. What is moved is given to receiptline again.
 */
function agreedLines(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  let rest = text.trim()
  while (rest !== '') {
    const bytes = theirLines(rest, columns)[0]
    assert(bytes !== undefined)
    const whole = new TextDecoder('gb18030').decode(Buffer.from(bytes, 'latin1'))
    assert(rest.startsWith(whole))
    let end = whole.length
    while (end < rest.length && end > 0 && !mayBreak(rest, end)) end -= 1
    assert(end > 0, 'no word is longer than a line here')
    const moved = Array.from(whole.slice(end)).reduce((sum, character) => sum + (character <= '~' ? 1 : 2), 0)
    lines.push(bytes.slice(0, bytes.length - moved).replace(/ +$/, ''))
    rest = rest.slice(end).trimStart()
  }
  return lines
}

const PAPERS = [
  ['32 cells', GENERIC_58MM],
  ['48 cells', GENERIC_80MM],
] as const

const hanzi = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCharCode(code))
/** Signs, letters of other scripts, rare hanzi of the two-byte area. */
const sign = fc
  .integer({ min: 0xa1, max: 0xffff })
  .map((code) => String.fromCharCode(code))
  .filter((one) => !isFourBytes(one) && !composes(one) && !MOVED_IN_2022.test(one) && one.trim() === one)
  .filter((one) => !(CLOSING + OPENING).includes(one))
/** As on tickets: words, numbers, dates and times; receiptline's own markup signs stand inside none. */
const word = fc.stringMatching(/^[A-Za-z0-9]{1,6}([-/.:][A-Za-z0-9]{1,3})?$/)
const oneOf = (signs: string) => fc.constantFrom(...Array.from(signs))
const piece = fc.oneof(
  { weight: 6, arbitrary: hanzi },
  { weight: 1, arbitrary: sign },
  { weight: 2, arbitrary: fc.tuple(word, fc.oneof(fc.constant(' '), hanzi)).map((both) => both.join('')) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.option(oneOf(OPENING)), hanzi, fc.option(oneOf(CLOSING)), fc.option(oneOf(CLOSING)))
      .map((all) => all.join('')),
  },
)
const mixed = fc.array(piece, { minLength: 1, maxLength: 80, size: 'max' }).map((pieces) => pieces.join(''))

describe('beside receiptline', () => {
  test('every character of the two-byte area is the same two bytes', () => {
    const others: string[] = []
    for (let code = 0x80; code <= 0xffff; code += 1) {
      const character = String.fromCharCode(code)
      if (isFourBytes(character) || composes(character) || MOVED_IN_2022.test(character)) continue
      const [ours] = ourLines(`A${character}B`, GENERIC_80MM)
      if (ours?.length !== 4 || theirLines(`A${character}B`, 48)[0] !== ours) others.push(character)
    }
    expect(others).toEqual([])
  })

  test.each(PAPERS)('text and line ends on %s are the same bytes, but for our rules of where a line may end', (_, profile) => {
    fc.assert(
      fc.property(mixed, (text) => {
        expect(ourLines(text, profile)).toEqual(agreedLines(text, profile.columns))
      }),
    )
  })

  test.each(PAPERS)('hanzi with single letters among them on %s are the same lines without any rule', (_, profile) => {
    const single = fc.tuple(fc.constantFrom('', 'a', '7'), hanzi).map((both) => both.join(''))
    fc.assert(
      fc.property(fc.array(single, { minLength: 1, maxLength: 80, size: 'max' }), (pieces) => {
        const text = pieces.join('')
        expect(ourLines(text, profile)).toEqual(theirLines(text, profile.columns))
      }),
    )
  })

  test('what it sends in four bytes we send in none', () => {
    for (const character of ['㛃', '𬱖', '¥']) {
      expect(theirLines(`A${character}B`, 48)).toEqual([expect.stringMatching(/^A[\x81-\xfe][0-9][\x81-\xfe][0-9]B$/)])
      const sheet = new Sheet(GENERIC_80MM, outlineFonts([]))
      sheet.paragraph(`A${character}B`, PLAIN)
      const job = sheet.finish()
      expect(job.ok ? readJob(job.value.bytes).filter(({ name }) => name === 'text') : job.fault).toEqual(
        character === '¥' ? [expect.objectContaining({ text: 'A￥B' })] : { kind: 'no-glyph', count: 3 },
      )
    }
  })
})
