import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operatorZh } from '../../renderer/strings/operator-zh.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { opensTheCounter, type OperatorWalker } from './operator-screens.ts'

const PIN = '246813'
const { signIn, rail, sheets, certificate, certificateEnd, replace, day, report, hours, machine, outbox } = operatorZh

describe('the operator’s screen, against a scripted terminal (needs Chromium)', () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn()
  }, 120_000)
  afterAll(() => hall.close())

  const comes = async (): Promise<OperatorWalker> => opensTheCounter((await hall.open()).page)
  const calls = (page: Page, name: string) =>
    page.evaluate((which) => window.standIn.heard.calls.filter((call) => call === which).length, name)
  const atTheClosedDoor = (page: Page) => page.getByRole('button', { name: zh.attract.start, exact: true }).waitFor()

  it('opens by five touches of the mark, which begin no citizen’s session, and leaving it finds the closed door', async () => {
    const { page, gesture, sees, press } = await comes()
    for (let touches = 0; touches < 4; touches += 1) await page.locator('.strip-seal').tap()
    await atTheClosedDoor(page)
    await gesture()
    await sees(signIn.title)
    expect(await calls(page, 'open')).toBe(0)
    await press(rail.leave)
    await atTheClosedDoor(page)
  }, 60_000)

  it('opens by keyboard with a word, which begins no citizen’s session, while any other key does', async () => {
    const { page, sees } = await comes()
    await page.keyboard.type('oper')
    await sees(signIn.title)
    expect(await calls(page, 'open')).toBe(0)
    await page.keyboard.press('Escape')
    await atTheClosedDoor(page)
    await page.keyboard.type('op')
    await page.keyboard.press('x')
    await page.locator('.home').waitFor()
  }, 60_000)

  it('goes by itself after 30 seconds without a touch, back to where the citizen was, who finds language and page', async () => {
    const { page, press } = await comes()
    await page.locator('.attract').tap()
    await page.locator('.home').waitFor()
    await press(zh.rail.language)
    await page.getByRole('button', { name: 'Help', exact: true }).click()
    await page.clock.install()
    await page.locator('.strip-seal').waitFor()
    for (let touches = 0; touches < 5; touches += 1) await page.locator('.strip-seal').tap()
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor()
    await page.clock.runFor(29_000)
    await page.touchscreen.tap(500, 1500)
    await page.clock.runFor(29_000)
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor()
    await page.clock.runFor(1500)
    await page.getByRole('heading', { name: 'Help' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  }, 60_000)

  it('never shows a PIN nor keeps one, right or wrong', async () => {
    const { page, gesture, press, sees, types, reads } = await comes()
    await gesture()
    await press('王工')
    await sees(signIn.pin.replace('{{name}}', '王工'))
    await page.keyboard.type('97531')
    await reads(signIn.counted.replace('{{count}}', '5'))
    expect(await page.content()).not.toContain('97531')
    await page.keyboard.press('Backspace')
    await reads(signIn.counted.replace('{{count}}', '4'))
    await page.keyboard.press('Escape')
    await types('975310')
    await reads(signIn.wrong.replace('{{count}}', '4'))
    expect(await page.locator('.pin-dot[data-filled="true"]').count()).toBe(0)
    await page.keyboard.type('1')
    await reads(signIn.counted.replace('{{count}}', '1'))
    expect(await page.content()).not.toContain('975310')
  }, 60_000)

  it('runs the clock of a wait down, and lets the operator try again when it is over', async () => {
    const { page, set, gesture, types, sees } = await comes()
    await set({ shut: { outcome: 'waiting', seconds: 15 } })
    await gesture()
    await types('975310')
    await sees(signIn.waiting)
    await page.clock.install()
    await page.keyboard.type(PIN)
    expect(await calls(page, 'operator.signIn')).toBe(1)
    // Somebody waits there: a touch now and then keeps the door open.
    await page.clock.runFor(16_000)
    await sees(signIn.pin.replace('{{name}}', '王工'))
    await page.keyboard.type(PIN)
    await page.keyboard.press('Enter')
    await page.locator('.desk').waitFor()
  }, 60_000)

  it('is walked by keyboard alone: sign in, see what waits, print a ticket again, sign out', async () => {
    const { page, sees, reads } = await comes()
    await page.evaluate(() => {
      const { counters, set } = window.standIn
      set({ counter: { ...counters.well, sheets: counters.busy.sheets } })
    })
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
    const tabTo = async (words: string) => {
      for (let tabs = 0; tabs < 40; tabs += 1) {
        if ((await focused()).startsWith(words)) return
        await page.keyboard.press('Tab')
      }
      throw new Error(`${words} cannot be reached by keyboard`)
    }
    await page.keyboard.type('oper')
    await sees(signIn.title)
    await page.getByRole('button', { name: '王工' }).waitFor()
    await tabTo('王工')
    await page.keyboard.press('Enter')
    await sees(signIn.pin.replace('{{name}}', '王工'))
    await page.keyboard.type(PIN)
    await page.keyboard.press('Enter')
    await sees(sheets.wants_other.replace('{{count}}', '3'))
    await page.keyboard.press('ArrowRight')
    await sees('号票大约还能打 400 张')
    await page.keyboard.press('ArrowLeft')
    await sees(sheets.wants_other.replace('{{count}}', '3'))
    const again = sheets.reprintOf.replace('{{number}}', 'A087')
    await tabTo(again)
    expect(await page.evaluate(() => document.activeElement?.matches(':focus-visible'))).toBe(true)
    await page.keyboard.press('Enter')
    await sees(operatorZh.reprint.title.replace('{{number}}', 'A087'))
    await page.keyboard.press('Escape')
    await sees(sheets.wants_other.replace('{{count}}', '3'))
    await tabTo(again)
    await page.keyboard.press('Enter')
    await sees(operatorZh.reprint.title.replace('{{number}}', 'A087'))
    await tabTo(operatorZh.reprint.reason['unknown-sheet'])
    await page.keyboard.press('Enter')
    await reads(operatorZh.reprint.done.replace('{{number}}', 'A087'))
    await sees(sheets.wants_other.replace('{{count}}', '2'))
    await tabTo(rail.signOut)
    await page.keyboard.press('Enter')
    await atTheClosedDoor(page)
    await expect.poll(() => calls(page, 'operator.signOut')).toBe(1)
  }, 60_000)

  it('opens where the gravest thing waits', async () => {
    const { page, set, gesture, types, sees } = await comes()
    const { well, busy } = await page.evaluate(() => window.standIn.counters)
    await set({ counter: { ...well, hours: busy.hours, outbox: busy.outbox } })
    await gesture()
    await types(PIN)
    await sees(hours.closed)
    expect(await page.getByRole('tab', { selected: true }).innerText()).toContain(operatorZh.places.hours)
  }, 60_000)

  it('sends again what is on the shelf, and says so', async () => {
    const { page, enters, press, reads, sees } = await comes()
    await enters('busy', 'outbox')
    await press(outbox.tryAgain.replace('{{what}}', `${outbox.kind.issued} A080`))
    await reads(outbox.released_one)
    await sees(outbox.shelf_one)
    await press(outbox.tryAgain.replace('{{what}}', outbox.kind.expired))
    await sees(outbox.waiting_other.replace('{{count}}', '130'))
    expect(await calls(page, 'operator.tryAgain')).toBe(2)
  }, 60_000)

  it('goes back to the sign-in with the reason when the terminal has signed the operator out', async () => {
    const { page, enters, reads } = await comes()
    await enters('well')
    await page.evaluate(() => window.standIn.signOutOperator())
    await reads(signIn.ended)
    expect(await page.locator('.desk').count()).toBe(0)
  }, 60_000)

  it('says 请稍候 while the terminal is away, and asks for the PIN again when it is back', async () => {
    const { page, enters, reads } = await comes()
    await enters('well')
    await page.evaluate(() => window.standIn.goAway())
    await page.locator('.whole').getByText(zh.wait.title).waitFor()
    await page.evaluate(() => window.standIn.comeBack())
    await reads(signIn.interrupted)
    expect(await page.locator('.desk').count()).toBe(0)
  }, 60_000)

  it('leaves the closed door behind when the terminal goes because it was told to', async () => {
    const { page, enters, press, sees } = await comes()
    await enters('well', 'machine')
    await press(machine.restart)
    await press(operatorZh.restart.confirm)
    await sees(operatorZh.restart.working)
    await page.evaluate(() => window.standIn.goAway())
    await page.locator('.whole').getByText(zh.wait.title).waitFor()
    await page.evaluate(() => window.standIn.comeBack())
    await atTheClosedDoor(page)
    expect(await page.locator('.desk, .names').count()).toBe(0)
  }, 60_000)

  it('stays at the counter when a restart is refused, and still tells a mishap from an order', async () => {
    const { page, enters, set, press, sees, reads } = await comes()
    await set({ faulty: 'hall.yaml:3: hall.timeZone: expected a time zone' })
    await enters('well', 'machine')
    await press(machine.restart)
    await press(operatorZh.restart.confirm)
    await reads('hall.yaml:3: hall.timeZone: expected a time zone')
    await sees(machine.title)
    await page.evaluate(() => window.standIn.signOutOperator())
    await reads(signIn.ended)
    expect(await page.locator('.desk').count()).toBe(0)
  }, 60_000)

  it('prints one sheet of 补打 for two touches, and the same one when an answer was lost and it is touched again', async () => {
    const { page, enters, set, press, reads } = await comes()
    await enters('busy', 'sheets')
    await press(sheets.reprintOf.replace('{{number}}', 'A087'))
    await set({ lost: ['operator.reprint'] })
    const reason = page.getByRole('button', { name: operatorZh.reprint.reason['unknown-sheet'] })
    await reason.evaluate((button: HTMLElement) => {
      button.click()
      button.click()
    })
    await expect.poll(() => calls(page, 'operator.reprint')).toBe(1)
    await reads(operatorZh.common.noAnswer)
    await set({ lost: [] })
    await reason.click()
    await reads(operatorZh.reprint.done.replace('{{number}}', 'A087'))
    const wishes = await page.evaluate(() => window.standIn.heard.reprints)
    expect([wishes.length, new Set(wishes).size]).toEqual([2, 1])
  }, 60_000)

  it('prints one copy in the place of a spoiled certificate, and the same one when an answer was lost and it is touched again', async () => {
    const { page, enters, set, press, reads } = await comes()
    await enters('busy', 'sheets')
    await press(certificate.way.replace)
    await set({ lost: ['operator.replaceCertificate'] })
    const confirm = page.getByRole('button', { name: replace.confirm, exact: true })
    await confirm.evaluate((button: HTMLElement) => {
      button.click()
      button.click()
    })
    await expect.poll(() => calls(page, 'operator.replaceCertificate')).toBe(1)
    await reads(operatorZh.common.noAnswer)
    await set({ lost: [] })
    await confirm.click()
    await reads(replace.printing.replace('{{title}}', '社会保险参保缴费证明'))
    const wishes = await page.evaluate(() => window.standIn.heard.reprints)
    expect([wishes.length, new Set(wishes).size]).toEqual([2, 1])
  }, 60_000)

  it('ends all certificates that were not printed in one question', async () => {
    const { page, enters, press, sees, reads } = await comes()
    await enters('busy', 'sheets')
    await press(certificateEnd.allNothing)
    await sees(certificateEnd.all.title_other.replace('{{count}}', '2'))
    await press(certificateEnd.all.confirm)
    await reads(certificateEnd.all.done_other.replace('{{count}}', '2'))
    await sees(sheets.wants_other.replace('{{count}}', '5'))
    expect(await calls(page, 'operator.settleCertificate')).toBe(2)
  }, 60_000)

  it('says that the report is on its way, and that nobody knows when the wire breaks meanwhile', async () => {
    const { page, enters, set, press, sees, reads } = await comes()
    await enters('well', 'day')
    await set({ report: [{ step: 'composing' }, { step: 'printing', pages: 2 }] })
    await press(day.report)
    await press(report.confirm)
    await sees(report.running)
    await reads(report.printing_other.replace('{{count}}', '2'))
    await page.keyboard.press('Escape')
    await set({ lost: ['operator.printReport'] })
    await press(day.report)
    await press(report.confirm)
    await sees(report.over.unknown)
    await reads(operatorZh.common.noAnswer)
    expect(await calls(page, 'operator.printReport')).toBe(2)
  }, 60_000)

  it('voids only after it has been asked, and Escape leaves the question', async () => {
    const { page, enters, press, sees, reads } = await comes()
    await enters('busy', 'sheets')
    await press(sheets.voidAll)
    await sees(operatorZh.void.titleAll_other.replace('{{count}}', '3'))
    await page.keyboard.press('Escape')
    await sees(sheets.wants_other.replace('{{count}}', '7'))
    expect(await calls(page, 'operator.voidSheets')).toBe(0)
    await press(sheets.voidOf.replace('{{number}}', 'B042'))
    await press(operatorZh.void.confirm)
    await reads(operatorZh.void.done_other.replace('{{count}}', '1'))
    await sees(sheets.wants_other.replace('{{count}}', '6'))
  }, 60_000)

  it('says that nobody knows when an answer is lost, and shows the sheet that is still there', async () => {
    const { page, enters, set, press, reads, sees } = await comes()
    await enters('busy', 'sheets')
    await set({ lost: ['operator.voidSheets'] })
    await press(sheets.voidOf.replace('{{number}}', 'A087'))
    await press(operatorZh.void.confirm)
    await reads(operatorZh.common.noAnswer)
    await sees(sheets.wants_other.replace('{{count}}', '7'))
    expect(await calls(page, 'operator.voidSheets')).toBe(1)
  }, 60_000)

  it('closes the hall with a reason that the next citizen reads, and opens it again', async () => {
    const { page, enters, press, sees, gesture, types } = await comes()
    await enters('well', 'hours')
    await press(hours.close)
    await press(hours.reasons.power)
    await press(hours.confirm)
    await sees(hours.closed)
    await press(rail.signOut)
    await page.locator('.attract').getByText(zh.closure.reason.power).waitFor()
    await gesture()
    await types(PIN)
    await sees(hours.closed)
    await press(hours.reopen)
    await sees(hours.open)
    await press(rail.signOut)
    await page.locator('.attract').getByText(zh.attract.motto).waitFor()
    expect(await page.locator('.attract-closed').count()).toBe(0)
  }, 60_000)

  it('unlocks a colleague', async () => {
    const { page, enters, press, reads } = await comes()
    await enters('busy', 'machine')
    await press(machine.unlock.replace('{{name}}', 'Y 7'))
    await reads(machine.unlocked.replace('{{name}}', 'Y 7'))
    await page.getByText(machine.noneLocked).waitFor()
    expect(await calls(page, 'operator.unlock')).toBe(1)
  }, 60_000)

  it('changes the PIN after the new one was typed twice alike', async () => {
    const { page, enters, press, sees, reads } = await comes()
    await enters('well', 'machine')
    await press(machine.changePin)
    const typesIn = async (title: string, pin: string) => {
      await sees(title)
      await page.keyboard.type(pin)
      await page.keyboard.press('Enter')
    }
    await typesIn(operatorZh.changePin.old, PIN)
    await typesIn(operatorZh.changePin.next, '739164')
    await typesIn(operatorZh.changePin.again, '739165')
    await reads(operatorZh.changePin.differ)
    expect(await calls(page, 'operator.changePin')).toBe(0)
    await typesIn(operatorZh.changePin.next, '739164')
    await typesIn(operatorZh.changePin.again, '739164')
    await reads(operatorZh.changePin.done)
    expect(await page.content()).not.toContain('739164')
  }, 60_000)

  it('tells the terminal of touches at most once a second, and the citizen’s clock of none', async () => {
    const { page, enters } = await comes()
    await page.locator('.attract').tap()
    await page.locator('.home').waitFor()
    await enters('well')
    const before = { operator: await calls(page, 'operator.touch'), citizen: await calls(page, 'touch') }
    for (let touches = 0; touches < 8; touches += 1) await page.touchscreen.tap(5, 900)
    await expect.poll(() => calls(page, 'operator.touch')).toBeGreaterThan(0)
    expect((await calls(page, 'operator.touch')) - before.operator).toBeLessThanOrEqual(2)
    expect(await calls(page, 'touch')).toBe(before.citizen)
  }, 60_000)

  it('keeps the citizen’s countdown off the operator’s screen, and the citizen’s end does not end the operator', async () => {
    const { page, enters, set } = await comes()
    await page.locator('.attract').tap()
    await page.locator('.home').waitFor()
    await enters('well')
    await set({ clock: { phase: 'warning', endsInMs: 30_000 } })
    await page.evaluate(() => window.standIn.endSession())
    await page.locator('.desk').waitFor()
    expect(await page.locator('.countdown').count()).toBe(0)
  }, 60_000)
})
