/** How many characters a display has. */
const CHARACTERS = 6
const BLANK = ' '.repeat(CHARACTERS)

/** Raw segments of one display, six bytes: bit 0 is the top bar, 1 to 5 clockwise from it, 6 the middle, 7 the point. */
export type Segments = Uint8Array

/** 7-segment characters as the makers of LED-485 displays list them (reference hall.md 5.1 (b)); letters it does not give are drawn alike. */
const GLYPHS: ReadonlyMap<string, number> = new Map([
  ['0', 0x3f],
  ['1', 0x06],
  ['2', 0x5b],
  ['3', 0x4f],
  ['4', 0x66],
  ['5', 0x6d],
  ['6', 0x7d],
  ['7', 0x07],
  ['8', 0x7f],
  ['9', 0x6f],
  ['A', 0x77],
  ['B', 0x7c],
  ['C', 0x39],
  ['D', 0x5e],
  ['E', 0x79],
  ['F', 0x71],
  ['G', 0x3d],
  ['H', 0x76],
  ['J', 0x1e],
  ['L', 0x38],
  ['N', 0x54],
  ['P', 0x73],
  ['Q', 0x67],
  ['R', 0x50],
  ['T', 0x78],
  ['U', 0x3e],
  ['Y', 0x6e],
  ['-', 0x40],
  [' ', 0x00],
])
/** Three bars: a letter that seven segments cannot draw (K, M, V, W, X), or only as a digit (I, O, S, Z). */
const UNDRAWABLE = 0x49

export function segmentsOf(text: string): Segments {
  const glyphs = Array.from(text.toUpperCase() + BLANK, (character) => GLYPHS.get(character) ?? UNDRAWABLE)
  return Uint8Array.from(glyphs.slice(0, CHARACTERS))
}

/**
 * What a display says of whoever is called: `A00103` is ticket A001 at window 03 where both have room, else the number
 * alone, whose last characters are what people look for.
 */
export function calledText(number: string, window: string): string {
  const digits = /^\d{1,2}$/.test(window) ? window.padStart(2, '0') : window
  return number.length + digits.length === CHARACTERS ? number + digits : number.slice(-CHARACTERS)
}
