import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { zh } from '../../renderer/strings/zh.ts'
import { LANDSCAPE, PORTRAIT, type StandInHall, startStandIn } from './chromium-page.ts'
import { inView } from './in-view.ts'
import { atHome, manyBusinesses, walkerOn, type Walker } from './screens.ts'

describe('the walk to a number, against a scripted terminal (needs Chromium)', () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn()
  }, 120_000)
  afterAll(() => hall.close())

  const heard = (page: Page) => page.evaluate(() => window.standIn.heard)
  const toConfirm = async (walker: Walker) => {
    await walker.business('B')
    await walker.press(zh.agreement.agree)
    await walker.sees(zh.identify.title)
    await walker.set({ card: { state: 'present', leftBehind: false } })
    await walker.sees(zh.confirm.title)
  }

  it('shows the notice of the hall file in use and agrees to its version, though the page was loaded before it', async () => {
    const { page } = await hall.open()
    const walker = walkerOn(page, 'zh')
    const notice = '新的说明：只读取公民身份号码。'
    await walker.set({ facts: { consent: { version: 2, text: { zh: notice, en: 'New notice.' } } } })
    await page.locator('.attract').tap()
    await walker.business('A')
    await page.getByText(notice).waitFor()
    await walker.press(zh.agreement.agree)
    await walker.sees(zh.identify.title)
    expect((await heard(page)).agreed).toEqual([2])
  }, 60_000)

  it.each([
    ['portrait', PORTRAIT, false],
    ['portrait, in large type', PORTRAIT, true],
    ['landscape', LANDSCAPE, false],
    ['landscape, in large type', LANDSCAPE, true],
  ])('shows whoever comes back from the last business of a large hall that business (%s), until they move on', async (_, size, large) => {
    const walker = await atHome(hall)
    const { page, set, press, sees } = walker
    const place = (code: string) => page.locator('.business', { has: page.locator('.business-code', { hasText: code }) })
    const some = await page.evaluate(() => window.standIn.businesses)
    await set({ businesses: manyBusinesses(some.filter(({ availability }) => availability.state === 'open')) })
    await page.setViewportSize(size)
    if (large) await press(zh.rail.large)
    await walker.business('R')
    await press(zh.rail.back)
    await sees(zh.businesses.title)
    await place('R').waitFor()
    await expect.poll(() => inView(place('R'))).toBe(true)
    expect(await inView(place('A'))).toBe(false)
    await press(zh.scroll.up)
    await expect.poll(() => inView(place('R'))).toBe(false)
    await page.setViewportSize({ ...size, width: size.width - 100 })
    // Whatever a page does about its new size it has done once it has been drawn twice.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    expect(await inView(place('R'))).toBe(false)
  }, 60_000)

  it('says 请稍候 to whoever touches a terminal that does not answer, and opens when it is back', async () => {
    const { page } = await hall.open()
    const walker = walkerOn(page, 'zh')
    await walker.set({ silent: ['open'] })
    await page.locator('.attract').tap()
    await walker.sees(zh.wait.title)
    await walker.set({ silent: [] })
    await page.getByRole('button', { name: zh.attract.start, exact: true }).tap()
    await walker.sees(zh.home.title)
    expect((await heard(page)).calls.filter((call) => call === 'hello').length).toBe(2)
  }, 60_000)

  it('asks again with the same request id when an answer is lost, and once more when the person says so', async () => {
    const walker = await atHome(hall)
    await toConfirm(walker)
    await walker.set({ lost: ['takeNumber'] })
    await walker.press(zh.confirm.confirm)
    await walker.sees(zh.trouble.noAnswer)
    await walker.set({ lost: [] })
    await walker.press(zh.trouble.again)
    await walker.sees(zh.ticket.printed)
    const { takeNumber } = await heard(walker.page)
    expect(takeNumber.length).toBeGreaterThan(2)
    expect(new Set(takeNumber).size).toBe(1)
  }, 60_000)

  it('wishes anew, with a new request id, for a number on screen only', async () => {
    const walker = await atHome(hall)
    await toConfirm(walker)
    await walker.set({ printer: { state: 'not-ready', reason: 'paper-out' } })
    await walker.press(zh.confirm.confirm)
    await walker.press(zh.noPaper.byScreen)
    await walker.sees(zh.ticket.screen)
    const { takeNumber } = await heard(walker.page)
    expect(takeNumber.length).toBe(2)
    expect(new Set(takeNumber).size).toBe(2)
  }, 60_000)

  it('takes one number for a trembling double touch', async () => {
    const walker = await atHome(hall)
    await toConfirm(walker)
    // The paper takes longer than a hand trembles, on however slow a machine.
    await walker.set({ sheetEnds: null })
    await walker.page.getByRole('button', { name: zh.confirm.confirm, exact: true }).dblclick()
    await walker.sees(zh.ticket.printing)
    expect((await heard(walker.page)).takeNumber.length).toBe(1)
  }, 60_000)

  it('takes one number for two touches before the page could change, and one sheet of 补打', async () => {
    const walker = await atHome(hall)
    const calls = async (name: string) => (await heard(walker.page)).calls.filter((call) => call === name).length
    const twiceAtOnce = (name: string) =>
      walker.page.getByRole('button', { name }).first().evaluate((button: HTMLElement) => {
        button.click()
        button.click()
      })
    await toConfirm(walker)
    await walker.set({ already: 'yes' })
    await twiceAtOnce(zh.confirm.confirm)
    await walker.sees(zh.already.title)
    expect(await calls('takeNumber')).toBe(1)
    await twiceAtOnce(zh.ticket.reprint)
    await walker.sees(zh.ticket.printed)
    expect(await calls('reprint')).toBe(1)
  }, 60_000)

  it('stays with a number on its way, whatever is touched, until the answer is late', async () => {
    const walker = await atHome(hall)
    await toConfirm(walker)
    await walker.set({ silent: ['takeNumber'] })
    await walker.press(zh.confirm.confirm)
    await walker.press(zh.rail.home)
    await walker.press(zh.rail.back)
    await walker.page.getByText(zh.confirm.slow).waitFor()
    expect((await heard(walker.page)).takeNumber.length).toBe(1)
  }, 60_000)

  it('leaves whoever has gone home there when the card is read after all', async () => {
    const walker = await atHome(hall)
    await walker.set({ reads: 'slowly' })
    await walker.business('B')
    await walker.press(zh.agreement.agree)
    await walker.sees(zh.identify.title)
    await walker.set({ card: { state: 'present', leftBehind: false } })
    await walker.page.getByText(zh.identify.state.reading).waitFor()
    await walker.press(zh.rail.home)
    await walker.sees(zh.home.title)
    await walker.set({ reads: 'well' })
    // Answers come in order: once this one is on screen, the card's has been heard.
    await walker.press(zh.home.name['take-number'])
    await walker.page.getByRole('button', { name: /就业/ }).first().waitFor()
    expect(await walker.page.getByRole('heading', { level: 1 }).innerText()).toBe(zh.businesses.title)
  }, 60_000)

  it('does not enter a closed business, and still lets it be read', async () => {
    const { page, press } = await atHome(hall)
    await press(zh.home.name['take-number'])
    const closed = page.getByRole('button', { name: '不动产登记', exact: true })
    expect(await closed.getAttribute('aria-disabled')).toBe('true')
    expect(await closed.innerText()).toContain('今天 13:30 恢复取号')
    await closed.dispatchEvent('click')
    await page.getByRole('heading', { name: zh.businesses.title }).waitFor()
  }, 60_000)

  it('never opens anything with a card that somebody left behind', async () => {
    const walker = await atHome(hall)
    await walker.business('B')
    await walker.press(zh.agreement.agree)
    await walker.set({ card: { state: 'present', leftBehind: true } })
    await walker.page.getByText(zh.identify.state.leftBehind).waitFor()
    expect((await heard(walker.page)).calls).not.toContain('identifyByCard')
  }, 60_000)

  it('asks the card back after 完成 and ends when it is gone', async () => {
    const walker = await atHome(hall)
    await toConfirm(walker)
    await walker.press(zh.confirm.confirm)
    await walker.sees(zh.ticket.printed)
    await walker.press(zh.ticket.finish)
    await walker.sees(zh.takeCard.title)
    expect((await heard(walker.page)).calls).not.toContain('end')
    await walker.set({ card: { state: 'absent' } })
    await walker.page.locator('.attract').waitFor()
    expect((await heard(walker.page)).calls).toContain('end')
  }, 60_000)

  it('asks by voice and arrow for the card of whoever walks away, until it is gone, and not for ever', async () => {
    const { page } = await hall.open()
    const walker = walkerOn(page, 'zh')
    // Every clip is over at once, so that what is said does not wait for what was said before.
    await page.evaluate(() => {
      const played: string[] = []
      Object.assign(window, { played })
      HTMLMediaElement.prototype.play = function play() {
        played.push(this.currentSrc || this.src)
        queueMicrotask(() => this.dispatchEvent(new Event('ended')))
        return Promise.resolve()
      }
    })
    const asked = () =>
      page.evaluate(() => (Reflect.get(window, 'played') as string[]).filter((clip) => clip.includes('take-card')).length)
    await page.locator('.attract').tap()
    await toConfirm(walker)
    await page.clock.install()
    await walker.press(zh.confirm.confirm)
    await page.clock.runFor(1000)
    await walker.sees(zh.ticket.printed)
    await page.locator('.ticket-ways .card-asked .pointer').waitFor()
    await expect.poll(asked).toBe(1)
    await page.clock.runFor(8000)
    await expect.poll(asked).toBe(2)
    await page.evaluate(() => window.standIn.endSession())
    await page.locator('.attract .card-asked .pointer').waitFor()
    await expect.poll(asked).toBe(3)
    await page.clock.runFor(600_000)
    const whole = await asked()
    expect(whole).toBeGreaterThan(20)
    expect(whole).toBeLessThan(30)
    await walker.set({ card: { state: 'absent' } })
    await page.getByText(zh.attract.motto).waitFor()
    expect(await page.locator('.card-asked').count()).toBe(0)
  }, 60_000)

  it('lets whoever waits too long for a number go home, and takes no second one when they ask again', async () => {
    const walker = await atHome(hall)
    await toConfirm(walker)
    await walker.set({ silent: ['takeNumber'] })
    await walker.press(zh.confirm.confirm)
    await walker.page.getByText(zh.confirm.slow).waitFor()
    await walker.press(zh.rail.home)
    await walker.sees(zh.home.title)
    await walker.set({ silent: [] })
    await walker.business('B')
    await walker.press(zh.confirm.confirm)
    await walker.sees(zh.ticket.printed)
    const { takeNumber } = await heard(walker.page)
    expect(takeNumber.length).toBe(2)
    expect(new Set(takeNumber).size).toBe(1)
  }, 60_000)

  it('says that the card is being read until it has been, and asks again when it is laid anew', async () => {
    const walker = await atHome(hall)
    const { page, set, sees } = walker
    const reads = async () => (await heard(page)).calls.filter((call) => call === 'identifyByCard').length
    await set({ reads: 'slowly' })
    await walker.business('B')
    await walker.press(zh.agreement.agree)
    await sees(zh.identify.title)
    await set({ card: { state: 'present', leftBehind: false } })
    await page.getByText(zh.identify.state.reading).waitFor()
    await expect.poll(reads).toBe(1)
    await set({ reads: 'not' })
    await page.getByText(zh.identify.state['remove-and-place-again']).waitFor()
    await set({ card: { state: 'absent' } })
    await page.getByText(zh.identify.state.absent).waitFor()
    expect(await reads()).toBe(1)
    await set({ reads: 'well', card: { state: 'present', leftBehind: false } })
    await sees(zh.confirm.title)
    expect(await reads()).toBe(2)
  }, 60_000)

  it('asks once more for a card that was lifted and laid again while the first was being read', async () => {
    const walker = await atHome(hall)
    const { page, set } = walker
    const reads = async () => (await heard(page)).calls.filter((call) => call === 'identifyByCard').length
    await set({ reads: 'slowly' })
    await walker.business('B')
    await walker.press(zh.agreement.agree)
    await walker.sees(zh.identify.title)
    await set({ card: { state: 'present', leftBehind: false } })
    await page.getByText(zh.identify.state.reading).waitFor()
    await set({ card: { state: 'absent' } })
    await page.getByText(zh.identify.state.absent).waitFor()
    await set({ card: { state: 'present', leftBehind: false } })
    await page.getByText(zh.identify.state.reading).waitFor()
    await set({ reads: 'not' })
    await page.getByText(zh.identify.state['remove-and-place-again']).waitFor()
    await expect.poll(reads).toBe(2)
  }, 60_000)

  it('lets any touch of the countdown go on where the person was', async () => {
    const walker = await atHome(hall)
    await toConfirm(walker)
    await walker.set({ clock: { phase: 'warning', endsInMs: 30_000 } })
    await walker.sees(zh.countdown.title)
    await walker.page.touchscreen.tap(100, 1700)
    await walker.sees(zh.confirm.title)
    expect((await heard(walker.page)).takeNumber).toEqual([])
  }, 60_000)

  it('leaves nothing of a typed number in the page when the session ends', async () => {
    const walker = await atHome(hall)
    await walker.business('A')
    await walker.press(zh.agreement.agree)
    await walker.press(zh.identify.byHand)
    await walker.sees(zh.keypad.title)
    await walker.page.keyboard.type('1101051949')
    await walker.page.getByText('已输入：1101051949').waitFor({ state: 'attached' })
    await walker.page.evaluate(() => window.standIn.endSession())
    await walker.page.locator('.attract').waitFor()
    expect(await walker.page.content()).not.toContain('1101051949')
    expect(await walker.page.evaluate(() => history.length)).toBeLessThanOrEqual(2)
  }, 60_000)

  it('leaves whoever is in where they are, though the answer that let them in never comes', async () => {
    const { page } = await hall.open()
    await page.clock.install()
    const walker = walkerOn(page, 'zh')
    await walker.set({ answersAtTheDoor: false })
    await page.locator('.attract').tap()
    await walker.sees(zh.home.title)
    await walker.press(zh.home.name['take-number'])
    await page.clock.runFor(5000)
    await walker.sees(zh.businesses.title)
    expect((await heard(page)).calls.filter((call) => call === 'hello').length).toBe(1)
  }, 60_000)

  it('says 请稍候 while the terminal is away and begins anew when it is back', async () => {
    const walker = await atHome(hall)
    await walker.press(zh.rail.language)
    await walker.page.evaluate(() => window.standIn.goAway())
    await walker.sees(zh.wait.title)
    await walker.page.evaluate(() => window.standIn.comeBack())
    await walker.page.getByRole('button', { name: zh.attract.start, exact: true }).waitFor()
    expect((await heard(walker.page)).calls.filter((call) => call === 'hello').length).toBe(2)
  }, 60_000)

  it('moves the focus to the heading of each page, and can be walked by keyboard alone', async () => {
    const { page } = await hall.open()
    await page.keyboard.press('a')
    await page.locator('.home').waitFor()
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    await expect.poll(focused).toBe(zh.home.title)
    await page.keyboard.press('Tab')
    expect(await focused()).toContain(zh.home.name['take-number'])
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe(zh.businesses.title)
    const business = page.getByRole('button', { name: '社会保险', exact: true })
    const reached = () => business.evaluate((button) => button === document.activeElement)
    for (let tabs = 0; tabs < 3 && !(await reached()); tabs += 1) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe(zh.agreement.title)
  }, 60_000)

  it('reports touches at most once a second', async () => {
    const { page } = await atHome(hall)
    const before = (await heard(page)).calls.filter((call) => call === 'touch').length
    const since = await page.evaluate(() => performance.now())
    for (let touches = 0; touches < 8; touches += 1) await page.touchscreen.tap(5, 5)
    const told = (await heard(page)).calls.filter((call) => call === 'touch').length - before
    // A slow machine may need more than the second for eight of them.
    expect(told).toBeLessThanOrEqual(2 + Math.floor(((await page.evaluate(() => performance.now())) - since) / 1000))
  }, 60_000)
})
