import type { i18n } from 'i18next'
import { evaluationEn } from './evaluation-en.ts'
import { evaluationZh } from './evaluation-zh.ts'

/** Adds the words of 好差评 to the page's, once; they come with its page, not with the first chunk. */
export function addEvaluationStrings(strings: i18n): void {
  if (strings.getResource('zh', 'translation', 'evaluation') !== undefined) return
  strings.addResourceBundle('zh', 'translation', { evaluation: evaluationZh }, true)
  strings.addResourceBundle('en', 'translation', { evaluation: evaluationEn }, true)
}
