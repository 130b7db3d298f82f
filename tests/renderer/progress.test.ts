import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certificateZh } from '../../renderer/strings/certificate-zh.ts'
import { filingMaterialsZh as filing } from '../../renderer/strings/filing-materials-zh.ts'
import { progressZh as words } from '../../renderer/strings/progress-zh.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { lookAtScreen, LONG } from './looks.ts'
import { byCard, byCode, NAMES, PROGRESS_SCREENS, PROGRESS_SCREENS_OF_A_KIND, RECEIPT, toProgress, toSupplement, WAITING } from './progress-screens.ts'
import { atHome, fromHome } from './screens.ts'
import { FILINGS } from './stand-in/progress.ts'

/** No scanner is so slow. */
const BY_HAND = { delay: 60 }

/** As a scanner types: in no time, whatever the machine of the test is busy with. */
async function scans(page: Page, text: string): Promise<void> {
  await page.evaluate((keys) => {
    for (const key of [...Array.from(keys), 'Enter']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  }, text)
}

describe('进度查询, against a scripted terminal (needs Chromium)', () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn()
  }, 120_000)
  afterAll(() => hall.close())

  const heard = (page: Page) => page.evaluate(() => window.standIn.heard)

  it('shows nothing to the card alone, then what waits for whom, and passes on what is wrong, once for each wish', async () => {
    const walker = await atHome(hall)
    const { page } = walker
    const screen = () => page.locator('main').innerText()
    await byCard(walker)
    expect(await screen()).not.toMatch(new RegExp(Object.values(NAMES).join('|')))
    await walker.press(words.list.prove)
    await walker.press(zh.rail.help)
    await page.getByRole('heading', { name: words.help.steps }).waitFor()
    await walker.press(zh.rail.back)
    // Back from the ways to prove it is where it is wanted for.
    await walker.press(zh.rail.back)
    await walker.sees(words.list.unproven)
    await walker.press(words.list.prove)
    await byCode(walker)
    await walker.sees(words.list.title)
    const marks = await page.locator('.filing .mark').evaluateAll((all) => all.map((one) => one.getAttribute('data-mark')))
    expect(marks).toEqual(['pen', 'work', 'pause', 'done', 'void'])

    await walker.press(NAMES.supplement)
    await walker.sees(NAMES.supplement)
    for (const told of ['要补正', '最迟 2026年11月25日', '出院记录', '受理后开始计算', '补正告知']) expect(await screen()).toContain(told)
    await walker.press(words.dispute.ask)
    await walker.set({ lost: ['progress.dispute'] })
    await walker.press(words.dispute.what['already-given'])
    await walker.sees(words.dispute.notRecorded)
    await walker.set({ lost: [] })
    await walker.press(words.again)
    await walker.sees(words.dispute.recorded)
    const { disputes } = await heard(page)
    expect(disputes.length).toBeGreaterThan(1)
    expect(new Set(disputes.map(({ requestId }) => requestId)).size).toBe(1)
    expect(disputes[0]).toMatchObject({ filing: FILINGS[0].id, what: 'already-given' })
    await walker.press(words.dispute.back)
    await walker.sees(NAMES.supplement)
    await walker.press(zh.rail.back)
    await walker.press(NAMES.finished)
    await walker.press(words.result.print)
    await page.locator('[data-page="certificates"]').waitFor()
    expect((await heard(page)).calls.filter((call) => call === 'progress.list')).toHaveLength(3)
  }, 60_000)

  it('gives what was asked for here, names all that is missing before it goes, and says what still waits here', async () => {
    const walker = await atHome(hall)
    const { page } = walker
    await toSupplement(walker)
    await walker.press(filing.list.review)
    await walker.press(filing.review.fill)
    await walker.sees('出院记录')
    await walker.press(filing.way.window)
    await walker.press('结婚证')
    await walker.press(filing.way.licence)
    await walker.press('居民身份证')
    await walker.press(filing.list.review)
    await walker.press(filing.supplement.review.submit)
    await walker.sees(filing.supplement.filed.title.received)
    expect(await page.locator('main').innerText()).not.toMatch(/受理|申请已/)
    expect((await heard(page)).sent).toHaveLength(1)
    await walker.set({ waiting: WAITING, card: { state: 'absent' } })
    await page.evaluate(() => window.standIn.endSession())
    await page.locator('.attract').tap()
    await byCard(walker)
    await walker.press(words.list.prove)
    await byCode(walker)
    await walker.sees(words.list.title)
    for (const told of ['已保存在本机，尚未送达', '个体工商户设立登记', '14:05']) expect(await page.locator('main').innerText()).toContain(told)
  }, 60_000)

  it('opens the only filing at once, says plainly why there is none to see, and forgets it all with the session', async () => {
    const walker = await atHome(hall)
    await walker.set({ filings: FILINGS.slice(4), filingsFail: 'another-person' })
    await toProgress(walker)
    await walker.press(words.ways.card)
    await walker.press(zh.agreement.agree)
    await walker.set({ card: { state: 'present', leftBehind: false } })
    await walker.sees(words.list.failed)
    await walker.page.getByText(words.fault['another-person']).waitFor()
    await walker.set({ filingsFail: 'platform-unreachable' })
    await walker.press(zh.trouble.restart)
    await toProgress(walker)
    await walker.press(words.ways.card)
    await walker.page.getByText(words.fault['platform-unreachable']).waitFor()
    await walker.set({ filingsFail: null })
    await walker.press(words.again)
    await walker.press(words.list.prove)
    await byCode(walker)
    await walker.sees(NAMES.refused)
    expect(await walker.page.locator('main').innerText()).toContain('行政复议')
    await walker.page.evaluate(() => window.standIn.endSession())
    await walker.page.locator('.attract').waitFor()
    expect(await walker.page.content()).not.toMatch(/公共租赁住房|SPECIMEN/)
  }, 60_000)

  it('shows a receipt’s state and dates with no card, by its QR code or typed, and ends with the third wrong code', async () => {
    const walker = await atHome(hall)
    const { page } = walker
    await toProgress(walker)
    await walker.press(words.ways.receipt)
    await walker.sees(words.receipt.number)
    await walker.press('5')
    await scans(page, 'https://zwfw.example.gov.cn/v/53032301-2026-00000041/K7MQ2XWT')
    await page.getByText(words.receipt.otherCode).waitFor()
    await page.getByText(words.receipt.entered.replace('{{typed}}', '5')).waitFor({ state: 'attached' })
    await scans(page, `https://zwfw.example.gov.cn/f/${RECEIPT.number}/${RECEIPT.code}`)
    await walker.sees(words.state['in-progress'])
    expect(await page.locator('main').innerText()).toMatch(/2026年11月18日起/)
    await walker.press(words.receipt.another)
    await walker.sees(words.receipt.number)
    await page.keyboard.type(RECEIPT.number.toLowerCase(), BY_HAND)
    await page.keyboard.press('Enter')
    for (const left of [2, 1]) {
      await walker.sees(words.receipt.code)
      await page.keyboard.type(RECEIPT.wrong, BY_HAND)
      await page.keyboard.press('Enter')
      await page.getByText(words.receipt.unknownMore_other.replace('{{count}}', String(left))).waitFor()
    }
    await page.keyboard.type(RECEIPT.wrong, BY_HAND)
    await page.keyboard.press('Enter')
    await page.getByText(certificateZh.shutOut.leadOfReceipts).waitFor()
    const { calls } = await heard(page)
    expect(calls).not.toContain('agree')
    expect(calls.filter((call) => call === 'progress.receipt')).toHaveLength(4)
  }, 60_000)

  it.each([...PROGRESS_SCREENS, ...(LONG ? PROGRESS_SCREENS_OF_A_KIND : [])])(
    '$name: can be read and touched, in every look',
    async ({ walk }) => {
      expect(await lookAtScreen(hall, { walk: fromHome(walk), whose: 'certificate' })).toEqual([])
    },
    LONG ? 240_000 : 120_000,
  )
})
