import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { changeLanguage, examine, LONG } from './looks.ts'
import { opensTheCounter, OPERATOR_SCREENS } from './operator-screens.ts'

describe('every screen of the operator can be read and touched, in every look (needs Chromium)', () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn()
  }, 120_000)
  afterAll(() => hall.close())

  it.each(OPERATOR_SCREENS)(
    '$name',
    async ({ walk }) => {
      const { page, complaints } = await hall.open()
      await walk(opensTheCounter(page))
      expect(await examine(page, 'zh', 'operator')).toEqual([])
      await changeLanguage(page)
      expect(await examine(page, 'en', 'operator')).toEqual([])
      expect(complaints).toEqual([])
      await page.close()
    },
    LONG ? 240_000 : 120_000,
  )
})
