import type { Page } from 'playwright-core'
import { pixelsPerMillimetre } from '../../renderer/kiosk/millimetres.ts'
import type { Language } from '../../renderer/strings/strings.ts'
import { checkAxe, checkMillimetres } from './check-screen.ts'
import { LANDSCAPE, PORTRAIT, type StandInHall } from './chromium-page.ts'
import { inTime, onceMoreIfStalled } from './stalls.ts'

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

/** Of each list the short run takes some for each screen, in turn. */
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
  en: [look(PORTRAIT, 'large', 'paper'), look(LANDSCAPE, 'normal', 'contrast')],
}

/** And for certificates, whose parts are those of 取号; besides, low reach. */
const CERTIFICATE_LOOKS: Record<Language, readonly Look[]> = {
  zh: [look(PORTRAIT, 'normal', 'paper'), look(PORTRAIT, 'normal', 'paper', 'low')],
  en: [look(LANDSCAPE, 'large', 'contrast'), look(PORTRAIT, 'large', 'paper')],
}

const LOOKS_AT = { citizen: LOOKS, operator: OPERATOR_LOOKS, certificate: CERTIFICATE_LOOKS } as const
const MOST_AT_ONCE = { citizen: 2, operator: 1, certificate: 1 } as const

export const LONG = process.env['YIMEN_LONG'] === '1'

const SEED = Number(process.env['FAST_CHECK_SEED'])

/** The long run looks at all of these screens; the short one at every third, at which ones the run's seed says. */
export function inThisRun<Screen>(screens: readonly Screen[]): readonly Screen[] {
  return LONG ? screens : screens.filter((_, place) => place % 3 === SEED % 3)
}

/** What the run looks at, for the names of its tests. */
export const WHICH_SCREENS = LONG ? 'every screen' : 'every third screen, by turns,'

const PX_PER_MM = pixelsPerMillimetre({ ...PORTRAIT, diagonal: 21.5 })

/** A screen that is looked at: the way there, from the closed door. */
interface Visit {
  readonly walk: (page: Page) => Promise<void>
  readonly whose: keyof typeof LOOKS_AT
  /** Without a session there is no choice of language: the closed door always speaks Chinese first. */
  readonly languages?: 'both' | 'chinese'
}

/**
 * What is wrong with the screen in every look and both languages, each finding with the look in which it was met, and
 * what the page complained of. When Chromium itself stalls the screen is tried once more on a fresh page.
 */
export async function lookAtScreen(hall: StandInHall, { walk, whose, languages = 'both' }: Visit): Promise<readonly string[]> {
  let fresh = false
  return onceMoreIfStalled(async () => {
    const { page, complaints } = await hall.open({ react: 'development', fresh })
    fresh = true
    await walk(page)
    const found: string[] = []
    for (const language of languagesOf(languages)) {
      if (language === 'en') await changeLanguage(page)
      found.push(...(await examine(page, language, whose)))
    }
    return [...found, ...complaints]
  })
}

/** Times that each language was looked at: the next screen is seen in the next looks, and each look at many screens. */
const turns: Record<Language, number> = { zh: 0, en: 0 }

/**
 * What is wrong with what the page shows now, each finding with the look in which it was met. Axe looks
 * at the first of them; the long run measures and axes every look in both languages.
 */
export async function examine(
  page: Page,
  language: Language,
  whose: Visit['whose'] = 'citizen',
): Promise<readonly string[]> {
  const found: string[] = []
  for (const [index, one] of (LONG ? EVERY_LOOK : inTurn(language, whose)).entries()) {
    await lookAt(page, one)
    const millimetres = await inTime('millimetres', checkMillimetres(page, PX_PER_MM, { large: one.type === 'large' }))
    const axe = LONG || index === 0 ? await inTime('axe', checkAxe(page)) : []
    const where = `${language} ${one.size.width}×${one.size.height} ${one.type} ${one.theme} ${one.reach}: `
    found.push(...millimetres.map((finding) => where + JSON.stringify(finding)), ...axe.map((finding) => where + finding))
  }
  return found
}

function inTurn(language: Language, whose: Visit['whose']): readonly Look[] {
  const looks = LOOKS_AT[whose][language]
  const at = turns[language] % looks.length
  turns[language] += 1
  return [...looks.slice(at), ...looks.slice(0, at)].slice(0, MOST_AT_ONCE[whose])
}

let visits = Math.floor(SEED / 2)

/** The short run looks at every other screen in English; axe looks at it in whichever language it is. */
function languagesOf(languages: NonNullable<Visit['languages']>): readonly Language[] {
  if (languages === 'chinese') return ['zh']
  if (LONG) return ['zh', 'en']
  visits += 1
  return visits % 2 === 0 ? ['en'] : ['zh']
}

/** Where the screen stands, without walking there again; it also works under a countdown, which covers the rail. */
async function changeLanguage(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector<HTMLElement>('.rail-signs .sign[lang]')?.click())
  await page.locator('html[lang="en"]').waitFor({ state: 'attached' })
}

/** Shows the page in this look and waits until its layout has settled. */
async function lookAt(page: Page, { size, type, theme, reach }: Look): Promise<void> {
  await inTime('size', page.setViewportSize(size))
  await inTime(
    'frames',
    page.evaluate(
      async (set) => {
        Object.assign(document.documentElement.dataset, set)
        await document.fonts.ready
        // What overflows grows its buttons a frame later, and may reflow once more for them.
        for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
      },
      { type, theme, reach },
    ),
  )
  await inTime(
    'animations',
    page.evaluate(async () => {
      // A waiting line is quiet for its first second; half faded in, its colour is not the one that people read. What is
      // loaded when it is shown may come in after the page that holds it.
      for (;;) {
        const coming = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
        if (coming.length === 0) return
        await Promise.allSettled(coming.map((one) => one.finished))
        await new Promise((resolve) => requestAnimationFrame(resolve))
      }
    }),
  )
}
