import { useTranslation } from 'react-i18next'
import { Page } from '../../components/page.tsx'
import { StillSign } from '../../components/still.tsx'
import { CardAsked } from '../card-asked.tsx'
import { cardAskedBack } from '../card-on-reader.ts'
import { useKiosk } from '../kiosk-context.ts'
import { useLeftAlone } from '../left-alone.ts'
import { NextStep } from '../next-step.tsx'
import type { WrongCodes } from './pages.ts'

/** Three wrong codes ended the session; whoever still stands here is told why, and nothing of theirs is on the page. */
export function ShutOut({ codes }: { readonly codes: WrongCodes | null }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  useLeftAlone()
  return (
    <Page title={t('certificate.shutOut.title')} lead={t(codes === 'receipt' ? 'certificate.shutOut.leadOfReceipts' : 'certificate.shutOut.lead')} picture={<StillSign kind="attention" />}>
      {cardAskedBack(state) && <CardAsked />}
      <NextStep icon="again" onPress={walk.open}>
        {t('certificate.shutOut.go')}
      </NextStep>
    </Page>
  )
}
