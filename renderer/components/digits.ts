/** A key of a pad that has digits alone. */
export type DigitKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | 'clear' | 'delete'

export const DIGIT_KEYS: readonly DigitKey[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'clear', '0', 'delete']

/** What stands there after a key, `longest` digits at most. */
export function digitsAfter(typed: string, key: DigitKey, longest: number): string {
  if (key === 'clear') return ''
  if (key === 'delete') return typed.slice(0, -1)
  return typed.length < longest ? typed + key : typed
}
