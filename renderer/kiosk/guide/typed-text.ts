/** What the keys of the screen offer: the letters as keyboards have them, of a code as leaflets have them. */
export const PADS = {
  words: '1234567890qwertyuiopasdfghjkl zxcvbnm',
  code: '1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ-',
} as const

/** Nobody types more; the contract holds a whole address besides. */
export const LONGEST_TYPED = 100

/** The text after a key. */
export function textAfter(typed: string, key: string): string {
  if (key === 'delete') return Array.from(typed).slice(0, -1).join('')
  return typed.length < LONGEST_TYPED ? typed + key : typed
}
