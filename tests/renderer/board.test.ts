import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { BoardView } from '../../main/contract/board.ts'
import { openBoardHall, type BoardHall } from './board-stand-in.ts'
import { specimenView } from './board-specimen.ts'
import { wavOf } from '../wav.ts'
import { checkAxe } from './check-screen.ts'

let hall: BoardHall
let page: Page
let complaints: readonly string[]
beforeAll(async () => {
  hall = await openBoardHall()
  ;({ page, complaints } = await hall.open())
}, 120_000)
afterAll(() => hall.close())
afterEach(() => hall.mendLine())

/** The page opened anew, in a hall that stands as the specimen does but for `change`. */
async function openAnew(width: number, height: number, change: Partial<BoardView> = {}): Promise<void> {
  hall.tell({ ...specimenView(), ...change })
  await page.setViewportSize({ width, height })
  await page.reload()
  await page.locator('.board-head').waitFor()
}

/** A 43″ panel, 16:9: 952 mm on its long side. */
const LONG_SIDE_MM = 952
/** What has to be read at ten metres, and what stands small beside it. */
const FAR_MM = 25
const NEAR_MM = 10

interface DrawnText {
  readonly text: string
  readonly near: boolean
  /** From the lowest to the highest ink of its signs. */
  readonly heightPx: number
  /** Within the screen and all that clips it. */
  readonly whole: boolean
}

/** The ink of every text that is shown, as the fonts draw it. */
function drawnTexts(page: Page): Promise<readonly DrawnText[]> {
  return page.evaluate(async () => {
    await document.fonts.ready
    const paper = document.createElement('canvas').getContext('2d')
    const found: { text: string; near: boolean; heightPx: number; whole: boolean }[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement
      const text = (node.textContent ?? '').trim()
      if (element === null || paper === null || text === '' || !element.checkVisibility()) continue
      const style = getComputedStyle(element)
      paper.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
      const signs = Array.from(text).filter((sign) => /[\p{Script=Han}A-Z0-9]/u.test(sign) && sign !== '一')
      const heights = signs.map((sign) => {
        const ink = paper.measureText(sign)
        return ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent
      })
      // A row of signs is as high as most of them are: 口 is small in every font.
      const heightPx = heights.sort((a, b) => a - b)[Math.floor(heights.length / 2)]
      if (heightPx === undefined) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const box = range.getBoundingClientRect()
      // The box of a line is higher than its ink.
      const [top, bottom] = [-1, 1].map((side) => (box.top + box.bottom) / 2 + (side * heightPx) / 2)
      const places = [element.closest('.called, li, .lost, header, footer')?.getBoundingClientRect(), new DOMRect(0, 0, innerWidth, innerHeight)]
      const whole = places.every((place) => place === undefined || (
        box.left >= place.left - 1 && box.right <= place.right + 1 && (top ?? 0) >= place.top - 1 && (bottom ?? 0) <= place.bottom + 1
      ))
      found.push({ text, near: element.closest('.near') !== null, heightPx, whole })
    }
    return found
  })
}

async function expectReadable(page: Page): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  const pxPerMm = Math.max(width, height) / LONG_SIDE_MM
  const texts = await drawnTexts(page)
  const tooSmall = texts.filter(({ heightPx, near }) => heightPx / pxPerMm < (near ? NEAR_MM : FAR_MM) - 0.3)
  expect(tooSmall.map(({ text, heightPx }) => `${text}: ${(heightPx / pxPerMm).toFixed(1)} mm`)).toEqual([])
  expect(texts.filter(({ whole }) => !whole).map(({ text }) => text)).toEqual([])
  expect(await page.evaluate(() => [document.documentElement.scrollHeight <= innerHeight, getComputedStyle(document.documentElement).cursor])).toEqual([true, 'none'])
}

const shownLarge = (page: Page) => page.locator('.called-number').allTextContents()
const shownLast = (page: Page) => page.locator('.last-number').allTextContents()

type Start = (this: AudioBufferSourceNode, when: number, offset?: number) => void

describe('a board on the wall (needs Chromium)', () => {
  it('can be read at ten metres, lying and standing, with one call and with four', async () => {
    await openAnew(1920, 1080)
    expect(await shownLarge(page)).toEqual(['A012'])
    expect(await shownLast(page)).toEqual(['B007', 'A011', 'C003', 'X1002', 'A010', 'B006'])
    await expectReadable(page)
    expect(await checkAxe(page)).toEqual([])
    hall.call({ number: 'A013', window: '3' }, { number: 'X1003', window: '12' }, { number: 'B008', window: '4' }, { number: 'C004', window: '综合1' })
    await page.locator('.stage[data-calls="4"]').waitFor()
    expect(await shownLarge(page)).toEqual(['C004', 'B008', 'X1003', 'A013'])
    for (const size of [{ width: 3840, height: 2160 }, { width: 1080, height: 1920 }]) {
      await page.setViewportSize(size)
      await expectReadable(page)
    }
    await openAnew(1080, 1920)
    await expectReadable(page)
    // A terminal that was alone is back, and three people had two numbers.
    const replaced = [{ number: 'X1001', by: 'A018' }, { number: 'C012', by: 'X2003' }, { number: 'XA002', by: 'B011' }]
    for (const { width, height } of [{ width: 1080, height: 1920 }, { width: 1920, height: 1080 }]) {
      await openAnew(width, height, { replaced })
      expect(await page.locator('.notice').textContent()).toMatch(/^(X1001|C012|XA002) 号请以 (A018|X2003|B011) 号为准If you hold /)
      await expectReadable(page)
    }
    expect(await checkAxe(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('flashes a new call slowly, three times, and not where motion is not wanted', async () => {
    const flash = async (reducedMotion: 'reduce' | 'no-preference') => {
      await page.emulateMedia({ reducedMotion })
      await openAnew(1920, 1080)
      expect(await page.locator('.called[data-new="true"]').count()).toBe(0)
      hall.call({ number: 'D1', window: '1' })
      await page.locator('.called[data-new="true"]').waitFor()
      return page.evaluate(() => {
        const style = getComputedStyle(document.querySelector('.called[data-new="true"]') ?? document.body, '::before')
        const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
        const frames = rules.find((rule) => rule instanceof CSSKeyframesRule && rule.name === style.animationName)
        return {
          name: style.animationName,
          seconds: Number.parseFloat(style.animationDuration),
          times: style.animationIterationCount,
          // Each light is one keyframe: what lies between two of them is dark.
          lights: frames instanceof CSSKeyframesRule ? frames.cssRules.length : 0,
        }
      })
    }
    const moving = await flash('no-preference')
    expect(moving).toMatchObject({ name: 'called', times: '3', lights: 1 })
    expect(moving.lights / moving.seconds).toBeLessThanOrEqual(3)
    expect((await flash('reduce')).name).toBe('none')
  })

  it('says that it has lost the hall and since when, keeps what was, and comes back by itself where it was', async () => {
    await openAnew(1920, 1080)
    const before = await shownLast(page)
    hall.breakLine()
    await page.getByText('10:05 起与大厅断开').waitFor()
    expect([await shownLarge(page), await shownLast(page)]).toEqual([['A012'], before])
    await expect.poll(() => page.getByText('10:05 时').count()).toBe(1)
    await expectReadable(page)
    expect(await checkAxe(page)).toEqual([])
    hall.mendLine()
    await page.locator('.lost').waitFor({ state: 'detached' })
    expect(hall.asked.at(-1)).toBe(specimenView().seq)
  })

  it('is one window’s over a window, and says when it is paused', async () => {
    await openAnew(1024, 600, { area: null, window: '3' })
    expect(await page.getByRole('heading').textContent()).toContain('3 号窗口')
    expect(await shownLarge(page)).toEqual(['A012'])
    await expectReadable(page)
    hall.tell({ windows: [{ window: '3', state: 'paused', number: null }] })
    await page.getByText('暂停服务').waitFor()
    expect(await checkAxe(page)).toEqual([])
  })

  it('speaks one call after the other as one sound each, and is no larger after many', async () => {
    await openAnew(1920, 1080, { voice: { on: true, windows: ['3', '12'], volume: 0.5, languages: ['zh', 'en'], one: 'yi', clips: null } })
    await page.evaluate(() => {
      const sounds: number[] = []
      Object.assign(window, { sounds })
      const start = Object.getOwnPropertyDescriptor(AudioBufferSourceNode.prototype, 'start')?.value as Start
      AudioBufferSourceNode.prototype.start = function (...when) {
        sounds.push(this.buffer?.duration ?? 0)
        // Each is as short here as a breath: what follows waits for its end all the same.
        start.call(this, when[0] ?? 0, Math.max(0, (this.buffer?.duration ?? 0) - 0.05))
      }
    })
    hall.call({ number: 'A013', window: '3' }, { number: 'B008', window: '12' })
    const sounds = () => page.evaluate(() => (window as unknown as { sounds: number[] }).sounds)
    await vi.waitFor(async () => expect(await sounds()).toHaveLength(2), 30_000)
    for (const seconds of await sounds()) expect(seconds).toBeGreaterThan(5)
    for (const seconds of await sounds()) expect(seconds).toBeLessThan(25)
    await vi.waitFor(() => expect(hall.sounds()).toBe(true), 30_000)
    // Another board speaks, and is gone before anybody has heard the last call.
    const voice = { on: true, volume: 0.5, languages: ['zh' as const], one: 'yi' as const, clips: null }
    hall.tell({ voice: { ...voice, windows: [] } })
    hall.call({ number: 'A014', window: '3' })
    await vi.waitFor(async () => expect(await shownLarge(page)).toContain('A014'), 30_000)
    expect(await sounds()).toHaveLength(2)
    hall.tell({ voice: { ...voice, windows: ['3'] } })
    await vi.waitFor(async () => expect(await sounds()).toHaveLength(3), 30_000)
    // The hall's own recordings: a chime of four seconds, and one that cannot be heard.
    await hall.lay('0a1b', { chime: wavOf(4), 'zh/please': new Uint8Array([1, 2, 3]) })
    const listed = page.waitForResponse(/clips\/0a1b\/names\.json$/)
    hall.tell({ voice: { ...voice, windows: ['3'], clips: '0a1b' } })
    await (await listed).finished()
    const [builtIn = 0] = (await sounds()).slice(2)
    // The page may hear of a call before it has read the list.
    for (const [at, number] of ['A041', 'A104', 'A140', 'A401'].entries()) {
      hall.call({ number, window: '3' })
      await vi.waitFor(async () => expect(await sounds()).toHaveLength(4 + at), 30_000)
      if (((await sounds()).at(-1) ?? 0) > builtIn + 1) break
    }
    expect(((await sounds()).at(-1) ?? 0) - builtIn).toBeCloseTo(4 - 1.1, 1)
    hall.tell({ voice: { ...voice, windows: [] } })
    const nodes = () => page.evaluate(() => document.querySelectorAll('*').length)
    const before = await nodes()
    for (let round = 0; round < 100; round += 1) {
      hall.call(...Array.from({ length: 100 }, (_, at) => ({ number: `E${round * 100 + at}`, window: '1' })))
    }
    hall.tell({ helpLine: '12333' })
    await page.getByText('咨询投诉 12333').waitFor()
    expect(await nodes()).toBeLessThan(before + 60)
  })
})
