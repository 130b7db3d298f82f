import type { PaperField } from './pages.ts'

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
