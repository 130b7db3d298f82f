import type { WaitingHere } from '../../main/contract/progress.ts'
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

/** Handed in at this terminal, and not with the platform yet. */
export const WAITING: WaitingHere[] = [
  { receipt: '5303230120261122K010007', title: { zh: '个体工商户设立登记', en: 'Registration of a self-employed business' }, on: '2026-11-21', at: '14:05', stands: 'saved', supplement: false },
]

/** From the filing that waits for papers to where they are given. */
export const toSupplement = async (walker: Walker): Promise<void> => {
  await walker.set({ facts: { journeys: ['take-number', 'certificate', 'filing', 'progress'] } })
  await walker.page.evaluate(() => window.standIn.endSession())
  await walker.page.locator('.attract').tap()
  await walker.page.locator('.home').waitFor()
  await toFiling(walker, NAMES.supplement)
  await walker.press(walker.words.progress.supplement.give)
  await walker.page.locator('[data-page="filing-materials"]').waitFor()
}

/** The screens of 进度查询 that have a shape of their own. */
export const PROGRESS_SCREENS: readonly ScreenWalk[] = [
  {
    name: 'filings, one that waits here',
    walk: async (walker) => {
      await walker.set({ waiting: WAITING })
      await toFilings(walker)
    },
  },
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
  { name: 'papers that were asked for', walk: toSupplement },
  {
    name: 'nothing to see but what waits here',
    walk: async (walker) => {
      await byCard(walker)
      await walker.set({ waiting: WAITING, filingsFail: 'platform-unreachable' })
      await walker.press(walker.words.progress.list.prove)
      await byCode(walker)
      await walker.page.getByText(WAITING[0]?.receipt ?? '').waitFor()
    },
  },
  {
    name: 'papers that were given here',
    walk: async (walker) => {
      const given = { receipt: '5303230120261122K010007', on: '2026-11-21', at: '14:05', stands: 'saved' } as const
      await walker.set({ filings: [{ ...SUPPLEMENT, waits: 'handed-in', supplement: { ...SUPPLEMENT.supplement, here: false, handedIn: given } }, UNDER_WAY] })
      await toFiling(walker, NAMES.supplement)
    },
  },
  {
    name: 'receipt of what waits here',
    walk: async (walker) => {
      await walker.set({ receipt: { outcome: 'saved-here', filedOn: '2026-11-21', stands: 'saved' } })
      await toReceipt(walker, RECEIPT.number, RECEIPT.code)
      await walker.sees(walker.words.progress.saved.title.saved)
    },
  },
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
