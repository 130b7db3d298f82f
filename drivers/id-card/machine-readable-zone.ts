import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { icaoCheck } from './icao-check.ts'

/** What the machine-readable zone of a passport or travel document says. It holds a person: it never goes into a log. */
export interface MachineReadableZone {
  /** ICAO 9303: three lines of 30 (cards), two of 36, two of 44 (passports). */
  readonly format: 'TD1' | 'TD2' | 'TD3'
  /** `P`, `I`, `V`… and what the issuer adds. */
  readonly type: string
  /** Three letters of ICAO 9303 part 3, section 5, as the nationality (`D` of Germany is one letter). */
  readonly issuer: string
  readonly number: string
  readonly nationality: string
  /** `740812`: two digits leave the century open, and an unknown month or day may be `<<`. */
  readonly birth: string
  readonly sex: 'male' | 'female' | 'unspecified'
  /** `120415` */
  readonly expiry: string
  readonly surname: string
  /** Between them one space. */
  readonly givenNames: string
}

export type ZoneField = 'number' | 'birth' | 'expiry' | 'personal' | 'composite'

/** The first reason why lines are no machine-readable zone. */
export type ZoneFault =
  /** Neither 3 × 30, 2 × 36 nor 2 × 44. */
  | { readonly kind: 'shape' }
  /** `line` and `position` count from 1. */
  | { readonly kind: 'characters'; readonly line: number; readonly position: number }
  | { readonly kind: 'check-digit'; readonly of: ZoneField }

/** A text and the digit that speaks for it; `optional`: an empty text may stand without one. */
type Check = readonly [of: ZoneField, text: string, digit: string, optional?: 'optional']

/**
 * Reads the lines of a machine-readable zone: ICAO 9303 part 4 (TD3), 5 (TD1) and 6 (TD2), check digits of part 3. Lines
 * may be parted by CR, LF or both, as scanners send them.
 */
export function readMachineReadableZone(text: string): Result<MachineReadableZone, ZoneFault> {
  const lines = text.trim().split(/[\r\n]+/)
  const format = formatOf(lines)
  if (format === null) return err({ kind: 'shape' })
  for (const [at, line] of lines.entries()) {
    const sound = /^[0-9A-Z<]*/.exec(line)?.[0].length ?? 0
    if (sound < line.length) return err({ kind: 'characters', line: at + 1, position: sound + 1 })
  }
  const [first = '', second = '', third = ''] = lines
  return format === 'TD1' ? readCard(first, second, third) : readBook(format, first, second)
}

function formatOf(lines: readonly string[]): MachineReadableZone['format'] | null {
  const shape = lines.map(({ length }) => length).join(' ')
  if (shape === '30 30 30') return 'TD1'
  if (shape === '36 36') return 'TD2'
  return shape === '44 44' ? 'TD3' : null
}

function readCard(first: string, second: string, names: string): Result<MachineReadableZone, ZoneFault> {
  const composite = first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29)
  const wrong = wrongOf([
    ...numberCheck(first.slice(5, 14), first.charAt(14), first.slice(15)),
    ['birth', second.slice(0, 6), second.charAt(6)],
    ['expiry', second.slice(8, 14), second.charAt(14)],
    ['composite', composite, second.charAt(29)],
  ])
  if (wrong !== null) return err({ kind: 'check-digit', of: wrong })
  return ok({
    format: 'TD1',
    ...headOf(first),
    number: numberOf(first.slice(5, 14), first.charAt(14), first.slice(15)),
    nationality: plain(second.slice(15, 18)),
    birth: second.slice(0, 6),
    sex: sexOf(second.charAt(7)),
    expiry: second.slice(8, 14),
    ...namesOf(names),
  })
}

function readBook(format: 'TD2' | 'TD3', first: string, second: string): Result<MachineReadableZone, ZoneFault> {
  const rest = second.slice(28, -1)
  const composite = second.slice(0, 10) + second.slice(13, 20) + second.slice(21, -1)
  // Of a TD2 the personal part is optional data without a digit of its own, where a long number may go on.
  const personal: readonly Check[] = format === 'TD3' ? [['personal', rest.slice(0, -1), rest.slice(-1), 'optional']] : []
  const tail = format === 'TD2' ? rest : ''
  const wrong = wrongOf([
    ...numberCheck(second.slice(0, 9), second.charAt(9), tail),
    ['birth', second.slice(13, 19), second.charAt(19)],
    ['expiry', second.slice(21, 27), second.charAt(27)],
    ...personal,
    ['composite', composite, second.slice(-1)],
  ])
  if (wrong !== null) return err({ kind: 'check-digit', of: wrong })
  return ok({
    format,
    ...headOf(first),
    number: numberOf(second.slice(0, 9), second.charAt(9), tail),
    nationality: plain(second.slice(10, 13)),
    birth: second.slice(13, 19),
    sex: sexOf(second.charAt(20)),
    expiry: second.slice(21, 27),
    ...namesOf(first.slice(5)),
  })
}

/** Year, month and day of two digits each; what of it is not known is `<<` (part 3, 4.8). */
const DAY = /^(?:\d\d|<<){3}$/

function wrongOf(checks: readonly Check[]): ZoneField | null {
  const wrong = checks.find(([of, text, digit, optional]) => {
    const empty = optional !== undefined && digit === '<' && /^<*$/.test(text)
    // A letter weighs as a digit does, and `<` as 0: a date with an S for an 8, or half a month, would pass.
    const noDate = (of === 'birth' || of === 'expiry') && !DAY.test(text)
    return noDate || (!empty && icaoCheck(text) !== digit)
  })
  return wrong?.[0] ?? null
}

/** A number of more than nine characters goes on in the optional data, its check digit behind it (part 5, 4.2.4). */
function numberCheck(number: string, digit: string, optional: string): readonly Check[] {
  if (digit !== '<') return [['number', number, digit]]
  const tail = /^[^<]*/.exec(optional)?.[0] ?? ''
  return [['number', number + tail.slice(0, -1), tail.slice(-1)]]
}

function numberOf(number: string, digit: string, optional: string): string {
  const tail = digit === '<' ? (/^[^<]*/.exec(optional)?.[0] ?? '').slice(0, -1) : ''
  return plain(number + tail)
}

function headOf(line: string): Pick<MachineReadableZone, 'type' | 'issuer'> {
  return { type: plain(line.slice(0, 2)), issuer: plain(line.slice(2, 5)) }
}

function namesOf(text: string): Pick<MachineReadableZone, 'surname' | 'givenNames'> {
  const [surname = '', givenNames = ''] = text.replace(/<+$/, '').split('<<')
  return { surname: plain(surname), givenNames: plain(givenNames) }
}

function plain(text: string): string {
  return text.replaceAll('<', ' ').trim()
}

function sexOf(character: string): MachineReadableZone['sex'] {
  if (character === 'M') return 'male'
  return character === 'F' ? 'female' : 'unspecified'
}
