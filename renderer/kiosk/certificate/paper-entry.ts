import type { PaperEntry, PaperField } from './pages.ts'

interface FieldRule {
  /** What may stand in it, in the order of the keys. */
  readonly keys: string
  readonly shortest: number
  readonly longest: number
}

/** Number and code as they stand on a paper (contract, `verify`): the code has no 0, 1, I and O, which are misread. */
export const FIELDS: Record<PaperField, FieldRule> = {
  number: { keys: '1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ-', shortest: 8, longest: 32 },
  code: { keys: '23456789ABCDEFGHJKLMNPQRSTUVWXYZ', shortest: 6, longest: 12 },
}

/** What stands in the field after a key; a character that cannot stand there changes nothing. */
export function fieldAfter(field: PaperField, typed: string, key: string): string {
  const { keys, longest } = FIELDS[field]
  if (key === 'delete') return typed.slice(0, -1)
  return key.length === 1 && keys.includes(key) && typed.length < longest ? typed + key : typed
}

/** Long enough to be asked about. */
export function fieldComplete(field: PaperField, typed: string): boolean {
  return typed.length >= FIELDS[field].shortest
}

/**
 * Number and code in the address that a paper's QR code holds: they stand in it one after the other, whatever the
 * platform's address is. Null for what is no paper's.
 */
export function scannedPaper(text: string): PaperEntry | null {
  const parts = text.split(/[/?&=#]/).filter((part) => fits('number', part) || fits('code', part))
  for (const [index, code] of parts.entries()) {
    const number = parts[index - 1]
    if (number !== undefined && fits('number', number) && fits('code', code)) return { number, code }
  }
  return null
}

/** Whether a field can be nothing but this. */
export function fits(field: PaperField, text: string): boolean {
  const { keys, shortest, longest } = FIELDS[field]
  return text.length >= shortest && text.length <= longest && Array.from(text).every((key) => keys.includes(key))
}
