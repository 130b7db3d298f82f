import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { Page } from '../../components/page.tsx'
import { StillSign } from '../../components/still.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { OWN_FILINGS } from '../progress/pages.ts'
import { NextStep } from '../next-step.tsx'
import type { Fault } from './walk.ts'

interface FilingFaultProps {
  readonly title: string
  readonly reason: Fault
  readonly again: () => void
  /** Leads to the proof that is wanted; null where none would help. */
  readonly prove: (() => void) | null
}

/** Reasons that may pass by themselves; the others stay as they are here. */
const PASSES: Record<Fault, boolean> = {
  'no-answer': true,
  'platform-unreachable': true,
  'disk-full': true,
  'wrong-number': true,
  'no-catalogue': false,
  'not-offered': false,
  'assurance-too-low': false,
  'expired-card': false,
  // Once the ID card lies on the reader.
  'social-card': true,
  'platform-refuses': false,
  'no-draft': false,
  'not-awaited': false,
}

/** What of an application came to nothing, why, and the way that helps with this reason as the next step. */
export function FilingFaultPage({ title, reason, again, prove }: FilingFaultProps) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const proves = reason === 'assurance-too-low' && prove !== null
  return (
    <Page title={title} lead={t(`filing.fault.${reason}`)} picture={<StillSign kind="attention" />}>
      {proves && (
        <NextStep icon="person" onPress={prove}>
          {t('filing.prove')}
        </NextStep>
      )}
      {!proves && PASSES[reason] && (
        <NextStep icon="again" onPress={again}>
          {t('filing.again')}
        </NextStep>
      )}
      {reason !== 'no-catalogue' && <Instead reason={reason} />}
      {!proves && !PASSES[reason] && (
        <NextStep icon="home" onPress={walk.home}>
          {t('trouble.restart')}
        </NextStep>
      )}
    </Page>
  )
}

/** Another item; where it may be with the authority already, how it stands now. */
function Instead({ reason }: { readonly reason: Fault }) {
  const { walk, facts } = useKiosk()
  const { t } = useTranslation()
  if (reason === 'not-awaited' || (reason === 'no-draft' && facts.journeys.includes('progress')))
    return <PlainButton icon="progress" onPress={() => walk.go(OWN_FILINGS)}>{t('filing.progress')}</PlainButton>
  return <PlainButton icon="filing" onPress={() => walk.go({ at: 'filing-items' })}>{t('filing.others')}</PlainButton>
}
