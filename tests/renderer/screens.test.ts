import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { lookAtScreen, LONG } from './looks.ts'
import { fromHome, SCREENS } from './screens.ts'

describe('every screen can be read and touched, in every look (needs Chromium)', () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn()
  }, 120_000)
  afterAll(() => hall.close())

  it.each(SCREENS)(
    '$name',
    async ({ name, walk }) => {
      const languages = name.startsWith('attract') ? 'chinese' : 'both'
      expect(await lookAtScreen(hall, { walk: fromHome(walk), whose: 'citizen', languages })).toEqual([])
    },
    LONG ? 240_000 : 120_000,
  )
})
