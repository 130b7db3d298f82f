import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What a citizen with large fingers, old eyes or a wheelchair would stumble over. Sizes in millimetres. */
export interface Finding {
  readonly rule: 'target' | 'main-button' | 'gap' | 'font' | 'cut' | 'outside'
  readonly what: string
  readonly found: string
}

/** Millimetres: targets by Colle & Hiszem 2004 (20 mm is enough standing), body by 28 px on a 21.5″ panel (4.034 px/mm). */
const LEAST_TARGET = 12
const LEAST_MAIN = 20
const LEAST_KEY = { normal: 15, large: 20 }
const LEAST_GAP = 3
const LEAST_BODY = 28 / 4.034
const LEAST_CALLED = 160 / 4.034
/** Rounding of layout to device pixels. */
const TOLERANCE_PX = 1

/**
 * Measures what is on screen now. Main buttons are the next step, places, other ways and the countdown's button; a key is
 * a key of the number pad. What lies in a zone that scrolls may reach beyond it as long as that zone shows its buttons.
 */
export async function checkMillimetres(
  page: Page,
  pxPerMm: number,
  { large }: { readonly large: boolean },
): Promise<readonly Finding[]> {
  return page.evaluate(measure, {
    px: pxPerMm,
    target: LEAST_TARGET,
    main: LEAST_MAIN,
    key: large ? LEAST_KEY.large : LEAST_KEY.normal,
    gap: LEAST_GAP,
    body: LEAST_BODY * (large ? 1.5 : 1),
    called: LEAST_CALLED,
    tolerance: TOLERANCE_PX,
  })
}

interface Limits {
  readonly px: number
  readonly target: number
  readonly main: number
  readonly key: number
  readonly gap: number
  readonly body: number
  readonly called: number
  readonly tolerance: number
}

/** Runs in the page, so it holds all it needs. */
function measure(limits: Limits): Finding[] {
  const findings: Finding[] = []
  const mm = (pixels: number) => Math.round((pixels / limits.px) * 10) / 10
  const name = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} ${(element.textContent ?? '').slice(0, 24)}`
  const shown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.closest('[inert]') === null &&
    element.closest('.unseen') === null
  const scrolls = (element: Element) => element.closest('[data-scrolls="true"]')

  const targets = [...document.querySelectorAll('button, a[href], input, [role="button"], [role="tab"]')].filter(shown)
  const boxes = targets.map((target) => ({ target, box: target.getBoundingClientRect() }))
  for (const { target, box } of boxes) {
    const isMain = target.matches('.action, .place, .countdown-stay')
    const least = target.matches('.keypad-key') ? limits.key : isMain ? limits.main : limits.target
    if (Math.min(box.width, box.height) < least * limits.px - limits.tolerance) {
      const rule = isMain ? 'main-button' : 'target'
      findings.push({ rule, what: name(target), found: `${mm(box.width)} × ${mm(box.height)} mm, least ${least}` })
    }
    const outside = box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1
    if (outside && scrolls(target) === null) {
      findings.push({ rule: 'outside', what: name(target), found: `${box.left},${box.top} to ${box.right},${box.bottom}` })
    }
  }
  for (const [index, one] of boxes.entries()) {
    for (const other of boxes.slice(index + 1)) {
      if (one.target.contains(other.target) || other.target.contains(one.target)) continue
      // What scrolls lies under the edge of its zone, where it cannot be touched.
      if (scrolls(one.target) !== scrolls(other.target)) continue
      const across = Math.max(one.box.left, other.box.left) - Math.min(one.box.right, other.box.right)
      const down = Math.max(one.box.top, other.box.top) - Math.min(one.box.bottom, other.box.bottom)
      const gap = Math.max(across, down)
      if (gap < limits.gap * limits.px - limits.tolerance) {
        findings.push({ rule: 'gap', what: `${name(one.target)} | ${name(other.target)}`, found: `${mm(gap)} mm` })
      }
    }
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement
    if (element === null || (node.textContent ?? '').trim() === '' || !shown(element)) continue
    const style = getComputedStyle(element)
    const size = Number.parseFloat(style.fontSize)
    const least = element.matches('.paper-number') ? limits.called : limits.body
    if (size < least * limits.px - 0.5) {
      findings.push({ rule: 'font', what: name(element), found: `${size} px, least ${Math.round(least * limits.px)}` })
    }
    const range = document.createRange()
    range.selectNodeContents(node)
    const words = range.getBoundingClientRect()
    const zone = scrolls(element)
    for (let around: Element | null = element; around !== null; around = around.parentElement) {
      if (around === zone) break
      const box = around.getBoundingClientRect()
      const clips = getComputedStyle(around).overflowX !== 'visible' || around.matches('button, .sheet, .paper, .state, main, header, nav')
      const over = Math.max(box.left - words.left, words.right - box.right, box.top - words.top, words.bottom - box.bottom)
      if (clips && over > 2) {
        findings.push({ rule: 'cut', what: name(element), found: `${Math.round(over)} px beyond ${name(around)}` })
        break
      }
    }
    if (zone !== null) {
      const box = zone.getBoundingClientRect()
      if (words.right > box.right + 2 || words.left < box.left - 2) {
        findings.push({ rule: 'cut', what: name(element), found: 'beyond the side of a zone that scrolls up and down' })
      }
    }
  }
  for (const zone of document.querySelectorAll('[data-scrolls]')) {
    if (!shown(zone)) continue
    const over = zone.scrollHeight > zone.clientHeight + 1
    if (over && zone.getAttribute('data-scrolls') !== 'true') {
      findings.push({ rule: 'cut', what: name(zone), found: 'scrolls without its buttons' })
    }
  }
  const task = document.querySelector('main.task')
  if (task !== null && (task.scrollWidth > task.clientWidth + 1 || task.scrollHeight > task.clientHeight + 1)) {
    findings.push({ rule: 'cut', what: 'main.task', found: `${task.scrollWidth}×${task.scrollHeight} in ${task.clientWidth}×${task.clientHeight}` })
  }
  return findings
}

/**
 * WCAG 2.2 AA as axe knows it, with `target-size`, which axe leaves off. Answers one line for each element found. The
 * page has no frames, so all of it is asked in the page itself and not gathered in a blank one beside it, and only of what
 * is wrong are the places worked out: together half of what axe costs.
 */
export async function checkAxe(page: Page): Promise<readonly string[]> {
  const results = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({
      resultTypes: ['violations'],
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
      rules: { 'target-size': { enabled: true } },
    })
    .analyze()
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${(node.failureSummary ?? '').replaceAll(/\s+/g, ' ')}`),
  )
}
