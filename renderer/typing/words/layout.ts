/**
 * How `words.bin` is laid out; `make.ts` writes it, `word-list.ts` reads it. All numbers are little-endian.
 *
 * A header of 24 bytes: `YMW1`, then the bytes of the syllables, the bytes of the hanzi, the count of nodes, the bytes of
 * the words' lengths and the bytes of the words, 4 bytes each. Then the five parts:
 *
 * 1. the syllables in the order of the alphabet, UTF-8 with a space between (`ü` is `v`);
 * 2. of each syllable its hanzi, the most used first, UTF-8 with a line break between syllables;
 * 3. a tree of readings, a parent before its children, children in the order of their syllables: of each node its
 *    syllable (2 bytes each), then of each node its depth (1 byte each; the first level is 1);
 * 4. of each node how many bytes its words take (varint);
 * 5. the words of each node, the most used first: the cost (1 byte), then of each hanzi its place in part 2 (varint).
 */
export const MAGIC = 'YMW1'
export const HEADER_BYTES = 24

/**
 * A cost is how surprising a word is: −ln(its share of all words counted), in steps of a twelfth. 255 is one in
 * 1.7 billion and stands for a hanzi that was never counted.
 */
export const COST_STEPS = 12
export const MOST_COST = 255

/** 7 bits to a byte, the lowest first; the highest bit says that more follow. */
export function varint(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]
}
