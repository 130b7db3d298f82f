import type { Locator } from 'playwright-core'

/** Whether a place lies whole within what is seen of its list. */
export function inView(place: Locator): Promise<boolean> {
  return place.evaluate((element) => {
    const zone = element.closest('.scrolled-zone')?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight }
    const { top, bottom } = element.getBoundingClientRect()
    return top >= zone.top - 1 && bottom <= zone.bottom + 1
  })
}
