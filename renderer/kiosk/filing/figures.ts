import type { FieldValue } from '../../../main/contract/forms.ts'
import type { SimpleTakes } from './form-answers.ts'

export type FigureTakes = Extract<SimpleTakes, { readonly kind: 'number' | 'money' }>

/** A number in JSON is exact to so many digits. */
const LONGEST = 13

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

const isWhole = (takes: FigureTakes) => takes.kind === 'number' && takes.whole
const mayBeNegative = ({ least }: FigureTakes) => least !== null && least < 0

/** The keys of the pad, three to a row. */
export function figureKeys(takes: FigureTakes): readonly string[] {
  const point = isWhole(takes) ? 'clear' : '.'
  return [...DIGITS, point, '0', 'delete', ...(mayBeNegative(takes) ? ['-'] : [])]
}

/** What stands there after a key: one point, two places of money, no zero before another digit. */
export function figureAfter(takes: FigureTakes, typed: string, key: string): string {
  if (key === 'clear') return ''
  if (key === 'delete') return typed.slice(0, -1)
  if (key === '-') return typed.startsWith('-') ? typed.slice(1) : `-${typed}`
  const [, places] = typed.split('.')
  if (key === '.') return places === undefined ? `${typed === '' || typed === '-' ? `${typed}0` : typed}.` : typed
  if (typed.length >= LONGEST || (takes.kind === 'money' && places?.length === 2)) return typed
  return /^-?0$/.test(typed) ? typed.slice(0, -1) + key : typed + key
}

/** As it was typed, or as the terminal keeps it. */
export function figureText(value: FieldValue | undefined): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : ''
}

/** In groups of three, as far as it is typed: `1,203.5`. */
export function grouped(typed: string): string {
  const [whole = '', places] = typed.split('.')
  const groups = whole.replaceAll(/(?<=\d)(?=(\d{3})+$)/g, ',')
  return places === undefined ? groups : `${groups}.${places}`
}
