import { describe } from 'vitest'
import { inChromium } from './browser.ts'
import { certificateJourneys } from './certificates.ts'

describe('certificates in Chromium', () => {
  certificateJourneys(inChromium({ width: 1080, height: 1920 }))
})
