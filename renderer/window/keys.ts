import type { WindowTicket, WindowView } from '../../main/contract/window.ts'
import { type ActName, actsOn, nextAct } from './offers.ts'

/**
 * Keys that no browser takes for itself, each on a number pad too. Digits stand on the buttons; the function keys beside
 * them (not F1, F3, F5 to F7, F10 to F12, which are help, search, reload and the like) are for hands used to them.
 */
export const KEY_OF: Partial<Record<ActName, string>> = {
  callNext: '1',
  recall: '2',
  start: '3',
  finish: '4',
  pass: '5',
  hold: '6',
  transfer: '7',
  top: '8',
  untop: '8',
  cancel: '9',
  pause: '0',
  resume: '0',
}

const FUNCTION_KEYS: Readonly<Record<string, string>> = { F2: '1', F4: '2', F8: '3', F9: '4' }

/** The digit of a key, also of a number pad without NumLock; null for any other. */
export function digitOf({ code, key }: Pick<KeyboardEvent, 'code' | 'key'>): string | null {
  return /^(?:Numpad|Digit)(\d)$/.exec(code)?.[1] ?? FUNCTION_KEYS[key] ?? null
}

/** The act that a digit stands for now. */
export function actOfDigit(digit: string, view: WindowView, chosen: WindowTicket | null): ActName | null {
  if (digit === '0') return view.state === 'paused' ? 'resume' : 'pause'
  if (digit === '8') return chosen?.onTop === true ? 'untop' : 'top'
  const found = Object.entries(KEY_OF).find(([, key]) => key === digit)
  return found === undefined ? null : (found[0] as ActName)
}

/** One more person, one more item, and one item less: on a number pad too. */
export const ISSUE_KEY = '+'
export const ITEM_KEY = '/'
export const DONE_KEY = '-'

/** What Enter does: the chosen number's own act, else the one next thing, which the space bar always does. */
export function actOfEnter(view: WindowView, chosen: WindowTicket | null): ActName {
  return chosen === null ? nextAct(view) : actsOn(chosen)[0]
}

/** Keys of a scanner that types come closer than this (reference/id-documents.md §5.1), milliseconds; no hand goes on so. */
const GAP_MS = 50

/**
 * Lets the keys of a hand through, each `GAP_MS` late, and none of a scanner that types: its digits would call and pass
 * people. `at` in milliseconds.
 */
export function keysOfAHand<Key>(act: (key: Key) => void): (key: Key, at: number) => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastAt = Number.NEGATIVE_INFINITY
  return (key, at) => {
    clearTimeout(timer)
    const inHaste = at - lastAt < GAP_MS
    lastAt = at
    if (!inHaste) timer = setTimeout(() => act(key), GAP_MS)
  }
}
