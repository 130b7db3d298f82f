import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { Page, StateLine } from '../../components/page.tsx'
import { StillSign } from '../../components/still.tsx'
import { dateInWords } from '../certificate/month-words.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { FIRST_OF_RECEIPT, type ReceiptSaved } from './pages.ts'

/** A receipt that this terminal gave, and whose filing has not left it. */
export function ReceiptSavedHere({ status: { filedOn, stands } }: { readonly status: ReceiptSaved }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  return (
    <Page
      title={t(`progress.saved.title.${stands}`)}
      lead={t(`progress.saved.lead.${stands}`)}
      picture={<StillSign kind={stands === 'saved' ? 'kept' : 'attention'} />}
    >
      <StateLine tone={stands === 'saved' ? 'calm' : 'attention'}>
        {t('progress.saved.on', { day: dateInWords(filedOn, state.comfort.language) })}
      </StateLine>
      <PlainButton icon="filing" onPress={() => walk.go(FIRST_OF_RECEIPT)}>
        {t('progress.receipt.another')}
      </PlainButton>
      <NextStep icon="home" onPress={walk.home}>
        {t('trouble.restart')}
      </NextStep>
    </Page>
  )
}
