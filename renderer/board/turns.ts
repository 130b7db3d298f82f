import type { BoardText } from '../strings/board.ts'

/** What does not fit at once is shown by turns of so many milliseconds: long enough to be read twice. */
const TURN_MS = 10_000

/** The one whose turn it is; none of none. */
export function turnOf<Item>(items: readonly Item[], now: number): Item | undefined {
  return items[Math.floor(now / TURN_MS) % items.length]
}

export function inGroups<Item>(items: readonly Item[], atOnce: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / atOnce) }, (_, at) => items.slice(at * atOnce, (at + 1) * atOnce))
}

/** Businesses with their counts, as many in each turn as fit in a line of so many hanzi. */
export function businessTurns<Item extends { readonly name: BoardText; readonly waiting: number; readonly wait?: BoardText | undefined }>(
  businesses: readonly Item[],
  signs: number,
): readonly (readonly Item[])[] {
  const turns: Item[][] = []
  let room = 0
  for (const business of businesses) {
    // The name or its English, half as large; the count, 人, and what is left free around them.
    const count = String(business.waiting).length * 0.75 + 2.5
    // Digits and the dash of a range fill three quarters of a hanzi.
    const wait = business.wait === undefined ? 0 : business.wait.zh.length * 0.85 + 0.5
    const width = Math.max(business.name.zh.length, business.name.en.length / 4) + count + wait
    if (turns.length === 0 || width > room) {
      turns.push([])
      room = signs
    }
    turns.at(-1)?.push(business)
    room -= width
  }
  return turns
}

/** Notices in pieces of which each fits in one line, both languages side by side. */
export function noticePieces(notices: readonly BoardText[], lengths: { readonly zh: number; readonly en: number }): readonly BoardText[] {
  return notices.flatMap((notice) => {
    const zh = pieces(Array.from(notice.zh), lengths.zh, /[，。；、！？]/)
    const en = notice.en === notice.zh ? [] : pieces(Array.from(notice.en), lengths.en, / /)
    return Array.from({ length: Math.max(zh.length, en.length) }, (_, at) => ({
      zh: zh[Math.min(at, zh.length - 1)] ?? '',
      en: en[Math.min(at, en.length - 1)] ?? '',
    }))
  })
}

/** Cut after the last sign of `after` that fits, or where the line ends. */
function pieces(text: readonly string[], length: number, after: RegExp): readonly string[] {
  if (text.length <= length) return [text.join('')]
  const fitting = text.slice(0, length)
  const cut = fitting.findLastIndex((sign) => after.test(sign)) + 1
  const end = cut > length / 3 ? cut : length
  return [fitting.slice(0, end).join('').trim(), ...pieces(text.slice(end), length, after)]
}
