/**
 * How a person may be shown in a public room (visual.md, "masked by default"): the family name and the last four
 * characters of the number, nothing that would let a bystander address or find the person.
 */

/** What a reader takes for one character: of an ideograph beyond the first plane, or with its variant chosen, one as well. */
const CHARACTERS = new Intl.Segmenter('zh', { granularity: 'grapheme' })
/** From here on three and four characters leave half of a number hidden. */
const LONG_NUMBER = 14

/** `样本一` becomes `样**`; a two-character family name is not told apart, which errs on the side of less. */
export function maskName(name: string): string {
  return Array.from(CHARACTERS.segment(name.trim()), ({ segment }, index) => (index === 0 ? segment : '*')).join('')
}

/**
 * `11010519491231002X` becomes `110***********002X`: three, then stars, then four. Of a short number, as of a travel
 * permit, one and three: `H*****678`; of one of seven characters or fewer nothing.
 */
export function maskNumber(number: string): string {
  if (number.length <= 7) return '*'.repeat(number.length)
  const [head, tail] = number.length < LONG_NUMBER ? [1, 3] : [3, 4]
  return number.slice(0, head) + '*'.repeat(number.length - head - tail) + number.slice(-tail)
}
