/** ICAO 9303 part 3, 4.9: weights 7 3 1 in turn, modulo 10. */
const WEIGHTS = [7, 3, 1] as const

/** The check digit of a text of digits, capital letters (A is 10) and `<` (0). */
export function icaoCheck(text: string): string {
  const sum = Array.from(text).reduce((total, character, at) => total + valueOf(character) * (WEIGHTS[at % 3] ?? 0), 0)
  return String(sum % 10)
}

function valueOf(character: string): number {
  return character === '<' ? 0 : Number.parseInt(character, 36)
}
