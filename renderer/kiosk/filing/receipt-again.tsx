import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { StateLine } from '../../components/page.tsx'
import { useKiosk } from '../kiosk-context.ts'
import type { WalkParts } from '../walk-parts.ts'
import type { FiledPage } from './pages.ts'
import type { ReceiptTruth } from './receipt-truth.ts'

/** 补打 of a receipt that nobody can say is in its holder's hand; also of one of before, for whoever comes back for it. */
export function ReceiptAgain({ page, truth }: { readonly page: FiledPage; readonly truth: ReceiptTruth }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { view } = state
  const couldPrint = view !== null && (view.printer.state !== 'none' || view.document.state !== 'none')
  if (!couldPrint || truth === 'printing' || truth === 'printed') return null
  const came = page.reprint?.state
  return (
    <>
      {(came === 'no-paper' || came === 'no-answer') && <StateLine tone="attention">{t(`filingMaterials.filed.again.${came}`)}</StateLine>}
      <PlainButton icon="print" about={t('filingMaterials.filed.again.about')} onPress={() => void printAgain(walk.parts, page)}>
        {t('filingMaterials.filed.again.name')}
      </PlainButton>
    </>
  )
}

/** One touch is one id, however often its answer is lost. */
async function printAgain({ go, askAgain, here, failed }: WalkParts, page: FiledPage): Promise<void> {
  const requestId = crypto.randomUUID()
  go({ ...page, reprint: { state: 'asking' } })
  await here(
    askAgain((to, signal) => to.filings.reprintReceipt({ receipt: page.receipt, requestId }, { signal })),
    (answer) => {
      if (answer.kind === 'wrong-step') failed(answer, 'filing')
      else if (answer.kind === 'no-answer') go({ ...page, reprint: { state: 'no-answer' } })
      else if (answer.value.outcome === 'reprinting') go({ ...page, reprint: { state: 'begun', count: answer.value.count } })
      else go({ ...page, reprint: { state: 'no-paper' } })
    },
  )
}
