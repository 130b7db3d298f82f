import { randomInt } from 'node:crypto'

/** Without 0, O, 1 and I, which people take for each other. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const LENGTH = 8

/** A new code; its last character checks the others (ISO/IEC 7812-1, annex B, with 32 letters instead of 10). */
export function newVerificationCode(): string {
  let code = ''
  while (code.length < LENGTH - 1) code += LETTERS[randomInt(LETTERS.length)]
  return withCheckLetter(code)
}

/** A code that is known beforehand, as a specimen's. */
export function withCheckLetter(letters: string): string {
  return letters + checkLetter(letters)
}

/** A slip of the finger in one place, or two neighbours exchanged, is nearly always found before anybody is asked. */
export function isVerificationCode(code: string): boolean {
  return code.split('').every((letter) => LETTERS.includes(letter)) && code.at(-1) === checkLetter(code.slice(0, -1))
}

function checkLetter(code: string): string {
  let sum = 0
  for (const [index, letter] of code.split('').reverse().entries()) {
    const doubled = LETTERS.indexOf(letter) * (index % 2 === 0 ? 2 : 1)
    sum += Math.floor(doubled / LETTERS.length) + (doubled % LETTERS.length)
  }
  return LETTERS[(LETTERS.length - (sum % LETTERS.length)) % LETTERS.length] ?? ''
}
