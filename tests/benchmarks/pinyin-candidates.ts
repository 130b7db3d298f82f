import { gzipSync } from 'node:zlib'
import { createPinyin } from '../../renderer/typing/pinyin.ts'
import { readWordList } from '../../renderer/typing/word-list.ts'
import { typingZh } from '../../renderer/strings/typing-zh.ts'
import { openParts } from '../renderer/parts/open-parts.ts'
import { TYPED } from '../renderer/typing/typed.ts'
import { wordBytes } from '../renderer/typing/word-list.ts'
import { tidily } from './tidily.ts'

export interface PinyinFigures {
  /** Milliseconds for each letter of each text that is typed, all letters before it being there. */
  readonly letters: readonly number[]
  /** The slowest of forty letters that are each a syllable of their own. */
  readonly worst: number
  /** Milliseconds from the bytes of the word list to the first candidates. */
  readonly loads: readonly number[]
  /** Bytes. */
  readonly file: { readonly plain: number; readonly gzipped: number }
  readonly memory: number
  /** Milliseconds from a key to its candidates on screen, the page's CPU slowed six times. */
  readonly onScreen: readonly number[]
}

const LOADS = 10
const SLOWED = 6
const ON_SCREEN = TYPED.slice(0, 12)

export async function pinyinBench(): Promise<PinyinFigures> {
  const bytes = wordBytes()
  const loads = Array.from({ length: LOADS }, () => {
    const copy = bytes.slice(0)
    return timeOf(() => createPinyin(readWordList(copy))('sfz'))
  })
  const before = inUse()
  const candidates = createPinyin(readWordList(bytes.slice(0)))
  const letters = TYPED.flatMap(([typed]) => Array.from(typed, (_, at) => timeOf(() => candidates(typed.slice(0, at + 1)))))
  const worst = Math.max(...Array.from('bcdfghjklmnpqrstwxyz', (letter) => timeOf(() => candidates(letter.repeat(40)))))
  const memory = inUse() - before
  return {
    letters,
    worst,
    loads,
    file: { plain: bytes.byteLength, gzipped: gzipSync(new Uint8Array(bytes), { level: 9 }).length },
    memory,
    onScreen: await keysToScreen(),
  }
}

/** Of the heap and beside it, after a collection where the process allows one. */
function inUse(): number {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function timeOf(work: () => unknown): number {
  const from = performance.now()
  work()
  return performance.now() - from
}

function keysToScreen(): Promise<readonly number[]> {
  return tidily(async (later) => {
    const parts = await openParts()
    later(() => parts.close())
    const { page } = await parts.open()
    await page.evaluate(() => window.parts.showTyping('text', 200))
    await page.getByText(typingZh.hint).waitFor()
    const inspector = await page.context().newCDPSession(page)
    await inspector.send('Emulation.setCPUThrottlingRate', { rate: SLOWED })
    const taken: number[] = []
    for (const [typed] of ON_SCREEN) {
      taken.push(...(await page.evaluate(typeInPage, typed)))
      await page.keyboard.press('Escape')
    }
    return taken
  })
}

/** Runs in the page: presses each letter and answers after how many milliseconds a frame showed its candidates. */
async function typeInPage(typed: string): Promise<number[]> {
  const taken: number[] = []
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  for (const [at, key] of Array.from(typed).entries()) {
    await frame()
    const from = performance.now()
    window.dispatchEvent(new KeyboardEvent('keydown', { key }))
    const isShown = () =>
      document.querySelector('.typed-letters')?.textContent === typed.slice(0, at + 1) &&
      document.querySelector('.candidates [aria-busy="false"]') !== null
    while (!isShown()) await frame()
    await frame()
    taken.push(performance.now() - from)
  }
  return taken
}
