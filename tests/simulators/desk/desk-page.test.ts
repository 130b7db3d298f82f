import { connect } from 'node:net'
import AxeBuilder from '@axe-core/playwright'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import type { Browser, Page } from 'playwright-core'

import type { DeskHall } from './hall.ts'

import { specimenOf } from '../../../simulators/card-reader/specimens.ts'
import { specimenPdf } from '../../../simulators/platform/pdf.ts'
import { sendCode, setUpDeskHall, sheetsOut } from './hall.ts'

const CHROMIUM = '/usr/bin/chromium'
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']

// The desk's calls are tested everywhere (desk.test.ts); its page where the system has a Chromium.
describe.skipIf(!existsSync(CHROMIUM))('the desk page', () => {
  let browser: Browser
  let page: Page
  let hall: DeskHall
  let complaints: string[]

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS })
  })
  afterAll(() => browser.close())

  beforeEach(async () => {
    hall = await setUpDeskHall()
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
    page = await context.newPage()
    complaints = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(hall.desk.url)
  })

  afterEach(async () => {
    await page.context().close()
    await hall.close()
  })

  /** One of the attendant's choices. */
  const choice = (group: string, name: string) => page.getByRole('group', { name: group }).getByRole('radio', { name })
  const card = (name: string) => page.getByRole('button', { name, exact: false })

  test('lays a card on the reader with the keyboard and takes it away again', async () => {
    await card('样本三').focus()
    await page.keyboard.press('Enter')
    await page.getByText('证件已放好').waitFor()
    expect(hall.reader.card?.id).toBe('domestic-3')
    expect(await card('样本三').getAttribute('aria-pressed')).toBe('true')

    await page.getByRole('button', { name: '取走证件' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('读卡器上没有证件').waitFor()
    expect(hall.reader.card).toBeUndefined()
    expect(complaints).toEqual([])
  })

  test('puts a social-security card into the slot and takes it out again', async () => {
    await card('社会保障卡 S00000003').click()
    await page.getByText('插卡口里有一张卡').waitFor()
    expect(hall.slot.card?.id).toBe('social-3')
    await card('社会保障卡 S00000001').click()
    await expect.poll(() => hall.slot.card?.id).toBe('social-1')
    await card('社会保障卡 S00000001').click()
    await page.getByText('插卡口里没有卡').waitFor()
    expect(hall.slot.card).toBeNull()
    expect(complaints).toEqual([])
  })

  test('holds what has a code before the scanner: each as its own text, and a ticket only when there is one', async () => {
    const line = connect(Number(new URL(hall.scanner.url).port), '127.0.0.1')
    let read = ''
    line.on('data', (bytes: Buffer) => (read += bytes.toString()))
    await expect.poll(() => hall.scanner.connected).toBe(true)
    const hold = (name: string) => page.locator('#scans').getByRole('button', { name }).click()
    await hold('刚取的号票')
    await page.getByText('还没有：刚取的号票').waitFor()
    await hold('营业执照')
    await expect.poll(() => read).toMatch(/^http[^\r]*uniscid=91530323MA0A010176\r$/)
    await hold('护照')
    await expect.poll(() => read).toMatch(/\rP<UTO[^\r]{39}\rL898902C3[^\r]{35}\r$/)
    await hold('电子身份证')
    await expect.poll(() => read).toMatch(/\rSPECIMEN-[\w-]+\r$/)
    await hold('申报回执')
    await expect.poll(() => read).toMatch(/\/f\/[0-9A-Z-]+\/[0-9A-Z]{8}\r$/)
    line.destroy()
    expect(complaints).toEqual([])
  })

  test('lays a card on the reader by dragging it there', async () => {
    await card('样本六').dragTo(page.locator('#pad'))
    await page.getByText('证件已放好').waitFor()
    expect(hall.reader.card?.id).toBe('domestic-6')
  })

  test('leaves the reader as it was when a card is dropped beside it', async () => {
    await card('样本六').dragTo(page.locator('#phone-title'))
    await choice('上盖', '打开').check({ force: true })
    await page.getByText('上盖开着').waitFor()
    expect(hall.reader.card).toBeUndefined()
  })

  test('shows a ticket that comes out, and lets it be torn off', async () => {
    expect(await page.getByRole('button', { name: '撕下号票' }).isDisabled()).toBe(true)
    hall.printer.setPrinting(true)
    await page.getByText('正在出票').waitFor()
    hall.printer.setPrinting(false)
    hall.printer.cutTicket('示例县政务服务中心\nA007')
    const ticket = page.getByRole('img', { name: 'A007' })
    await ticket.waitFor()
    // The picture came through: the printer's own 576 dots across.
    await expect.poll(() => ticket.evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBe(576)
    await page.getByRole('button', { name: '撕下号票' }).click()
    await ticket.waitFor({ state: 'detached' })
    expect(hall.printer.tickets).toEqual([])
    expect(complaints).toEqual([])
  })

  test('opens the cover and takes the paper out, and says so', async () => {
    await choice('上盖', '打开').focus()
    await page.keyboard.press('Space')
    await page.getByText('上盖开着').waitFor()
    await choice('上盖', '合上').check({ force: true })
    await choice('纸卷', '取出').check({ force: true })
    await page.getByText('没有纸').waitFor()
    expect(hall.printer.state).toMatchObject({ cover: 'closed', paper: 'out' })
  })

  test('shows a code on the phone at once, large, and reads it out figure by figure', async () => {
    await page.getByText('还没有短信').waitFor()
    const older = await sendCode(hall.platform, 'domestic-3')
    const code = await sendCode(hall.platform, 'domestic')
    const messages = page.getByRole('list', { name: '手机' }).getByRole('listitem')
    await messages.filter({ hasText: code }).waitFor()
    expect(await messages.allInnerTexts()).toEqual([expect.stringContaining(code), expect.stringContaining(older)])
    expect(await messages.first().ariaSnapshot()).toContain(`发往 138****0001 ${code.split('').join(' ')} 5 分钟内有效`)
    expect(await page.getByText('还没有短信').isVisible()).toBe(false)
    expect(complaints).toEqual([])
  })

  test('shows the paper in the tray with its first page, opens the PDF and lets it be taken', async () => {
    const take = page.getByRole('button', { name: '取走文件' })
    expect(await take.isDisabled()).toBe(true)
    hall.a4.takeOthersJob(specimenPdf([['SPECIMEN 1'], ['SPECIMEN 2']]))
    await page.getByText('文件已打印好，请取走').waitFor()
    const document = page.getByRole('list', { name: '出纸盘' }).getByRole('link', { name: '共 2 页' })
    const picture = document.locator('img.drawn')
    await picture.waitFor()
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(480)

    const address = new URL((await document.getAttribute('href')) ?? '', hall.desk.url)
    expect(address.pathname).toBe('/documents/1.pdf')
    // A page that is opened from it could otherwise act at the desk.
    expect(await document.evaluate((link: HTMLAnchorElement) => [link.target, link.rel])).toEqual(['_blank', 'noreferrer'])
    expect((await fetch(address)).headers.get('content-type')).toBe('application/pdf')

    await take.focus()
    await page.keyboard.press('Enter')
    await document.waitFor({ state: 'detached' })
    expect(hall.a4.outputs).toEqual([])
    expect(complaints).toEqual([])
  })

  test('tells of a document of which only a part has come out', async () => {
    hall.a4.setPaper(1)
    hall.a4.takeOthersJob(specimenPdf([['SPECIMEN 1'], ['SPECIMEN 2']]))
    await page.getByText('2 页中已出 1 张').waitFor()
    await page.getByText('纸盒空了').waitFor()
    await page.getByRole('group', { name: '纸盒' }).getByRole('button', { name: '50 张' }).click()
    await page.getByText('共 2 页').waitFor()
    await page.getByText('剩 49 张').waitFor()
    expect(hall.a4.outputs.map(({ page }) => page)).toEqual([1, 2])
    await page.getByText('文件已打印好，请取走').waitFor()
  })

  test('has the attendant make and mend all that keeps an A4 printer from printing', async () => {
    const status = page.locator('#a4-says')
    for (const [group, bad, says, good] of [
      ['走纸', '卡纸', '卡纸了', '通畅'],
      ['前盖', '打开', '盖子开着', '合上'],
      ['碳粉', '将尽', '碳粉将尽', '充足'],
      ['电源', '关机', '已关机', '开机'],
    ] as const) {
      await choice(group, bad).check({ force: true })
      await status.getByText(says).waitFor()
      expect(await choice(group, bad).isChecked()).toBe(true)
      await choice(group, good).check({ force: true })
      await status.getByText('就绪').waitFor()
    }
    // A document that nobody can draw is a sheet with the name of its job.
    hall.a4.takeOthersJob(Buffer.from('%PDF-1.7\n1 0 obj<</Type /Page>>endobj\n%%EOF'))
    await page.getByText('somebody else’s').waitFor()
    expect(await page.locator('img.drawn').count()).toBe(0)
  })

  test.each(['while it watches', 'when it is opened'])('shows a malformed command of the terminal %s', async (when) => {
    const mistake = 'an unknown command </script><b>1D 7A</b>'
    hall.printer.complain(mistake)
    if (when === 'when it is opened') await page.reload()
    await page.getByText(mistake).waitFor()
    expect(await page.getByRole('list', { name: '打印线路上的错误' }).locator('b').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  test('says that the hall has closed', async () => {
    expect(await page.getByRole('alert').isVisible()).toBe(false)
    await hall.desk.close()
    await page.getByRole('alert').waitFor()
    await hall.openDesk()
  })

  test.each([
    ['beside the terminal', 1440],
    ['in the window that opens beside it', 760],
    ['on a phone', 390],
  ])('can be read and reached by everyone, and nothing runs off its side, %s', async (_, width) => {
    await page.setViewportSize({ width, height: 900 })
    hall.reader.place(specimenOf('domestic'))
    hall.printer.cutTicket('A007')
    hall.printer.complain('an unknown command 1D 7A')
    hall.a4.takeOthersJob(specimenPdf([['SPECIMEN 1'], ['SPECIMEN 2']]))
    await sheetsOut(hall.a4, 2)
    await sendCode(hall.platform, 'domestic')
    await page.getByRole('img', { name: 'A007' }).waitFor()
    await page.getByText('138****0001').waitFor()
    await page.locator('img.drawn').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    // The card drawings are decoration of buttons that carry the words; their print is as small as on a card.
    const { violations } = await new AxeBuilder({ page }).exclude('.card').analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
  })
})
