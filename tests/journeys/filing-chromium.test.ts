import { describe } from 'vitest'
import { inChromium } from './browser.ts'
import { filingJourney } from './filing.ts'

describe('an application in Chromium', () => {
  filingJourney(inChromium({ width: 1080, height: 1920, camera: true }), 'zh')
})
