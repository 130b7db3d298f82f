import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { PlainButton } from '../components/buttons.tsx'
import { Page } from '../components/page.tsx'
import { StillSign } from '../components/still.tsx'
import { useKiosk } from './kiosk-context.ts'
import { NextStep } from './next-step.tsx'
import type { Trouble } from './state.ts'

/** A call came to nothing: what that means, and the one thing to do. */
export function TroublePage({ trouble }: { readonly trouble: Trouble }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  if (trouble.kind === 'wrong-step') {
    return (
      <Page title={t('trouble.wrongStep')} lead={t('trouble.wrongStepLead')} picture={<StillSign kind="attention" />}>
        <NextStep icon="home" onPress={walk.home}>
          {t('trouble.restart')}
        </NextStep>
      </Page>
    )
  }
  const { retry } = trouble
  return (
    <Page title={t('trouble.noAnswer')} lead={t('trouble.noAnswerLead')} picture={<StillSign kind="attention" />}>
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

/** How long it waits for somebody who may have gone, milliseconds; there is no session whose clock could run. */
const WAITS_FOR_ANSWER = 30_000

/** The wire broke while a number was being taken, and is back. */
export function Interrupted() {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  useEffect(() => {
    const timer = setTimeout(walk.end, WAITS_FOR_ANSWER)
    return () => clearTimeout(timer)
  }, [walk])
  return (
    <Page title={t('interrupted.title')} lead={t('interrupted.lead')} picture={<StillSign kind="attention" />}>
      <NextStep icon="ticket" onPress={walk.open}>
        {t('interrupted.go')}
      </NextStep>
    </Page>
  )
}
