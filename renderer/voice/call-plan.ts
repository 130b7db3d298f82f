import type { BoardCall, BoardView } from '../../main/contract/board.ts'

export type CallLanguage = BoardView['voice']['languages'][number]

/** A recording, or so many milliseconds of silence. */
export type CallPiece =
  | { readonly kind: 'clip'; readonly language: CallLanguage | null; readonly name: string }
  | { readonly kind: 'silence'; readonly ms: number }

export interface CallManner {
  /** The first is said twice, each other once after it. */
  readonly languages: readonly CallLanguage[]
  /** How the digit 1 is read. */
  readonly one: 'yi' | 'yao'
  /** Whether there is a recording of that name. */
  readonly has: (language: CallLanguage, name: string) => boolean
}

/** The second time begins so long after the first has ended (reference hall.md 5.3). */
const AGAIN_AFTER_MS = 1_000
/** Before the words of another language. */
const BETWEEN_LANGUAGES_MS = 500
/** Between the words of a sentence: as close as they were cut. */
const BETWEEN_WORDS_MS = 40
const AFTER_CHIME_MS = 150

/** What is heard of a call: chime, the sentence, after a second the sentence again, then once in each other language. */
export function planCall(call: Pick<BoardCall, 'number' | 'window'>, manner: CallManner): readonly CallPiece[] {
  const [first, ...others] = manner.languages
  if (first === undefined) return []
  const said = sentence(call, first, manner)
  return [
    { kind: 'clip', language: null, name: 'chime' },
    silence(AFTER_CHIME_MS),
    ...said,
    silence(AGAIN_AFTER_MS),
    ...said,
    ...others.flatMap((language) => [silence(BETWEEN_LANGUAGES_MS), ...sentence(call, language, manner)]),
  ]
}

/** 请 A 零 零 一 号 到 三 号窗口; Number A zero zero one, please go to window three. */
function sentence(call: Pick<BoardCall, 'number' | 'window'>, language: CallLanguage, manner: CallManner): readonly CallPiece[] {
  const one = language === 'zh' && manner.one === 'yao' ? '1-yao' : '1'
  const number = Array.from(call.number, (character) => (character === '1' ? one : character))
  const window = windowNames(call.window, language, manner.has)
  const names = language === 'zh' ? ['please', ...number, 'number', ...window] : ['number', ...number, ...window]
  return names
    // A sign that nobody can say is left out: the number stands on the board.
    .filter((name) => manner.has(language, name))
    .flatMap((name, at) => [...(at === 0 ? [] : [silence(BETWEEN_WORDS_MS)]), { kind: 'clip' as const, language, name }])
}

/** 到 十 二 号窗口. A window's own recording (`window-综合1`) comes before what can be put together; a name that cannot be said is on the screen. */
function windowNames(window: string, language: CallLanguage, has: CallManner['has']): readonly string[] {
  const own = `window-${window}`
  if (has(language, own)) return [own]
  const parts = /^([A-Z]*)(\d{0,3})$/.exec(window.toUpperCase())
  if (parts === null || window === '') return ['on-screen']
  const [, letters = '', digits = ''] = parts
  const spoken = [...Array.from(letters), ...(digits === '' ? [] : countNames(digits, language))]
  return language === 'zh' ? ['to', ...spoken, 'window'] : ['window', ...spoken]
}

/** A number as one counts, up to 999: 12 is 十二 in Mandarin and twelve in English; with a leading zero digit by digit. */
function countNames(digits: string, language: CallLanguage): readonly string[] {
  const value = Number(digits)
  if (digits.startsWith('0')) return Array.from(digits)
  const [hundreds, rest] = [Math.floor(value / 100), value % 100]
  const [tens, ones] = [Math.floor(rest / 10), rest % 10]
  const before = hundreds === 0 ? [] : [String(hundreds), '100']
  if (language === 'en') {
    if (rest === 0) return before
    return rest < 20 ? [...before, String(rest)] : [...before, String(tens * 10), ...(ones === 0 ? [] : [String(ones)])]
  }
  const inTens = tens === 0 ? [] : tens === 1 && hundreds === 0 ? ['10'] : [String(tens), '10']
  const gap = hundreds > 0 && tens === 0 && ones > 0 ? ['0'] : []
  return [...before, ...gap, ...inTens, ...(ones === 0 ? [] : [String(ones)])]
}

function silence(ms: number): CallPiece {
  return { kind: 'silence', ms }
}
