import { useTranslation } from 'react-i18next'
import { PlainButton } from '../components/buttons.tsx'
import { Page } from '../components/page.tsx'
import { StillSign } from '../components/still.tsx'
import { useKiosk } from './kiosk-context.ts'
import { NextStep } from './next-step.tsx'
import type { CutShort, Trouble } from './state.ts'
import { useLeftAlone } from './left-alone.ts'

/** A call came to nothing: what that means, and the one thing to do. */
export function TroublePage({ trouble }: { readonly trouble: Trouble }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  if (trouble.kind === 'wrong-step') {
    return (
      <Page title={t('trouble.wrongStep')} lead={t(`trouble.wrongStepLead.${trouble.errand}`)} picture={<StillSign kind="attention" />}>
        <NextStep icon="home" onPress={walk.home}>
          {t('trouble.restart')}
        </NextStep>
      </Page>
    )
  }
  const { retry } = trouble
  return (
    <Page title={t('trouble.noAnswer')} lead={t(`trouble.noAnswerLead.${trouble.errand}`)} picture={<StillSign kind="attention" />}>
      {retry === null ? (
        <NextStep icon="home" onPress={walk.home}>
          {t('trouble.restart')}
        </NextStep>
      ) : (
        <>
          <NextStep icon="again" onPress={() => walk.retry(retry)}>
            {t('trouble.again')}
          </NextStep>
          <PlainButton icon="home" onPress={walk.home}>
            {t('trouble.restart')}
          </PlainButton>
        </>
      )}
    </Page>
  )
}

/** The wire broke while a number was being taken or a certificate printed, and is back. */
export function Interrupted({ errand }: { readonly errand: CutShort }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  useLeftAlone()
  return (
    <Page title={t('interrupted.title')} lead={t(`interrupted.lead.${errand}`)} picture={<StillSign kind="attention" />}>
      <NextStep icon={errand === 'number' ? 'ticket' : 'again'} onPress={walk.open}>
        {t(`interrupted.go.${errand}`)}
      </NextStep>
    </Page>
  )
}
