import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { progressZh } from '../../renderer/strings/progress-zh.ts'
import { scannedZh as words } from '../../renderer/strings/scanned-zh.ts'
import { guideZh } from '../../renderer/strings/guide-zh.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { lookAtScreen, LONG } from './looks.ts'
import { CODES, SCANNED_SCREENS, SCANNED_SCREENS_OF_A_KIND } from './scanned-screens.ts'
import { atHome, fromHome, type Walker } from './screens.ts'

const { opaque: OPAQUE, ticket: TICKET, receipt: RECEIPT, licence: LICENCE, passport: PASSPORT } = CODES

/** As a scanner types: in no time, whatever the machine of the test is busy with. */
const types = (page: Page, text: string) =>
  page.evaluate((keys) => {
    const press = (key: string) => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    for (const key of [...Array.from(keys), 'Enter']) press(key)
  }, text)

describe('codes that are scanned, against a scripted terminal (needs Chromium)', () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn()
  }, 120_000)
  afterAll(() => hall.close())

  const heard = (page: Page) => page.evaluate(() => window.standIn.heard)
  let scanned: string[] = []
  const home = async () => {
    scanned = []
    return atHome(hall)
  }
  /** The terminal's own scanner. */
  const scans = async (walker: Walker, text: string) => {
    scanned = [...scanned, text]
    await walker.set({ scans: scanned })
  }

  it('at home: a ticket shows its place in the queue, a receipt how far it has come, a leaflet its guide', async () => {
    const walker = await home()
    await scans(walker, TICKET)
    await walker.sees(words.ticket.waiting)
    expect(await walker.page.locator('main').innerText()).toMatch(/A007[\s\S]*前面还有 3 人/)
    await walker.set({ ticketFound: { outcome: 'unknown' } })
    await scans(walker, TICKET)
    await walker.sees(words.ticket.unknown)
    await walker.press(zh.rail.back)
    await walker.sees(zh.home.title)
    await scans(walker, RECEIPT)
    await walker.sees(progressZh.state['in-progress'])
    await walker.press(zh.rail.home)
    await scans(walker, '000530001001')
    await walker.sees(guideZh.search.title.code)
    expect((await heard(walker.page)).calls).not.toContain('agree')
  }, 60_000)

  it('a licence, a passport and an opaque code are told for what they are, and never shown', async () => {
    const walker = await home()
    await scans(walker, LICENCE)
    await walker.sees(words.licence.title)
    await scans(walker, PASSPORT)
    await walker.sees(words.passport.title)
    expect(await walker.page.content()).not.toMatch(/ERIKSSON|L898902C/)
    await scans(walker, OPAQUE)
    await walker.sees(words.opaque.title)
    expect(await walker.page.content()).not.toContain(OPAQUE)
    await walker.press(zh.rail.back)
    await walker.sees(zh.home.title)
  }, 60_000)

  it('a code from a phone stands in for the card where the card is asked for, or says why it cannot', async () => {
    const walker = await home()
    await walker.set({ codeSays: { outcome: 'refused', reason: 'expired' } })
    await walker.business('B')
    await walker.press(zh.agreement.agree)
    await walker.sees(zh.identify.title)
    await scans(walker, OPAQUE)
    await walker.page.getByText(words.opaque.reason.expired).waitFor()
    await walker.press(words.opaque.card)
    await walker.sees(zh.identify.title)
    await walker.set({ codeSays: { outcome: 'refused', reason: 'platform-unreachable' } })
    await scans(walker, `${OPAQUE}-2`)
    await walker.page.getByText(words.opaque.reason.offline).waitFor()
    await walker.press(zh.rail.back)
    await walker.set({ codeSays: { outcome: 'identified', person: { number: '110***********002X', assurance: 'typed' } } })
    await scans(walker, `${OPAQUE}-3`)
    await walker.page.getByText(words.opaque.reason['not-enough']).waitFor()
    await walker.press(zh.rail.back)
    await walker.set({ codeSays: { outcome: 'identified', person: { name: '张*', number: '110***********002X', assurance: 'card' } } })
    await scans(walker, `${OPAQUE}-4`)
    await walker.sees(zh.confirm.title)
    expect((await heard(walker.page)).calls.filter((call) => call === 'identifyByCode')).toHaveLength(4)
  }, 60_000)

  it('in the midst of something else nothing of it is lost, and a wish that is out is not disturbed', async () => {
    const walker = await home()
    await walker.business('A')
    await walker.press(zh.agreement.agree)
    await walker.press(zh.identify.byHand)
    await walker.sees(zh.keypad.title)
    await walker.page.keyboard.type('1101')
    await walker.page.getByText('已输入：1101', { exact: true }).waitFor({ state: 'attached' })
    await scans(walker, RECEIPT)
    await walker.sees(words.receipt.title)
    await walker.page.getByText(words.back).waitFor()
    await walker.press(zh.rail.back)
    await walker.page.getByText('已输入：1101', { exact: true }).waitFor({ state: 'attached' })
    await walker.page.evaluate(() => window.standIn.endSession())
    await walker.page.locator('.attract').waitFor()
    expect(await walker.page.content()).not.toContain('1101')
  }, 60_000)

  it('of a scanner that types leave a focused button and a focused field as they were, and a hand still writes', async () => {
    const walker = await home()
    const { page } = walker
    await page.getByRole('button', { name: zh.home.name['take-number'], exact: true }).focus()
    await types(page, TICKET)
    await walker.sees(words.ticket.waiting)
    expect((await heard(page)).calls).not.toContain('businesses')
    await walker.press(zh.rail.back)
    await walker.press(zh.home.name.guide)
    await walker.press(guideZh.search.enter.words)
    await walker.sees(guideZh.search.title.words)
    const field = page.locator('.search-field')
    await field.pressSequentially('sb ', { delay: 60 })
    await expect.poll(() => field.inputValue()).toBe('sb ')
    const values = page.evaluate(() => {
      const seen = new Set<string>()
      const search = document.querySelector<HTMLInputElement>('.search-field')
      search?.addEventListener('input', () => seen.add(search.value))
      return new Promise<string[]>((resolve) => window.addEventListener('scan-over', () => resolve([...seen]), { once: true }))
    })
    await types(page, OPAQUE)
    await walker.sees(words.opaque.title)
    await page.evaluate(() => window.dispatchEvent(new Event('scan-over')))
    expect(await values).toEqual([])
    await walker.press(zh.rail.back)
    await walker.sees(guideZh.search.title.words)
    expect(await field.inputValue()).toBe('sb ')
    await field.pressSequentially('x', { delay: 60 })
    await expect.poll(() => field.inputValue()).toBe('sb x')
    expect((await heard(page)).calls.filter((call) => call === 'typedScan')).toHaveLength(2)
  }, 60_000)

  it.each([...SCANNED_SCREENS, ...(LONG ? SCANNED_SCREENS_OF_A_KIND : [])])(
    '$name: can be read and touched, in every look',
    async ({ walk }) => {
      expect(await lookAtScreen(hall, { walk: fromHome(walk), whose: 'certificate' })).toEqual([])
    },
    LONG ? 240_000 : 120_000,
  )
})
