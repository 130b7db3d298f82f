import type { i18n } from 'i18next'
import { documentNumberEn } from './document-number-en.ts'
import { documentNumberZh } from './document-number-zh.ts'

/** Adds the words of a number by hand to the page's, once; they come with its pages, not with the first chunk. */
export function addDocumentNumberStrings(strings: i18n): void {
  if (strings.getResource('zh', 'translation', 'documentNumber') !== undefined) return
  strings.addResourceBundle('zh', 'translation', { documentNumber: documentNumberZh }, true)
  strings.addResourceBundle('en', 'translation', { documentNumber: documentNumberEn }, true)
}
