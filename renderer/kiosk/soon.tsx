import { useTranslation } from 'react-i18next'
import type { JourneyName } from '../../main/contract/facts.ts'
import { Page } from '../components/page.tsx'
import { useKiosk } from './kiosk-context.ts'
import { NextStep } from './next-step.tsx'

/** An honest door that is not open yet, and the nearest one that is. */
export function Soon({ journey }: { readonly journey: JourneyName }) {
  const { facts, walk } = useKiosk()
  const { t } = useTranslation()
  const byNumber =
    facts.journeys.includes('take-number') && (journey === 'certificate' || journey === 'filing' || journey === 'progress')
  return (
    <Page title={t('soon.title', { place: t(`home.name.${journey}`) })} lead={t('soon.lead')} picture={<ClosedDoor />}>
      <p className="body">{t(`soon.instead.${journey}`)}</p>
      {facts.helpLine !== undefined && <p className="body">{t('soon.call', { line: facts.helpLine })}</p>}
      {byNumber && (
        <NextStep icon="ticket" onPress={() => walk.go({ at: 'businesses' })}>
          {t('home.name.take-number')}
        </NextStep>
      )}
    </Page>
  )
}

/** The drawn state of a place that is closed: the gate with both leaves shut. */
function ClosedDoor() {
  return (
    <svg className="still" viewBox="0 0 120 120" aria-hidden="true" focusable="false">
      <path className="still-line" d="M22 104V24h76v80M12 104h96M60 24v80" />
      <path className="still-accent" d="M52 60v10M68 60v10" />
    </svg>
  )
}
