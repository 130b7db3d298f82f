import type { Page } from 'playwright-core'
import { evaluationZh as words } from '../../renderer/strings/evaluation-zh.ts'
import { CODES } from './scanned-screens.ts'
import type { ScreenWalk, Walker } from './screens.ts'
import { SCANS_AS_THEY_ARE } from './stand-in/scans.ts'

/** By the ticket of somebody who was served: the shortest way there. */
export const toEvaluation = async (walker: Walker, which: 'first' | 'append' = 'first'): Promise<void> => {
  const found = SCANS_AS_THEY_ARE.ticketFound
  if (found.outcome === 'known') await walker.set({ ticketFound: { ...found, state: 'over', evaluation: which } })
  await walker.set({ scans: [CODES.ticket] })
  await walker.press(walker.words.scanned.ticket.evaluate[which])
  await walker.sees(which === 'first' ? words.title : words.titleAdded)
}

/** One level is chosen of five. */
export const choose = (page: Page, level: keyof typeof words.level) => page.getByRole('radio', { name: words.level[level], exact: true }).click()

/** The screens of 好差评 that have a shape of their own. */
export const EVALUATION_SCREENS: readonly ScreenWalk[] = [
  { name: 'levels, none chosen', walk: (walker) => toEvaluation(walker) },
  {
    name: 'a bad level, its reasons and what was written',
    walk: async (walker) => {
      await toEvaluation(walker)
      await choose(walker.page, '2')
      await walker.press(words.reason['210'])
      await walker.press(words.reason['212'])
      await walker.press(words.write)
      await walker.sees(words.writing)
      await walker.page.keyboard.type('3')
      await walker.page.locator('.typed-line', { hasText: '3' }).waitFor()
      await walker.press(walker.words.rail.back)
      await walker.page.getByText(words.rewrite).waitFor()
    },
  },
  {
    name: 'a few words, being written',
    walk: async (walker) => {
      await toEvaluation(walker, 'append')
      await choose(walker.page, '1')
      await walker.press(words.write)
      await walker.sees(words.writing)
    },
  },
]
