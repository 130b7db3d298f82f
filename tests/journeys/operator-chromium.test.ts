import { describe } from 'vitest'
import { openPage } from './browser.ts'
import { operatorJourneys } from './operator.ts'

describe('the operator in Chromium', () => {
  operatorJourneys(async (hall) => openPage((await hall.start()).ready.url, { width: 1080, height: 1920 }))
})
