import type { i18n } from 'i18next'
import { operatorEn } from './operator-en.ts'
import { operatorZh } from './operator-zh.ts'

/** Adds the operator's words to the page's, once; they come with the operator's screen, not with the first chunk. */
export function addOperatorStrings(strings: i18n): void {
  if (strings.hasResourceBundle('zh', 'operator')) return
  strings.addResourceBundle('zh', 'operator', operatorZh)
  strings.addResourceBundle('en', 'operator', operatorEn)
}
