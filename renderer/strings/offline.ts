import type { i18n } from 'i18next'
import { offlineEn } from './offline-en.ts'
import { offlineZh } from './offline-zh.ts'

/** Adds what is said of a number that a terminal gave alone to the page's words, once. */
export function addOfflineStrings(strings: i18n): void {
  if (strings.getResource('zh', 'translation', 'offlineNumber') !== undefined) return
  strings.addResourceBundle('zh', 'translation', { offlineNumber: offlineZh }, true)
  strings.addResourceBundle('en', 'translation', { offlineNumber: offlineEn }, true)
}
