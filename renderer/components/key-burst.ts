/** What a key writes, or what else it does. */
export type BurstKey =
  | { readonly kind: 'text'; readonly text: string }
  /** Enter: what scanners end a code with. */
  | { readonly kind: 'end' }
  /** Tab: a hand on its way to the next field or button, however fast the keys before it were. */
  | { readonly kind: 'tab' }
  /** Shift, CapsLock and the like, which come between a scanner's keys. */
  | { readonly kind: 'modifier' }
  /** An arrow, a function key, a shortcut. */
  | { readonly kind: 'other' }

/** Tells a scanner that types from a hand, key by key. `Held` is what the caller keeps of a key to type it later. */
export interface KeyBurst<Held> {
  /** A key at `at`, milliseconds. `hold`: it reaches nobody now; `pass`: it goes on as it came. */
  key(key: BurstKey, at: number, held: Held): 'hold' | 'pass'
  /** Nothing has come for GAP_MS after the last key: what was held is a code, or was typed. */
  silence(): void
  /**
   * A hand is at the screen, which finds what it typed before it. Should a scanner have been at work and go on, its code is
   * whole all the same, and `code` is told though some of it was `typed`.
   */
  touched(): void
}

/** Keys of a scanner come closer than this (reference/id-documents.md §5.1: < ~50 ms), milliseconds; no hand goes on so. */
export const GAP_MS = 50
/** Fewer keys in such haste are two hands at once, and no code is so short. */
export const LEAST_KEYS = 8
/** No code is longer: the largest QR code holds 2,953 bytes. */
const LONGEST = 4096

/**
 * Keys are held until they are known: a run of at least `LEAST_KEYS` closer than `GAP_MS`, ended by Enter, is a code;
 * everything else was typed, and is typed at most GAP_MS late. Lines that follow each other as closely are one code: a
 * passport's come so. A run longer than any code is noise, and nobody's.
 */
export function keyBurst<Held>(told: { readonly code: (text: string) => void; readonly typed: (keys: readonly Held[]) => void }): KeyBurst<Held> {
  let held: Held[] = []
  let count = 0
  let text = ''
  let ended = false
  let lastAt = Number.NEGATIVE_INFINITY

  function type(): void {
    const keys = held
    held = []
    if (keys.length > 0) told.typed(keys)
  }

  function settle(): void {
    const [read, code] = [text, ended]
    if (code) held = []
    count = 0
    text = ''
    ended = false
    if (!code) type()
    else if (read.length <= LONGEST) told.code(read.trimEnd())
  }

  return {
    key(key, at, one) {
      if (at - lastAt >= GAP_MS) settle()
      if (key.kind === 'modifier') return 'pass'
      lastAt = at
      if (key.kind === 'tab') {
        settle()
        return 'pass'
      }
      if (key.kind === 'text') {
        held.push(one)
        count += 1
        // Of noise enough is kept to know it by.
        if (text.length <= LONGEST) text += key.text
        return 'hold'
      }
      if (count < LEAST_KEYS) {
        settle()
        return 'pass'
      }
      if (key.kind === 'end') {
        ended = true
        text += '\n'
      }
      return 'hold'
    },
    silence: settle,
    touched() {
      if (!ended) type()
    },
  }
}
