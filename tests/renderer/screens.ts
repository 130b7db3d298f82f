import type { Page } from 'playwright-core'
import type { TerminalFacts } from '../../main/contract/facts.ts'
import type { BusinessView } from '../../main/contract/kiosk.ts'
import { certificateEn } from '../../renderer/strings/certificate-en.ts'
import { certificateZh } from '../../renderer/strings/certificate-zh.ts'
import { documentNumberEn } from '../../renderer/strings/document-number-en.ts'
import { documentNumberZh } from '../../renderer/strings/document-number-zh.ts'
import { en } from '../../renderer/strings/en.ts'
import { filingEn } from '../../renderer/strings/filing-en.ts'
import { filingZh } from '../../renderer/strings/filing-zh.ts'
import { guideEn } from '../../renderer/strings/guide-en.ts'
import { guideZh } from '../../renderer/strings/guide-zh.ts'
import { offlineEn } from '../../renderer/strings/offline-en.ts'
import { offlineZh } from '../../renderer/strings/offline-zh.ts'
import { progressEn } from '../../renderer/strings/progress-en.ts'
import { progressZh } from '../../renderer/strings/progress-zh.ts'
import { scannedEn } from '../../renderer/strings/scanned-en.ts'
import { scannedZh } from '../../renderer/strings/scanned-zh.ts'
import { type CertificateStrings, type DocumentNumberStrings, type FilingStrings, type GuideStrings, type Language, type ProgressStrings, type ScannedStrings, type Strings } from '../../renderer/strings/strings.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { uncovered } from '../uncovered.ts'
import type { StandInHall } from './chromium-page.ts'
import type { Script } from './stand-in/hall.ts'

/** A screen that a citizen can meet, and the way there. The walk begins at home, in the language asked for. */
export interface ScreenWalk {
  readonly name: string
  readonly walk: (walker: Walker) => Promise<void>
  /** What this terminal has or lacks, where it matters to the screen. */
  readonly facts?: Partial<TerminalFacts>
}

/** A person at the stand-in, by the names that are on screen. */
export interface Walker {
  readonly page: Page
  readonly words: Strings & { readonly certificate: CertificateStrings; readonly documentNumber: DocumentNumberStrings; readonly filing: FilingStrings; readonly guide: GuideStrings; readonly progress: ProgressStrings; readonly scanned: ScannedStrings }
  readonly press: (name: string) => Promise<void>
  readonly sees: (title: string) => Promise<void>
  readonly set: (script: Partial<Script>) => Promise<void>
  readonly business: (code: string) => Promise<void>
}

export function walkerOn(page: Page, language: Language): Walker {
  const words = language === 'zh' ? { ...zh, certificate: certificateZh, documentNumber: documentNumberZh, filing: filingZh, guide: guideZh, progress: progressZh, scanned: scannedZh } : { ...en, certificate: certificateEn, documentNumber: documentNumberEn, filing: filingEn, guide: guideEn, progress: progressEn, scanned: scannedEn }
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  return {
    page,
    words,
    press,
    sees: (title) => page.getByRole('heading', { level: 1, name: title, exact: true }).and(uncovered(page)).waitFor(),
    set: (script) => page.evaluate((change) => window.standIn.set(change), script),
    business: async (code) => {
      await press(words.home.name['take-number'])
      await page.locator('.business', { has: page.locator('.business-code', { hasText: code }) }).click()
    },
  }
}

/** The walk as one from the closed door, in Chinese. */
export function fromHome(walk: ScreenWalk['walk']): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator('.attract').tap()
    await page.locator('.home').waitFor()
    await walk(walkerOn(page, 'zh'))
  }
}

/** Somebody who has touched the closed door, in Chinese. */
export async function atHome(hall: StandInHall): Promise<Walker> {
  const { page } = await hall.open()
  await page.locator('.attract').tap()
  await page.locator('.home').waitFor()
  return walkerOn(page, 'zh')
}

const agreed = async ({ press, business, words }: Walker, code: string) => {
  await business(code)
  await press(words.agreement.agree)
}

const byCard = async (walker: Walker, code: string) => {
  await agreed(walker, code)
  await walker.set({ card: { state: 'present', leftBehind: false } })
  await walker.sees(walker.words.confirm.title)
}

const typing = async (walker: Walker, number: string) => {
  await agreed(walker, 'A')
  await walker.press(walker.words.identify.byHand)
  await walker.sees(walker.words.keypad.title)
  await walker.page.keyboard.type(number)
}

const whichDocument = async (walker: Walker) => {
  await agreed(walker, 'A')
  await walker.press(walker.words.identify.byHandOther)
  await walker.sees(walker.words.documentNumber.which)
}

const typedOf = async (walker: Walker, document: keyof DocumentNumberStrings['name'], number: string) => {
  await whichDocument(walker)
  await walker.press(walker.words.documentNumber.name[document])
  await walker.sees(walker.words.keypad.title)
  await walker.page.keyboard.type(number)
}

const taken = async (walker: Walker, script: Partial<Script>) => {
  await walker.set(script)
  await byCard(walker, 'B')
  await walker.press(walker.words.confirm.confirm)
}

const card = (name: string, state: Script['card']): ScreenWalk => ({
  name: `identify, ${name}`,
  walk: async (walker) => {
    await agreed(walker, 'A')
    await walker.set({ card: state })
    await walker.sees(state.state === 'disconnected' ? walker.words.identify.brokenTitle : walker.words.identify.title)
  },
})

/** The eighteen businesses of a large hall: more than any screen holds. */
export const manyBusinesses = (some: readonly BusinessView[]): BusinessView[] =>
  Array.from({ length: 18 }, (_, index) => ({ ...some[index % some.length], code: String.fromCharCode(65 + index) })) as BusinessView[]

/** Every screen of the kiosk. Attract, countdown, wait and elsewhere are there too. */
export const SCREENS: readonly ScreenWalk[] = [
  {
    name: 'attract',
    walk: async ({ page }) => {
      await page.evaluate(() => window.standIn.endSession())
      await page.locator('.attract').waitFor()
    },
  },
  {
    name: 'attract, a card left behind',
    walk: async ({ page, set }) => {
      await set({ card: { state: 'present', leftBehind: false } })
      await page.evaluate(() => window.standIn.endSession())
      await page.locator('.attract .card-asked').waitFor()
    },
  },
  {
    name: 'attract, no numbers for now',
    walk: async ({ page, set, words }) => {
      await set({ closure: { reason: 'emergency', until: 'reopened' } })
      await page.evaluate(() => window.standIn.endSession())
      await page.locator('.attract').getByText(words.closure.title).first().waitFor()
    },
  },
  {
    name: 'home, no numbers for now',
    walk: async ({ page, set, words }) => {
      await set({ closure: { reason: 'power', until: 'day-end' } })
      await page.locator('.home').getByText(words.closure.title).waitFor()
    },
  },
  { name: 'home', walk: async ({ sees, words }) => sees(words.home.title) },
  {
    name: 'home, no paper and a card left behind',
    walk: async ({ sees, words, set }) => {
      await set({ printer: { state: 'not-ready', reason: 'paper-out' }, card: { state: 'present', leftBehind: true } })
      await sees(words.home.title)
    },
  },
  {
    name: 'opens soon',
    walk: async ({ press, sees, words }) => {
      await press(words.home.name.filing)
      await sees(words.soon.title.replace('{{place}}', words.home.name.filing))
    },
  },
  {
    name: 'help',
    walk: async ({ press, sees, words }) => {
      await press(words.rail.help)
      await sees(words.help.title)
    },
  },
  {
    name: 'businesses',
    walk: async ({ page, press, sees, words }) => {
      await press(words.home.name['take-number'])
      await sees(words.businesses.title)
      await page.locator('.business').first().waitFor()
    },
  },
  {
    name: 'businesses of a large hall',
    walk: async ({ page, press, sees, words, set }) => {
      await set({ businesses: manyBusinesses(await page.evaluate(() => window.standIn.businesses)) })
      await press(words.home.name['take-number'])
      await sees(words.businesses.title)
      await page.locator('.business').first().waitFor()
    },
  },
  {
    name: 'refused',
    walk: async (walker) => {
      await byCard(walker, 'B')
      const { page, set, press, words } = walker
      const shut = (await page.evaluate(() => window.standIn.businesses)).map((one) => ({
        ...one,
        availability: { state: 'closed', reason: 'last-ticket', reopens: { zh: '周一 09:00', en: 'Monday 09:00' } } as const,
      }))
      await set({ businesses: shut })
      await press(words.confirm.confirm)
      await page.getByText(words.refused.lead).waitFor()
    },
  },
  {
    name: 'agreement',
    walk: async ({ business, sees, words }) => {
      await business('A')
      await sees(words.agreement.title)
    },
  },
  {
    name: 'declined',
    walk: async ({ business, press, sees, words }) => {
      await business('A')
      await press(words.agreement.decline)
      await sees(words.declined.title)
    },
  },
  card('waiting', { state: 'absent' }),
  {
    name: 'identify, not read',
    walk: async (walker) => {
      await walker.set({ reads: 'not' })
      await agreed(walker, 'A')
      await walker.set({ card: { state: 'present', leftBehind: false } })
      await walker.page.getByText(walker.words.identify.state['remove-and-place-again']).waitFor()
    },
  },
  card('reading', { state: 'reading' }),
  card('unreadable', { state: 'unreadable', reason: 'remove-and-place-again' }),
  card('another document', { state: 'unreadable', reason: 'other-document' }),
  card('left behind', { state: 'present', leftBehind: true }),
  card('disconnected', { state: 'disconnected' }),
  {
    name: 'identify, card only',
    walk: async (walker) => {
      await agreed(walker, 'B')
      await walker.sees(walker.words.identify.title)
    },
  },
  { name: 'keypad, empty', walk: (walker) => typing(walker, '') },
  { name: 'keypad, half', walk: (walker) => typing(walker, '1101051949') },
  {
    name: 'keypad, wrong',
    walk: async (walker) => {
      await typing(walker, '99010519491231002X')
      await walker.press(walker.words.keypad.confirm)
      await walker.page.getByText(walker.words.documentNumber.fault.region['resident-card']).waitFor()
    },
  },
  { name: 'which document', walk: whichDocument },
  {
    name: "keypad, a permanent resident's older number half typed",
    walk: (walker) => typedOf(walker, 'permanent-resident-card', 'PAK31008'),
  },
  {
    name: 'keypad, a travel permit without its letter',
    walk: async (walker) => {
      await typedOf(walker, 'hk-macao-travel-permit', '12345678')
      await walker.press(walker.words.keypad.confirm)
      await walker.page.getByText(walker.words.documentNumber.fault['first-letter']['hk-macao']).waitFor()
    },
  },
  { name: 'keypad, the letter of a travel permit', walk: (walker) => typedOf(walker, 'hk-macao-travel-permit', '') },
  {
    name: "keypad, the letters of a permanent resident's older number",
    walk: async (walker) => {
      await typedOf(walker, 'permanent-resident-card', '')
      await walker.press(walker.words.documentNumber.older)
      await walker.press('P')
    },
  },
  { name: 'keypad, a travel permit whole', walk: (walker) => typedOf(walker, 'taiwan-travel-permit', '12345678') },
  { name: 'confirm, by card', walk: (walker) => byCard(walker, 'B') },
  {
    name: "confirm, by a permanent resident's expired card",
    walk: async (walker) => {
      await walker.set({ holder: { name: '证***', englishName: `Z${'*'.repeat(45)}`, number: 'PAK********0103', assurance: 'card', expired: true } })
      await byCard(walker, 'B')
      await walker.page.getByText(walker.words.confirm.expired).waitFor()
    },
  },
  {
    name: 'confirm, by a name of rare characters',
    walk: async (walker) => {
      await walker.set({ holder: { name: '\uE0FF𠮷䶮㛃**', number: '110***********002X', assurance: 'card' } })
      await byCard(walker, 'B')
      await walker.page.locator('.rare-character').waitFor()
    },
  },
  {
    name: 'confirm, by number',
    walk: async (walker) => {
      await typing(walker, '11010519491231002X')
      await walker.press(walker.words.keypad.confirm)
      await walker.sees(walker.words.confirm.title)
    },
  },
  {
    name: 'confirm, without identification',
    walk: async (walker) => {
      await walker.business('E')
      await walker.sees(walker.words.confirm.title)
    },
  },
  {
    name: 'taking',
    walk: async (walker) => {
      await taken(walker, { silent: ['takeNumber'] })
      await walker.page.getByText(walker.words.confirm.slow).waitFor()
    },
  },
  ...(
    [
      ['printing', null],
      ['printed', { state: 'printed', settled: true }],
      ['sent', { state: 'sent', settled: true }],
      ['unknown', { state: 'unknown', settled: true, reason: 'silent' }],
      ['failed', { state: 'failed', settled: true, reason: 'paper-out' }],
    ] as const
  ).map(
    ([state, sheetEnds]): ScreenWalk => ({
      name: `ticket, ${state}`,
      walk: async (walker) => {
        await taken(walker, { sheetEnds })
        await walker.sees(walker.words.ticket[state])
      },
    }),
  ),
  {
    name: 'no paper, by screen',
    walk: async (walker) => {
      await taken(walker, { printer: { state: 'not-ready', reason: 'paper-out' } })
      await walker.sees(walker.words.noPaper.title)
    },
  },
  {
    name: 'no paper, not by screen',
    walk: async (walker) => {
      await taken(walker, { printer: { state: 'not-ready', reason: 'cover-open' }, byScreen: false })
      await walker.sees(walker.words.noPaper.title)
    },
  },
  {
    name: 'ticket, on screen only',
    walk: async (walker) => {
      await taken(walker, { printer: { state: 'not-ready', reason: 'paper-out' } })
      await walker.press(walker.words.noPaper.byScreen)
      await walker.sees(walker.words.ticket.screen)
    },
  },
  {
    name: 'ticket, given offline',
    walk: async (walker) => {
      await taken(walker, { offline: true, sheetEnds: { state: 'printed', settled: true } })
      const { note } = walker.words.rail.home === zh.rail.home ? offlineZh : offlineEn
      await walker.page.getByText(note).waitFor()
    },
  },
  {
    name: 'already waiting, by card',
    walk: async (walker) => {
      await taken(walker, { already: 'yes' })
      await walker.sees(walker.words.already.title)
    },
  },
  {
    name: 'already waiting, by number',
    walk: async (walker) => {
      await walker.set({ already: 'yes' })
      await typing(walker, '11010519491231002X')
      await walker.press(walker.words.keypad.confirm)
      await walker.press(walker.words.confirm.confirm)
      await walker.sees(walker.words.already.typedTitle)
    },
  },
  {
    name: 'reprint without paper',
    walk: async (walker) => {
      await taken(walker, { sheetEnds: { state: 'failed', settled: true, reason: 'paper-out' } })
      await walker.sees(walker.words.ticket.failed)
      await walker.set({ printer: { state: 'not-ready', reason: 'paper-out' } })
      await walker.press(walker.words.ticket.reprint)
      await walker.sees(walker.words.noPaper.title)
    },
  },
  {
    name: 'take the card',
    walk: async (walker) => {
      await taken(walker, {})
      await walker.sees(walker.words.ticket.printed)
      await walker.press(walker.words.ticket.finish)
      await walker.sees(walker.words.takeCard.title)
    },
  },
  {
    name: 'no answer',
    walk: async (walker) => {
      await taken(walker, { lost: ['takeNumber'] })
      await walker.sees(walker.words.trouble.noAnswer)
    },
  },
  {
    name: 'wrong step',
    walk: async (walker) => {
      await taken(walker, { wrongStep: ['takeNumber'] })
      await walker.sees(walker.words.trouble.wrongStep)
    },
  },
  {
    name: 'interrupted',
    walk: async (walker) => {
      await taken(walker, { silent: ['takeNumber'] })
      await walker.sees(walker.words.confirm.working)
      await walker.page.evaluate(() => window.standIn.goAway())
      await walker.sees(walker.words.wait.title)
      await walker.page.evaluate(() => window.standIn.comeBack())
      await walker.sees(walker.words.interrupted.title)
    },
  },
  {
    name: 'countdown',
    walk: async (walker) => {
      await walker.set({ clock: { phase: 'warning', endsInMs: 30_000 } })
      await walker.sees(walker.words.countdown.title)
    },
  },
  {
    name: 'please wait',
    walk: async (walker) => {
      await walker.page.evaluate(() => window.standIn.goAway())
      await walker.page.locator('.whole').waitFor()
    },
  },
]
