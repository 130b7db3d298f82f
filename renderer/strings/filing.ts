import type { i18n } from 'i18next'
import { filingEn } from './filing-en.ts'
import { filingZh } from './filing-zh.ts'

/** Adds the words of 刷证申报 to the page's, once; they come with its pages, not with the first chunk. */
export function addFilingStrings(strings: i18n): void {
  if (strings.getResource('zh', 'translation', 'filing') !== undefined) return
  strings.addResourceBundle('zh', 'translation', { filing: filingZh }, true)
  strings.addResourceBundle('en', 'translation', { filing: filingEn }, true)
}
