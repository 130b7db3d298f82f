/**
 * Where Chinese text may be broken, and how its marks stand, by GB/T 15834 (5.1) and W3C CLREQ (3.1, 3.2): no closing
 * mark begins a line, no opening mark ends one, —— and …… stay whole, digits and Latin letters stay together.
 */

/** How one character stands to its neighbours. */
export type Class =
  | 'hanzi'
  /** Full-width marks with their ink to the left or below, and an empty half to the right. */
  | 'closing'
  /** Full-width marks with an empty half to the left. */
  | 'opening'
  /** Never first on a line, whatever its width: ％, ·, ～, …. */
  | 'clinging'
  /** Never last on a line: ￥, №. */
  | 'leading'
  /** —, of which two are one mark. */
  | 'dash'
  /** Digits, Latin letters, and what stands between them. */
  | 'word'
  /** Hanzi that stay with the number before them: 2026年. */
  | 'unit'
  | 'space'

const CLOSING = new Set('，。、；：？！）】》〉」』”’〕］｝')
const OPENING = new Set('（【《〈「『“‘〔［｛')
const CLINGING = new Set('％‰℃°·・～〜–′″…')
const LEADING = new Set('￥¥＄№＃§')
const UNITS = new Set('年月日时分秒元号个件')
const DASH = new Set('—⸺')

export function classOf(character: string): Class {
  if (character === ' ' || character === '\u3000') return 'space'
  if (CLOSING.has(character)) return 'closing'
  if (OPENING.has(character)) return 'opening'
  if (CLINGING.has(character)) return 'clinging'
  if (LEADING.has(character)) return 'leading'
  if (DASH.has(character)) return 'dash'
  if (UNITS.has(character)) return 'unit'
  return /^[\x21-\x7e\u00a0-\u024f\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u.test(character)
    ? 'word'
    : 'hanzi'
}

/** Whether a line may end behind the first and the next begin with the second. */
export function mayBreak(before: Class, after: Class): boolean {
  if (after === 'space') return false // a space ends its line, unseen
  if (after === 'closing' || after === 'clinging' || after === 'dash') return false
  if (before === 'opening' || before === 'leading') return false
  return !(before === 'word' && (after === 'word' || after === 'unit'))
}

/** What two full-width marks side by side give up, so that no hole is left between them. */
const MARKS_TOGETHER = -0.5
/** Noto's — is white for 0.046 em at each end; —— is one stroke. */
const DASHES_JOINED = -0.1

/** Space between two neighbours on a line, in em. */
export function between(before: Class, after: Class): number {
  if (before === 'dash' && after === 'dash') return DASHES_JOINED
  const isMark = (each: Class) => each === 'closing' || each === 'opening'
  return isMark(before) && isMark(after) && !(before === 'opening' && after === 'closing') ? MARKS_TOGETHER : 0
}

/** Whether a justified line may be stretched between two neighbours: never within a word, a dash or behind an opening. */
export function mayStretch(before: Class, after: Class): boolean {
  if (before === 'word' && after === 'word') return false
  return before !== 'opening' && before !== 'leading' && before !== 'dash' && after !== 'clinging'
}

/** The empty half of a closing mark, which may stand over the edge of its line; in em. */
export const EMPTY_HALF = 0.5
