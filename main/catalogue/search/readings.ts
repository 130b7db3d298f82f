/** One piece of a text as one types it: a hanzi with its reading, or a run of letters and digits that reads as it stands. */
export interface Unit {
  /** Code point of the hanzi; 0 for a run, which is only read. */
  readonly hanzi: number
  /** Lower case, no tones; ü and v are u, as keyboards differ in them. Empty where nobody knows how it is read. */
  readonly reading: string
}

/** Reads texts aloud, so to say. */
export type Reader = (text: string) => readonly Unit[]

/** What stands between pieces is not typed: punctuation and spaces are left out. */
const PIECES = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu

/**
 * The reader of Mandarin, by pinyin-pro (MIT), which chooses among a hanzi's readings by the word it stands in: 银行 yin hang,
 * 重庆 chong qing. Loaded when it is first asked for: a third of a megabyte that a terminal without guides never needs.
 */
export async function loadReader(): Promise<Reader> {
  const { pinyin } = await import('pinyin-pro')
  return (text) =>
    (plain(text).match(PIECES) ?? []).flatMap((piece) => {
      if (!/^\p{Script=Han}/u.test(piece)) return { hanzi: 0, reading: withoutV(piece) }
      const readings = pinyin(piece, { toneType: 'none', type: 'array', v: true })
      return Array.from(piece, (hanzi, at) => {
        const reading = readings[at] ?? ''
        // A hanzi that it cannot read comes back as it is.
        return { hanzi: hanzi.codePointAt(0) ?? 0, reading: /^[a-z]+$/.test(reading) ? withoutV(reading) : '' }
      })
    })
}

/** The words of what somebody typed, each as code points: full width, tones and capitals make no difference. */
export function wordsOf(typed: string): readonly (readonly number[])[] {
  const words = plain(typed.replace(/['’]/g, '')).match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map((word) => Array.from(withoutV(word), (character) => character.codePointAt(0) ?? 0))
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function withoutV(text: string): string {
  return text.replaceAll('v', 'u')
}
