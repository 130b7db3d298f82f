import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { lookAtScreen, LONG } from './looks.ts'
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
      expect(await lookAtScreen(hall, { walk: (page) => walk(opensTheCounter(page)), whose: 'operator' })).toEqual([])
    },
    LONG ? 240_000 : 120_000,
  )
})
