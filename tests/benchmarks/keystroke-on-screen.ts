import type { Page } from 'playwright-core'
import { toField, PAGE } from '../renderer/filing-screens.ts'
import { startStandIn } from '../renderer/chromium-page.ts'
import { fromHome } from '../renderer/screens.ts'
import { tidily } from './tidily.ts'

/** Milliseconds from a key going down to the frame that shows its letter. */
export interface KeystrokeFigures {
  readonly field: readonly number[]
  /** On a page whose only script writes the letter into a paragraph. */
  readonly bare: readonly number[]
}

/** The processor is slowed so many times (Chromium's own throttle): a cheap panel computer beside a desk. */
export const SLOWED = 6

/** A text of 刷证申报 typed letter by letter, a look between each and the next. */
export function keystrokeBench(letters: number): Promise<KeystrokeFigures> {
  return tidily(async (later) => {
    const hall = await startStandIn()
    later(() => hall.close())
    const { page } = await hall.open()
    await fromHome((walker) => toField(walker, PAGE.shop, '店铺名称'))(page)
    const field = await typed(page, letters)
    const { page: empty } = await hall.open()
    await empty.evaluate(() => {
      document.body.replaceChildren(document.createElement('p'))
      window.addEventListener('keydown', ({ key }) => {
        const line = document.querySelector('p')
        if (line !== null) line.textContent += key
      })
    })
    return { field, bare: await typed(empty, letters) }
  })
}

async function typed(page: Page, letters: number): Promise<readonly number[]> {
  const inspector = await page.context().newCDPSession(page)
  await inspector.send('Emulation.setCPUThrottlingRate', { rate: SLOWED })
  await page.evaluate(() => {
    const taken: number[] = []
    Object.assign(window, { taken })
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => requestAnimationFrame(() => setTimeout(() => taken.push(performance.now() - timeStamp), 0)),
      { capture: true },
    )
  })
  for (let letter = 0; letter < letters; letter += 1) {
    // As many as the field holds, and away again.
    await page.keyboard.press(letter % 40 < 20 ? 'KeyA' : 'Backspace')
    await page.waitForFunction((count) => 'taken' in window && Array.isArray(window.taken) && window.taken.length > count, letter)
  }
  const taken = await page.evaluate(() => ('taken' in window && Array.isArray(window.taken) ? window.taken.map(Number) : []))
  await inspector.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  return taken
}
