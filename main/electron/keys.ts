/** What Electron says of a key before the page hears of it. */
export interface KeyPress {
  readonly key: string
  readonly control: boolean
  readonly alt: boolean
  readonly meta: boolean
}

/** Keys that move within a page or edit a field. */
const EDITING_KEYS = new Set([
  'Tab',
  'Enter',
  'Escape',
  'Backspace',
  'Delete',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Shift',
])

/**
 * Whether a key may reach the page: what types or edits, with Shift or without. Function keys and every combination with
 * Ctrl, Alt or Meta stay out, whatever they do in this or a later Chromium: reload, print, history, zoom, tools.
 */
export function isTypingKey(press: KeyPress): boolean {
  if (press.control || press.alt || press.meta) return false
  return /^.$/su.test(press.key) || EDITING_KEYS.has(press.key)
}
