import { useTranslation } from 'react-i18next'
import type { Availability, BusinessView } from '../../../main/contract/kiosk.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { Page } from '../../components/page.tsx'
import { StillSign } from '../../components/still.tsx'
import { addBookingsStrings } from '../../strings/bookings.ts'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { closedWords } from './closed-words.ts'

/** It was open when it was chosen and is not any more; or no number is left but for those who have booked. */
export function Refused({ business, availability }: { readonly business: BusinessView; readonly availability: Availability }) {
  const { walk, state } = useKiosk()
  const { t, i18n } = useTranslation()
  addBookingsStrings(i18n)
  const { language } = state.comfort
  const { reason, after } =
    availability.state === 'person-limit'
      ? { reason: t('bookings.personLimit'), after: t('bookings.personLimitAbout') }
      : closedWords(availability, t, language)
  return (
    <Page
      title={t('refused.title', { business: local(business.name, language) })}
      lead={t('refused.lead')}
      picture={<StillSign kind="attention" />}
    >
      <p className="body">{reason}</p>
      {after !== undefined && <p className="body">{after}</p>}
      {availability.state === 'sold-out' && business.identify !== 'none' && (
        <PlainButton icon="card" onPress={() => walk.choose(business)}>
          {t('bookings.mine')}
        </PlainButton>
      )}
      <NextStep onPress={() => walk.go({ at: 'businesses' })}>{t('refused.others')}</NextStep>
    </Page>
  )
}
