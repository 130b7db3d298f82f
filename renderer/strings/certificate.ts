import type { i18n } from 'i18next'
import { certificateEn } from './certificate-en.ts'
import { certificateZh } from './certificate-zh.ts'

/** Adds certificates' words to the page's, once; they come with certificates' pages, not with the first chunk. */
export function addCertificateStrings(strings: i18n): void {
  if (strings.getResource('zh', 'translation', 'certificate') !== undefined) return
  strings.addResourceBundle('zh', 'translation', { certificate: certificateZh }, true)
  strings.addResourceBundle('en', 'translation', { certificate: certificateEn }, true)
}
