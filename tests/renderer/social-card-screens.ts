import { socialCardEn } from '../../renderer/strings/social-card-en.ts'
import { socialCardZh } from '../../renderer/strings/social-card-zh.ts'
import type { ScreenWalk, Walker } from './screens.ts'
import { FACTS } from './stand-in/specimens.ts'
import type { Script } from './stand-in/hall.ts'

/** A terminal with a slot for social-security cards at its left, and its facts taken anew by a new session. */
const withSlot = async (walker: Walker, script: Partial<Script>): Promise<void> => {
  const { page, set } = walker
  await set({ socialCard: { state: 'absent' }, facts: { case: { ...FACTS.case, socialCard: 'left' } } })
  await page.evaluate(() => window.standIn.endSession())
  await page.locator('.attract').tap()
  await page.locator('.home').waitFor()
  await walker.business('A')
  await walker.press(walker.words.agreement.agree)
  await set(script)
}

/** The words of the page for either card, in the walker's language. */
const slotWords = ({ words }: Walker): typeof socialCardZh => (words.rail.home === '首页' ? socialCardZh : socialCardEn)

const either = (name: string, script: Partial<Script>, says: (words: typeof socialCardZh) => string): ScreenWalk => ({
  name: `either card, ${name}`,
  walk: async (walker) => {
    await withSlot(walker, script)
    await walker.page.getByText(says(slotWords(walker))).first().waitFor()
  },
})

/** Where a social-security card does as well as an ID card. */
export const SOCIAL_CARD_SCREENS: readonly ScreenWalk[] = [
  either('waiting', {}, (words) => words.how.slot),
  either('another card', { socialCard: { state: 'unreadable', reason: 'other-card' } }, (words) => words.state['other-card']),
  either('left behind in the slot', { socialCard: { state: 'present', leftBehind: true } }, (words) => words.state.leftBehind),
  either('no ID card reader', { card: { state: 'disconnected' } }, (words) => words.titleSlotOnly),
  either(
    'of two people',
    { reads: 'not', card: { state: 'present', leftBehind: false }, socialCard: { state: 'present', leftBehind: false } },
    (words) => words.twoPeople,
  ),
  {
    name: 'take card, from the slot',
    walk: async (walker) => {
      await withSlot(walker, { socialCard: { state: 'present', leftBehind: false } })
      await walker.press(walker.words.confirm.confirm)
      await walker.press(walker.words.ticket.finish)
      await walker.sees(walker.words.takeCard.anyCard)
    },
  },
  {
    name: 'attract, a card left behind in the slot',
    walk: async (walker) => {
      await withSlot(walker, { socialCard: { state: 'present', leftBehind: false } })
      await walker.sees(walker.words.confirm.title)
      await walker.page.evaluate(() => window.standIn.endSession())
      await walker.page.locator('.attract .card-asked').getByText(walker.words.takeCard.anyCard).waitFor()
    },
  },
]
