import type { WrongCode } from '../contract/filings.ts'

/** Digits of a unified social credit code: no I, O, S, V and Z (GB 32100-2015). */
const CREDIT_DIGITS = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Weights of the organisation code within it (GB 11714). */
const BODY_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** Why a code of an item is none. */
export type CodeFault = 'credit-code' | 'level' | 'other-catalogue-code'

/**
 * What is wrong with a 实施编码 (`task_code`) of 31 characters, or null: 18 of the body's unified social credit code, 1 of
 * its level, 12 of the catalogue's own code (reference/hall.md §2.2, seen in `12441500196720244T`+`3`+`442199806003`).
 * Which level or kind a digit stands for has no sure source, so that any digit is taken.
 */
export function taskCodeFault(taskCode: string, catalogCode: string): CodeFault | null {
  if (!isCreditCode(taskCode.slice(0, 18))) return 'credit-code'
  if (!/^\d$/.test(taskCode.slice(18, 19))) return 'level'
  return taskCode.slice(19) === catalogCode ? null : 'other-catalogue-code'
}

/** Whether it is a 统一社会信用代码: length, digits and both check digits (GB 32100-2015, and GB 11714 within it). */
export function isCreditCode(code: string): boolean {
  return creditCodeFault(code) === null
}

/** The first reason why a text is no 统一社会信用代码, as somebody who typed it can be told; null for one that is. */
export function creditCodeFault(code: string): 'wrong-length' | 'wrong-form' | 'wrong-check' | null {
  if (code.length !== 18) return 'wrong-length'
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return 'wrong-form'
  const right = code[17] === creditCheck(code.slice(0, 17)) && code[16] === bodyCheck(code.slice(8, 16))
  return right ? null : 'wrong-check'
}

/**
 * Registering authorities (GB 32100-2015, 登记管理部门代码). The list may grow, so that none is refused for it alone: it
 * only tells where a code is wrong that is none by its check digits.
 */
const AUTHORITIES = '123456789ANY'

/** The exact reason why what was typed is no 统一社会信用代码, in either size of letters; null for one that is. */
export function wrongCreditCode(typed: string): WrongCode | null {
  const code = typed.toUpperCase()
  if (code.length !== 18) return { reason: 'length' }
  const impossible = Array.from(code).findIndex((character, at) => !(at > 1 && at < 8 ? /^\d$/.test(character) : CREDIT_DIGITS.includes(character)))
  if (impossible !== -1) return { reason: 'characters', position: impossible + 1 }
  if (isCreditCode(code)) return null
  if (!AUTHORITIES.includes(code.charAt(0))) return { reason: 'authority' }
  return { reason: code[16] === bodyCheck(code.slice(8, 16)) ? 'check-digit' : 'organisation' }
}

/** Weights are the powers of 3, modulo 31. */
function creditCheck(digits: string): string | undefined {
  let weight = 1
  let sum = 0
  for (const digit of digits) {
    sum += CREDIT_DIGITS.indexOf(digit) * weight
    weight = (weight * 3) % 31
  }
  return CREDIT_DIGITS[(31 - (sum % 31)) % 31]
}

/** A letter counts as its place after 9: A is 10. */
function bodyCheck(digits: string): string | undefined {
  const sum = BODY_WEIGHTS.reduce((total, weight, at) => total + weight * Number.parseInt(digits.charAt(at), 36), 0)
  return '0X987654321'[sum % 11]
}

/** Places of a code, counted from 1 as people do; both ends are in it. */
export interface CodePlaces {
  readonly from: number
  readonly to: number
}

/**
 * Where a 实施编码 of 31 characters, or what begins with one, is wrong by itself, without a catalogue: the place of a
 * character that cannot stand there, else the places that a check digit speaks for. Empty where nothing can be said.
 */
export function wrongPlaces(code: string): readonly CodePlaces[] {
  const impossible = Array.from(code.slice(0, 19)).findIndex((character, at) => !possible(character, at))
  if (impossible !== -1) return [{ from: impossible + 1, to: impossible + 1 }]
  if (code[16] !== bodyCheck(code.slice(8, 16))) return [{ from: 9, to: 17 }]
  // The body's own check digit counts modulo 11 and takes a B for a 0, so that its places are not cleared.
  return code[17] === creditCheck(code.slice(0, 17)) ? [] : [{ from: 1, to: 18 }]
}

function possible(character: string, at: number): boolean {
  return at === 18 || (at > 1 && at < 8) ? /^\d$/.test(character) : CREDIT_DIGITS.includes(character)
}
