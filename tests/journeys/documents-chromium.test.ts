import { describe } from 'vitest'
import { inChromium } from './browser.ts'
import { documentJourneys } from './documents.ts'

describe('in Chromium, whoever lays another document than a resident card', () => {
  documentJourneys(inChromium({ width: 1080, height: 1920 }))
})
