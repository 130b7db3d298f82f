import type { CopyView, PrintingView } from '../../main/contract/view.ts'
import type { ScreenWalk, Walker } from './screens.ts'
import { specimenPhoto } from './specimen-photo.ts'
import { CERTIFICATES } from './stand-in/specimens.ts'

/** The stand-in's code and PIN that are right, and one that is not. */
export const RIGHT = '246813'
export const WRONG = '135790'

const [INSURANCE, TAX] = CERTIFICATES.proven
if (INSURANCE === undefined || TAX === undefined) throw new Error('specimens')
/** Asks for period, purpose and copies; and asks nothing. */
export const NAMES = { insurance: INSURANCE.title.zh, tax: TAX.title.zh }

/** From home to whatever the card alone opens. */
export const byCardToList = async ({ page, press, sees, set, words }: Walker): Promise<void> => {
  await press(words.home.name.certificate)
  await press(words.agreement.agree)
  await sees(words.identify.title)
  await set({ card: { state: 'present', leftBehind: false } })
  await page.locator('[data-page="certificates"]').waitFor()
}

export const toProof = async (walker: Walker, way: 'sms' | 'face' | 'clerk'): Promise<void> => {
  await byCardToList(walker)
  await walker.press(walker.words.certificate.list.prove)
  await walker.press(walker.words.certificate.prove.way[way])
}

export const typeCode = async (walker: Walker, code: string): Promise<void> => {
  await walker.sees(walker.words.certificate.sms.title)
  await walker.page.keyboard.type(code)
  await walker.press(walker.words.certificate.sms.confirm)
}

/** To the fuller list, by a code on the phone. */
export const proven = async (walker: Walker): Promise<void> => {
  await toProof(walker, 'sms')
  await typeCode(walker, RIGHT)
  await walker.page.getByRole('button', { name: NAMES.insurance, exact: true }).waitFor()
}

/** To the page that asks this, with everything before it answered. */
export const asked = async (walker: Walker, until: 'period' | 'purpose' | 'copies' | 'preview'): Promise<void> => {
  const { press, sees, words } = walker
  await proven(walker)
  await press(NAMES.insurance)
  await sees(words.certificate.period.title)
  if (until === 'period') return
  await press(words.certificate.next)
  await sees(words.certificate.purpose.title)
  if (until === 'purpose') return
  await press('子女入学')
  await sees(words.certificate.copies.title)
  if (until === 'copies') return
  await press(words.certificate.copies.more)
  await press(words.certificate.next)
  await sees(words.certificate.preview.title)
}

/** To the printing of two copies, which then stand like this. */
const printing = async (walker: Walker, copies: readonly CopyView[], paper: PrintingView['paper']): Promise<void> => {
  await walker.set({ copiesEnd: null })
  await asked(walker, 'preview')
  await walker.press(walker.words.certificate.preview.confirm)
  await walker.sees(walker.words.certificate.print.printing)
  await walker.page.evaluate((change) => window.standIn.print(change), { copies: [...copies], paper })
}

const copy = (state: CopyView['state'], reason?: string): CopyView => ({ state, pages: 2, ...(reason === undefined ? {} : { reason }) })

const toVerify = async (walker: Walker, number: string, code: string): Promise<void> => {
  await walker.press(walker.words.home.verify)
  await walker.sees(walker.words.certificate.verify.number)
  await walker.page.keyboard.type(number)
  if (code === '') return
  await walker.press(walker.words.certificate.next)
  await walker.sees(walker.words.certificate.verify.code)
  await walker.page.keyboard.type(code)
  await walker.press(walker.words.certificate.verify.confirm)
}

/** Every screen of 证明打印 and of 查验 that has a shape of its own. */
export const CERTIFICATE_SCREENS: readonly ScreenWalk[] = [
  {
    name: 'certificates, by card, and no paper in the printer',
    walk: async (walker) => {
      await walker.set({ document: { state: 'not-ready', reason: 'media-empty' } })
      await byCardToList(walker)
      await walker.page.getByText(walker.words.certificate.list.notNow).waitFor()
    },
  },
  {
    name: 'certificates, none by card alone',
    walk: async (walker) => {
      await walker.set({ byCard: [] })
      await byCardToList(walker)
      await walker.sees(walker.words.certificate.list.unproven)
    },
  },
  { name: 'certificates, all', walk: proven },
  {
    name: 'the ways to prove it',
    walk: async (walker) => {
      await byCardToList(walker)
      await walker.press(walker.words.certificate.list.prove)
      await walker.sees(walker.words.certificate.prove.title)
    },
  },
  {
    name: 'code, wrong',
    walk: async (walker) => {
      await toProof(walker, 'sms')
      await typeCode(walker, WRONG)
      await walker.page.getByText(walker.words.certificate.sms.wrong, { exact: true }).waitFor()
    },
  },
  {
    name: 'three wrong codes',
    walk: async (walker) => {
      await toProof(walker, 'sms')
      for (let tries = 0; tries < 3; tries += 1) await typeCode(walker, WRONG)
      await walker.sees(walker.words.certificate.shutOut.title)
    },
  },
  {
    name: 'face',
    walk: async (walker) => {
      await toProof(walker, 'face')
      await walker.page.locator('.camera[data-state="on"]').waitFor()
    },
  },
  {
    name: 'clerk, with the photo on the card',
    walk: async (walker) => {
      await walker.set({ cardPhoto: specimenPhoto() })
      await toProof(walker, 'clerk')
      await walker.page.getByText(walker.words.certificate.clerk.photo).waitFor()
    },
  },
  {
    name: 'clerk, PIN',
    walk: async (walker) => {
      await toProof(walker, 'clerk')
      await walker.press('王工')
      await walker.page.keyboard.type('1234')
    },
  },
  { name: 'period', walk: (walker) => asked(walker, 'period') },
  { name: 'purpose', walk: (walker) => asked(walker, 'purpose') },
  { name: 'copies', walk: (walker) => asked(walker, 'copies') },
  { name: 'preview', walk: (walker) => asked(walker, 'preview') },
  {
    name: 'printing, printed',
    walk: async (walker) => {
      await printing(walker, [copy('printed'), copy('printed')], 'lies')
      await walker.sees(walker.words.certificate.print.printed)
    },
  },
  {
    name: 'printing, in doubt',
    walk: async (walker) => {
      await printing(walker, [copy('unknown', 'job-vanished'), copy('failed', 'media-jam')], 'none')
      await walker.sees(walker.words.certificate.print.unknown)
    },
  },
  { name: 'verify, number', walk: (walker) => toVerify(walker, '53032301-2026-00000041', '') },
  {
    name: 'verified, genuine',
    walk: async (walker) => {
      await toVerify(walker, '53032301-2026-00000041', 'K7MQ2XWT')
      await walker.sees(walker.words.certificate.verified.genuine)
    },
  },
]
