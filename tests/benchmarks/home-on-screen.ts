import { zh } from '../../renderer/strings/zh.ts'
import { openPage } from '../journeys/browser.ts'

/** What a page looked like when, in ms since its navigation began (`performance.now()` in the page). */
export interface SeenAt {
  readonly attract: number
  /** The touch that opened the door. */
  readonly touched: number
  readonly home: number
}

export const SCREEN = { width: 1080, height: 1920 }

/** A person cannot be told from the page how long they looked at the attract screen: that time is left out. */
export function loadToHome({ attract, touched, home }: SeenAt): number {
  return attract + (home - touched)
}

/** Opens `url` in a Chromium that starts for it with nothing cached, and walks from the attract screen to home. */
export async function seeHome(url: string): Promise<SeenAt> {
  const { page, close } = await openPage('about:blank', SCREEN)
  try {
    await page.addInitScript(watchForHome, { attract: zh.attract.start, home: zh.home.name['take-number'] })
    await page.goto(url)
    await page.getByRole('button', { name: zh.attract.start }).click()
    const seen = await page.waitForFunction(() => window.seenAt?.home !== undefined && window.seenAt)
    return (await seen.jsonValue()) as SeenAt
  } finally {
    await close()
  }
}

declare global {
  interface Window {
    seenAt?: { attract?: number; touched?: number; home?: number }
  }
}

/** Runs in the page before its own scripts: notes when a button with each name has first been painted. */
function watchForHome(names: { readonly attract: string; readonly home: string }): void {
  const seen: NonNullable<Window['seenAt']> = {}
  window.seenAt = seen
  const shown = (name: string) => [...document.querySelectorAll('button')].some((each) => each.textContent.includes(name))
  const afterPaint = (note: () => void) => requestAnimationFrame(() => setTimeout(note, 0))
  const waitFor = (name: string, note: (at: number) => void) => {
    const observer = new MutationObserver(() => {
      if (!shown(name)) return
      observer.disconnect()
      afterPaint(() => note(performance.now()))
    })
    observer.observe(document, { subtree: true, childList: true, characterData: true })
  }
  waitFor(names.attract, (at) => (seen.attract = at))
  waitFor(names.home, (at) => (seen.home = at))
  window.addEventListener('pointerdown', () => (seen.touched ??= performance.now()), { capture: true })
}
