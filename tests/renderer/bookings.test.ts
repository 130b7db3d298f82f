import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BookingView } from '../../main/contract/kiosk.ts'
import { bookingsZh as words } from '../../renderer/strings/bookings-zh.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { examine } from './looks.ts'
import { atHome, type Walker } from './screens.ts'
import { BUSINESSES } from './stand-in/specimens.ts'

const [SOCIAL, WORK, PROPERTY] = BUSINESSES
if (SOCIAL === undefined || WORK === undefined || PROPERTY === undefined) throw new Error('the stand-in has businesses')
const TICKET = {
  ticketId: 'B-1',
  number: 'B007',
  business: WORK.name,
  ahead: 4,
  where: { zh: '一楼东侧等候区', en: 'the east waiting area, ground floor' },
  windows: WORK.windows,
  issuedAt: '09:05',
  slot: '10:00–10:30',
}
const BOOKINGS: readonly BookingView[] = [
  { id: 'b1', business: SOCIAL, slot: '09:30–10:00', from: '09:30', state: 'on-time' },
  { id: 'b2', business: WORK, slot: '10:00–10:30', from: '10:00', state: 'has-ticket', ticket: TICKET },
  { id: 'b3', business: { ...WORK, name: { zh: '人事档案', en: 'Personnel files' } }, slot: '08:30–09:00', from: '08:30', state: 'late' },
  { id: 'b4', business: SOCIAL, slot: '16:00–16:30', from: '16:00', state: 'early' },
  { id: 'b5', business: PROPERTY, slot: '08:00–08:30', from: '08:00', state: 'over' },
]

describe('预约, against a scripted terminal (needs Chromium)', () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn()
  }, 120_000)
  afterAll(() => hall.close())

  const laysCard = async (walker: Walker, code: string) => {
    await walker.business(code)
    await walker.press(zh.agreement.agree)
    await walker.set({ card: { state: 'present', leftBehind: false } })
  }
  const booking = (walker: Walker, id: string) => {
    const { slot, business } = BOOKINGS.find((each) => each.id === id) ?? { slot: '', business: SOCIAL }
    return walker.page.getByRole('button', { name: `${slot} ${business.name.zh}`, exact: true })
  }
  const state = (key: keyof typeof words.state, about: { from?: string; number?: string }) =>
    words.state[key].replace('{{from}}', about.from ?? '').replace('{{number}}', about.number ?? '')

  it('is listed once the card is read, says what can be done with each, and gives the number with one touch, once', async () => {
    const walker = await atHome(hall)
    const { page } = walker
    await walker.set({ bookings: BOOKINGS, lost: ['takeNumber'] })
    await laysCard(walker, 'A')
    await walker.sees(words.title)
    await page.getByText(words.lead.replace('{{name}}', '张*')).waitFor()
    expect(await booking(walker, 'b1').locator('.booking-about').innerText()).toBe(state('on-time', {}))
    expect(await booking(walker, 'b2').locator('.booking-about').innerText()).toBe(state('has-ticket', { number: 'B007' }))
    expect(await booking(walker, 'b3').locator('.booking-about').innerText()).toBe(state('late', { from: '08:30' }))
    expect(await booking(walker, 'b4').locator('.booking-about').innerText()).toBe(state('early', { from: '16:00' }))
    expect(await booking(walker, 'b5').getAttribute('aria-disabled')).toBe('true')
    // Whoever has booked this business is not sent to the end of its line.
    expect(await page.getByRole('button', { name: /不用预约/ }).count()).toBe(0)
    expect(await examine(page, 'zh', 'certificate')).toEqual([])

    await booking(walker, 'b1').click()
    await walker.sees(zh.trouble.noAnswer)
    await walker.set({ lost: [] })
    await walker.press(zh.trouble.again)
    await page.locator('.paper-number', { hasText: 'A007' }).waitFor()
    await page.getByText(zh.ticket.slot.replace('{{slot}}', '09:30–10:00')).waitFor()
    const { takeNumber } = await page.evaluate(() => window.standIn.heard)
    expect(takeNumber.length).toBeGreaterThan(1)
    expect(new Set(takeNumber).size).toBe(1)
  }, 60_000)

  it('that has its number shows it again; who came for something else goes on to that; what cannot be looked up is no dead end', async () => {
    const walker = await atHome(hall)
    await walker.set({ bookings: BOOKINGS.slice(1, 2) })
    await laysCard(walker, 'A')
    await booking(walker, 'b2').click()
    await walker.sees(zh.already.title)
    await walker.page.locator('.paper-number', { hasText: 'B007' }).waitFor()
    await walker.press(zh.rail.home)
    await walker.set({ lost: ['bookings'] })
    await walker.business('A')
    await walker.sees(words.failed)
    await walker.set({ lost: [] })
    await walker.press(words.again)
    await walker.sees(words.title)
    await walker.press(words.ordinary.replace('{{business}}', SOCIAL.name.zh))
    await walker.sees(zh.confirm.title)
    expect(await walker.page.evaluate(() => window.standIn.heard.takeNumber)).toEqual([])
  }, 60_000)

  it('is reached where no number is left for anybody else, who is told when there are more', async () => {
    const walker = await atHome(hall)
    const { page } = walker
    const soldOut = { ...SOCIAL, availability: { state: 'sold-out', reopens: { zh: '今天 10:00', en: 'today 10:00' } } } as const
    await walker.set({ bookings: BOOKINGS, businesses: [soldOut] })
    await walker.business('A')
    await walker.sees(zh.refused.title.replace('{{business}}', SOCIAL.name.zh))
    await page.getByText(zh.businesses.soldOutNow).waitFor()
    await page.getByText(zh.businesses.reopens.replace('{{when}}', '今天 10:00')).waitFor()
    await walker.press(words.mine)
    await walker.press(zh.agreement.agree)
    await walker.set({ card: { state: 'present', leftBehind: false } })
    await walker.sees(words.title)
    expect(await page.evaluate(() => window.standIn.heard.takeNumber)).toEqual([])
  }, 60_000)

  it('is no step for whoever has booked nothing', async () => {
    const walker = await atHome(hall)
    await laysCard(walker, 'A')
    await walker.sees(zh.confirm.title)
    expect((await walker.page.evaluate(() => window.standIn.heard.calls)).includes('bookings')).toBe(false)
  }, 60_000)
})
