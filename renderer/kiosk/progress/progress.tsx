import './progress.css'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { addProgressStrings } from '../../strings/progress.ts'
import { useKiosk } from '../kiosk-context.ts'
import { Dispute } from './dispute.tsx'
import { OneFiling } from './filing.tsx'
import { Filings } from './list.tsx'
import type { ProgressPage } from './pages.ts'
import { Receipt } from './receipt.tsx'
import { ReceiptSavedHere } from './receipt-saved.tsx'
import { ReceiptState } from './receipt-status.tsx'
import { progressWalk } from './walk.ts'
import { WaysToLook } from './ways.tsx'

/** Every page of 进度查询; they come when they are first asked for. */
export function Progress({ page }: { readonly page: ProgressPage }) {
  const { i18n } = useTranslation()
  addProgressStrings(i18n)
  const { parts } = useKiosk().walk
  const walk = useMemo(() => progressWalk(parts), [parts])
  switch (page.at) {
    case 'progress':
      return <WaysToLook />
    case 'progress-list':
      return <Filings listing={page.listing} walk={walk} />
    case 'progress-filing':
      return <OneFiling list={page.list} filing={page.filing} walk={walk} />
    case 'progress-dispute':
      return <Dispute page={page} walk={walk} />
    case 'progress-receipt':
      return <Receipt field={page.field} receipt={page.receipt} said={page.said} walk={walk} />
    case 'progress-receipt-status':
      return page.status.outcome === 'known' ? <ReceiptState status={page.status} /> : <ReceiptSavedHere status={page.status} />
  }
}
