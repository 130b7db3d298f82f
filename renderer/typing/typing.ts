import type { Candidate } from './engine.ts'

/** What the keys write now. */
export type Mode = 'pinyin' | 'letters' | 'symbols'

/** What stands in a field that is typed into on screen. */
export interface Typing {
  readonly text: string
  /** How many characters of the text stand before the place where the next one comes. */
  readonly caret: number
  /** Letters of pinyin for which nothing has been picked yet. */
  readonly letters: string
  readonly mode: Mode
  readonly upper: boolean
  /** Candidates, and the letters that they are for; those for letters typed since are still to come. */
  readonly offer: { readonly letters: string; readonly candidates: readonly Candidate[] }
  /** What was done since and needs candidates that are still to come, in order. */
  readonly waiting: readonly Act[]
  /** The last act found no room: the text is as long as it may be. */
  readonly full: boolean
}

export type Act =
  | { readonly act: 'letter'; readonly letter: string }
  /** A character that stands for itself. Letters of pinyin before it become their first candidate. */
  | { readonly act: 'write'; readonly text: string }
  | { readonly act: 'pick'; readonly candidate: Candidate }
  /** `1` to `9` of a keyboard: that candidate from `from` on, or itself where nothing waits to be picked. */
  | { readonly act: 'digit'; readonly digit: string; readonly from: number }
  /** A space where nothing waits to be picked; else the first candidate. */
  | { readonly act: 'space' }
  /** The letters as they are. */
  | { readonly act: 'raw' }
  | { readonly act: 'mode'; readonly mode: Mode }
  /** A text from elsewhere, in place of the one that stands there. */
  | { readonly act: 'set'; readonly text: string }
  | { readonly act: 'upper' | 'delete' | 'clear' | 'cancel' | 'left' | 'right' | 'pick-all' }
  | { readonly act: 'offered'; readonly letters: string; readonly candidates: readonly Candidate[] }

/** Longer than any sentence that is typed at once; what is picked makes room for more. */
export const MOST_LETTERS = 40
const NOTHING = { letters: '', candidates: [] }

export function typingOf(text: string, mode: Mode): Typing {
  return { text, caret: Array.from(text).length, letters: '', mode, upper: false, offer: NOTHING, waiting: [], full: false }
}

/** These need not wait for candidates, and end the waiting. */
const STARTS_ANEW: ReadonlySet<Act['act']> = new Set(['cancel', 'clear', 'set'])

/** What stands there after an act. A text longer than `longest` characters is never made, and nothing typed is lost by it. */
export function typingAfter(before: Typing, act: Act, longest: number): Typing {
  if (act.act === 'offered') return offered(before, act, longest)
  if (before.waiting.length > 0 && !STARTS_ANEW.has(act.act)) return { ...before, waiting: [...before.waiting, act] }
  const now = { ...before, full: false }
  switch (act.act) {
    case 'letter':
      return letter(now, act.letter, longest)
    case 'write':
      return now.letters === '' ? written(now, act.text, longest) : afterFirst(now, act, longest)
    case 'digit':
      return digit(now, act, longest)
    case 'space':
      return now.letters === '' ? written(now, ' ', longest) : afterFirst(now, null, longest)
    case 'mode':
      return now.letters === '' ? { ...now, mode: act.mode } : afterFirst(now, act, longest)
    case 'pick-all':
      return now.letters === '' ? now : afterFirst(now, act, longest)
    case 'pick':
      return picked(now, act.candidate, longest)
    case 'raw':
      return picked(now, { text: now.letters, takes: now.letters.length }, longest)
    case 'upper':
      return { ...now, upper: !now.upper }
    case 'delete':
      return now.letters === '' ? deleted(now) : { ...now, letters: now.letters.slice(0, -1) }
    case 'cancel':
      return { ...now, letters: '', waiting: [] }
    case 'clear':
      return typingOf('', now.mode)
    case 'set':
      return typingOf(act.text, now.mode)
    case 'left':
      return { ...now, caret: Math.max(0, now.caret - 1) }
    case 'right':
      return { ...now, caret: Math.min(Array.from(now.text).length, now.caret + 1) }
  }
}

function letter(now: Typing, letter: string, longest: number): Typing {
  if (now.mode !== 'pinyin') return written(now, now.upper ? letter.toUpperCase() : letter, longest)
  return now.letters.length < MOST_LETTERS ? { ...now, letters: now.letters + letter } : { ...now, full: true }
}

/** Picks the first candidate and goes on with `then`; waits where the candidates are still to come. */
function afterFirst(now: Typing, then: Act | null, longest: number): Typing {
  const act: Act = then ?? { act: 'space' }
  if (now.offer.letters !== now.letters) return { ...now, waiting: [act] }
  const [first] = now.offer.candidates
  if (first === undefined) return { ...now, letters: '' }
  const next = picked(now, first, longest)
  return then === null || next.full ? next : typingAfter(next, then, longest)
}

function digit(now: Typing, act: Act & { readonly act: 'digit' }, longest: number): Typing {
  if (now.letters === '') return written(now, act.digit, longest)
  if (now.offer.letters !== now.letters) return { ...now, waiting: [act] }
  const candidate = now.offer.candidates[act.from + Number(act.digit) - 1]
  return candidate === undefined ? now : picked(now, candidate, longest)
}

/** Candidates for the letters that stand there now let what waits go on; others come too late. */
function offered(before: Typing, { letters, candidates }: Typing['offer'], longest: number): Typing {
  if (letters !== before.letters) return before
  const now: Typing = { ...before, offer: { letters, candidates }, waiting: [] }
  return before.waiting.reduce<Typing>((state, act) => typingAfter(state, act, longest), now)
}

function picked(now: Typing, { text, takes }: Candidate, longest: number): Typing {
  const next = written(now, text, longest)
  return next.full ? next : { ...next, letters: now.letters.slice(takes) }
}

function written(now: Typing, text: string, longest: number): Typing {
  const before = Array.from(now.text)
  const more = Array.from(text)
  if (before.length + more.length > longest) return { ...now, full: true }
  return { ...now, text: before.toSpliced(now.caret, 0, ...more).join(''), caret: now.caret + more.length }
}

function deleted(now: Typing): Typing {
  if (now.caret === 0) return now
  return { ...now, text: Array.from(now.text).toSpliced(now.caret - 1, 1).join(''), caret: now.caret - 1 }
}
