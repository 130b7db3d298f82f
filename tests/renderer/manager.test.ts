import { RPCHandler } from '@orpc/server/ws'
import type { Server } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { hallPagesContract, type HallSeat } from '../../main/contract/hall-pages.ts'
import type { StatisticsView, TallyRowView, TallyView } from '../../main/contract/manager.ts'
import { managerEn } from '../../renderer/strings/manager-en.ts'
import { managerZh } from '../../renderer/strings/manager-zh.ts'
import { checkAxe } from './check-screen.ts'
import { LANDSCAPE, launchHeadless, PORTRAIT } from './chromium-page.ts'
import { buildStandIn, serveStandIn } from './stand-in/build.ts'

const PAGE = 'renderer/manager/index.html'
const SEAT: HallSeat = { device: 'page-5', place: { kind: 'manager', window: null, area: null } }
const PIN = '246813'
const MINUTE = 60_000

function tally(taken: number): TallyView {
  const spread = (minutes: number) => ({ count: taken, sum: taken * minutes * MINUTE, median: minutes * MINUTE, ninth: 2 * minutes * MINUTE, longest: 75 * MINUTE })
  return { taken, done: taken, noShow: 3, cancelled: 1, expired: 2, open: 4, wait: spread(21), come: spread(1), serve: spread(12) }
}
const row = (key: string, zh: string, en: string, taken: number): TallyRowView => ({ key, name: { zh, en }, tally: tally(taken) })
const HOURS = Array.from({ length: 10 }, (_, at) => String(at + 8).padStart(2, '0'))

/** A quarter of a hall that calls its businesses by long names, with all that a supervisor is to look at. */
const BUSY_QUARTER: StatisticsView = {
  hall: { zh: '云溪区政务服务中心', en: 'Yunxi District Service Hall' },
  from: '2026-10-01',
  to: '2026-12-31',
  at: '2026-11-23 14:05',
  total: tally(12_345),
  byBusiness: [
    row('A', '社会保险关系转移接续与待遇资格认证', 'Transfer of social insurance and proof of entitlement', 8_120),
    row('B', '不动产登记', 'Property', 4_225),
  ],
  byWindow: [row('1', '1', '1', 6_000), row('2', '2', '2', 6_345)],
  byHour: HOURS.map((hour, at) => row(hour, hour, hour, 900 + 60 * at)),
  byDay: [row('2026-11-20', '2026-11-20', '2026-11-20', 231), row('2026-11-23', '2026-11-23', '2026-11-23', 118)],
  alerts: [
    { kind: 'long-wait', number: 'A117', business: 'A', waitMs: 75 * MINUTE, waiting: true },
    { kind: 'unusual-wait', number: 'B031', business: 'B', waitMs: 52 * MINUTE, usualMs: 11 * MINUTE },
    { kind: 'long-service', number: 'A098', business: 'A', window: '2', serveMs: 70 * MINUTE },
    { kind: 'many-no-shows', business: 'B', noShow: 9, called: 31 },
  ],
}

const { manager } = hallPagesContract
const answers = new RPCHandler({
  manager: {
    signIn: manager.signIn.handler(({ input }) =>
      Promise.resolve(input.pin === PIN ? { outcome: 'signed-in', name: input.name } : { outcome: 'wrong', triesLeft: 4 }),
    ),
    signOut: manager.signOut.handler(() => Promise.resolve()),
    statistics: manager.statistics.handler(() => Promise.resolve(BUSY_QUARTER)),
  },
})

let folder: string
let url: string
let server: Server
let browser: Browser
const sockets = new WebSocketServer({ noServer: true })
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yimen-manager-'))
  await buildStandIn(folder, 'production', PAGE)
  ;({ url, server } = await serveStandIn(() => Promise.resolve(folder), PAGE))
  server.on('upgrade', (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, (opened) => void answers.upgrade(opened, { context: SEAT }))
  })
  browser = await launchHeadless()
}, 120_000)
afterAll(async () => {
  await browser.close()
  for (const each of sockets.clients) each.terminate()
  server.close()
  server.closeAllConnections()
  await rm(folder, { recursive: true, force: true })
})

/** Texts that something clips, and what reaches beyond the side of the page: it scrolls down alone. */
function cut(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    await document.fonts.ready
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = (node.textContent ?? '').trim()
      const element = node.parentElement
      if (text === '' || element === null || !element.checkVisibility() || element.closest('.unseen') !== null) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const words = range.getBoundingClientRect()
      if (words.left < -1 || words.right > innerWidth + 1) found.push(`${text}: beyond the page`)
      for (let around: Element | null = element; around !== null; around = around.parentElement) {
        const box = around.getBoundingClientRect()
        const clips = getComputedStyle(around).overflowX !== 'visible' || around.matches('button, .button, td, th')
        if (clips && (words.left < box.left - 2 || words.right > box.right + 2)) found.push(`${text}: beyond ${around.tagName}`)
      }
    }
    return found
  })
}

it('the figures of a busy quarter can be read and pressed, standing and lying, in both languages (needs Chromium)', async () => {
  const context = await browser.newContext({ viewport: LANDSCAPE, reducedMotion: 'reduce' })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  await page.goto(url)
  expect([await checkAxe(page), await cut(page)]).toEqual([[], []])
  await page.locator('input').first().fill('王芳')
  await page.locator('input[type=password]').fill('0000')
  await page.locator('input[type=password]').press('Enter')
  await page.getByText(managerZh.signIn.wrong.replace('{{count}}', '4')).waitFor()
  await page.locator('input[type=password]').fill(PIN)
  await page.locator('input[type=password]').press('Enter')

  for (const words of [managerZh, managerEn]) {
    await page.getByText(words.counted.replace('{{time}}', BUSY_QUARTER.at)).waitFor()
    expect(await page.locator('.alerts li').count()).toBe(BUSY_QUARTER.alerts.length)
    for (const size of [LANDSCAPE, PORTRAIT]) {
      await page.setViewportSize(size)
      expect({ size, axe: await checkAxe(page), cut: await cut(page) }).toEqual({ size, axe: [], cut: [] })
    }
    await page.getByRole('button', { name: words.language, exact: true }).click()
  }
  expect(complaints).toEqual([])
  await context.close()
}, 120_000)
