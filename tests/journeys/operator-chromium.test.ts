import { describe } from 'vitest'
import { inChromium } from './browser.ts'
import { operatorJourneys } from './operator.ts'

describe('the operator in Chromium', () => {
  operatorJourneys(inChromium({ width: 1080, height: 1920 }))
})
