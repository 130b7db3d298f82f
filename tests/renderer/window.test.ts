import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { windowEn } from '../../renderer/strings/window-en.ts'
import { windowZh } from '../../renderer/strings/window-zh.ts'
import { checkAxe } from './check-screen.ts'
import { openWindowHall, RIGHT_PIN, type WindowHall } from './window-hall.ts'
import { BUSY_WINDOW } from './window-specimens.ts'

let hall: WindowHall
beforeAll(async () => {
  hall = await openWindowHall(BUSY_WINDOW)
}, 120_000)
beforeEach(() => {
  Object.assign(hall, { answer: null, mute: false, away: false })
  hall.tell(BUSY_WINDOW)
})
afterAll(() => hall.close())

/** A clerk who has a keyboard and nothing else. */
function clerkAt(page: Page) {
  const press = (key: string) => page.keyboard.press(key)
  const reads = (words: string) => page.getByText(words, { exact: true }).first().waitFor()
  const gone = (selector: string) => page.locator(selector).waitFor({ state: 'detached' })
  return {
    press,
    reads,
    gone,
    shows: (number: string) => page.locator('.now-number', { hasText: number }).waitFor(),
    asked: async () => page.locator('dialog[open]').waitFor(),
    /** What was asked of the hall last. */
    heard: () => hall.heard.at(-1),
    signsIn: async (name: string) => {
      await page.locator('form').waitFor()
      await page.keyboard.type(name)
      await press('Tab')
      await page.keyboard.type(RIGHT_PIN)
      await press('Enter')
      await page.locator('.workplace').waitFor()
    },
    /** All of the page lies within the window: nothing is out of sight but what scrolls in its list. */
    fits: () =>
      page.evaluate(() => document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth),
  }
}

describe('the window’s page, by keyboard alone (needs Chromium)', () => {
  it('takes a clerk through a whole afternoon in Chinese, and over a broken line', async () => {
    const { page, complaints } = await hall.open({ width: 1280, height: 720 })
    const { press, reads, gone, shows, asked, heard, signsIn, fits } = clerkAt(page)
    const says = (words: string, number: string) => reads(words.replaceAll('{{number}}', number))

    await page.locator('form').waitFor()
    expect(await checkAxe(page)).toEqual([])
    await page.keyboard.type('李敏')
    await press('Tab')
    await page.keyboard.type('0000')
    await press('Enter')
    await reads(windowZh.signIn.wrong.replace('{{count}}', '4'))
    await page.reload()
    await signsIn('李敏')
    expect([await checkAxe(page), await fits()]).toEqual([[], true])
    expect(await page.title()).toBe('3号窗口 · 叫号')

    // The own PIN: the new one typed twice, the one so far looked at by the hall; the clerk stays signed in.
    await page.getByRole('button', { name: windowZh.changePin.open }).focus()
    await press('Enter')
    await asked()
    const changesPin = async (pins: readonly string[]) => {
      for (const [at, pin] of pins.entries()) {
        if (at > 0) await press('Tab')
        await page.keyboard.type(pin)
      }
      await press('Enter')
    }
    const { said } = windowZh.changePin
    const unheard = hall.heard.length
    await changesPin(['000000', '693158', '693159'])
    await reads(said.differ)
    expect([hall.heard.length, await page.locator('dialog input').evaluateAll((inputs: HTMLInputElement[]) => inputs.map(({ value }) => value.length))]).toEqual([unheard, [6, 0, 0]])
    await changesPin(['693158', '693158'])
    await reads(windowZh.changePin.wrong.replace('{{count}}', '4'))
    expect(await checkAxe(page)).toEqual([])
    await changesPin([RIGHT_PIN, '693158', '693158'])
    await reads(said.changed)
    expect(heard()).toEqual(['changePin', { pin: RIGHT_PIN, next: '693158' }])
    await press('Escape')
    await gone('dialog')

    await press('+')
    await asked()
    for (const _ of [1, 2, 3]) await press('Tab')
    await page.keyboard.type('11010519491231002X')
    await press('Enter')
    await reads(windowZh.issue.by.ticket)
    expect(heard()).toEqual(['issue', { requestId: expect.any(String), business: 'A', green: null, document: { number: '11010519491231002X' } }])
    expect(await checkAxe(page)).toEqual([])
    await press('Escape')
    await gone('dialog')

    await press('1')
    await shows('A012')
    await says(windowZh.done.callNext, 'A012')
    await press('Numpad2')
    await reads(windowZh.now.times.replace('{{count}}', '2'))
    hall.answer = { outcome: 'refused', reason: 'too-soon', number: null, waitMs: 3200 }
    await press('2')
    await reads(windowZh.refused['too-soon_other'].replace('{{count}}', '4'))
    hall.answer = null
    await press('F8')
    await says(windowZh.done.start, 'A012')
    await press('1')
    await says(windowZh.refused['window-busy'], 'A012')

    // The space bar does the one next thing, once it has been that for a moment.
    await page.locator('.act-next kbd[data-settled="true"]').waitFor()
    await press(' ')
    await says(windowZh.done.finish, 'A012')
    expect(heard()?.[0]).toBe('finish')

    // A number in the list, which is not the first: the hall says who came earlier; put on top it may be called.
    hall.answer = { outcome: 'refused', reason: 'earlier-waiter', number: 'B009', waitMs: null }
    await press('ArrowDown')
    await press('ArrowDown')
    await page.locator('.chosen-number', { hasText: 'A013' }).waitFor()
    expect(await checkAxe(page)).toEqual([])
    await press('Enter')
    await says(windowZh.refused['earlier-waiter'], 'B009')
    hall.answer = null
    await press('ArrowDown')
    await page.locator('.chosen-number', { hasText: 'B009' }).waitFor()
    await press('8')
    await asked()
    expect(await checkAxe(page)).toEqual([])
    await press('1')
    await gone('dialog')
    await says(windowZh.done.top, 'B009')
    expect(heard()).toMatchObject(['top', { on: true, reason: windowZh.reason.top.r1 }])

    // Passed, held and called back, taken back, transferred.
    await press('1')
    await shows('B009')
    await press('5')
    await asked()
    await press('Escape')
    await gone('dialog')
    await press('5')
    await asked()
    await press('2')
    await says(windowZh.done.pass, 'B009')
    expect(heard()).toMatchObject(['pass', { ticketId: 'ticket-B009', reason: windowZh.reason.pass.r2 }])
    await press('1')
    await shows('A013')
    await press('6')
    await asked()
    await page.locator('dialog input').focus()
    await page.keyboard.type('去车里取证件')
    await press('Enter')
    await says(windowZh.done.hold, 'A013')
    expect(heard()).toMatchObject(['hold', { reason: { own: '去车里取证件' } }])
    await page.locator('.list-held .row', { hasText: 'A013' }).focus()
    await press('Enter')
    await shows('A013')
    expect(heard()?.[0]).toBe('callBack')
    await press('7')
    await asked()
    await page.keyboard.type('c')
    await press('Enter')
    await page.locator('.reasons').waitFor()
    await press('1')
    await says(windowZh.done.transfer, 'A013')
    expect(heard()).toMatchObject(['transfer', { to: { business: 'C' }, reason: windowZh.reason.transfer.r1 }])

    // The line breaks while a call is on its way: one wish, one request id, done once.
    hall.mute = true
    await press('1')
    await reads(windowZh.doing.callNext)
    hall.away = true
    hall.cut()
    await reads(windowZh.line.down)
    await reads(`${windowZh.doing.callNext} ${windowZh.doing.offline}`)
    expect(await checkAxe(page)).toEqual([])
    const first = heard()
    hall.mute = false
    hall.away = false
    await shows('A014')
    await gone('.banner')
    await says(windowZh.done.callNext, 'A014')
    expect(hall.heard.length).toBeGreaterThan(1)
    expect(heard()).toEqual(first)
    expect(hall.heard.at(-2)).toEqual(first)

    const before = hall.heard.length
    await press('4')
    await says(windowZh.cannot.notServing, 'A014')
    expect(hall.heard.length).toBe(before)
    await press('3')
    await says(windowZh.done.start, 'A014')

    // One number, two items: one of the list, one in the clerk's own words; the end asks while one is open.
    await press('-')
    await says(windowZh.cannot.noOpenItem, 'A014')
    for (const words of ['社保', '代办年审']) {
      await press('/')
      await asked()
      await page.keyboard.type(words)
      if (words === '社保') expect(await checkAxe(page)).toEqual([])
      await press('Enter')
      await gone('dialog')
      await says(windowZh.done.addItem, 'A014')
    }
    expect(hall.heard.slice(-2).map(([, input]) => input['item'])).toEqual(['社保卡补换', '代办年审'])
    await press('-')
    await page.locator('.item[aria-pressed="true"]', { hasText: '社保卡补换' }).waitFor()
    expect(heard()).toMatchObject(['itemDone', { ticketId: 'ticket-A014', index: 0, done: true }])
    expect([await checkAxe(page), await fits()]).toEqual([[], true])
    await press('4')
    await asked()
    await reads('代办年审')
    expect(await checkAxe(page)).toEqual([])
    await press(' ')
    await gone('dialog')
    expect(heard()?.[0]).toBe('itemDone')
    await page.locator('.item', { hasText: '社保卡补换' }).focus()
    await press(' ')
    await page.locator('.item[aria-pressed="true"]').waitFor({ state: 'detached' })
    await press('4')
    await asked()
    await press('2')
    await says(windowZh.done.finish, 'A014')
    expect(heard()).toMatchObject(['finish', { ticketId: 'ticket-A014' }])

    await press('0')
    await asked()
    await press('1')
    await reads(windowZh.now.paused)
    await press('0')
    await says(windowZh.done.resume, '')

    // Window 1 has closed with somebody on hold: this one calls them back; its own stay behind when the clerk goes.
    await page.locator('.list-held .row', { hasText: 'B004' }).focus()
    await reads(windowZh.mark.leftBy.replace('{{window}}', '1'))
    await press('Enter')
    await shows('B004')
    expect(heard()).toMatchObject(['callBack', { ticketId: 'ticket-B004' }])
    const signOut = page.getByRole('button', { name: windowZh.top.signOut, exact: true })
    hall.tell({ current: null })
    await gone('.now-number')
    await signOut.focus()
    await press('Enter')
    await asked()
    await reads(windowZh.leaving.held_other.replace('{{count}}', '1'))
    await reads(windowZh.leaving.lead.replace('{{numbers}}', 'A007'))
    expect([await checkAxe(page), heard()?.[0]]).toEqual([[], 'callBack'])
    await press('1')
    await gone('dialog')
    await signOut.focus()
    await press('Enter')
    await asked()
    await press('2')
    await reads(windowZh.done.signOut)
    expect(heard()?.[0]).toBe('signOut')
    // The lost line was told to the console by the browser itself.
    expect(complaints.filter((complaint) => !complaint.includes('WebSocket'))).toEqual([])
    await page.context().close()
  }, 240_000)

  it('is as clear in English, large, in high contrast and on a wide screen', async () => {
    const { page, complaints } = await hall.open({ width: 1920, height: 1080 })
    const { press, reads, shows, signsIn, fits } = clerkAt(page)
    await page.getByRole('button', { name: windowZh.top.language, exact: true }).focus()
    await press('Enter')
    await reads(windowEn.signIn.title)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.getByLabel(windowEn.signIn.name).focus()
    await signsIn('Li Min')
    await press('1')
    await shows('A012')
    expect([await checkAxe(page), await fits()]).toEqual([[], true])
    for (const setting of [windowEn.top.contrast, windowEn.top.large]) {
      await page.getByRole('button', { name: setting, exact: true }).focus()
      await press('Enter')
    }
    await page.setViewportSize({ width: 1280, height: 720 })
    expect([await checkAxe(page), await fits()]).toEqual([[], true])
    expect(await page.locator('.now').evaluate((now) => now.scrollHeight - now.clientHeight)).toBe(0)

    // Why somebody goes first stands there once they are called, and that nobody has seen a proof of it.
    const { current } = hall.view
    if (current === null) throw new Error('nobody stands there')
    const declared = { reason: 'pregnant', toCheck: true } as const
    hall.tell({ current: { ...current, priority: 'green', green: declared } })
    await reads(windowEn.issue.green.replace('{{reason}}', windowEn.issue.reason.pregnant))
    await reads(windowEn.mark.toCheck)
    expect([await checkAxe(page), await fits()]).toEqual([[], true])
    expect(await page.locator('.now').evaluate((now) => now.scrollHeight - now.clientHeight)).toBe(0)
    hall.tell({ current: { ...current, priority: 'green', green: { ...declared, toCheck: false } } })
    await page.getByText(windowEn.mark.toCheck).waitFor({ state: 'detached' })

    // Somebody signs in at another page of this window: nothing is done any more, and this page says so.
    hall.tell({ clerk: null })
    await reads(windowEn.signIn.title)
    await reads(windowEn.signIn.putOut)
    expect([await checkAxe(page), await fits()]).toEqual([[], true])
    await signsIn('Li Min')
    hall.view = { ...hall.view, clerk: null }
    await press('3')
    await reads(windowEn.done.signedOut)
    await vi.waitFor(() => expect(complaints).toEqual([]))
    await page.context().close()
  }, 120_000)
})
