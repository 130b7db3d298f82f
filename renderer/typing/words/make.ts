/**
 * Makes `words.bin` from jieba's word list with its counts (MIT, as @node-rs/jieba ships it), the readings that pinyin-pro
 * (MIT) gives each word, the words of service halls that jieba has not, and the hanzi of names that GB 2312 has not
 * (`hall.txt` and `names.txt`, our own). Nothing is downloaded; it takes some seconds. Run from the root of the checkout:
 *
 *     node --input-type=module -e "import { runnerImport } from 'vite'
 *     const { module } = await runnerImport('./renderer/typing/words/make.ts')
 *     module.writeWords()"
 */
import assert from 'node:assert'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dict } from '@node-rs/jieba/dict.js'
import { pinyin } from 'pinyin-pro'
import { COST_STEPS, HEADER_BYTES, MAGIC, MOST_COST, varint } from './layout.ts'

const FOLDER = join('renderer', 'typing', 'words')
const HALL_FILE = join(FOLDER, 'hall.txt')
const NAMES_FILE = join(FOLDER, 'names.txt')
const OUTPUT_FILE = join(FOLDER, 'words.bin')

/** jieba's counts begin at 2; what it counted 3 times it was given, and most below is misspelt. */
const LEAST_COUNT = 3
/** A sentence is made of words; what is longer stands in it whole only by chance. */
const LONGEST_WORD = 8
/** Names of foreigners, which jieba lists by the thousand. */
const FOREIGN_NAME = 'nrt'
/** jieba's counts are of books, where 身份证 has 708: in a hall these words are as common as 申请, at least. */
const HALL_COUNT = 2_000
/** jieba counted hanzi beyond GB 2312 in texts of a wrong encoding; those of names come before the others. */
const NAME_COUNT = 30
const BEYOND_COUNT = 0.1
/** What a hanzi that nobody counted weighs in readings other than its first, as a share of the first. */
const LEAST_SHARE = 0.002
/** Where Unicode has hanzi, first and last; of those that pinyin-pro can read, a few hundred stand beyond the main block. */
const BLOCKS = [
  [0x3400, 0x9fff],
  [0x20000, 0x323af],
] as const
/** Hanzi of which dictionaries give only sounds without a vowel (嗯: ng), as they are typed. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([['\u55ef', 'en']])
const HANZI = /^\p{Script=Han}+$/u
const SYLLABLE = /^(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?[aeiouv][a-z]*$/

interface Counted {
  readonly word: string
  readonly count: number
  /** One syllable a hanzi. */
  readonly reading: readonly string[]
}

/** One reading and the words that are read so, under the readings that it begins with. */
interface Node {
  readonly words: Counted[]
  readonly next: Map<string, Node>
}

/** Writes `words.bin` beside this file. */
export function writeWords(): void {
  writeFileSync(OUTPUT_FILE, makeWords())
}

/** The bytes of `words.bin`. */
export function makeWords(): Uint8Array {
  const words = wordsOfJieba()
  const hanzi = hanziWithReadings(words)
  const longer = words.filter(({ reading }) => reading.length > 1)
  const total = words.reduce((sum, { count }) => sum + count, 0)
  return bytesOf(treeOf([...hanzi, ...longer]), hanziOfSyllables(hanzi, longer), total)
}

function wordsOfJieba(): readonly Counted[] {
  const counts = new Map<string, number>()
  const gb2312 = hanziOfGb2312()
  for (const line of new TextDecoder().decode(dict).split('\n')) {
    const [word, count, kind] = line.split(' ')
    if (word === undefined || !HANZI.test(word) || (kind === FOREIGN_NAME && Number(count) <= LEAST_COUNT)) continue
    const length = Array.from(word).length
    if (length === 1 && !gb2312.has(word)) continue
    if (length === 1 || (Number(count) >= LEAST_COUNT && length <= LONGEST_WORD)) counts.set(word, Number(count))
  }
  for (const word of readFileSync(HALL_FILE, 'utf8').split(/\s+/)) {
    if (HANZI.test(word)) counts.set(word, Math.max(HALL_COUNT, counts.get(word) ?? 0))
  }
  for (const hanzi of readFileSync(NAMES_FILE, 'utf8').trim()) counts.set(hanzi, Math.max(NAME_COUNT, counts.get(hanzi) ?? 0))
  return [...counts].flatMap(([word, count]) => {
    const reading = readingOf(word)
    return reading.every((syllable) => SYLLABLE.test(syllable)) ? [{ word, count, reading }] : []
  })
}

/** The 6,763 hanzi of GB 2312: two bytes of 94 each, from B0A1 on. */
function hanziOfGb2312(): ReadonlySet<string> {
  const decoder = new TextDecoder('gbk')
  const cells = Array.from({ length: 72 * 94 }, (_, at) => Uint8Array.of(0xb0 + Math.floor(at / 94), 0xa1 + (at % 94)))
  return new Set(cells.map((cell) => decoder.decode(cell)).filter((one) => HANZI.test(one)))
}

function readingOf(word: string): readonly string[] {
  return pinyin(word, { toneType: 'none', type: 'array', v: true })
}

/** Every hanzi once for each of its readings; of its count a second reading has half of what words would give it. */
function hanziWithReadings(words: readonly Counted[]): readonly Counted[] {
  const heard = new Map<string, Map<string, number>>()
  const counts = new Map<string, number>()
  for (const { word, count, reading } of words) {
    if (reading.length === 1) counts.set(word, count)
    for (const [at, hanzi] of Array.from(word).entries()) {
      const readings = heard.get(hanzi) ?? new Map<string, number>()
      const syllable = reading[at] ?? ''
      heard.set(hanzi, readings.set(syllable, (readings.get(syllable) ?? 0) + (reading.length === 1 ? 0 : count)))
    }
  }
  const all = new Set(heard.keys())
  for (const [first, last] of BLOCKS) {
    for (let code = first; code <= last; code += 1) all.add(String.fromCodePoint(code))
  }
  return [...all].flatMap((word) => {
    const inWords = heard.get(word) ?? new Map<string, number>()
    const given = pinyin(word, { toneType: 'none', type: 'array', multiple: true, v: true })
    const known = new Set([...given, ...inWords.keys(), OTHERWISE.get(word) ?? ''])
    const readings = [...known].filter((syllable) => SYLLABLE.test(syllable))
    const sum = [...inWords.values()].reduce((one, other) => one + other, 0)
    return readings.map((syllable, at) => {
      const share = at === 0 ? 1 : Math.max(LEAST_SHARE, (inWords.get(syllable) ?? 0) / Math.max(1, sum) / 2)
      return { word, count: (counts.get(word) ?? BEYOND_COUNT) * share, reading: [syllable] }
    })
  })
}

/** Of each syllable its hanzi, the most used first. */
function hanziOfSyllables(hanzi: readonly Counted[], words: readonly Counted[]): ReadonlyMap<string, readonly string[]> {
  const uses = new Map<string, Map<string, number>>()
  for (const { word, count, reading } of [...hanzi, ...words]) {
    for (const [at, one] of Array.from(word).entries()) {
      const syllable = reading[at] ?? ''
      const used = uses.get(syllable) ?? new Map<string, number>()
      uses.set(syllable, used.set(one, (used.get(one) ?? 0) + count))
    }
  }
  return new Map(
    [...uses].map(([syllable, used]) => [syllable, [...used].toSorted(([, one], [, other]) => other - one).map(([one]) => one)]),
  )
}

function treeOf(words: readonly Counted[]): Node {
  const root: Node = { words: [], next: new Map() }
  for (const one of words) {
    let node = root
    for (const syllable of one.reading) {
      const next = node.next.get(syllable) ?? { words: [], next: new Map() }
      node.next.set(syllable, next)
      node = next
    }
    node.words.push(one)
  }
  return root
}

function bytesOf(root: Node, hanziOf: ReadonlyMap<string, readonly string[]>, total: number): Uint8Array {
  const syllables = [...hanziOf.keys()].toSorted()
  const ids = new Map(syllables.map((syllable, id) => [syllable, id]))
  const places = new Map([...hanziOf].map(([syllable, hanzi]) => [syllable, new Map(hanzi.map((one, at) => [one, at]))]))
  const ofNodes = { syllables: [] as number[], depths: [] as number[], lengths: [] as number[], words: [] as number[] }
  const write = (node: Node, depth: number) => {
    for (const [syllable, next] of [...node.next].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
      ofNodes.syllables.push(numberIn(ids, syllable))
      ofNodes.depths.push(depth)
      const words = next.words.toSorted((one, other) => other.count - one.count).flatMap(({ word, count, reading }) => [
        costOf(count / total),
        ...Array.from(word).flatMap((hanzi, at) => varint(numberIn(places.get(reading[at] ?? ''), hanzi))),
      ])
      ofNodes.lengths.push(...varint(words.length))
      for (const byte of words) ofNodes.words.push(byte)
      write(next, depth + 1)
    }
  }
  write(root, 1)
  const texts = [syllables.join(' '), syllables.map((syllable) => (hanziOf.get(syllable) ?? []).join('')).join('\n')].map((text) =>
    Buffer.from(text),
  )
  const header = Buffer.alloc(HEADER_BYTES)
  header.write(MAGIC, 'latin1')
  const sizes = [...texts.map(({ length }) => length), ofNodes.depths.length, ofNodes.lengths.length, ofNodes.words.length]
  for (const [at, size] of sizes.entries()) header.writeUInt32LE(size, 4 + at * 4)
  const pairs = Buffer.alloc(ofNodes.syllables.length * 2)
  for (const [at, id] of ofNodes.syllables.entries()) pairs.writeUInt16LE(id, at * 2)
  return Buffer.concat([header, ...texts, pairs, ...[ofNodes.depths, ofNodes.lengths, ofNodes.words].map((part) => Buffer.from(part))])
}

function costOf(share: number): number {
  return share === 0 ? MOST_COST : Math.min(MOST_COST, Math.round(-Math.log(share) * COST_STEPS))
}

function numberIn(numbers: ReadonlyMap<string, number> | undefined, key: string): number {
  const found = numbers?.get(key)
  assert(found !== undefined, `no number for ${key}`)
  return found
}
