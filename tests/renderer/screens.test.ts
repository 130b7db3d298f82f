import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { changeLanguage, examine, LONG } from './looks.ts'
import { SCREENS, walkerOn } from './screens.ts'

describe('every screen can be read and touched, in every look (needs Chromium)', () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn()
  }, 120_000)
  afterAll(() => hall.close())

  it.each(SCREENS)(
    '$name',
    async ({ name, walk }) => {
      const { page, complaints } = await hall.open()
      await page.locator('.attract').tap()
      await page.locator('.home').waitFor()
      await walk(walkerOn(page, 'zh'))
      expect(await examine(page, 'zh')).toEqual([])
      // The closed door always speaks Chinese first: no session, no choice of language.
      if (!name.startsWith('attract')) await changeLanguage(page)
      expect(await examine(page, name.startsWith('attract') ? 'zh' : 'en')).toEqual([])
      expect(complaints).toEqual([])
      await page.close()
    },
    LONG ? 240_000 : 120_000,
  )
})
