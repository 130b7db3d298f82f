import { RIGHT, typeCode } from './certificate-screens.ts'
import type { ScreenWalk, Walker } from './screens.ts'
import { FILINGS } from './stand-in/progress.ts'

const [SUPPLEMENT, UNDER_WAY, STOPPED, FINISHED, REFUSED] = FILINGS
export const NAMES = {
  supplement: SUPPLEMENT.title.zh,
  underWay: UNDER_WAY.title.zh,
  stopped: STOPPED.title.zh,
  finished: FINISHED.title.zh,
  refused: REFUSED.title.zh,
}

/** The stand-in's receipt, and a code that is not its. */
export const RECEIPT = { number: 'YM-SPECIMEN-1', code: 'SPEC22KA', wrong: 'SPEC22KB' }

export const toProgress = async ({ press, sees, words }: Walker): Promise<void> => {
  await press(words.home.name.progress)
  await sees(words.progress.title)
}

/** To what the card alone shows: nothing. */
export const byCard = async (walker: Walker): Promise<void> => {
  const { press, sees, set, words } = walker
  await toProgress(walker)
  await press(words.progress.ways.card)
  await press(words.agreement.agree)
  await sees(words.identify.title)
  await set({ card: { state: 'present', leftBehind: false } })
  await sees(words.progress.list.unproven)
}

/** From the ways to prove it, by a code on the phone. */
export const byCode = async (walker: Walker): Promise<void> => {
  await walker.press(walker.words.certificate.prove.way.sms)
  await typeCode(walker, RIGHT)
  await walker.page.locator('[data-page="progress-list"], [data-page="progress-filing"]').waitFor()
}

/** To the list. */
const toFilings = async (walker: Walker): Promise<void> => {
  await byCard(walker)
  await walker.press(walker.words.progress.list.prove)
  await byCode(walker)
}

const toFiling = async (walker: Walker, name: string): Promise<void> => {
  await toFilings(walker)
  await walker.press(name)
  await walker.sees(name)
}

const toReceipt = async (walker: Walker, number: string, code: string): Promise<void> => {
  const { press, sees, page, words } = walker
  await toProgress(walker)
  await press(words.progress.ways.receipt)
  await sees(words.progress.receipt.number)
  await page.keyboard.type(number)
  await press(words.progress.receipt.next)
  await sees(words.progress.receipt.code)
  await page.keyboard.type(code)
  await press(words.progress.receipt.confirm)
}

/** The screens of 进度查询 that have a shape of their own. */
export const PROGRESS_SCREENS: readonly ScreenWalk[] = [
  { name: 'filings', walk: toFilings },
  { name: 'filing whose clock stands', walk: (walker) => toFiling(walker, NAMES.stopped) },
  {
    name: 'receipt',
    walk: async (walker) => {
      await toReceipt(walker, RECEIPT.number, RECEIPT.code)
      await walker.sees(walker.words.progress.state['in-progress'])
    },
  },
]

/** Those whose shape another screen has too: the long run looks at them. */
export const PROGRESS_SCREENS_OF_A_KIND: readonly ScreenWalk[] = [
  { name: 'ways to look it up', walk: toProgress },
  { name: 'filing that waits for papers', walk: (walker) => toFiling(walker, NAMES.supplement) },
  { name: 'filing that was refused', walk: (walker) => toFiling(walker, NAMES.refused) },
  { name: 'filing with a result', walk: (walker) => toFiling(walker, NAMES.finished) },
  {
    name: 'what is wrong with a filing',
    walk: async (walker) => {
      await toFiling(walker, NAMES.supplement)
      await walker.press(walker.words.progress.dispute.ask)
      await walker.sees(walker.words.progress.dispute.title)
    },
  },
  {
    name: 'code of a receipt, wrong',
    walk: async (walker) => {
      await toReceipt(walker, RECEIPT.number, RECEIPT.wrong)
      await walker.page.getByText(walker.words.progress.receipt.unknown).waitFor()
    },
  },
]
