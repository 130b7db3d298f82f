import { useTranslation } from 'react-i18next'
import type { Availability, BusinessView } from '../../../main/contract/kiosk.ts'
import { Page } from '../../components/page.tsx'
import { StillSign } from '../../components/still.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { closedWords } from './closed-words.ts'

/** It was open when it was chosen and is not any more. */
export function Refused({ business, availability }: { readonly business: BusinessView; readonly availability: Availability }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const { reason, after } = closedWords(availability, t, language)
  return (
    <Page
      title={t('refused.title', { business: local(business.name, language) })}
      lead={t('refused.lead')}
      picture={<StillSign kind="attention" />}
    >
      <p className="body">{reason}</p>
      {after !== undefined && <p className="body">{after}</p>}
      <NextStep onPress={() => walk.go({ at: 'businesses' })}>{t('refused.others')}</NextStep>
    </Page>
  )
}
