import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { Page } from '../../components/page.tsx'
import { StillSign } from '../../components/still.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { Fault } from './pages.ts'
import { wayOut } from './reasons.ts'

interface FaultPageProps {
  readonly title: string
  readonly reason: Fault
  /** What is said of the reason; that of a certificate without one. */
  readonly lead?: string
  readonly again: () => void
  /** Another choice than the one that failed; null where there is none but home. */
  readonly others: (() => void) | null
}

/** What came to nothing, why, and the way that helps with this reason as the next step. */
export function FaultPage({ title, reason, lead, again, others }: FaultPageProps) {
  const { walk, facts } = useKiosk()
  const { t } = useTranslation()
  const way = wayOut(reason)
  const proves = way === 'prove' && facts.proofs.length > 0
  return (
    <Page title={title} lead={lead ?? t(`certificate.fault.${reason}`)} picture={<StillSign kind="attention" />}>
      {way === 'again' && others !== null && (
        <PlainButton icon="certificate" onPress={others}>
          {t('certificate.others')}
        </PlainButton>
      )}
      {way === 'again' ? (
        <NextStep icon="again" onPress={again}>
          {t('certificate.again')}
        </NextStep>
      ) : proves ? (
        <NextStep icon="person" onPress={walk.certificate.prove}>
          {t('certificate.list.prove')}
        </NextStep>
      ) : (
        <NextStep icon={others === null ? 'home' : 'certificate'} onPress={others ?? walk.home}>
          {others === null ? t('trouble.restart') : t('certificate.others')}
        </NextStep>
      )}
    </Page>
  )
}
