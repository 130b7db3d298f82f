import { describe } from 'vitest'
import { inChromium } from './browser.ts'
import { socialCardJourneys } from './social-card.ts'

describe('a number in Chromium', () => {
  socialCardJourneys(inChromium({ width: 1080, height: 1920 }))
})
