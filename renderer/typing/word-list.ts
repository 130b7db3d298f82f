import { HEADER_BYTES, MAGIC } from './words/layout.ts'

/**
 * Words by their reading: a tree of syllables in flat arrays, as it was written (`words/layout.ts`). A node's children
 * follow it, the first right behind it and each next one where the one before ends.
 */
export interface WordList {
  /** In the order of the alphabet, `ü` as `v`; a syllable's id is its place here. */
  readonly syllables: readonly string[]
  /** Of each syllable its hanzi, the most used first. */
  readonly hanzi: readonly (readonly string[])[]
  /** By node: the id of its last syllable, and its depth, which is the number of its syllables. */
  readonly syllableOf: Uint16Array
  readonly depthOf: Uint8Array
  /** By node: the node behind all that is under it. */
  readonly endOf: Uint32Array
  /** By node: where in `words` its words begin; they end where the next node's begin. */
  readonly wordsAt: Uint32Array
  /** Each word its cost and its hanzi, as places in `hanzi`. */
  readonly words: Uint8Array
}

/** Throws where `bytes` are no word list: the terminal serves its own file, so only a bug can. */
export function readWordList(bytes: ArrayBuffer): WordList {
  const view = new DataView(bytes)
  const decoder = new TextDecoder()
  if (decoder.decode(bytes.slice(0, MAGIC.length)) !== MAGIC) throw new Error('this is no word list')
  const sizes = Array.from({ length: 5 }, (_, at) => view.getUint32(MAGIC.length + at * 4, true))
  const [syllableBytes = 0, hanziBytes = 0, nodes = 0, lengthBytes = 0, wordBytes = 0] = sizes
  let at = HEADER_BYTES
  const part = (size: number) => new Uint8Array(bytes, (at += size) - size, size)
  const syllables = decoder.decode(part(syllableBytes)).split(' ')
  const hanzi = decoder.decode(part(hanziBytes)).split('\n').map((line) => Array.from(line))
  const pairs = part(nodes * 2)
  const syllableOf = Uint16Array.from({ length: nodes }, (_, node) => (pairs[node * 2] ?? 0) | ((pairs[node * 2 + 1] ?? 0) << 8))
  const depthOf = part(nodes)
  const wordsAt = startsOf(part(lengthBytes), nodes)
  return { syllables, hanzi, syllableOf, depthOf, endOf: endsOf(depthOf), wordsAt, words: part(wordBytes) }
}

/** The sums of the lengths before each node, and of all. */
function startsOf(lengths: Uint8Array, nodes: number): Uint32Array {
  const starts = new Uint32Array(nodes + 1)
  let at = 0
  for (let node = 0; node < nodes; node += 1) {
    let length = 0
    for (let shift = 0; ; shift += 7) {
      const byte = lengths[at] ?? 0
      at += 1
      length |= (byte & 0x7f) << shift
      if (byte < 0x80) break
    }
    starts[node + 1] = (starts[node] ?? 0) + length
  }
  return starts
}

/** A node ends where the next one comes that is no deeper. */
function endsOf(depthOf: Uint8Array): Uint32Array {
  const ends = new Uint32Array(depthOf.length)
  const open: number[] = []
  for (let node = 0; node <= depthOf.length; node += 1) {
    const depth = depthOf[node] ?? 0
    for (let last = open.at(-1); last !== undefined && (depthOf[last] ?? 0) >= depth; last = open.at(-1)) {
      ends[last] = node
      open.pop()
    }
    open.push(node)
  }
  return ends
}

/** A word as it is read from a node. */
export interface Word {
  readonly text: string
  /** In the steps of `words/layout.ts`. */
  readonly cost: number
}

/** The cost of the node's most used word; null where nothing is read so. */
export function leastCost({ words, wordsAt }: WordList, node: number): number | null {
  const at = wordsAt[node] ?? 0
  return at === wordsAt[node + 1] ? null : (words[at] ?? 0)
}

/** The first `most` words of a node, the most used first; `reading` holds the syllables that lead there. */
export function wordsOf(list: WordList, node: number, reading: readonly number[], most: number): readonly Word[] {
  const { words, wordsAt, hanzi } = list
  const found: Word[] = []
  const end = wordsAt[node + 1] ?? 0
  for (let at = wordsAt[node] ?? 0; at < end && found.length < most; ) {
    const cost = words[at] ?? 0
    at += 1
    let text = ''
    for (const syllable of reading) {
      let place = 0
      for (let shift = 0; ; shift += 7) {
        const byte = words[at] ?? 0
        at += 1
        place |= (byte & 0x7f) << shift
        if (byte < 0x80) break
      }
      text += hanzi[syllable]?.[place] ?? ''
    }
    found.push({ text, cost })
  }
  return found
}
