import { describe } from 'vitest'
import { inChromium } from './browser.ts'
import { packageJourney } from './package.ts'

describe('一件事 in Chromium', () => {
  packageJourney(inChromium({ width: 1080, height: 1920, camera: true }))
})
