import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readWordList, type WordList } from '../../../renderer/typing/word-list.ts'

const FILE = fileURLToPath(new URL('../../../renderer/typing/words/words.bin', import.meta.url))

/** The bytes as the page fetches them. */
export function wordBytes(): ArrayBuffer {
  return new Uint8Array(readFileSync(FILE)).buffer
}

export function wordList(): WordList {
  return readWordList(wordBytes())
}
