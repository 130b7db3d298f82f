import type { i18n } from 'i18next'
import { filingMaterialsEn } from './filing-materials-en.ts'
import { filingMaterialsZh } from './filing-materials-zh.ts'

/** Adds the words of materials, review and receipt to the page's, once; they come with those pages. */
export function addFilingMaterialsStrings(strings: i18n): void {
  if (strings.getResource('zh', 'translation', 'filingMaterials') !== undefined) return
  strings.addResourceBundle('zh', 'translation', { filingMaterials: filingMaterialsZh }, true)
  strings.addResourceBundle('en', 'translation', { filingMaterials: filingMaterialsEn }, true)
}
