import type { i18n } from 'i18next'
import { guideEn } from './guide-en.ts'
import { guideZh } from './guide-zh.ts'

/** Adds the guides' words to the page's, once; they come with the guides' pages, not with the first chunk. */
export function addGuideStrings(strings: i18n): void {
  if (strings.getResource('zh', 'translation', 'guide') !== undefined) return
  strings.addResourceBundle('zh', 'translation', { guide: guideZh }, true)
  strings.addResourceBundle('en', 'translation', { guide: guideEn }, true)
}
