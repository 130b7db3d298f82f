import type { i18n } from 'i18next'
import { progressEn } from './progress-en.ts'
import { progressZh } from './progress-zh.ts'

/** Adds the words of 进度查询 to the page's, once; they come with its pages, not with the first chunk. */
export function addProgressStrings(strings: i18n): void {
  if (strings.getResource('zh', 'translation', 'progress') !== undefined) return
  strings.addResourceBundle('zh', 'translation', { progress: progressZh }, true)
  strings.addResourceBundle('en', 'translation', { progress: progressEn }, true)
}
