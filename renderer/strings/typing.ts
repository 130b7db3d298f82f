import type { i18n } from 'i18next'
import { typingEn } from './typing-en.ts'
import { typingZh } from './typing-zh.ts'

/** Adds the words of the keys on screen to the page's, once; they come with the keys, not with the first chunk. */
export function addTypingStrings(strings: i18n): void {
  if (strings.getResource('zh', 'translation', 'typing') !== undefined) return
  strings.addResourceBundle('zh', 'translation', { typing: typingZh }, true)
  strings.addResourceBundle('en', 'translation', { typing: typingEn }, true)
}
