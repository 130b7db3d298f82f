import { flushSync } from 'react-dom'
import { type BurstKey, GAP_MS, keyBurst } from './key-burst.ts'

/** Keys that were held and turned out to be typed. */
interface HeldKey {
  readonly event: KeyboardEvent
  /** An input method has it already: it cannot be held, and is not typed again. */
  readonly composed: boolean
}

/**
 * Catches what a scanner types as a keyboard does, wherever the focus is, before any field, button or shortcut hears of it;
 * what a hand types goes on as it was, a moment later. Answers a function that ends it.
 */
export function guardKeyboard(onCode: (text: string) => void): () => void {
  const replayed = new WeakSet<Event>()
  let timer: number | undefined
  let before: Written | null = null
  let lastAt = 0

  const burst = keyBurst<HeldKey>({
    code: (text) => {
      before?.putBack()
      onCode(text)
    },
    typed: (keys) => {
      // Each key finds the page as the one before it has left it.
      for (const { event, composed } of keys) if (!composed) flushSync(() => typeAgain(event, replayed))
    },
  })

  function silence(): void {
    // A page that was busy hears its timers before keys that came meanwhile: what waits in the queue belongs to the run.
    const late = performance.now() - lastAt > 2 * GAP_MS
    if (late) timer = window.setTimeout(() => burst.silence(), GAP_MS / 5)
    else burst.silence()
  }

  function pressed(event: KeyboardEvent): void {
    if (replayed.has(event)) return
    const composed = event.isComposing || event.key === 'Process'
    // A key that is held down is no scanner's.
    const key: BurstKey = event.repeat ? { kind: 'other' } : kindOf(event)
    if (event.timeStamp - lastAt >= GAP_MS) before = written()
    if (key.kind !== 'modifier') lastAt = event.timeStamp
    if (burst.key(key, event.timeStamp, { event, composed }) === 'pass') return
    event.stopImmediatePropagation()
    event.preventDefault()
    window.clearTimeout(timer)
    timer = window.setTimeout(silence, GAP_MS)
  }

  /** What was typed stands there before a touch is acted on. */
  const touched = (): void => burst.touched()

  window.addEventListener('keydown', pressed, { capture: true })
  window.addEventListener('pointerdown', touched, { capture: true })
  return () => {
    window.removeEventListener('keydown', pressed, { capture: true })
    window.removeEventListener('pointerdown', touched, { capture: true })
    window.clearTimeout(timer)
    burst.silence()
  }
}

const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'NumLock'])

function kindOf(event: KeyboardEvent): BurstKey {
  const { key, code, shiftKey } = event
  if (MODIFIERS.has(key)) return { kind: 'modifier' }
  if (key === 'Tab') return { kind: 'tab' }
  if (key === 'Enter' || code === 'Enter' || code === 'NumpadEnter') return { kind: 'end' }
  if (event.ctrlKey || event.altKey || event.metaKey) return { kind: 'other' }
  if (key.length === 1 && key.charCodeAt(0) < 0x80) return { kind: 'text', text: key }
  // Under an input method a key says nothing of itself, but its place on the keyboard does: scanners type as a US one.
  const place = placeOf(code, shiftKey)
  if (place !== null) return { kind: 'text', text: place }
  return Array.from(key).length === 1 ? { kind: 'text', text: key } : { kind: 'other' }
}

/** Places of a US keyboard that are neither a letter's nor a digit's, without and with Shift. */
const PLACES: Readonly<Record<string, string>> = {
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
}
const ABOVE_DIGITS = ')!@#$%^&*('

function placeOf(code: string, shift: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined) return shift ? letter : letter.toLowerCase()
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  if (digit !== undefined) return shift ? ABOVE_DIGITS.charAt(Number(digit)) : digit
  return PLACES[code]?.charAt(shift ? 1 : 0) ?? null
}

/** A field as it stood, for what an input method writes into it though its keys were held. */
interface Written {
  putBack(): void
}

function written(): Written | null {
  const field = document.activeElement
  if (!(field instanceof HTMLInputElement) && !(field instanceof HTMLTextAreaElement)) return null
  const { value, selectionStart, selectionEnd } = field
  return {
    putBack() {
      if (field.value === value) return
      field.blur()
      // React hears of a value only when it was set past its own setter.
      Reflect.set(Object.getPrototypeOf(field) as object, 'value', value, field)
      field.dispatchEvent(new InputEvent('input', { bubbles: true }))
      field.focus({ preventScroll: true })
      field.setSelectionRange(selectionStart, selectionEnd)
    },
  }
}

/** A key that was typed after all, to whoever has the focus now. */
function typeAgain(event: KeyboardEvent, replayed: WeakSet<Event>): void {
  const { key, code, shiftKey, location } = event
  const again = new KeyboardEvent('keydown', { key, code, shiftKey, location, bubbles: true, cancelable: true })
  replayed.add(again)
  const taken = !(document.activeElement ?? document.body).dispatchEvent(again)
  const focused = document.activeElement
  if (taken || focused === null) return
  const field = focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement
  // The one way to write into a field as a key does, at its caret, within its length, and undone by Ctrl+Z.
  if (field) document.execCommand('insertText', false, key)
  else if (key === ' ' && focused instanceof HTMLElement) focused.click()
}
