import './certificate.css'
import { useTranslation } from 'react-i18next'
import { addCertificateStrings } from '../../strings/certificate.ts'
import { Clerk } from './clerk.tsx'
import { Copies } from './copies.tsx'
import { Face } from './face.tsx'
import { Certificates } from './list.tsx'
import type { CertificatePage } from './pages.ts'
import { During } from './period.tsx'
import { PreviewPage } from './preview.tsx'
import { NoDocument, PrintAsked } from './print-asked.tsx'
import { Printing } from './printing.tsx'
import { Prove } from './prove.tsx'
import { Purpose } from './purpose.tsx'
import { ShutOut } from './shut-out.tsx'
import { Sms } from './sms.tsx'
import { Verified } from './verified.tsx'
import { Verify } from './verify.tsx'

/** Every page of 证明打印 and 查验; they come when they are first asked for. */
export function Certificate({ page }: { readonly page: CertificatePage }) {
  const { i18n } = useTranslation()
  addCertificateStrings(i18n)
  switch (page.at) {
    case 'certificates':
      return <Certificates listing={page.listing} />
    case 'prove':
      return <Prove ways={page.ways} />
    case 'sms':
      return <Sms ways={page.ways} step={page.step} />
    case 'face':
      return <Face ways={page.ways} step={page.step} />
    case 'clerk':
      return <Clerk ways={page.ways} name={page.name} />
    case 'period':
      return <During draft={page.draft} />
    case 'purpose':
      return <Purpose draft={page.draft} />
    case 'copies':
      return <Copies draft={page.draft} />
    case 'preview':
      return <PreviewPage draft={page.draft} preview={page.preview} />
    case 'print-asked':
      return <PrintAsked />
    case 'no-document':
      return <NoDocument draft={page.draft} reason={page.reason} />
    case 'printing':
      return <Printing requestId={page.requestId} />
    case 'shut-out':
      return <ShutOut codes={page.codes ?? null} />
    case 'verify':
      return <Verify field={page.field} paper={page.paper} checking={page.checking} otherCode={page.otherCode ?? false} />
    case 'verified':
      return <Verified paper={page.paper} truth={page.truth} />
  }
}
