import type { FilingStrings } from '../../renderer/strings/strings.ts'
import type { ScreenWalk, Walker } from './screens.ts'
import { FILABLE, FILLED_IN, NEWBORN, SHOP_DRAFT, TWO_PERMITS } from './stand-in/filing-specimens.ts'

const [SHOP, RESIDENCE] = FILABLE
if (SHOP === undefined || RESIDENCE === undefined) throw new Error('specimens')
/** For anybody, and for oneself alone. */
export const NAMES = { shop: SHOP.name.zh, residence: RESIDENCE.name.zh }

/** The pages of the specimen's form by what they ask. */
export const PAGE = { person: 0, shop: 1, place: 2, size: 3, made: 4, phone: 5, promise: 6, signed: 7 } as const

/** The hall takes applications; the page hears of it when the next person begins. */
export const opened = async ({ page, set }: Walker): Promise<void> => {
  await set({ facts: { journeys: ['take-number', 'certificate', 'filing', 'guide', 'progress'] } })
  await page.evaluate(() => window.standIn.endSession())
  await page.locator('.attract').tap()
  await page.locator('.home').waitFor()
}

/** From home, agreed and known by card, to what can be filed. */
export const toItems = async (walker: Walker): Promise<void> => {
  const { press, sees, set, words } = walker
  await opened(walker)
  await press(words.home.name.filing)
  await press(words.agreement.agree)
  await sees(words.identify.title)
  await set({ card: { state: 'present', leftBehind: false } })
  await sees(words.filing.items.title)
}

export const toApplicant = async (walker: Walker): Promise<void> => {
  await toItems(walker)
  await walker.press(NAMES.shop)
  await walker.sees(walker.words.filing.applicant.title)
}

export const begun = async (walker: Walker): Promise<void> => {
  await toApplicant(walker)
  await walker.press(walker.words.filing.applicant.kind.self)
  await walker.sees(walker.words.filing.begun.title)
}

/** To a page of the form, with those before it answered. */
export const toPage = async (walker: Walker, page: number): Promise<void> => {
  const answered = Array.from({ length: page }, (_, at) => at)
  await walker.set({ draft: { ...SHOP_DRAFT, answered } })
  await begun(walker)
  await walker.press(walker.words.filing.begun.start)
  await walker.sees(SHOP_DRAFT.pages[page]?.title.zh ?? '')
}

/** To a field of a page that opens by itself. */
export const toField = async (walker: Walker, page: number, field: string): Promise<void> => {
  await toPage(walker, page)
  await walker.press(field)
  await walker.sees(field)
}

/** Letters as they are into the field that is open, and then 完成. */
export async function writeHere({ page }: Walker, typed: string): Promise<void> {
  await page.keyboard.type(typed)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
}

/** The short run looks at those that are `often` looked at, the long run at all. */
interface FilingScreen extends ScreenWalk {
  readonly often: boolean
}

const wrong = (words: { readonly filing: FilingStrings }) => words.filing.wrong

/** Every screen from the list of items to the end of the form that has a shape of its own. */
export const FILING_SCREENS: readonly FilingScreen[] = [
  { name: 'items that can be filed', often: false, walk: toItems },
  { name: 'in whose name', often: false, walk: toApplicant },
  {
    name: "another person's number, wrong",
    often: true,
    walk: async (walker) => {
      const { press, sees, words, page } = walker
      await toApplicant(walker)
      await press(words.filing.applicant.kind.person)
      await press(words.filing.applicant.name.person)
      await writeHere(walker, 'WANG')
      await press(words.filing.applicant.number.person)
      await sees(words.filing.applicant.number.person)
      await page.keyboard.type('990105194912310021')
      await press(words.filing.confirm)
      await press(words.filing.next)
      await page.getByText(words.filing.fault['wrong-number']).first().waitFor()
      await sees(words.filing.applicant.of.person)
    },
  },
  {
    name: "a company's credit code",
    often: false,
    walk: async (walker) => {
      const { press, sees, words, page } = walker
      await toApplicant(walker)
      await press(words.filing.applicant.kind.company)
      await press(words.filing.applicant.number.company)
      await sees(words.filing.applicant.number.company)
      await page.keyboard.type('91350100M0001')
    },
  },
  {
    name: "a company's credit code with a slip",
    often: false,
    walk: async (walker) => {
      const { press, sees, set, words, page } = walker
      await toApplicant(walker)
      await set({ company: null })
      await press(words.filing.applicant.kind.company)
      await press(words.filing.applicant.number.company)
      await sees(words.filing.applicant.number.company)
      await page.keyboard.type('91530323MA0A010175')
      await press(words.filing.confirm)
      await page.getByText(words.filing.applicant.company.wrong['check-digit']).waitFor()
    },
  },
  {
    name: 'a company as the register has it',
    often: true,
    walk: async (walker) => {
      const { press, sees, words, page } = walker
      await toApplicant(walker)
      await press(words.filing.applicant.kind.company)
      await press(words.filing.applicant.number.company)
      await sees(words.filing.applicant.number.company)
      await page.keyboard.type('91530323MA0A010176')
      await press(words.filing.confirm)
      await page.getByText(words.filing.form.origin.register).waitFor()
    },
  },
  {
    name: 'begun once more, handed in today already, and the item has changed',
    often: true,
    walk: async (walker) => {
      await walker.set({ begun: { resumed: true, changed: true, filedToday: { receipt: '5303230120261122K010001', at: '09:15' } } })
      await toApplicant(walker)
      await walker.press(walker.words.filing.applicant.kind.self)
      await walker.sees(walker.words.filing.begun.resumed)
    },
  },
  { name: 'begun', often: false, walk: begun },
  {
    name: 'several matters in one visit, begun',
    often: false,
    walk: async (walker) => {
      await walker.set({ filable: [NEWBORN, ...FILABLE], draft: { ...SHOP_DRAFT, item: NEWBORN, together: ['of-birth'] } })
      await toItems(walker)
      await walker.page.getByText(walker.words.filing.together.title).waitFor()
      await walker.press(NEWBORN.name.zh)
      await walker.sees(walker.words.filing.begun.title)
      await walker.page.getByText(walker.words.filing.together.maybe).waitFor()
    },
  },
  {
    name: 'which of several e-licences',
    often: true,
    walk: async (walker) => {
      await walker.set({ draft: TWO_PERMITS })
      await toApplicant(walker)
      await walker.press(walker.words.filing.applicant.kind.self)
      await walker.sees(walker.words.filing.which.title)
    },
  },
  {
    name: 'what an e-licence and an earlier application tell',
    often: false,
    walk: async (walker) => {
      await walker.set({ draft: FILLED_IN })
      await begun(walker)
      await walker.press(walker.words.filing.begun.start)
    },
  },
  { name: 'what the card knows', often: true, walk: (walker) => toPage(walker, PAGE.person) },
  { name: 'a day', often: false, walk: (walker) => toField(walker, PAGE.size, '开业日期') },
  {
    name: 'text',
    often: false,
    walk: async (walker) => {
      await toField(walker, PAGE.shop, '店铺名称')
      await walker.page.keyboard.type('SHILI 88')
    },
  },
  {
    name: 'money',
    often: false,
    walk: async (walker) => {
      await toField(walker, PAGE.size, '资金数额')
      await walker.page.keyboard.type('120350.5')
    },
  },
  {
    name: 'a number that is wrong',
    often: false,
    walk: async (walker) => {
      await walker.set({ fieldFaults: [{ key: 'people', row: null, column: null, fault: 'too-much' }] })
      await toField(walker, PAGE.size, '从业人数')
      await walker.page.keyboard.type('9999')
      await walker.press(walker.words.filing.confirm)
      await walker.page.getByText(wrong(walker.words)['too-much']).waitFor()
    },
  },
  {
    name: 'a region, two levels down',
    often: false,
    walk: async (walker) => {
      await toField(walker, PAGE.place, '所在地区')
      await walker.press('示例省')
      await walker.press('示例市')
      await walker.press('东城区')
    },
  },
  {
    name: 'what is missing',
    often: true,
    walk: async (walker) => {
      await toPage(walker, PAGE.place)
      await walker.page.getByRole('radio', { name: '向个人租的' }).click()
      await walker.press(walker.words.filing.next)
      await walker.page.getByText(wrong(walker.words).missing).first().waitFor()
    },
  },
  {
    name: 'a table with a row',
    often: true,
    walk: async (walker) => {
      await toPage(walker, PAGE.made)
      await walker.page.getByRole('radio', { name: '家庭经营' }).click()
      await walker.press(walker.words.filing.table.add)
      await walker.press('姓名')
      await writeHere(walker, 'LI')
      await walker.press(walker.words.filing.table.done)
      await walker.page.locator('.filing-row').waitFor()
    },
  },
  {
    name: 'a row of a table',
    often: false,
    walk: async (walker) => {
      await toPage(walker, PAGE.made)
      await walker.page.getByRole('radio', { name: '家庭经营' }).click()
      await walker.press(walker.words.filing.table.add)
      await walker.press('姓名')
      await writeHere(walker, 'LI')
      await walker.page.getByRole('radio', { name: '配偶' }).click()
    },
  },
  {
    name: 'a phone, and its code',
    often: false,
    walk: async (walker) => {
      await walker.set({ draft: { ...SHOP_DRAFT, answered: [0, 1, 2, 3, 4] } })
      await begun(walker)
      await walker.press(walker.words.filing.begun.start)
      await walker.sees('手机号码')
      await walker.page.keyboard.type('13800000000')
      await walker.press(walker.words.filing.next)
      await walker.sees(walker.words.filing.phone.code)
      await walker.page.keyboard.type('246')
    },
  },
  { name: 'a declaration', often: false, walk: (walker) => toPage(walker, PAGE.promise) },
  {
    name: 'a signature',
    often: true,
    walk: async (walker) => {
      await toPage(walker, PAGE.signed)
      await sign(walker)
    },
  },
  {
    name: 'kept on the way home',
    often: false,
    walk: async (walker) => {
      await toPage(walker, PAGE.shop)
      await walker.press(walker.words.rail.home)
      await walker.page.getByText(walker.words.filing.kept.pageNot).waitFor()
    },
  },
]

/** Two strokes in the frame, by the finger. */
export const sign = async ({ page, words }: Walker): Promise<void> => {
  const box = await page.locator('.filing-signature canvas').boundingBox()
  if (box === null) throw new Error('no frame to sign in')
  for (const from of [0.3, 0.6]) {
    await page.mouse.move(box.x + box.width * from, box.y + box.height * 0.3)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * (from + 0.1), box.y + box.height * 0.7, { steps: 5 })
    await page.mouse.up()
  }
  await page.getByText(words.filing.signature.signed, { exact: true }).waitFor()
}
