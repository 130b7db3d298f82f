/** ISO 7064 MOD 11-2 as GB 11643-1999 prints it: 2^(18 - position) mod 11, and the check character for each remainder. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECK_CHARACTERS = '10X98765432'

/** The 18th character that belongs to the 17 digits at the front of `number`. */
export function mod11Check(number: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[at]), 0)
  return CHECK_CHARACTERS.charAt(sum % CHECK_CHARACTERS.length)
}
