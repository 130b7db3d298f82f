import { describe } from 'vitest'
import { inChromium } from './browser.ts'
import { takeNumberJourneys } from './take-number.ts'

describe('in Chromium, landscape', () => {
  takeNumberJourneys(inChromium({ width: 1920, height: 1080 }), 'wide')
})
