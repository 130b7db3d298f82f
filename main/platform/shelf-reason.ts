import type { Problem } from './event-port.ts'

/** Two lines of the operator's screen. */
const LONGEST_TITLE = 160
const LONGEST_CODE = 64
/** Fifteen digits and more are an ID number, eleven a telephone's: a platform may quote what it refuses. */
const PERSONAL_DIGITS = /\d{11,}[Xx]?/g

/**
 * The platform's answer, fit for a screen: `unknown-business: No such business`. One line, nothing that steers a
 * terminal or turns the direction of text, no run of digits that could be somebody's number. Empty where it said nothing.
 */
export function shelfReason(problem: Problem | undefined): string {
  if (problem === undefined) return ''
  const code = cut(problem.code.replaceAll(/[^\w.:/-]/g, ''), LONGEST_CODE)
  return [code, cut(cleaned(problem.title), LONGEST_TITLE)]
    .map((part) => part.replaceAll(PERSONAL_DIGITS, '…'))
    .filter((part) => part !== '')
    .join(': ')
}

/** Controls, format and bidirectional marks, private use and lone surrogates go; any space is one space. */
function cleaned(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').replaceAll(/\p{C}/gu, '').trim()
}

/** By characters, so that none is cut in two. */
function cut(text: string, longest: number): string {
  const characters = Array.from(text)
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`
}
