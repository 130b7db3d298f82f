/**
 * How a person may be shown in a public room (visual.md, "masked by default"): the family name and the last four
 * characters of the number, nothing that would let a bystander address or find the person.
 */

/** `样本一` becomes `样**`; a two-character family name is not told apart, which errs on the side of less. */
export function maskName(name: string): string {
  const characters = Array.from(name.trim())
  return characters.map((character, index) => (index === 0 ? character : '*')).join('')
}

/** `11010519491231002X` becomes `110***********002X`: three, then stars, then four. */
export function maskNumber(number: string): string {
  if (number.length <= 7) return '*'.repeat(number.length)
  return number.slice(0, 3) + '*'.repeat(number.length - 7) + number.slice(-4)
}
