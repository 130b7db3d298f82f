import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guideZh as words } from '../../renderer/strings/guide-zh.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { eventually } from '../eventually.ts'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { GUIDE_SCREENS, NAMES, SEARCHES, toSearch, toSituation, toWays } from './guide-screens.ts'
import { inThisRun, lookAtScreen, LONG } from './looks.ts'
import { fromHome, atHome, type Walker } from './screens.ts'

describe('办事指南, against a scripted terminal (needs Chromium)', () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn()
  }, 120_000)
  afterAll(() => hall.close())

  const screen = ({ page }: Walker) => page.locator('main').innerText()

  it('leads by situation and by department to all twelve elements of an item, and back the way one came', async () => {
    const walker = await atHome(hall)
    await toSituation(walker, '住房')
    await walker.press(NAMES.whole.zh)
    await walker.sees(NAMES.whole.zh)
    const headings = await walker.page.locator('.guide-element h2').allInnerTexts()
    expect(headings.map((heading) => heading.replace(/\s/g, ''))).toEqual([
      ...Object.values(words.element).map((name, at) => `${at + 1}${name}`),
      words.where.title,
    ])
    const guide = await screen(walker)
    for (const told of ['法定20个工作日，承诺5个工作日', '80 元一件', '只核对，不收取', '有填写样表', '最多 1 次', '目录版本 2026-11-21.1，来自政务服务平台']) {
      expect(guide).toContain(told)
    }
    await walker.press(zh.rail.back)
    await walker.sees('住房：您要看哪一项？')
    await walker.press(zh.rail.back)
    await walker.sees(words.title)
    await walker.press('示例县公安局')
    await walker.press(zh.rail.help)
    await walker.page.getByRole('heading', { name: words.help.steps }).waitFor()
    await walker.press(zh.rail.back)
    await walker.press(NAMES.bare.zh)
    await walker.sees(NAMES.bare.zh)
    expect(await screen(walker)).toContain('目录里没有写明：事项类型、设定依据、办理时限、办理流程、办理条件、申请材料、申请表单、收费标准和办理结果。请到窗口咨询。')
    await walker.press(words.number)
    await walker.sees(zh.businesses.title)
    expect((await walker.page.evaluate(() => window.standIn.heard)).calls).not.toContain('agree')
  }, 60_000)

  it('says what the terminal cannot show, and how to go on', async () => {
    const walker = await atHome(hall)
    await walker.set({ lost: ['guide.ways'] })
    await walker.press(zh.home.name.guide)
    await walker.sees(words.noAnswer)
    await walker.set({ lost: [] })
    await walker.press(words.again)
    await walker.sees(words.title)
    await walker.press('住房')
    await walker.set({ item: { outcome: 'not-found' } })
    await walker.press(NAMES.whole.zh)
    await walker.sees(words.gone)
    await walker.press(words.chooseAgain)
    await walker.page.getByRole('button', { name: '住房', exact: true }).waitFor()
    await walker.set({ items: { outcome: 'no-catalogue' } })
    await walker.press('住房')
    await walker.sees(words.none)
    await walker.press(zh.trouble.restart)
    await walker.page.locator('.home').waitFor()
    const { calls } = await walker.page.evaluate(() => window.standIn.heard)
    expect(calls.filter((call) => call.startsWith('guide.'))).toEqual([
      'guide.ways',
      'guide.ways',
      'guide.items',
      'guide.item',
      'guide.ways',
      'guide.items',
    ])
  }, 60_000)

  it('prints a guide once for each wish, says how it ended, and offers no paper where there is no A4 printer', async () => {
    const walker = await atHome(hall)
    await toSituation(walker, '住房')
    await walker.set({ document: { state: 'none' } })
    await walker.press(NAMES.whole.zh)
    await walker.page.getByRole('img', { name: words.along.code }).waitFor()
    expect(await walker.page.getByRole('button', { name: words.along.print }).count()).toBe(0)
    await walker.set({ document: { state: 'ready', paperLow: false }, lost: ['guide.print'] })
    await walker.press(words.along.print)
    await walker.sees(words.print.unknown)
    await walker.set({ lost: [], guideSheet: { state: 'unknown', reason: 'media-jam', pages: 2 } })
    await walker.press(words.again)
    await walker.page.getByText(words.print.unknownAbout).waitFor()
    await walker.set({ guideSheet: { state: 'printed', pages: 2 } })
    await walker.press(words.print.again)
    await walker.sees(words.print.printed)
    await walker.press(words.print.back)
    await walker.sees(NAMES.whole.zh)
    const { guidePrints } = await walker.page.evaluate(() => window.standIn.heard)
    expect(guidePrints).toHaveLength(3)
    expect(guidePrints[0]).toBe(guidePrints[1])
    expect(guidePrints[2]).not.toBe(guidePrints[0])
  }, 60_000)

  it('leads from a package to each of its guides and back the way one came, and asks for each paper once', async () => {
    const walker = await atHome(hall)
    await toSituation(walker, '企业开办')
    // The stand-in has one package for every code.
    await walker.press('企业开办一件事')
    await walker.sees('新生儿出生一件事')
    const told = await screen(walker)
    for (const line of ['同时办理的，最慢的一项5个工作日', '其中 1 项当场办结', '另有 1 项没有写明时限', '一共 3 样，只需带一套。', '每个事项都用', '用于：新生儿户口登记和新生儿参加基本医疗保险登记', '有 1 个事项没有写明材料']) {
      expect(told).toContain(line)
    }
    await walker.press('新生儿户口登记')
    await walker.sees(NAMES.whole.zh)
    await walker.press(zh.rail.back)
    await walker.sees('新生儿出生一件事')
    await walker.press(zh.rail.back)
    await walker.sees('企业开办：您要看哪一项？')
    await walker.set({ package: { outcome: 'not-found' } })
    await walker.press('企业开办一件事')
    await walker.sees(words.gone)
  }, 60_000)

  it('shows a filled specimen, comes back to its paper, and says plainly that one is not here', async () => {
    const walker = await atHome(hall)
    await toSituation(walker, '住房')
    await walker.press(NAMES.whole.zh)
    await walker.press(words.sample.see)
    await walker.sees('样本：不动产登记申请书')
    await walker.page.waitForFunction(() => document.querySelector<HTMLImageElement>('.guide-picture')?.naturalWidth === 620)
    await walker.press(words.sample.close)
    await walker.sees(NAMES.whole.zh)
    const see = walker.page.getByRole('button', { name: words.sample.see })
    await eventually(async () => expect(await see.evaluate((button) => button.getBoundingClientRect().top)).toBeLessThan(1600))
    for (const [sample, told] of [
      [{ outcome: 'not-here' }, words.sample.notHere],
      [{ outcome: 'none' }, words.sample.none],
      [{ outcome: 'ready', type: 'image/png', width: 9, height: 9, picture: 'AAAA' }, words.sample.none],
    ] as const) {
      await walker.set({ sample })
      await see.click()
      await walker.page.getByText(told).waitFor()
      await walker.press(zh.rail.back)
      await walker.sees(NAMES.whole.zh)
    }
  }, 60_000)

  it('searches as one types, and never answers with what was found for an older text', async () => {
    const walker = await atHome(hall)
    await toSearch(walker, 'words')
    const { page, press } = walker
    const field = page.locator('.search-field')
    const found = () => page.locator('.search-results:not([inert]) .guide-entry-name').allInnerTexts()
    await walker.set({ lateSearch: '入学' })
    await field.fill('入学')
    await field.fill('住房')
    await expect.poll(found).toEqual(['住房登记'])
    // The late answer has left by now: its text is asked for a second time, and is answered.
    await walker.set({ lateSearch: null })
    await field.fill('入')
    await expect.poll(found).toEqual(['入学登记', '出入境登记'])
    await field.fill('住房')
    await expect.poll(found).toEqual(['住房登记'])
    await press('住房登记')
    await walker.sees(NAMES.whole.zh)
    await press(zh.rail.back)
    expect(await field.inputValue()).toBe('住房')
    await press(words.search.space)
    await press(zh.keypad.delete)
    await press('q')
    await page.getByText(words.search.nothing.replace('{{typed}}', '住房q')).waitFor()
    await press(zh.rail.help)
    await press(zh.rail.back)
    expect(await field.inputValue()).toBe('住房q')
    await walker.set({ lost: ['guide.search'] })
    const asked = () => page.evaluate(() => window.standIn.heard.calls.filter((call) => call === 'guide.search').length)
    const before = await asked()
    await page.keyboard.type('x')
    await press(words.again)
    // The second answer is lost too before the line is well again.
    await expect.poll(asked).toBe(before + 2)
    await walker.set({ lost: [] })
    await press(words.again)
    await page.getByText(words.search.nothing.replace('{{typed}}', '住房qx')).waitFor()
    await press(words.search.browse)
    await walker.sees(words.title)
  }, 60_000)

  it('takes what a scanner reads, on the ways in already, and says of a wrong code what it may be', async () => {
    const walker = await atHome(hall)
    await walker.set({ searches: SEARCHES })
    await toWays(walker)
    const code = '11530323MB0A00051P4530715007000'
    const scans = (text: string) =>
      walker.page.evaluate((text) => {
        for (const key of [...Array.from(text), 'Enter']) {
          ;(document.activeElement ?? window).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
        }
      }, text)
    await scans(`https://example.gov.cn/guide?code=${code}`)
    await walker.sees(words.search.title.code)
    expect(await walker.page.locator('.search-field').inputValue()).toBe(code)
    await walker.page.getByText('这个编码的第 17 位不对。').waitFor()
    await walker.press(NAMES.whole.zh)
    await walker.sees(NAMES.whole.zh)
    await walker.press(zh.rail.back)
    await walker.page.locator('.search-code').waitFor()
    await scans('999999999999')
    await walker.page.getByText(words.search.nothing.replace('{{typed}}', '999999999999')).waitFor()
  }, 60_000)

  it('asks one question at a time, goes back one at a time, and shows everything to whoever cannot answer', async () => {
    const walker = await atHome(hall)
    const { press, sees, page } = walker
    const entries = () => page.locator('.guide-entry:not(.guide-package) .guide-entry-name').allInnerTexts()
    await toWays(walker)
    await press('生育')
    await sees('孩子出生了吗？')
    await press('已经出生')
    await sees('现在要办哪件事？')
    await press('领取生育津贴')
    await expect.poll(entries).toEqual(['社保登记', '生育登记'])
    await press(zh.rail.back)
    await sees('现在要办哪件事？')
    await press(words.question.unsure)
    await expect.poll(entries).toEqual(['生育登记', '入学登记', '社保登记', '出入境登记'])
    await press(zh.rail.back)
    await sees('现在要办哪件事？')
    await press(zh.rail.back)
    await sees('孩子出生了吗？')
    await press('还没有')
    await expect.poll(entries).toEqual(['生育登记'])
    await press('生育登记')
    await sees(NAMES.whole.zh)
    for (const title of ['生育：您要看哪一项？', '孩子出生了吗？', words.title]) {
      await press(zh.rail.back)
      await sees(title)
    }
  }, 60_000)

  it('shows a long list in parts, and asks again for the one that was lost', async () => {
    const walker = await atHome(hall)
    const { press, set, page } = walker
    await set({ inOnePart: 1 })
    await toSituation(walker, '住房')
    const entries = () => page.locator('.guide-entry').count()
    expect(await entries()).toBe(1)
    await set({ lost: ['guide.items'] })
    await press('再看一些（共 2 项）')
    await page.getByText(words.moreLost).waitFor()
    await set({ lost: [] })
    await press('再看一些（共 2 项）')
    await expect.poll(entries).toBe(2)
    expect(await page.getByRole('button', { name: '再看一些（共 2 项）' }).count()).toBe(0)
    // Whoever comes back from the last one finds it there, with all that came before it.
    const last = await page.locator('.guide-entry-name').last().innerText()
    await page.locator('.guide-entry').last().click()
    await page.locator('.guide-items').waitFor({ state: 'detached' })
    await press(zh.rail.back)
    await page.locator('.guide-entry', { hasText: last }).waitFor()
    expect(await entries()).toBe(2)
  }, 60_000)

  it('offers no guides in a hall without a catalogue', async () => {
    const walker = await atHome(hall)
    await walker.set({ facts: { journeys: ['take-number'] } })
    await walker.page.evaluate(() => window.standIn.endSession())
    await walker.page.locator('.attract').tap()
    await walker.press(zh.home.name.guide)
    await walker.page.getByText(zh.soon.instead.guide).waitFor()
    expect((await walker.page.evaluate(() => window.standIn.heard)).calls).not.toContain('guide.ways')
    await walker.set({ facts: {} })
    await walker.page.evaluate(() => window.standIn.endSession())
    await walker.page.locator('.attract').tap()
    await toWays(walker)
  }, 60_000)

  it.each(inThisRun(GUIDE_SCREENS))(
    '$name: can be read and touched, in every look',
    async ({ walk }) => {
      expect(await lookAtScreen(hall, { walk: fromHome(walk), whose: 'certificate' })).toEqual([])
    },
    LONG ? 240_000 : 120_000,
  )
})
