/** A key, as Electron tells of it before the page hears of it. */
export interface KeyPress {
  readonly key: string
  readonly control: boolean
  readonly alt: boolean
  readonly meta: boolean
}

/** Keys that move within a page or edit a field. */
const EDITING_KEYS = [
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
]

/**
 * Whether a key may reach the page: what types or edits, with Shift or without. Function keys and every combination
 * with Ctrl, Alt or Meta stay out, whatever they do in this or a later Chromium: reload, print, history, zoom, tools.
 */
export function isTypingKey(press: KeyPress): boolean {
  if (press.control || press.alt || press.meta) return false
  return /^.$/su.test(press.key) || EDITING_KEYS.includes(press.key)
}

/**
 * The same rule inside a page, for the browser shell, where nothing stands before the page: in an app window Chromium
 * asks the page first, also of Ctrl+N and Ctrl+O, which would open a way out. No context menu, no dropped file either.
 * It is written into the page with the nonce of its load.
 */
export const LOCK_SCRIPT = `
for (const type of ['keydown', 'keypress', 'keyup']) addEventListener(type, (press) => {
  const typing = /^.$/su.test(press.key) || ${JSON.stringify(EDITING_KEYS)}.includes(press.key)
  if (typing && !press.ctrlKey && !press.altKey && !press.metaKey) return
  press.preventDefault()
  press.stopImmediatePropagation()
}, true)
for (const type of ['contextmenu', 'dragover', 'drop']) addEventListener(type, (event) => event.preventDefault(), true)
`
