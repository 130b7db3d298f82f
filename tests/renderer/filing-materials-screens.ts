import type { TerminalFacts } from '../../main/contract/facts.ts'
import type { DraftView, Gap, HeldReceipt, MaterialView } from '../../main/contract/filings.ts'
import { filingZh as filing } from '../../renderer/strings/filing-zh.ts'
import { filingMaterialsZh as words } from '../../renderer/strings/filing-materials-zh.ts'
import type { ScreenWalk, Walker } from './screens.ts'
import { SHOP_DRAFT } from './stand-in/filing-specimens.ts'

/** A signature of two strokes, in a square as wide as the pad. */
const SIGNED = {
  strokes: [
    [[0.2, 0.1, 0], [0.25, 0.2, 40], [0.2, 0.3, 80]],
    [[0.4, 0.12, 300], [0.6, 0.14, 350], [0.5, 0.3, 420], [0.7, 0.25, 480]],
  ] as [number, number, number][][],
  png: '',
}

/** Every page is answered; what is left are the materials. */
const FILLED: DraftView = {
  ...SHOP_DRAFT,
  answers: {
    ...SHOP_DRAFT.answers,
    shop: '清溪书屋',
    trade: '图书、文具零售',
    place: '990101001',
    owner: 'person',
    'owner-number': '11010519491231002X',
    funds: '50000.00',
    people: 2,
    opens: '2026-12-01',
    form: 'family',
    members: [{ name: '样本二', number: '11010519491231002X', is: 'spouse' }],
    papers: ['paper', 'seal'],
    phone: '13800000000',
    promise: true,
    signed: SIGNED,
  },
  answered: SHOP_DRAFT.pages.map((_, page) => page),
}

/** The draft with these materials given so. */
function given(how: Readonly<Record<string, MaterialView['given']>>): DraftView {
  return { ...FILLED, materials: FILLED.materials.map((material) => ({ ...material, given: how[material.key] ?? material.given })) }
}

const LICENCE: MaterialView['given'] = { way: 'licence', title: { zh: '居民身份证', en: 'ID card' }, number: '110***********002X' }

/** All that is needed: one by reference, one owed. */
export const READY = given({ id: LICENCE, lease: { way: 'owed' } })
const BROUGHT = given({ id: LICENCE, lease: { way: 'window' } })

const NAMES = { id: '经营者身份证', lease: '经营场所使用证明', photo: '店面照片' }

const GAPS: Gap[] = [
  { kind: 'page', page: 1, title: { zh: '店铺', en: 'The shop' } },
  { kind: 'material', key: 'id', name: { zh: NAMES.id, en: 'ID card of whoever runs it' } },
]

/** From home, into a session of its own, to the card on the reader. */
const laysTheCard = async ({ press, sees, set, words: told, page }: Walker): Promise<void> => {
  await page.evaluate(() => window.standIn.endSession())
  await page.locator('.attract').tap()
  await page.locator('.home').waitFor()
  await press(told.home.name.filing)
  await press(told.agreement.agree)
  await sees(told.identify.title)
  await set({ card: { state: 'present', leftBehind: false } })
}

/** From home to the materials of this draft: the hall takes applications, and its form is filled in. */
const toMaterials = async (walker: Walker, draft: DraftView = FILLED, facts: Partial<TerminalFacts> = {}): Promise<void> => {
  const { press, sees, set } = walker
  await set({ draft, facts: { ...facts, journeys: ['take-number', 'certificate', 'filing', 'guide'] } })
  await laysTheCard(walker)
  await press(draft.item.name.zh)
  await press(filing.applicant.kind.self)
  await press(filing.begun.start)
  await sees(words.list.title)
}

export const toMaterial = async (walker: Walker, material: keyof typeof NAMES, draft: DraftView = FILLED, facts: Partial<TerminalFacts> = {}): Promise<void> => {
  await toMaterials(walker, draft, facts)
  await walker.press(NAMES[material])
  await walker.sees(NAMES[material])
}

export const toCamera = async (walker: Walker): Promise<void> => {
  await toMaterial(walker, 'lease')
  await walker.press(words.way.camera)
  await walker.page.locator('.shot[data-state="on"]').waitFor()
}

export const toPhone = async (walker: Walker): Promise<void> => {
  await toMaterial(walker, 'lease')
  await walker.press(words.way.phone)
  await walker.page.locator('.phone-code').waitFor()
}

/** One picture, with the whole frame as it was taken. */
export const takes = async ({ press, sees }: Walker): Promise<void> => {
  await press(words.camera.take)
  await sees(words.crop.title)
}

/** So many pages of the lease. */
export const takesPages = async (walker: Walker, count: number): Promise<void> => {
  await toCamera(walker)
  for (let page = 1; page <= count; page += 1) {
    await takes(walker)
    await walker.press(words.crop.use)
    await walker.page.locator('.page-card').nth(page - 1).locator('[data-state="shown"]').waitFor()
    if (page === count) return
    await walker.press(words.pages.more)
    await walker.page.locator('.shot[data-state="on"]').waitFor()
  }
}

export const toReview = async (walker: Walker, draft: DraftView): Promise<void> => {
  await toMaterials(walker, draft)
  await walker.press(words.list.review)
  await walker.page.locator('.review-page').waitFor()
}

export const files = async (walker: Walker, draft: DraftView = BROUGHT): Promise<void> => {
  await toReview(walker, draft)
  await walker.press(words.review.submit)
}

const filed = (name: string, filing: { readonly delivery: 'saved' | 'received' | 'refused'; readonly paper: 'printed' | 'unknown' | null }, draft: DraftView): ScreenWalk => ({
  name: `filed, ${name}`,
  walk: async (walker) => {
    const { delivery, paper } = filing
    await walker.set({ filed: { delivery, paper: paper === null ? null : { device: 'ticket', copy: 0, state: paper, settled: true } } })
    await files(walker, draft)
    await walker.sees(words.filed.title[delivery])
    await walker.page.locator(`[data-delivery="${delivery}"][data-truth="${paper ?? 'none'}"]`).waitFor()
  },
})

/** What this card handed in today, as its receipt was left. */
export const heldReceipt = (change: Partial<HeldReceipt> = {}): HeldReceipt => ({
  receipt: '53032301-2026-F0000041',
  code: 'K7MQ2XWT',
  filedAt: '10:42',
  item: FILLED.item,
  together: [],
  supplement: null,
  toBring: [{ zh: NAMES.lease, en: 'Right to use the premises' }],
  owed: [],
  delivery: 'received',
  paper: 'unknown',
  ...change,
})

/** From home to what can be filed, for a card that filed before. */
export const toItems = async (walker: Walker, receipts: readonly HeldReceipt[]): Promise<void> => {
  const { sees, set, words: told, page } = walker
  await set({ receipts, facts: { journeys: ['take-number', 'certificate', 'filing', 'guide'] } })
  await laysTheCard(walker)
  await sees(told.filing.items.title)
  if (receipts.length > 0) await page.getByRole('button', { name: told.filing.receipts.way, exact: true }).waitFor()
}

/** The screens from the materials of an application to its receipt that have a shape of their own. */
export const FILING_MATERIALS_SCREENS: readonly ScreenWalk[] = [
  { name: 'materials', walk: (walker) => toMaterials(walker, given({ id: LICENCE })) },
  {
    name: 'a picture being cut',
    walk: async (walker) => {
      await toCamera(walker)
      await takes(walker)
    },
  },
  { name: 'pages taken', walk: (walker) => takesPages(walker, 2) },
  {
    name: 'review, with gaps',
    walk: async (walker) => {
      await walker.set({ review: { outcome: 'review', gaps: GAPS, toBring: [], owed: [] } })
      await toReview(walker, FILLED)
    },
  },
  {
    name: 'a code for the phone',
    walk: async (walker) => {
      await walker.set({ phone: { state: 'opened', files: 0 } })
      await toPhone(walker)
      await walker.page.getByText(words.phone.state.opened).waitFor()
    },
  },
  filed('saved, paper in doubt', { delivery: 'saved', paper: 'unknown' }, READY),
]

/** The rest, whose parts are those of others: the long run looks at them too. */
export const MORE_FILING_MATERIALS_SCREENS: readonly ScreenWalk[] = [
  { name: 'material, the ways', walk: (walker) => toMaterial(walker, 'lease') },
  { name: 'document camera', walk: toCamera },
  {
    name: 'files from the phone',
    walk: async (walker) => {
      await walker.set({ phone: { state: 'sent', files: 2 } })
      await toPhone(walker)
      await walker.page.locator('.page-card [data-state="shown"]').waitFor()
    },
  },
  {
    name: 'a file that cannot be used',
    walk: async (walker) => {
      await walker.set({ phone: { state: 'sent', files: 1 }, phoneRefuses: [{ place: 1, reason: 'active' }] })
      await toPhone(walker)
      await walker.page.getByText(words.phone.refused).waitFor()
    },
  },
  {
    name: 'a code that is over',
    walk: async (walker) => {
      await walker.set({ phone: null })
      await toPhone(walker)
      await walker.sees(words.phone.over)
    },
  },
  {
    name: 'a page, large',
    walk: async (walker) => {
      await takesPages(walker, 1)
      await walker.page.locator('.page-open').click()
      await walker.page.locator('.page-large [data-state="shown"]').waitFor()
    },
  },
  {
    name: 'e-licences',
    walk: async (walker) => {
      await toMaterial(walker, 'id')
      await walker.press(words.way.licence)
      await walker.page.getByRole('button', { name: '居民身份证', exact: true }).waitFor()
    },
  },
  {
    name: 'e-licences of another, before the authorisation',
    walk: async (walker) => {
      await walker.set({ licences: { outcome: 'authorise-first', material: 'photo', name: { zh: '授权委托书', en: 'Letter of authorisation' } } })
      await toMaterial(walker, 'id')
      await walker.press(words.way.licence)
      await walker.page.getByRole('button', { name: words.licences.authorise, exact: true }).waitFor()
    },
  },
  { name: 'review', walk: (walker) => toReview(walker, READY) },
  { name: 'items, with receipts of today', walk: (walker) => toItems(walker, [heldReceipt()]) },
  {
    name: 'receipts of today',
    walk: async (walker) => {
      await toItems(walker, [heldReceipt(), heldReceipt({ receipt: '53032301-2026-F0000040', filedAt: '09:15' })])
      await walker.press(walker.words.filing.receipts.way)
      await walker.sees(walker.words.filing.receipts.title)
    },
  },
  {
    name: 'a receipt of before, of several matters in one visit',
    walk: async (walker) => {
      const together = ['出生医学证明', '户口登记'].map((zh) => ({ zh, en: zh }))
      await toItems(walker, [heldReceipt({ together })])
      await walker.press(walker.words.filing.receipts.way)
      await walker.page.locator('[data-truth="held"]').waitFor()
      await walker.page.locator('.filed-together').waitFor()
    },
  },
  filed('received and printed', { delivery: 'received', paper: 'printed' }, BROUGHT),
  filed('refused, no paper', { delivery: 'refused', paper: null }, READY),
]
