import type { i18n } from 'i18next'
import { bookingsEn } from './bookings-en.ts'
import { bookingsZh } from './bookings-zh.ts'

/** Adds the words for whoever has booked to the page's, once; they come with its page, not with the first chunk. */
export function addBookingsStrings(strings: i18n): void {
  if (strings.getResource('zh', 'translation', 'bookings') !== undefined) return
  strings.addResourceBundle('zh', 'translation', { bookings: bookingsZh }, true)
  strings.addResourceBundle('en', 'translation', { bookings: bookingsEn }, true)
}
