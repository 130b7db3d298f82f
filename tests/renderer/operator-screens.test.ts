import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { inThisRun, lookAtScreen, LONG, WHICH_SCREENS } from './looks.ts'
import { opensTheCounter, OPERATOR_SCREENS } from './operator-screens.ts'

describe(`${WHICH_SCREENS} of the operator can be read and touched (needs Chromium)`, () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn()
  }, 120_000)
  afterAll(() => hall.close())

  it.each(inThisRun(OPERATOR_SCREENS))(
    '$name',
    async ({ walk }) => {
      expect(await lookAtScreen(hall, { walk: (page) => walk(opensTheCounter(page)), whose: 'operator' })).toEqual([])
    },
    LONG ? 240_000 : 120_000,
  )
})
