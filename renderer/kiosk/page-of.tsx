import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../components/page.tsx'
import { Attract } from './attract.tsx'
import { isCertificatePage } from './certificate/pages.ts'
import { isFilingPage } from './filing/pages.ts'
import { Home } from './home.tsx'
import { Agreement, Declined } from './identify/agreement.tsx'
import { Identify } from './identify/identify.tsx'
import { useKiosk } from './kiosk-context.ts'
import { isProgressPage } from './progress/pages.ts'
import { TakeCard } from './take-card.tsx'
import { Businesses } from './take-number/businesses.tsx'
import { Confirm, Taking } from './take-number/confirm.tsx'
import { Ticket } from './take-number/ticket.tsx'
import { Interrupted, TroublePage } from './trouble.tsx'

const Help = lazy(() => import('./help.tsx').then(({ Help }) => ({ default: Help })))
const BeforeNumber = lazy(() => import('./take-number/before-number.tsx').then(({ BeforeNumber }) => ({ default: BeforeNumber })))
const Certificate = lazy(() => import('./certificate/certificate.tsx').then(({ Certificate }) => ({ default: Certificate })))
const DocumentNumber = lazy(() => import('./document-number/document-number.tsx').then(({ DocumentNumber }) => ({ default: DocumentNumber })))
const Evaluation = lazy(() => import('./evaluation/evaluation.tsx').then(({ Evaluation }) => ({ default: Evaluation })))
const Filing = lazy(() => import('./filing/filing.tsx').then(({ Filing }) => ({ default: Filing })))
const Guide = lazy(() => import('./guide/guide.tsx').then(({ Guide }) => ({ default: Guide })))
const NoNewNumber = lazy(() => import('./take-number/no-new-number.tsx').then(({ NoNewNumber }) => ({ default: NoNewNumber })))
const Progress = lazy(() => import('./progress/progress.tsx').then(({ Progress }) => ({ default: Progress })))
const Scanned = lazy(() => import('./scanned/scanned.tsx').then(({ Scanned }) => ({ default: Scanned })))
const Soon = lazy(() => import('./soon.tsx').then(({ Soon }) => ({ default: Soon })))

/** The page the person is on. Home and the straight way through 取号 come with the first chunk; the rest when asked for. */
export function PageOf() {
  const { t } = useTranslation()
  return (
    <Suspense fallback={<Waiting>{t('wait.title')}</Waiting>}>
      <CurrentPage />
    </Suspense>
  )
}

function CurrentPage() {
  const { page, help } = useKiosk().state
  if (help === 'open') return <Help />
  if (isCertificatePage(page)) return <Certificate page={page} />
  if (isFilingPage(page)) return <Filing page={page} />
  if (isProgressPage(page)) return <Progress page={page} />
  switch (page.at) {
    case 'attract':
      return <Attract />
    case 'interrupted':
      return <Interrupted errand={page.errand} />
    case 'home':
      return <Home />
    case 'guide':
    case 'guide-items':
    case 'guide-item':
    case 'guide-sample':
    case 'guide-printing':
    case 'guide-search':
    case 'guide-question':
      return <Guide page={page} />
    case 'scanned':
      return <Scanned page={page} />
    case 'evaluation':
      return <Evaluation page={page} />
    case 'soon':
      return <Soon journey={page.journey} />
    case 'businesses':
      return <Businesses cameFrom={page.cameFrom} />
    case 'agreement':
      return <Agreement errand={page.errand} />
    case 'declined':
      return <Declined errand={page.errand} />
    case 'identify':
      return <Identify errand={page.errand} reading={page.reading} />
    case 'keypad':
    case 'which-document':
      return <DocumentNumber page={page} />
    case 'confirm':
      return <Confirm business={page.business} />
    case 'bookings':
    case 'green':
      return <BeforeNumber page={page} />
    case 'taking':
      return <Taking />
    case 'refused':
    case 'no-paper':
    case 'already':
    case 'no-reprint':
      return <NoNewNumber page={page} />
    case 'ticket':
      return <Ticket ticket={page.ticket} paper={page.paper} reprint={page.reprint} />
    case 'take-card':
      return <TakeCard />
    case 'trouble':
      return <TroublePage trouble={page.trouble} />
  }
}
