import { ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/ws'
import type { Server } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import type { EnrolmentsView } from '../../main/contract/enrolments.ts'
import type { BadCaseAtDesk } from '../../main/contract/evaluation.ts'
import type { Level } from '../../main/contract/evaluation-levels.ts'
import { hallPagesContract, type HallSeat } from '../../main/contract/hall-pages.ts'
import type { BadCasesView, StatisticsView, TallyRowView, TallyView } from '../../main/contract/manager.ts'
import { createBroadcast } from '../../main/session/broadcast.ts'
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
    { day: '2026-10-20', kind: 'long-wait', number: 'A117', business: 'A', waitMs: 185 * MINUTE, called: 'never' },
    { day: '2026-11-23', kind: 'unended-service', number: 'A098', business: 'A', window: '12', openMs: 300 * MINUTE },
    { day: '2026-11-23', kind: 'long-wait', number: 'B117', business: 'B', waitMs: 75 * MINUTE, called: 'not-yet' },
    { day: '2026-11-20', kind: 'long-wait', number: 'A117', business: 'A', waitMs: 71 * MINUTE, called: 'yes' },
    { day: '2026-11-23', kind: 'long-service', number: 'A098', business: 'A', window: '2', serveMs: 70 * MINUTE },
    { day: '2026-11-09', kind: 'unusual-wait', number: 'B031', business: 'B', waitMs: 28 * MINUTE, usualMs: 5 * MINUTE },
    { day: '2026-11-23', kind: 'many-no-shows', business: 'B', noShow: 11, called: 31 },
  ],
  moreAlerts: 14,
  evaluations: { levels: [5, 4, 3, 2, 1].map((level, at) => ({ level: level as Level, count: 1_800 - 400 * at })), given: 5_000, goodShare: 0.84, appended: 12 },
}

const NOW = Date.parse('2026-11-23T14:05:00+08:00')
/** One that has just been given, and one that was to be put right by Friday. */
const NEW: BadCaseAtDesk = {
  id: 'case-2',
  level: 1,
  reasons: ['113', '114', '115'],
  written: true,
  matter: 'ticket',
  about: 'A117',
  window: '3',
  openedAt: NOW - MINUTE,
  dueOn: '2026-12-14',
  overdue: false,
  done: [],
  next: 'accepted',
}
const LATE: BadCaseAtDesk = {
  ...NEW,
  id: 'case-1',
  level: 2,
  reasons: ['210'],
  written: false,
  matter: 'certificate',
  about: '参保缴费证明',
  window: null,
  openedAt: NOW - 30 * 24 * 60 * MINUTE,
  dueOn: '2026-11-20',
  overdue: true,
  done: [
    { step: 'accepted', at: NOW - 29 * 24 * 60 * MINUTE, by: '王芳' },
    { step: 'verified', at: NOW - 28 * 24 * 60 * MINUTE, by: '欧阳建国' },
  ],
  next: 'rectified',
}
type Device = EnrolmentsView['devices'][number]
const DEVICE: Device = {
  device: 'page-5',
  place: { kind: 'manager', window: null, area: null },
  mark: null,
  enrolledAt: NOW - 30 * 24 * 60 * MINUTE,
  enrolledBy: null,
  lastSeenAt: NOW,
  connected: true,
  usedTwiceAt: null,
  signedIn: { name: '王芳', since: NOW - 5 * MINUTE },
  own: true,
}
const others = { own: false, signedIn: null, enrolledBy: '欧阳建国' }
const windowDevice = (window: string): Device => ({ ...DEVICE, ...others, device: `window-${window}`, place: { kind: 'window', window }, signedIn: { name: '赵敏', since: NOW - 300 * MINUTE } })
let enrolments: Omit<EnrolmentsView, 'now' | 'timeZone'> = { pairings: [], devices: [DEVICE] }
/** A terminal and a board that ask, and devices in every way they can be. */
const BUSY_HALL: typeof enrolments = {
  pairings: [
    { pairing: 'p-1', code: '028417', place: { kind: 'terminal', terminal: 'K12' }, address: '10.20.0.112', leftSeconds: 540 },
    { pairing: 'p-2', code: '650093', place: { kind: 'board', area: '一楼东区 · 社会保险与医疗保障', window: null }, address: 'fd00:20::1:2b41', leftSeconds: 61 },
  ],
  devices: [
    DEVICE,
    { ...DEVICE, ...others, device: 'k01', place: { kind: 'terminal', terminal: 'K01' }, mark: '1', usedTwiceAt: NOW - 60 * MINUTE },
    { ...DEVICE, ...others, device: 'k02', place: { kind: 'terminal', terminal: 'K02' }, mark: 'AB', connected: false, lastSeenAt: NOW - 25 * 60 * MINUTE },
    { ...DEVICE, ...others, device: 'b1', place: { kind: 'board', area: null, window: null }, connected: false, lastSeenAt: null },
    { ...DEVICE, ...others, device: 'b2', place: { kind: 'board', area: null, window: '3' } },
    ...['1', '2', '3', '4', '5'].map(windowDevice),
  ],
}

let cases: BadCasesView['cases'] = []
let atTerminals: BadCasesView['atTerminals'] = []
const news = createBroadcast<BadCasesView>(() => ({ now: NOW, timeZone: 'Asia/Shanghai', readAt: 'server', cases, atTerminals }))
function tell(next: BadCasesView['cases']): void {
  cases = next
  news.changed()
}

function tellEnrolments(next: typeof enrolments): void {
  enrolments = next
  news.changed()
}
/** The manager's PIN has been changed elsewhere. */
let putOut = false
/** What was answered, to which device or whoever asks. */
const answered: string[] = []
/** As long as it is there to be answered; else somebody has been faster. */
function answer(word: string, id: string): { readonly done: boolean } {
  answered.push(`${word} ${id}`)
  const done = [...enrolments.pairings.map(({ pairing }) => pairing), ...enrolments.devices.map(({ device }) => device)].includes(id)
  tellEnrolments({ pairings: enrolments.pairings.filter(({ pairing }) => pairing !== id), devices: enrolments.devices.filter(({ device }) => device !== id) })
  return { done }
}

const { manager } = hallPagesContract
const answers = new RPCHandler({
  manager: {
    signIn: manager.signIn.handler(({ input }) =>
      Promise.resolve(input.pin === PIN ? { outcome: 'signed-in', name: input.name } : { outcome: 'wrong', triesLeft: 4 }),
    ),
    signOut: manager.signOut.handler(() => Promise.resolve()),
    statistics: manager.statistics.handler(() => Promise.resolve(BUSY_QUARTER)),
    badCases: manager.badCases.handler(({ signal }) => news.values(signal)),
    rectify: manager.rectify.handler(({ input }) => {
      if (input.step !== 'accepted' && input.note.trim() === '') return { outcome: 'note-missing' }
      tell([LATE, { ...NEW, done: [{ step: 'accepted', at: NOW, by: '王芳' }], next: 'verified' }])
      return { outcome: 'recorded' }
    }),
    enrolments: manager.enrolments.handler(async function* enrolled({ signal }) {
      for await (const _ of news.values(signal)) {
        if (putOut) throw new ORPCError('SIGNED_OUT', { defined: true })
        yield { now: NOW, timeZone: 'Asia/Shanghai', ...enrolments }
      }
    }),
    approve: manager.approve.handler(({ input }) => answer(`approve ${input.code}`, input.pairing)),
    refuse: manager.refuse.handler(({ input }) => answer('refuse', input.pairing)),
    revoke: manager.revoke.handler(({ input }) => answer('revoke', input.device)),
  },
})

let folder: string
let url: string
let server: Server
let browser: Browser
const sockets = new WebSocketServer({ noServer: true })
/** As the contract promises; a page takes silence for a lost line. */
const telling = setInterval(() => news.changed(), 5_000)
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
  clearInterval(telling)
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

/** Words of the picture of the hours that stand in one another, or so near that they read as one. */
function touching(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const words = [...document.querySelectorAll('.hours text')].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }))
    const meet = ({ box: one }: (typeof words)[number], { box: other }: (typeof words)[number]) =>
      one.left < other.right + 4 && other.left < one.right + 4 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > one.height / 3
    return words.flatMap((word, at) => words.slice(at + 1).filter((other) => meet(word, other)).map((other) => `${word.text} and ${other.text}`))
  })
}

it('the figures of a busy quarter and its bad evaluations can be read and pressed, standing and lying, in both languages (needs Chromium)', async () => {
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

  await page.getByText(managerZh.counted.replace('{{time}}', BUSY_QUARTER.at)).waitFor()
  expect(await page.locator('.bad-cases:visible, .bad-cases-alert').count()).toBe(0)
  tell([LATE])
  const alert = page.locator('.bad-cases-alert')
  await alert.getByText(managerZh.badCases.open_one.replace('{{count}}', '1')).waitFor()
  tell([LATE, NEW])
  await alert.getByText(managerZh.badCases.open_other.replace('{{count}}', '2')).waitFor()
  // And three of its own at a terminal of this hall server.
  atTerminals = [{ terminal: 'K03', open: 3, overdue: 1 }]
  tell([LATE, NEW])
  await page.waitForFunction((words) => document.title.includes(words), managerZh.badCases.open_other.replace('{{count}}', '5'))
  const late = managerZh.badCases.lateThere.replace('{{late}}', managerZh.badCases.late_one.replace('{{count}}', '1'))
  await page.getByText(managerZh.badCases.atTerminal_other.replace('{{terminal}}', 'K03').replace('{{count}}', '3').replace('{{late}}', late)).waitFor()
  await alert.getByText(managerZh.badCases.late_other.replace('{{count}}', '2')).waitFor()

  for (const words of [managerZh, managerEn]) {
    await page.getByText(words.counted.replace('{{time}}', BUSY_QUARTER.at)).waitFor()
    expect(await page.locator('.alerts time').allTextContents()).toEqual(BUSY_QUARTER.alerts.map(({ day }) => day))
    await expect.poll(() => page.locator('.alerts li:visible').count()).toBe(6)
    await page.getByRole('button', { name: words.alerts.all.replace('{{count}}', '7') }).click()
    await expect.poll(() => page.locator('.alerts li:visible').count()).toBe(7)
    await page.getByText(words.alerts.more_other.replace('{{count}}', '14')).waitFor()
    for (const size of [LANDSCAPE, PORTRAIT]) {
      await page.setViewportSize(size)
      expect({ size, axe: await checkAxe(page), cut: await cut(page), touching: await touching(page) }).toEqual({ size, axe: [], cut: [], touching: [] })
    }
    await page.getByRole('button', { name: words.alerts.fewer }).click()
    await page.getByRole('button', { name: words.language, exact: true }).click()
  }

  const step = (badCase: BadCaseAtDesk) => page.locator('.bad-case', { hasText: badCase.about }).getByRole('button')
  await step(LATE).click()
  await page.getByText(managerZh.badCases.noteMissing).waitFor()
  await step(NEW).click()
  await page.getByText(managerZh.badCases.recorded.replace('{{step}}', managerZh.badCases.step.accepted).replace('{{about}}', NEW.about)).waitFor()
  await page.locator('.bad-case', { hasText: NEW.about }).getByText(managerZh.badCases.about.verified).waitFor()

  // The devices of the hall, whoever asks to be one, and what the digits must match.
  tellEnrolments(BUSY_HALL)
  await page.locator('.asks-bar').getByText(managerZh.enrolments.asked_other.replace('{{count}}', '2')).waitFor()
  await page.locator('.asks-bar').getByRole('button').click()
  for (const words of [managerZh, managerEn]) {
    await page.getByText(words.enrolments.compare).waitFor()
    expect(await page.locator('.asking .code').allInnerTexts()).toEqual(['028 417', '650 093'])
    await expect.poll(() => page.locator('.devices li').count()).toBe(BUSY_HALL.devices.length)
    for (const size of [LANDSCAPE, PORTRAIT]) {
      await page.setViewportSize(size)
      expect({ size, axe: await checkAxe(page), cut: await cut(page) }).toEqual({ size, axe: [], cut: [] })
    }
    await page.getByRole('button', { name: words.language, exact: true }).click()
  }
  const { enrolments: said } = managerZh
  const askedBy = (name: string) => page.locator('.asking li', { hasText: name })
  await askedBy('K12').getByRole('button', { name: said.approve }).click()
  await page.getByText(said.letIn.replace('{{name}}', '终端 K12').replace('{{code}}', '028 417')).waitFor()
  await askedBy('一楼东区').getByRole('button', { name: said.refuse }).click()
  await page.getByText(said.nobodyAsks).waitFor()
  await page.getByRole('button', { name: said.revokeThat.replace('{{name}}', '3 号窗口'), exact: true }).click()
  expect(await checkAxe(page)).toEqual([])
  await page.getByRole('button', { name: said.sure.keep }).click()
  await page.getByRole('button', { name: said.revokeThat.replace('{{name}}', '3 号窗口'), exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: said.sure.confirm, exact: true }).click()
  await page.getByText(said.revoked.replace('{{name}}', '3 号窗口')).waitFor()
  expect(answered).toEqual(['approve 028417 p-1', 'refuse p-2', 'revoke window-3'])
  await expect.poll(() => page.locator('.devices li').count()).toBe(BUSY_HALL.devices.length - 1)

  await page.getByRole('button', { name: managerZh.signOut }).click()
  await alert.waitFor({ state: 'detached' })
  await page.waitForFunction((title) => document.title === title, managerZh.title)
  expect(await page.getByText(managerZh.signIn.putOut).count()).toBe(0)
  await page.locator('input').first().fill('王芳')
  await page.locator('input[type=password]').fill(PIN)
  await page.locator('input[type=password]').press('Enter')
  await page.getByRole('button', { name: managerZh.signOut }).waitFor()
  putOut = true
  news.changed()
  await page.getByText(managerZh.signIn.putOut).waitFor()
  expect(complaints).toEqual([])
  await context.close()
}, 120_000)
