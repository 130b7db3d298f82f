import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certificateZh as words } from '../../renderer/strings/certificate-zh.ts'
import { evaluationZh } from '../../renderer/strings/evaluation-zh.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { eventually } from '../eventually.ts'
import { asked, byCardToList, NAMES, proven, RIGHT, toProof, typeCode, WRONG } from './certificate-screens.ts'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { atHome, type Walker } from './screens.ts'
import { specimenPhoto } from './specimen-photo.ts'

/** No scanner is so slow. */
const BY_HAND = { delay: 60 }

/** As a scanner types: in no time, whatever the machine of the test is busy with. */
async function scans(page: Page, text: string): Promise<void> {
  await page.evaluate((keys) => {
    for (const key of [...Array.from(keys), 'Enter']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  }, text)
}

describe('the walk to a certificate, against a scripted terminal (needs Chromium)', () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn()
  }, 120_000)
  afterAll(() => hall.close())

  const heard = (page: Page) => page.evaluate(() => window.standIn.heard)
  const count = async (page: Page, name: string) => (await heard(page)).calls.filter((call) => call === name).length
  const provesHere = ({ page }: Walker) => page.getByRole('button', { name: words.list.prove, exact: true })

  it('asks a person who typed their number for the card, and offers no typing', async () => {
    const walker = await atHome(hall)
    await walker.business('A')
    await walker.press(zh.agreement.agree)
    await walker.press(zh.identify.byHand)
    await walker.sees(zh.keypad.title)
    // As fast as a scanner's keys, and touched right behind the last: what was typed stands there all the same.
    await walker.page.keyboard.type('11010519491231002X', { delay: 30 })
    await walker.press(zh.keypad.confirm)
    await walker.sees(zh.confirm.title)
    await walker.press(zh.rail.home)
    await walker.press(zh.home.name.certificate)
    await walker.sees(zh.identify.title)
    expect(await walker.page.getByRole('button', { name: zh.identify.byHand }).count()).toBe(0)
    expect((await heard(walker.page)).calls).not.toContain('certificates.list')
  }, 60_000)

  it('shows the same way to prove it whatever more there is, then the surer ways, and none once it is as sure as can be', async () => {
    const walker = await atHome(hall)
    await byCardToList(walker)
    await provesHere(walker).waitFor()
    await walker.set({ byCard: [] })
    await walker.press(zh.rail.home)
    await walker.press(zh.home.name.certificate)
    await walker.sees(words.list.unproven)
    await provesHere(walker).click()
    await walker.press(words.prove.way.sms)
    await typeCode(walker, RIGHT)
    await walker.sees(words.list.title)
    await walker.page.getByRole('button', { name: NAMES.insurance, exact: true }).waitFor()
    expect(await provesHere(walker).count()).toBe(0)
    await walker.press(words.list.proveMore)
    await walker.sees(words.prove.title)
    expect(await walker.page.getByRole('button', { name: words.prove.way.sms, exact: true }).count()).toBe(0)
    await walker.press(words.prove.way.clerk)
    await walker.press('李敏')
    await walker.sees(words.clerk.pin.replace('{{name}}', '李敏'))
    await walker.page.keyboard.type(RIGHT)
    await walker.press(words.clerk.confirm)
    await walker.sees(words.list.title)
    await walker.page.getByRole('button', { name: NAMES.insurance, exact: true }).waitFor()
    expect(await walker.page.getByRole('button', { name: words.list.proveMore, exact: true }).count()).toBe(0)
  }, 60_000)

  it('says where else to go in a hall that can prove nothing, and goes straight on where there is one way', async () => {
    const walker = await atHome(hall)
    await walker.set({ facts: { proofs: [] } })
    await walker.page.evaluate(() => window.standIn.endSession())
    await walker.page.locator('.attract').tap()
    await byCardToList(walker)
    await walker.page.getByText(words.list.atWindow).waitFor()
    await walker.set({ facts: { proofs: ['clerk'] } })
    await walker.page.evaluate(() => window.standIn.endSession())
    await walker.page.locator('.attract').tap()
    await walker.set({ card: { state: 'absent' } })
    await byCardToList(walker)
    await walker.press(words.list.prove)
    await walker.press('李敏')
    await walker.sees(words.clerk.pin.replace('{{name}}', '李敏'))
    await walker.page.keyboard.type(RIGHT)
    await walker.press(words.clerk.confirm)
    await walker.page.getByRole('button', { name: NAMES.insurance, exact: true }).waitFor()
    expect((await heard(walker.page)).calls).not.toContain('proof.sendCode')
  }, 60_000)

  it('tells of wrong codes how many are left, and after the third why it is over, with nothing left on the page', async () => {
    const walker = await atHome(hall)
    await toProof(walker, 'sms')
    await typeCode(walker, WRONG)
    await walker.page.getByText(words.sms.wrongMore_other.replace('{{count}}', '2')).waitFor()
    await typeCode(walker, WRONG)
    await walker.page.getByText(words.sms.wrongMore_other.replace('{{count}}', '1')).waitFor()
    await typeCode(walker, WRONG)
    await walker.sees(words.shutOut.title)
    expect(await walker.page.content()).not.toMatch(/138\*|张\*|110\*/)
    await walker.set({ card: { state: 'absent' } })
    await walker.press(words.shutOut.go)
    await walker.sees(zh.home.title)
  }, 60_000)

  it('asks about a whole code only, and sends another when its time is over', async () => {
    const walker = await atHome(hall)
    const { page } = walker
    await walker.set({ code: { outcome: 'sent', phone: '138****0000', digits: 4, againAfterSeconds: 1, expiresInSeconds: 2 } })
    await toProof(walker, 'sms')
    await walker.sees(words.sms.title)
    await expect.poll(() => page.locator('.code-cell').count()).toBe(4)
    await page.keyboard.type('246')
    await page.keyboard.press('Enter')
    await page.getByText(words.sms.expired).waitFor()
    expect(await count(page, 'proof.checkCode')).toBe(0)
    await page.locator('.rail-next').getByRole('button', { name: words.sms.resend }).click()
    await page.getByText(words.sms.lead.replace('{{phone}}', '138****0000')).waitFor()
    await expect.poll(() => count(page, 'proof.sendCode')).toBe(2)
  }, 60_000)

  it('leaves the other ways where there is no phone', async () => {
    const walker = await atHome(hall)
    await walker.set({ code: { outcome: 'no-phone' } })
    await toProof(walker, 'sms')
    await walker.sees(words.sms['no-phone'])
    await walker.press(words.prove.other)
    await walker.sees(words.prove.title)
    expect(await walker.page.getByRole('button', { name: words.prove.way.sms }).count()).toBe(0)
    await walker.page.getByRole('button', { name: words.prove.way.face, exact: true }).waitFor()
  }, 60_000)

  it('shows a clerk the photo on the card where there is one, and draws nothing of what is none', async () => {
    const walker = await atHome(hall)
    const shown = walker.page.locator('.card-photo canvas')
    await walker.set({ cardPhoto: { format: 'jpeg', content: 'bm8gcGljdHVyZQ==' } })
    await toProof(walker, 'clerk')
    await eventually(async () => expect(await count(walker.page, 'proof.cardPhoto')).toBe(1))
    expect(await shown.count()).toBe(0)
    for (const format of ['png', 'jpeg'] as const) {
      await walker.set({ cardPhoto: specimenPhoto(format) })
      await walker.press(zh.rail.back)
      await walker.press(words.prove.way.clerk)
      await shown.waitFor()
      expect(await shown.evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.height])).toEqual([102, 126])
    }
  }, 60_000)

  it('tells a clerk of a wrong PIN, and of the lock', async () => {
    const walker = await atHome(hall)
    await toProof(walker, 'clerk')
    await walker.press('王工')
    await walker.sees(words.clerk.pin.replace('{{name}}', '王工'))
    await walker.page.keyboard.type(WRONG)
    await walker.press(words.clerk.confirm)
    await walker.page.getByText(words.clerk.wrong_other.replace('{{count}}', '4')).waitFor()
    await walker.set({ clerk: { outcome: 'locked' } })
    await walker.page.keyboard.type(WRONG)
    await walker.press(words.clerk.confirm)
    await walker.sees(words.clerk.locked.replace('{{name}}', '王工'))
    expect(await count(walker.page, 'proof.clerkConfirms')).toBe(2)
  }, 60_000)

  it('prints under one request id for a trembling touch, lost answers and another try', async () => {
    const walker = await atHome(hall)
    await asked(walker, 'preview')
    await walker.set({ lost: ['certificates.print'] })
    await walker.page.getByRole('button', { name: words.preview.confirm, exact: true }).evaluate((button: HTMLElement) => {
      button.click()
      button.click()
    })
    await walker.sees(zh.trouble.noAnswer)
    await walker.set({ lost: [] })
    await walker.press(zh.trouble.again)
    await walker.sees(words.print.printed)
    const { prints } = await heard(walker.page)
    expect(prints.length).toBeGreaterThan(2)
    expect(new Set(prints.map(({ requestId }) => requestId)).size).toBe(1)
    expect(prints.at(-1)).toMatchObject({ copies: 2, purpose: 'school' })
  }, 60_000)

  it('tells the truth of each copy as it comes, reminds, and asks the card back when the paper is taken', async () => {
    const walker = await atHome(hall)
    const { page } = walker
    const print = (change: Parameters<typeof window.standIn.print>[0]) => page.evaluate((one) => window.standIn.print(one), change)
    await walker.set({ copiesEnd: null })
    await asked(walker, 'preview')
    await walker.press(words.preview.confirm)
    await walker.sees(words.print.printing)
    await print({ copies: [{ state: 'printed', pages: 1 }, { state: 'printing', pages: 1 }] })
    await page.locator('.copy[data-state="printed"]').waitFor()
    await walker.set({ document: { state: 'not-ready', reason: 'media-empty' } })
    await page.getByText(words.print.waits).waitFor()
    // A printer that is gone is not said to go on.
    await walker.set({ document: { state: 'not-ready', reason: 'unreachable' } })
    await page.getByText(words.printer.unreachable).waitFor()
    expect(await page.getByText(words.print.waits).count()).toBe(0)
    await walker.set({ document: { state: 'not-ready', reason: 'media-empty' } })
    await walker.set({ document: { state: 'ready', paperLow: false } })
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(words.print.printing)
    await print({ copies: [{ state: 'printed', pages: 1 }, { state: 'failed', pages: 1, reason: 'toner-empty' }], paper: 'lies' })
    await page.getByText(words.print.someAbout).waitFor()
    await page.getByText(words.printer['toner-empty']).waitFor()
    await print({ paper: 'reminded' })
    await page.getByText(words.print.reminded).waitFor()
    await walker.press(words.print.taken)
    await walker.press(evaluationZh.skip)
    await walker.sees(zh.takeCard.title)
    expect(await count(page, 'certificates.taken')).toBe(1)
    await walker.set({ card: { state: 'absent' } })
    await page.locator('.attract').waitFor()
  }, 60_000)

  it('leads whoever went home back to the copies that still come out', async () => {
    const walker = await atHome(hall)
    await walker.set({ copiesEnd: null })
    await asked(walker, 'preview')
    await walker.press(words.preview.confirm)
    await walker.sees(words.print.printing)
    await walker.press(zh.rail.home)
    await walker.sees(zh.home.title)
    await walker.press(zh.home.name.certificate)
    await walker.sees(words.print.printing)
    expect((await heard(walker.page)).prints.length).toBe(1)
  }, 60_000)

  it('says after a broken wire that it may have been printed', async () => {
    const walker = await atHome(hall)
    await walker.set({ silent: ['certificates.print'] })
    await asked(walker, 'preview')
    await walker.press(words.preview.confirm)
    await walker.sees(words.asked.title)
    await walker.page.evaluate(() => window.standIn.goAway())
    await walker.sees(zh.wait.title)
    await walker.page.evaluate(() => window.standIn.comeBack())
    await walker.sees(zh.interrupted.title)
    expect(await walker.page.locator('.lead').innerText()).toBe(zh.interrupted.lead.certificate)
  }, 60_000)

  it('asks nothing of a certificate that has nothing to ask, and offers another try where a reason may pass', async () => {
    const walker = await atHome(hall)
    await walker.set({ preview: { outcome: 'failed', reason: 'too-slow' } })
    await byCardToList(walker)
    await walker.press(NAMES.tax)
    await walker.page.getByText(words.fault['too-slow']).waitFor()
    await walker.set({ preview: { outcome: 'ready', pages: 1, pdf: 'JVBERi0xLjc=' } })
    await walker.press(words.again)
    await walker.sees(words.preview.title)
    await walker.press(zh.rail.back)
    await walker.sees(words.list.title)
    expect(await count(walker.page, 'certificates.preview')).toBe(2)
  }, 60_000)

  it('does not enter a certificate whose copies of the year are used up', async () => {
    const walker = await atHome(hall)
    await proven(walker)
    const usedUp = walker.page.getByRole('button', { name: '不动产信息查询结果', exact: true })
    expect(await usedUp.getAttribute('aria-disabled')).toBe('true')
    await usedUp.dispatchEvent('click')
    await walker.sees(words.list.title)
  }, 60_000)

  it('verifies a paper with no card and no agreement, and lets what was typed be mended', async () => {
    const walker = await atHome(hall)
    const { page } = walker
    await walker.set({ verified: { outcome: 'unknown' } })
    await walker.press(zh.home.verify)
    await walker.sees(words.verify.number)
    await page.keyboard.type('53032301-2026-00000041', BY_HAND)
    await page.keyboard.press('Enter')
    await walker.sees(words.verify.code)
    await page.keyboard.type('k7mq2xwt', BY_HAND)
    await walker.press(words.verify.confirm)
    await walker.sees(words.verified.unknown)
    await walker.press(words.verified.correct)
    await page.getByText(words.verify.entered.replace('{{typed}}', '53032301-2026-00000041')).waitFor({ state: 'attached' })
    expect((await heard(page)).calls).not.toContain('agree')
  }, 60_000)

  it('verifies what a scanner reads from the paper at once, and puts back what was typed when it reads something else', async () => {
    const walker = await atHome(hall)
    const { page } = walker
    await walker.set({ verified: { outcome: 'unknown' } })
    await walker.press(zh.home.verify)
    await walker.sees(words.verify.number)
    await walker.press('5')
    await scans(page, 'https://example.com/other')
    await page.getByText(words.verify.otherCode).waitFor()
    await page.getByText(words.verify.entered.replace('{{typed}}', '5')).waitFor({ state: 'attached' })
    // This one is the terminal's own, which types nothing.
    await walker.set({ scans: ['https://zwfw.example.gov.cn/v/53032301-2026-00000041/K7MQ2XWT'] })
    await walker.sees(words.verified.unknown)
    expect((await heard(page)).calls.filter((call) => call === 'certificates.verify')).toHaveLength(1)
  }, 60_000)
})
