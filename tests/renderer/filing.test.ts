import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certificateZh } from '../../renderer/strings/certificate-zh.ts'
import { filingZh as words } from '../../renderer/strings/filing-zh.ts'
import { guideZh } from '../../renderer/strings/guide-zh.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { begun, FILING_SCREENS, NAMES, opened, PAGE, sign, toApplicant, toField, toItems, toPage, writeHere } from './filing-screens.ts'
import { NAMES as GUIDES, toSituation } from './guide-screens.ts'
import { inThisRun, lookAtScreen, LONG } from './looks.ts'
import { atHome, fromHome, type Walker } from './screens.ts'
import { FILABLE, SHOP_DRAFT, TWO_PERMITS } from './stand-in/filing-specimens.ts'

/** No scanner is so slow. */
const BY_HAND = { delay: 60 }

/** As a scanner types: in no time, whatever the machine of the test is busy with. */
async function scans(page: Page, text: string): Promise<void> {
  await page.evaluate((keys) => {
    for (const key of [...Array.from(keys), 'Enter']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  }, text)
}

describe('刷证申报, from home to the end of the form, against a scripted terminal (needs Chromium)', () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn()
  }, 120_000)
  afterAll(() => hall.close())

  const heard = ({ page }: Walker) => page.evaluate(() => window.standIn.heard)
  const shows = async ({ page }: Walker, text: string) => page.getByText(text, { exact: true }).first().waitFor()
  const main = ({ page }: Walker) => page.locator('main').innerText()
  const choose = ({ page }: Walker, name: string) => page.getByRole('radio', { name, exact: true }).click()
  const fill = async (walker: Walker, field: string, typed: string) => {
    await walker.press(field)
    await walker.sees(field)
    await walker.page.keyboard.type(typed, BY_HAND)
    await walker.press(words.confirm)
  }
  /** Letters as they are, and then 完成. */
  const write = async (walker: Walker, field: string, typed: string) => {
    await walker.press(field)
    await walker.sees(field)
    await writeHere(walker, typed)
  }

  it('asks each kind of question once and hands the terminal what was answered, with what the card knew', async () => {
    const walker = await atHome(hall)
    const { press, sees, page } = walker
    await begun(walker)
    expect(await main(walker)).toContain('3 项，来自身份证等，不用再填')
    await press(words.begun.start)
    const known = await main(walker)
    expect(known).toContain('110***********002X')
    expect(known).toContain(words.form.origin.card)
    expect(known).not.toContain('11010519491231002X')
    await press(words.next)
    await write(walker, '店铺名称', 'OPERA')
    await press(words.next)

    await press('所在地区')
    for (const level of ['示例省', '示例市', '西山县', '青石镇']) await page.getByText(level, { exact: true }).last().click()
    await press(words.confirm)
    await choose(walker, '向单位租的')
    await fill(walker, '房东单位的统一社会信用代码', '91350100M000100Y43')
    await choose(walker, '自己的')
    await press(words.next)

    await fill(walker, '资金数额', '1203.5')
    await shows(walker, '¥ 1,203.5')
    await fill(walker, '从业人数', '02')
    await press('开业日期')
    await sees('开业日期')
    await page.keyboard.type('2026122', BY_HAND)
    expect(await page.locator('.filing-places').innerText()).toMatch(/2\s*0\s*2\s*6\s*年\s*1\s*2\s*月\s*2\s*日/)
    await press(words.confirm)
    await press(words.next)

    await choose(walker, '家庭经营')
    await press(words.table.add)
    await write(walker, '姓名', 'LI')
    await fill(walker, '公民身份号码', '11010519491231002X')
    await press(words.table.done)
    await press(words.next)

    await sees('手机号码')
    await page.keyboard.type('13800000000', BY_HAND)
    await press(words.next)
    await sees(words.phone.code)
    await page.keyboard.type('135790', BY_HAND)
    await press(words.confirm)
    await shows(walker, words.phone.wrong_other.replace('{{count}}', '2'))
    await press(words.form.clear)
    await page.keyboard.type('246813', BY_HAND)
    await press(words.confirm)

    await sees('承诺')
    await press(words.consent.agree)
    await press(words.next)
    await sees('签名')
    await sign(walker)
    await press(words.next)
    await page.locator('[data-page="filing-materials"]').waitFor()

    const { answers } = await heard(walker)
    expect(answers.map((one) => one.page)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(answers[0]?.answers).toEqual(SHOP_DRAFT.answers)
    // What is not asked any more is not said either.
    expect(answers[2]?.answers).toEqual({ place: '990102001', owner: 'own' })
    expect(answers[3]?.answers).toEqual({ funds: 1203.5, people: 2, opens: '2026-12-02' })
    expect(answers[4]?.answers).toEqual({ form: 'family', members: [{ name: 'LI', number: '11010519491231002X' }] })
    expect(answers[5]?.answers).toEqual({ phone: '13800000000' })
    const signed = answers[7]?.answers['signed']
    if (typeof signed !== 'object' || !('png' in signed)) throw new Error('no signature')
    expect(signed.strokes).toHaveLength(2)
    expect(signed.strokes.flat().flatMap(([x, y]) => [x, y]).every((part) => part >= 0 && part <= 1)).toBe(true)
    expect(signed.png.length).toBeLessThan(60_000)
    expect(Buffer.from(signed.png, 'base64').subarray(1, 4).toString()).toBe('PNG')
  }, 90_000)

  it('fills in nothing from two e-licences of a kind before the person has said which, and says then that it was handed in today', async () => {
    const walker = await atHome(hall)
    const { press, sees, set, page } = walker
    await set({ draft: TWO_PERMITS, begun: { resumed: false, changed: false, filedToday: { receipt: '53032301-2026-F0000041', at: '09:15' } } })
    await toApplicant(walker)
    await press(words.applicant.kind.self)
    await sees(words.which.title)
    await press('不动产权证书（西山县）')
    await sees(words.begun.title)
    expect((await heard(walker)).calls).toContain('filings.chooseLicence')
    expect(await main(walker)).toContain('今天 09:15 已在这台终端提交过这个事项，回执号 53032301-2026-F0000041。')
    await press(words.progress)
    await page.locator('[data-page="progress-list"]').waitFor()
    await expect.poll(async () => (await heard(walker)).calls).toContain('progress.list')
  }, 60_000)

  it('says at the field what is wrong, stands at the first, and keeps what was typed on the way back', async () => {
    const walker = await atHome(hall)
    const { press, sees, page, set } = walker
    await toPage(walker, PAGE.place)
    await choose(walker, '向个人租的')
    await press(words.next)
    await shows(walker, words.form.fix_other.replace('{{count}}', '2'))
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('所在地区')
    await set({ fieldFaults: [{ key: 'owner-number', row: null, column: null, fault: 'wrong-check' }] })
    await fill(walker, '房东的公民身份号码', '110105194912310021')
    await shows(walker, words.wrong['wrong-check'])
    await press(zh.rail.back)
    await sees('经营场所')
    await shows(walker, '110105194912310021')
    await press(zh.rail.help)
    await press(zh.rail.back)
    await press(zh.rail.back)
    await sees('店铺')
    await set({ fieldFaults: [] })
    await write(walker, '店铺名称', 'B')
    await press(words.next)
    await sees('经营场所')
    await shows(walker, '110105194912310021')
  }, 60_000)

  it('leaves nothing typed behind when a call is lost, and says how to go on', async () => {
    const walker = await atHome(hall)
    const { press, set } = walker
    await toField(walker, PAGE.shop, '店铺名称')
    await writeHere(walker, 'B')
    await set({ lost: ['filings.answer'] })
    await press(words.next)
    await shows(walker, words.form.noAnswer)
    await set({ lost: [] })
    await press(words.next)
    await walker.sees('经营场所')
    expect((await heard(walker)).answers.at(-1)).toEqual({ page: PAGE.shop, answers: { shop: 'B' } })
  }, 60_000)

  it('tells whoever goes home in the middle that it is kept, and opens it again, or afresh after one question', async () => {
    const walker = await atHome(hall)
    const { press, sees, set, page } = walker
    await toField(walker, PAGE.shop, '店铺名称')
    await page.keyboard.type('B', BY_HAND)
    await press(zh.rail.home)
    await sees(words.kept.title)
    await shows(walker, words.kept.until.replace('{{time}}', '2 小时'))
    expect(await main(walker)).not.toContain(words.kept.pageNot)
    await press(words.kept.home)
    await page.locator('.home').waitFor()
    await set({ begun: { resumed: true, changed: false } })
    await press(zh.home.name.filing)
    await press(NAMES.shop)
    await press(words.applicant.kind.self)
    await sees(words.begun.resumed)
    await press(words.begun.restart)
    await press(words.begun.restartNo)
    await press(words.begun.restart)
    await set({ begun: { resumed: false, changed: false } })
    await press(words.begun.restartYes)
    await sees(words.begun.title)
    const { calls } = await heard(walker)
    expect(calls.filter((call) => call === 'filings.discard')).toHaveLength(1)
  }, 60_000)

  it('asks for the proof that an item wants, and goes on there for whom it was', async () => {
    const walker = await atHome(hall)
    const { press, sees, set, page } = walker
    await toItems(walker)
    await set({ filingProof: 'wanted' })
    await press(NAMES.residence)
    await press(words.prove)
    await sees(certificateZh.prove.title)
    await press(zh.rail.back)
    await press(words.prove)
    await press(certificateZh.prove.way.sms)
    await sees(certificateZh.sms.title)
    await page.keyboard.type('246813', BY_HAND)
    await press(certificateZh.sms.confirm)
    await sees(words.begun.title)
    expect(await main(walker)).toContain(NAMES.residence)
  }, 60_000)

  it('files for another person, whose number it can mend, and has no list where nothing can be filed', async () => {
    const walker = await atHome(hall)
    const { press, sees, set } = walker
    await toApplicant(walker)
    await press(words.applicant.kind.person)
    await write(walker, words.applicant.name.person, 'WANG')
    await fill(walker, words.applicant.number.person, '990105194912310021')
    await press(words.next)
    await shows(walker, words.fault['wrong-number'])
    await press(words.applicant.number.person)
    await walker.page.keyboard.press('Backspace')
    for (let left = 17; left > 0; left -= 1) await walker.page.keyboard.press('Backspace')
    await walker.page.keyboard.type('11010519491231002X', BY_HAND)
    await press(words.confirm)
    await press(words.next)
    await sees(words.begun.title)
    expect(await main(walker)).toContain('110***')
    await set({ filingFails: 'no-catalogue' })
    await press(zh.rail.home)
    await press(zh.home.name.filing)
    await sees(words.items.none)
  }, 60_000)

  it('finds a company by the QR code of its licence, says what another code is not, and takes a name where nobody tells it', async () => {
    const walker = await atHome(hall)
    const { press, sees, set, page } = walker
    await toApplicant(walker)
    await press(words.applicant.kind.company)
    await scans(page, 'https://example.com/f/53032301-2026-F0000041')
    await shows(walker, words.applicant.company.noLicence)
    await press(words.applicant.number.company)
    await sees(words.applicant.number.company)
    await page.keyboard.type('915', BY_HAND)
    await scans(page, 'https://www.gsxt.gov.cn/index.html?uniscid=91530323MA0A010176')
    await shows(walker, words.form.origin.register)
    expect(await main(walker)).toContain('91530323MA0A010176')
    expect(await main(walker)).not.toContain('gsxt')
    await set({ company: { name: '清溪旧店', origin: 'register', register: 'cancelled' } })
    await scans(page, '91530323MA0A01033U')
    await shows(walker, words.applicant.company.cancelled)
    expect(await page.getByRole('button', { name: words.next, exact: true }).count()).toBe(0)
    await set({ company: { name: null, origin: null, register: 'unreachable' } })
    await scans(page, '91530323MA0A01041N')
    await shows(walker, words.applicant.company.unreachable)
    expect(await main(walker)).not.toContain('清溪旧店')
    await write(walker, words.applicant.name.company, 'QINGXI')
    await press(words.next)
    await sees(words.begun.title)
    expect(await main(walker)).toContain('QINGXI')
    await set({ company: null })
    await press(zh.rail.back)
    await press(words.applicant.kind.company)
    await fill(walker, words.applicant.number.company, '91530323MA0A010175')
    await shows(walker, words.applicant.company.wrong['check-digit'])
  }, 60_000)

  it('leads from the guide of an item into its application', async () => {
    const walker = await atHome(hall)
    const { press, sees, set } = walker
    await opened(walker)
    const [item] = FILABLE
    if (item === undefined) throw new Error('specimens')
    await set({ filable: [{ ...item, code: GUIDES.code }] })
    await toSituation(walker, '住房')
    await press(GUIDES.whole.zh)
    await press(guideZh.file)
    await press(zh.agreement.agree)
    await set({ card: { state: 'present', leftBehind: false } })
    await sees(words.applicant.title)
    expect(await main(walker)).toContain(item.name.zh)
  }, 60_000)

  it.each(inThisRun(FILING_SCREENS.filter(({ often }) => LONG || often)))(
    '$name: can be read and touched, in every look',
    async ({ walk }) => {
      expect(await lookAtScreen(hall, { walk: fromHome(walk), whose: 'certificate' })).toEqual([])
    },
    LONG ? 240_000 : 120_000,
  )
})
