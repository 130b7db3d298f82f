import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { Page } from '../../components/page.tsx'
import { StillSign } from '../../components/still.tsx'
import { useKiosk } from '../kiosk-context.ts'
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
  'platform-refuses': false,
  'no-draft': false,
}

/** What of an application came to nothing, why, and the way that helps with this reason as the next step. */
export function FilingFaultPage({ title, reason, again, prove }: FilingFaultProps) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const others = () => walk.go({ at: 'filing-items' })
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
      {reason !== 'no-catalogue' && <PlainButton icon="filing" onPress={others}>{t('filing.others')}</PlainButton>}
      {!proves && !PASSES[reason] && (
        <NextStep icon="home" onPress={walk.home}>
          {t('trouble.restart')}
        </NextStep>
      )}
    </Page>
  )
}
