import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certificateZh } from '../../renderer/strings/certificate-zh.ts'
import { evaluationZh as words } from '../../renderer/strings/evaluation-zh.ts'
import { operatorZh } from '../../renderer/strings/operator-zh.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { asked } from './certificate-screens.ts'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { choose, EVALUATION_SCREENS, toEvaluation } from './evaluation-screens.ts'
import { inThisRun, lookAtScreen, LONG } from './looks.ts'
import { opensTheCounter } from './operator-screens.ts'
import { atHome, fromHome } from './screens.ts'

describe('好差评, against a scripted terminal (needs Chromium)', () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn()
  }, 120_000)
  afterAll(() => hall.close())

  const heard = (page: Page) => page.evaluate(() => window.standIn.heard)
  const chosen = (page: Page) => page.locator('main [aria-checked="true"], main [aria-pressed="true"]').count()

  it('comes by itself once the certificate is in hand, chooses nothing for anybody, and is one wish however often it is sent', async () => {
    const walker = await atHome(hall)
    const { page, press, sees } = walker
    await asked(walker, 'preview')
    await press(certificateZh.preview.confirm)
    await press(certificateZh.print.taken)
    await sees(words.title)
    // The card is asked back here as everywhere, and nothing waits for the evaluation.
    await page.locator('.card-asked').waitFor()
    expect(await chosen(page)).toBe(0)
    expect(await page.getByRole('button', { name: words.submit, exact: true }).count()).toBe(0)
    await choose(page, '5')
    await press(words.reason['517'])
    // Another level has other reasons, and none of them is chosen.
    await choose(page, '1')
    expect(await page.getByText(words.reason['517']).count()).toBe(0)
    expect(await chosen(page)).toBe(1)
    await press(words.reason['113'])
    await press(words.reason['115'])
    await press(words.reason['113'])
    await press(words.write)
    await sees(words.writing)
    await page.keyboard.type('3')
    await page.locator('.typed-line', { hasText: '3' }).waitFor()
    await press(zh.rail.help)
    await sees(zh.help.title)
    await press(zh.rail.back)
    await sees(words.writing)
    await press(zh.rail.back)
    await page.getByText(words.written.replace('{{words}}', '3')).waitFor()
    await walker.set({ lost: ['evaluation.give'], given: { outcome: 'given', bad: { by: '2026-12-11' } } })
    await press(words.submit)
    await sees(words.notGiven)
    await walker.set({ lost: [] })
    await press(words.again)
    await sees(words.given)
    await page.getByText(words.bad.replace('{{date}}', '2026年12月11日')).waitFor()
    const { evaluations } = await heard(page)
    expect(evaluations.length).toBeGreaterThan(1)
    expect(new Set(evaluations.map(({ requestId }) => requestId)).size).toBe(1)
    expect(evaluations[0]).toMatchObject({ matter: 'certificate', verdict: { level: 1, reasons: ['115'], words: '3' } })
    await press(zh.ticket.finish)
    await sees(zh.takeCard.title)
    await walker.set({ card: { state: 'absent' } })
    await page.locator('.attract').waitFor()
  }, 60_000)

  it('is passed by with one touch, and then nothing is sent about anybody', async () => {
    const walker = await atHome(hall)
    await toEvaluation(walker)
    await walker.press(words.skip)
    await walker.page.locator('.attract').waitFor()
    const { evaluations, calls } = await heard(walker.page)
    expect(evaluations).toEqual([])
    expect(calls.filter((call) => call.startsWith('evaluation'))).toEqual([])
  }, 60_000)

  it('alerts the operator with the last day of each bad one, and takes it step by step with what was done', async () => {
    const { page } = await hall.open()
    const operator = opensTheCounter(page)
    const { evaluations } = operatorZh
    await operator.enters('busy', 'evaluations')
    await operator.sees(evaluations.open_other.replace('{{count}}', '2'))
    await operator.reads(evaluations.overdue.replace('{{date}}', '2026年11月12日'))
    await operator.reads('为一份证明跑了三个窗口，没有人说得清楚。')
    await operator.reads('97.7%')
    const act = (step: keyof typeof evaluations.step, about: string) =>
      evaluations.act.replace('{{step}}', evaluations.step[step]).replace('{{about}}', about)
    await operator.press(act('accepted', '参保缴费证明'))
    await operator.press(evaluations.step.accepted)
    await operator.reads(evaluations.recorded.replace('{{step}}', evaluations.step.accepted).replace('{{about}}', '参保缴费证明'))
    await operator.press(act('rectified', 'A086'))
    await operator.sees(act('rectified', 'A086'))
    await page.keyboard.press('Enter')
    await operator.reads(evaluations.noteMissing)
    // As a page that was busy gets them from fast hands: the second key, and nothing drawn since the first.
    await page.evaluate(() => {
      for (const key of ['1', 'Enter']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    })
    await page.getByRole('button', { name: act('answered', 'A086'), exact: true }).waitFor()
    await operator.press(evaluations.save)
    await operator.reads(evaluations.saved.replace('{{file}}', '/data/evaluations-2026-11-21.csv'))
    await expect.poll(() => page.locator('.bad-case').count()).toBe(2)
  }, 60_000)

  it.each(inThisRun(EVALUATION_SCREENS))(
    '$name: can be read and touched',
    async ({ walk }) => {
      expect(await lookAtScreen(hall, { walk: fromHome(walk), whose: 'certificate' })).toEqual([])
    },
    LONG ? 240_000 : 120_000,
  )
})
