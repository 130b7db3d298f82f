import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CERTIFICATE_SCREENS } from './certificate-screens.ts'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { inThisRun, lookAtScreen, LONG, WHICH_SCREENS } from './looks.ts'
import { fromHome } from './screens.ts'

describe(`${WHICH_SCREENS} of 证明打印 can be read and touched (needs Chromium)`, () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn({ camera: 'pattern' })
  }, 120_000)
  afterAll(() => hall.close())

  it.each(inThisRun(CERTIFICATE_SCREENS))(
    '$name',
    async ({ walk }) => {
      expect(await lookAtScreen(hall, { walk: fromHome(walk), whose: 'certificate' })).toEqual([])
    },
    LONG ? 240_000 : 120_000,
  )
})
