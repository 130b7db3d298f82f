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
      return { reason: '' }
    case 'sold-out':
      return { reason: t('businesses.soldOut'), after: t('businesses.soldOutAbout') }
    case 'closed': {
      const reason = t(`businesses.closed.${availability.reason}`)
      return availability.reopens === undefined
        ? { reason }
        : { reason, after: t('businesses.reopens', { when: local(availability.reopens, language) }) }
    }
  }
}
