import { useTranslation } from 'react-i18next'
import { CodeEntry } from '../../components/code-entry.tsx'
import { StateLine } from '../../components/page.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { ReceiptEntry, ReceiptField, ReceiptSaid } from './pages.ts'
import { fitsReceipt, RECEIPT_FIELDS } from './receipt-entry.ts'
import type { ProgressWalk } from './walk.ts'

interface ReceiptProps {
  readonly field: ReceiptField
  readonly receipt: ReceiptEntry
  readonly said: ReceiptSaid
  readonly walk: ProgressWalk
}

/** Number, then code, as they stand on a receipt, or both by its QR code; with no card and no agreement. */
export function Receipt({ field, receipt, said, walk }: ReceiptProps) {
  const { facts } = useKiosk()
  const { t } = useTranslation()
  const typed = receipt[field]
  const checking = said.state === 'checking'
  return (
    <CodeEntry
      field={field}
      keys={RECEIPT_FIELDS[field].keys}
      typed={typed}
      busy={checking}
      words={{
        title: t(`progress.receipt.${field}`),
        lead: t(`progress.receipt.${field}Lead`),
        scan: facts.case.scanner === undefined ? null : t('progress.receipt.scan'),
        nothing: t('progress.receipt.nothing'),
        entered: t('progress.receipt.entered', { typed }),
        standing: checking ? t('progress.receipt.checking') : t('progress.receipt.counted', { count: typed.length }),
        waiting: t('wait.title'),
      }}
      wrong={<Said said={said} />}
      onKey={walk.letter}
      onEnter={walk.receiptOn}
      onScan={walk.scanned}
    >
      {fitsReceipt(field, typed) && !checking && (
        <NextStep icon={field === 'number' ? 'onward' : 'verify'} onPress={walk.receiptOn}>
          {t(field === 'number' ? 'progress.receipt.next' : 'progress.receipt.confirm')}
        </NextStep>
      )}
    </CodeEntry>
  )
}

function Said({ said }: { readonly said: ReceiptSaid }) {
  const { t } = useTranslation()
  switch (said.state) {
    case 'typing':
    case 'checking':
      return null
    case 'other-code':
      return <StateLine tone="attention">{t('progress.receipt.otherCode')}</StateLine>
    case 'failed':
      return <StateLine tone="attention">{t(`progress.fault.${said.reason}`)}</StateLine>
    case 'unknown':
      return (
        <StateLine tone="attention">
          <strong>{t('progress.receipt.unknown')}</strong>
          <span className="state-more">{t('progress.receipt.unknownMore', { count: said.attemptsLeft })}</span>
        </StateLine>
      )
  }
}
