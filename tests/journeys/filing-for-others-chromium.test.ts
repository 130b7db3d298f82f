import { describe } from 'vitest'
import { inChromium } from './browser.ts'
import { filingForOthersJourney } from './filing-for-others.ts'

describe('an application for another, in Chromium', () => {
  filingForOthersJourney(inChromium({ width: 1080, height: 1920, camera: true }))
})
