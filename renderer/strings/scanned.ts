import type { i18n } from 'i18next'
import { scannedEn } from './scanned-en.ts'
import { scannedZh } from './scanned-zh.ts'

/** Adds the words for codes that nobody had asked for to the page's, once; they come with the first such code. */
export function addScannedStrings(strings: i18n): void {
  if (strings.getResource('zh', 'translation', 'scanned') !== undefined) return
  strings.addResourceBundle('zh', 'translation', { scanned: scannedZh }, true)
  strings.addResourceBundle('en', 'translation', { scanned: scannedEn }, true)
}
