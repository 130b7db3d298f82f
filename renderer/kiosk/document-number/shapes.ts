import type { NumberedDocument } from '../../../main/contract/kiosk.ts'

/** What its number looks like, as far as the keys on screen have to know; whether it is right says the terminal. */
interface Shape {
  /** How many characters it has, the shortest first. */
  readonly lengths: readonly [number, ...number[]]
  /** The characters that can stand in it. */
  readonly characters: string
}

const DIGITS = '0123456789'
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

const RESIDENT = { lengths: [18], characters: `${DIGITS}X` } as const satisfies Shape
const NEW_PERMANENT = RESIDENT
/** Three letters and twelve digits, until 2023. */
const OLD_PERMANENT = { lengths: [15], characters: DIGITS + LETTERS } as const satisfies Shape
/** With the count of its issues or without. */
const HK_MACAO = { lengths: [9, 11], characters: `${DIGITS}HM` } as const satisfies Shape
const TAIWAN = { lengths: [8, 10], characters: DIGITS } as const satisfies Shape

/** Of a permanent resident's card, what was typed first tells which of the two it is. */
function shapeOf(document: NumberedDocument, typed: string): Shape {
  switch (document) {
    case 'resident-card':
    case 'residence-permit':
      return RESIDENT
    case 'permanent-resident-card':
      return /^[A-Z]/.test(typed) ? OLD_PERMANENT : NEW_PERMANENT
    case 'hk-macao-travel-permit':
      return HK_MACAO
    case 'taiwan-travel-permit':
      return TAIWAN
  }
}

/** What stands there after a key; one that cannot stand there, or for which there is no room, leaves it as it is. */
export function numberAfter(document: NumberedDocument, typed: string, key: string): string {
  if (key === 'delete') return typed.slice(0, -1)
  if (key === 'clear') return ''
  const { lengths, characters } = shapeOf(document, typed === '' ? key : typed)
  return typed.length < Math.max(...lengths) && key.length === 1 && characters.includes(key) ? typed + key : typed
}

/** How far it is: so many are `missing`, it is `whole`, or may have so many `more`. */
export type HowFar =
  | { readonly is: 'empty' | 'whole' }
  | { readonly is: 'short'; readonly missing: number }
  | { readonly is: 'enough'; readonly more: number }

export function howFar(document: NumberedDocument, typed: string): HowFar {
  if (typed === '') return { is: 'empty' }
  const { lengths } = shapeOf(document, typed)
  const [least] = lengths
  const most = Math.max(...lengths)
  if (typed.length >= most) return { is: 'whole' }
  if (typed.length < least) return { is: 'short', missing: least - typed.length }
  return typed.length === least ? { is: 'enough', more: most - typed.length } : { is: 'short', missing: most - typed.length }
}
