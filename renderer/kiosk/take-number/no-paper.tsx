import { useTranslation } from 'react-i18next'
import type { PaperFault } from '../../../main/contract/view.ts'
import { CasePicture } from '../../components/case.tsx'
import { Page } from '../../components/page.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { useSpoken } from '../spoken.ts'
import type { NumberIntent } from '../state.ts'

interface NoPaperProps {
  readonly intent: NumberIntent
  readonly reason: PaperFault
  readonly byScreen: boolean
}

/** No number was taken, because none could be printed; where the hall lets it, the screen can carry it. */
export function NoPaper({ intent, reason, byScreen }: NoPaperProps) {
  const { walk, facts } = useKiosk()
  const { t } = useTranslation()
  useSpoken('no-paper')
  return (
    <Page
      title={t('noPaper.title')}
      lead={t('noPaper.lead', { reason: t(`noPaper.reason.${reason}`) })}
      picture={<CasePicture facts={facts} device="ticket" activity="broken" />}
    >
      <p className="body">{t(byScreen ? 'noPaper.offer' : 'noPaper.noOffer')}</p>
      {byScreen ? (
        <NextStep icon="screen" onPress={() => walk.takeNumber(intent.business, 'screen', intent.appointment, intent.green)}>
          {t('noPaper.byScreen')}
        </NextStep>
      ) : (
        <NextStep icon="home" onPress={walk.home}>
          {t('trouble.restart')}
        </NextStep>
      )}
    </Page>
  )
}
