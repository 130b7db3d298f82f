import type { Page } from 'playwright-core'

/** Whether the first element of this selector that has these words lies whole within what is seen of its list. */
export function inView(page: Page, selector: string, words: string): Promise<boolean> {
  return page
    .locator(selector, { hasText: words })
    .first()
    .evaluate((element) => {
      const zone = element.closest('.scrolled-zone')?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight }
      const { top, bottom } = element.getBoundingClientRect()
      return top >= zone.top - 1 && bottom <= zone.bottom + 1
    })
}
