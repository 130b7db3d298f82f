import AxeBuilder from '@axe-core/playwright'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import type { Browser, Page } from 'playwright-core'

import type { CardReaderSimulator } from '../../../simulators/card-reader/card-reader.ts'
import type { Desk } from '../../../simulators/desk/desk.ts'
import type { StandInPrinter } from './stand-in-printer.ts'

import { startCardReader } from '../../../simulators/card-reader/card-reader.ts'
import { SPECIMENS, specimenOf } from '../../../simulators/card-reader/specimens.ts'
import { startDesk } from '../../../simulators/desk/desk.ts'
import { standInPrinter } from './stand-in-printer.ts'

const CHROMIUM = '/usr/bin/chromium'
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']

// The desk's calls are tested everywhere (desk.test.ts); its page where the system has a Chromium.
describe.skipIf(!existsSync(CHROMIUM))('the desk page', () => {
  let browser: Browser
  let page: Page
  let reader: CardReaderSimulator
  let printer: StandInPrinter
  let desk: Desk
  let complaints: string[]

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS })
  })
  afterAll(() => browser.close())

  beforeEach(async () => {
    reader = await startCardReader({ listen: { host: '127.0.0.1', port: 0 } })
    printer = standInPrinter()
    desk = await startDesk({ reader, printer, specimens: SPECIMENS, port: 0 })
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
    page = await context.newPage()
    complaints = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(desk.url)
  })

  afterEach(async () => {
    await page.context().close()
    await desk.close()
    await reader.close()
  })

  const card = (name: string) => page.getByRole('button', { name, exact: false })

  test('lays a card on the reader with the keyboard and takes it away again', async () => {
    await card('样本三').focus()
    await page.keyboard.press('Enter')
    await page.getByText('证件已放好').waitFor()
    expect(reader.card?.id).toBe('domestic-3')
    expect(await card('样本三').getAttribute('aria-pressed')).toBe('true')

    await page.getByRole('button', { name: '取走证件' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('读卡器上没有证件').waitFor()
    expect(reader.card).toBeUndefined()
    expect(complaints).toEqual([])
  })

  test('lays a card on the reader by dragging it there', async () => {
    await card('样本六').dragTo(page.locator('#pad'))
    await page.getByText('证件已放好').waitFor()
    expect(reader.card?.id).toBe('domestic-6')
  })

  test('leaves the reader as it was when a card is dropped beside it', async () => {
    await card('样本六').dragTo(page.locator('#printer-title'))
    await page.getByRole('radio', { name: '打开' }).check({ force: true })
    await page.getByText('上盖开着').waitFor()
    expect(reader.card).toBeUndefined()
  })

  test('shows a ticket that comes out, and lets it be torn off', async () => {
    expect(await page.getByRole('button', { name: '撕下号票' }).isDisabled()).toBe(true)
    printer.setPrinting(true)
    await page.getByText('正在出票').waitFor()
    printer.setPrinting(false)
    printer.cutTicket('示例县政务服务中心\nA007')
    const ticket = page.getByRole('img', { name: 'A007' })
    await ticket.waitFor()
    // The picture came through: the printer's own 576 dots across.
    await expect.poll(() => ticket.evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBe(576)
    await page.getByRole('button', { name: '撕下号票' }).click()
    await ticket.waitFor({ state: 'detached' })
    expect(printer.tickets).toEqual([])
    expect(complaints).toEqual([])
  })

  test('opens the cover and takes the paper out, and says so', async () => {
    await page.getByLabel('打开').focus()
    await page.keyboard.press('Space')
    await page.getByText('上盖开着').waitFor()
    await page.getByRole('radio', { name: '合上' }).check({ force: true })
    await page.getByRole('radio', { name: '取出' }).check({ force: true })
    await page.getByText('没有纸').waitFor()
    expect(printer.state).toMatchObject({ cover: 'closed', paper: 'out' })
  })

  test.each(['while it watches', 'when it is opened'])('shows a malformed command of the terminal %s', async (when) => {
    const mistake = 'an unknown command </script><b>1D 7A</b>'
    printer.complain(mistake)
    if (when === 'when it is opened') await page.reload()
    await page.getByText(mistake).waitFor()
    expect(await page.getByRole('list', { name: '打印线路上的错误' }).locator('b').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  test('says that the hall has closed', async () => {
    expect(await page.getByRole('alert').isVisible()).toBe(false)
    await desk.close()
    await page.getByRole('alert').waitFor()
    desk = await startDesk({ reader, printer, specimens: SPECIMENS, port: 0 })
  })

  test.each([
    ['beside the terminal', 1440],
    ['on a small screen', 640],
  ])('can be read and reached by everyone, and nothing runs off its side, %s', async (_, width) => {
    await page.setViewportSize({ width, height: 900 })
    reader.place(specimenOf('domestic'))
    printer.cutTicket('A007')
    printer.complain('an unknown command 1D 7A')
    await page.getByRole('img', { name: 'A007' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    // The card drawings are decoration of buttons that carry the words; their print is as small as on a card.
    const { violations } = await new AxeBuilder({ page }).exclude('.card').analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
  })
})
