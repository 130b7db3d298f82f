import type { Locator, Page } from 'playwright-core'

/** Whatever does not lie under 请稍候 or the countdown: a screen beneath them is there already, and nobody sees it yet. */
export function uncovered(page: Page): Locator {
  return page.locator(':not([inert] *)')
}
