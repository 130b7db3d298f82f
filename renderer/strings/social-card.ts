import type { i18n } from 'i18next'
import { socialCardEn } from './social-card-en.ts'
import { socialCardZh } from './social-card-zh.ts'

/** Adds what is said of social-security cards to the page's words, once; it comes with the page for either card. */
export function addSocialCardStrings(strings: i18n): void {
  if (strings.getResource('zh', 'translation', 'socialCard') !== undefined) return
  strings.addResourceBundle('zh', 'translation', { socialCard: socialCardZh }, true)
  strings.addResourceBundle('en', 'translation', { socialCard: socialCardEn }, true)
}
