import type { TFunction } from 'i18next'
import type { Availability } from '../../../main/contract/kiosk.ts'
import { local, type Language } from '../../strings/strings.ts'

/** Why a business is shut, and when it opens again where the hall knows. */
export function closedWords(
  availability: Availability,
  t: TFunction,
  language: Language,
): { readonly reason: string; readonly after?: string } {
  switch (availability.state) {
    case 'open':
    // Of a person and not of the business: the page that refuses them says so.
    case 'person-limit':
      return { reason: '' }
    case 'sold-out':
      return availability.reopens === undefined
        ? { reason: t('businesses.soldOut'), after: t('businesses.soldOutAbout') }
        : { reason: t('businesses.soldOutNow'), after: t('businesses.reopens', { when: local(availability.reopens, language) }) }
    case 'closed': {
      const reason = t(`businesses.closed.${availability.reason}`)
      return availability.reopens === undefined
        ? { reason }
        : { reason, after: t('businesses.reopens', { when: local(availability.reopens, language) }) }
    }
  }
}
