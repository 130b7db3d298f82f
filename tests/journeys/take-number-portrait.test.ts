import { describe } from 'vitest'
import { inChromium } from './browser.ts'
import { takeNumberJourneys } from './take-number.ts'

describe('in Chromium, portrait', () => {
  takeNumberJourneys(inChromium({ width: 1080, height: 1920 }))
})
