import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { inThisRun, lookAtScreen, LONG, WHICH_SCREENS } from './looks.ts'
import { fromHome, SCREENS } from './screens.ts'
import { SOCIAL_CARD_SCREENS } from './social-card-screens.ts'

describe(`${WHICH_SCREENS} can be read and touched (needs Chromium)`, () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn()
  }, 120_000)
  afterAll(() => hall.close())

  it.each(inThisRun([...SCREENS, ...SOCIAL_CARD_SCREENS]))(
    '$name',
    async ({ name, walk }) => {
      const languages = name.startsWith('attract') ? 'chinese' : 'both'
      expect(await lookAtScreen(hall, { walk: fromHome(walk), whose: 'citizen', languages })).toEqual([])
    },
    LONG ? 240_000 : 120_000,
  )
})
