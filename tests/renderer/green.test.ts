import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GreenGround } from '../../main/contract/green-channel.ts'
import { greenEn } from '../../renderer/strings/green-en.ts'
import { greenZh as words } from '../../renderer/strings/green-zh.ts'
import { en } from '../../renderer/strings/en.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { examine } from './looks.ts'
import { type Walker, walkerOn } from './screens.ts'

describe('优先办理, against a scripted terminal (needs Chromium)', () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn()
  }, 120_000)
  afterAll(() => hall.close())

  /** Somebody who has laid their card for a number, where the hall's file lets these grounds be declared. */
  async function confirming(greenGrounds: readonly GreenGround[], again?: Page): Promise<Walker> {
    const page = again ?? (await hall.open()).page
    const walker = walkerOn(page, 'zh')
    await walker.set({ facts: { greenGrounds } })
    await page.locator('.attract').tap()
    await walker.business('B')
    await walker.press(zh.agreement.agree)
    await walker.set({ card: { state: 'present', leftBehind: false } })
    await walker.sees(zh.confirm.title)
    return walker
  }
  const heard = ({ page }: Walker) => page.evaluate(() => window.standIn.heard)
  const ground = ({ page }: Walker, name: string) => page.getByRole('radio', { name })

  it('offers the hall’s grounds with none chosen, and leads back to the ordinary number; where the hall has none it is asked of nobody', async () => {
    const walker = await confirming(['disabled', 'pregnant', 'veteran', 'other'])
    const { page } = walker
    expect(await examine(page, 'zh')).toEqual([])
    await walker.press(zh.confirm.green)
    await walker.sees(words.title)
    expect(await page.getByRole('radio').allInnerTexts()).toEqual(Object.entries(words.ground).map(([key, name]) => `${name}\n${words.about[key as GreenGround]}`))
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
    expect(await page.getByRole('button', { name: words.take }).count()).toBe(0)
    await page.getByText(words.lead).waitFor()
    await ground(walker, words.ground.veteran).click()
    expect(await examine(page, 'zh')).toEqual([])
    await walker.press(zh.rail.language)
    await page.getByRole('button', { name: greenEn.take, exact: true }).waitFor()
    expect(await examine(page, 'en')).toEqual([])
    await walker.press(en.rail.back)
    await walker.sees(en.confirm.title)
    await walker.press(en.confirm.confirm)
    await page.locator('.paper-number', { hasText: 'B007' }).waitFor()
    expect((await heard(walker)).declared).toEqual(['nothing'])

    await walker.set({ card: { state: 'absent' } })
    await page.evaluate(() => window.standIn.endSession())
    await confirming([], page)
    await page.getByRole('button', { name: zh.confirm.confirm }).waitFor()
    expect(await page.getByRole('button', { name: zh.confirm.green }).count()).toBe(0)
  }, 60_000)

  it('takes one number with what was declared, however often it is asked for, on paper or by screen', async () => {
    const walker = await confirming(['pregnant', 'disabled'])
    const { page } = walker
    await walker.press(zh.confirm.green)
    await ground(walker, words.ground.disabled).click()
    await ground(walker, words.ground.pregnant).click()
    await walker.press(zh.rail.help)
    await walker.press(zh.rail.back)
    expect(await page.getByRole('radio', { checked: true }).allInnerTexts()).toEqual([`${words.ground.pregnant}\n${words.about.pregnant}`])
    await walker.set({ lost: ['takeNumber'], printer: { state: 'not-ready', reason: 'paper-out' } })
    await walker.press(words.take)
    await walker.sees(zh.trouble.noAnswer)
    await walker.set({ lost: [] })
    await walker.press(zh.trouble.again)
    await walker.press(zh.noPaper.byScreen)
    await page.locator('.paper-number', { hasText: 'B007' }).waitFor()
    await page.getByText(zh.ticket.green, { exact: true }).waitFor()
    const { takeNumber, declared } = await heard(walker)
    expect(new Set(declared)).toEqual(new Set(['pregnant']))
    // One wish on paper, and one by screen, which the terminal asked for.
    expect(new Set(takeNumber).size).toBe(2)
  }, 60_000)
})
