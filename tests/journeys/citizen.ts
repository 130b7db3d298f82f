import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { uncovered } from '../uncovered.ts'

/** A person in front of the page, who knows only what stands on screen. */
export interface Citizen {
  readonly page: Page
  /** Touches a button by its accessible name. */
  touch(name: string | RegExp): Promise<void>
  /** Goes to a button with Tab and presses it with Enter, as with a keyboard or a switch. */
  press(name: string | RegExp): Promise<void>
  /** Waits until the page's heading says this. */
  sees(title: string | RegExp): Promise<void>
  reads(text: string | RegExp): Promise<void>
  /** Everything that can be read on screen now. */
  screen(): Promise<string>
}

export function citizenAt(page: Page): Citizen {
  const button = (name: string | RegExp): Locator =>
    page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).first()
  return {
    page,
    async touch(name) {
      const target = button(name)
      await target.click({ trial: true }) // it stands still, and nothing lies over it
      const box = await target.boundingBox()
      if (!box) throw new Error(`${name} is not on screen`)
      await touchAt(page, box.x + box.width / 2, box.y + box.height / 2)
    },
    async press(name) {
      const target = button(name)
      await target.waitFor()
      // More Tabs than any page has targets: a target that cannot be reached is a failure, not a wait.
      for (let tabs = 0; tabs < 60; tabs += 1) {
        if (await target.evaluate((element) => element === document.activeElement)) {
          await page.keyboard.press('Enter')
          return
        }
        await page.keyboard.press('Tab')
      }
      throw new Error(`${name} cannot be reached by keyboard`)
    },
    sees: (title) => page.getByRole('heading', { level: 1, name: title }).and(uncovered(page)).waitFor(),
    reads: (text) => page.getByText(text).first().waitFor(),
    screen: () => page.locator('body').innerText(),
  }
}

/** A finger on the glass, as the browser's own input pipeline gets it; the same in a window that Playwright did not open. */
export async function touchAt(page: Page, x: number, y: number): Promise<void> {
  const input = await page.context().newCDPSession(page)
  await input.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
  await input.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await input.detach()
}

/** From the attract screen to home, by a touch anywhere. */
export async function begins(citizen: Citizen): Promise<void> {
  const { page } = citizen
  // The words are there before the first view has come, under 请稍候, which takes no touch.
  await page.locator('.kiosk:not([inert]) .attract').waitFor()
  const size = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }))
  await touchAt(page, size.width / 2, size.height / 2)
  await page.getByRole('button', { name: '取号', exact: true }).waitFor()
}

/** Home, 取号, a business by its name, and 同意 where the page asks for it. */
export async function choosesBusiness(citizen: Citizen, name: RegExp): Promise<void> {
  await citizen.touch('取号')
  await citizen.touch(name)
}

/** What a page may keep for itself; of a person it keeps nothing anywhere. */
export async function everythingKeptByPage(page: Page): Promise<string> {
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const cacheNames = await caches.keys().catch(() => ['caches are closed'])
    return JSON.stringify({
      html: document.documentElement.outerHTML,
      fields: Array.from(document.querySelectorAll('input,textarea'), (field) => (field as HTMLInputElement).value),
      local: Object.entries(localStorage),
      session: Object.entries(sessionStorage),
      databases: databases.map((database) => database.name),
      caches: cacheNames,
      cookies: document.cookie,
      history: JSON.stringify(history.state),
      address: location.href,
      title: document.title,
    })
  })
  expect(JSON.parse(kept)).toMatchObject({ local: [], session: [], databases: [] })
  return kept
}

/** Names of the files below `folder` in which one of these texts can be read, in UTF-8 or UTF-16. */
export async function filesThatHold(folder: string, texts: readonly string[]): Promise<readonly string[]> {
  const wanted = texts.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')])
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const held = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const bytes = await readFile(path.join(parentPath, name))
      return wanted.some((text) => bytes.includes(text)) ? [name] : []
    }),
  )
  return held.flat()
}
