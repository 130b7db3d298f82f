import type { Page } from 'playwright-core'
import { pixelsPerMillimetre } from '../../renderer/kiosk/millimetres.ts'
import type { Language } from '../../renderer/strings/strings.ts'
import { checkAxe, checkMillimetres } from './check-screen.ts'
import { LANDSCAPE, PORTRAIT } from './chromium-page.ts'

/** One way to look at a screen. Type, theme and reach are style alone, so one walk is looked at in many ways. */
interface Look {
  readonly size: typeof PORTRAIT | typeof LANDSCAPE
  readonly type: 'normal' | 'large'
  readonly theme: 'paper' | 'contrast'
  readonly reach: 'full' | 'low'
}

const look = (size: Look['size'], type: Look['type'], theme: Look['theme'], reach: Look['reach'] = 'full'): Look => ({
  size,
  type,
  theme,
  reach,
})

const EVERY_LOOK: readonly Look[] = [PORTRAIT, LANDSCAPE].flatMap((size) =>
  (['normal', 'large'] as const).flatMap((type) => [
    look(size, type, 'paper'),
    look(size, type, 'contrast'),
    ...(size === PORTRAIT ? [look(size, type, 'paper', 'low')] : []),
  ]),
)

/** Axe looks at the first of each list; the long run measures and axes every look in both languages. */
const LOOKS: Record<Language, readonly Look[]> = {
  zh: [
    look(PORTRAIT, 'normal', 'paper'),
    look(LANDSCAPE, 'normal', 'contrast'),
    look(PORTRAIT, 'large', 'paper'),
    look(PORTRAIT, 'normal', 'paper', 'low'),
  ],
  en: [look(LANDSCAPE, 'large', 'contrast'), look(PORTRAIT, 'large', 'paper'), look(LANDSCAPE, 'normal', 'paper')],
}

/** Fewer for the operator's screen, whose parts are the citizen's: both papers, both sizes of type, both themes. */
const OPERATOR_LOOKS: Record<Language, readonly Look[]> = {
  zh: [look(PORTRAIT, 'normal', 'paper'), look(LANDSCAPE, 'large', 'contrast')],
  en: [look(PORTRAIT, 'large', 'paper')],
}

export const LONG = process.env['YIMEN_LONG'] === '1'

const PX_PER_MM = pixelsPerMillimetre({ ...PORTRAIT, diagonal: 21.5 })

/** What is wrong with the screen, each finding with the look in which it was met. */
export async function examine(
  page: Page,
  language: Language,
  whose: 'citizen' | 'operator' = 'citizen',
): Promise<readonly string[]> {
  const found: string[] = []
  const looks = whose === 'operator' ? OPERATOR_LOOKS : LOOKS
  for (const [index, one] of (LONG ? EVERY_LOOK : looks[language]).entries()) {
    await lookAt(page, one)
    const millimetres = await checkMillimetres(page, PX_PER_MM, { large: one.type === 'large' })
    const axe = LONG || index === 0 ? await checkAxe(page) : []
    const where = `${language} ${one.size.width}×${one.size.height} ${one.type} ${one.theme} ${one.reach}: `
    found.push(...millimetres.map((finding) => where + JSON.stringify(finding)), ...axe.map((finding) => where + finding))
  }
  return found
}

/** Where the screen stands, without walking there again; it also works under a countdown, which covers the rail. */
export async function changeLanguage(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector<HTMLElement>('.rail-signs .sign[lang]')?.click())
  await page.locator('html[lang="en"]').waitFor({ state: 'attached' })
}

/** Shows the page in this look and waits until its layout has settled. */
async function lookAt(page: Page, { size, type, theme, reach }: Look): Promise<void> {
  await page.setViewportSize(size)
  await page.evaluate(async (set) => {
    Object.assign(document.documentElement.dataset, set)
    await document.fonts.ready
    // What overflows grows its buttons a frame later, and may reflow once more for them.
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
    // A waiting line is quiet for its first second; half faded in, its colour is not the one that people read.
    const coming = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(coming.map((one) => one.finished))
  }, { type, theme, reach })
}
