import type { i18n } from 'i18next'
import { greenEn } from './green-en.ts'
import { greenZh } from './green-zh.ts'

/** Adds the words for whoever needs to go first to the page's, once; they come with its page, not with the first chunk. */
export function addGreenStrings(strings: i18n): void {
  if (strings.getResource('zh', 'translation', 'green') !== undefined) return
  strings.addResourceBundle('zh', 'translation', { green: greenZh }, true)
  strings.addResourceBundle('en', 'translation', { green: greenEn }, true)
}
