import type {
  CertificateFault,
  CertificateView,
  PreviewOutcome,
  PrintOutcome,
  VerifyOutcome,
} from '../../../main/contract/certificates.ts'
import type { CardPhoto, ClerkConfirmsOutcome, CompareFaceOutcome, SendCodeOutcome } from '../../../main/contract/proof.ts'
import { terminalContract } from '../../../main/contract/server.ts'
import type { CopyView, DocumentView, MaskedPerson, PrintingView, SessionView } from '../../../main/contract/view.ts'
import { onePagePdf } from './one-page-pdf.ts'
import { CERTIFICATES } from './specimens.ts'

/** What a test scripts of certificates, of the proof they need and of the paper they are printed on. */
export interface AuthorityScript {
  document: DocumentView
  /** What the card alone opens, and what is listed once more is proven. */
  byCard: readonly CertificateView[]
  proven: readonly CertificateView[]
  /** Why nothing is listed; null where it is. */
  listFails: CertificateFault | null
  preview: PreviewOutcome
  code: SendCodeOutcome
  codeEnded: 'expired' | 'replaced' | null
  face: Exclude<CompareFaceOutcome, { outcome: 'confirmed' }> | null
  cardPhoto: CardPhoto | null
  /** What a wrong PIN of a clerk is answered. */
  clerk: Exclude<ClerkConfirmsOutcome, { outcome: 'confirmed' }>
  print: PrintOutcome
  /** How the copies stand a moment after they were asked for; null leaves them waiting. */
  copiesEnd: CopyView | null
  paper: PrintingView['paper']
  verified: VerifyOutcome
}

/** The one code, and the one PIN of a clerk, that are right. */
const RIGHT_CODE = '246813'
const RIGHT_PIN = '246813'
/** Wrong codes until the session ends. */
const TRIES = 3

export const AUTHORITY_AS_IT_IS: AuthorityScript = {
  document: { state: 'ready', paperLow: false },
  byCard: CERTIFICATES.byCard,
  proven: CERTIFICATES.proven,
  listFails: null,
  preview: { outcome: 'ready', pages: 1, pdf: onePagePdf() },
  code: { outcome: 'sent', phone: '138****0000', digits: 6, againAfterSeconds: 60, expiresInSeconds: 300 },
  codeEnded: null,
  face: null,
  cardPhoto: null,
  clerk: { outcome: 'wrong', triesLeft: 4 },
  print: { outcome: 'printing' },
  copiesEnd: { state: 'printed', pages: 1 },
  paper: 'lies',
  verified: {
    outcome: 'genuine',
    title: { zh: '参保缴费证明', en: 'Social insurance contributions' },
    issuer: { zh: '人力资源和社会保障局', en: 'Human Resources and Social Security' },
    holder: '张*',
    issuedOn: '2026-11-21',
    validUntil: '2027-02-20',
  },
}

interface AuthorityParts {
  readonly script: AuthorityScript
  readonly heard: { readonly prints: { readonly requestId: string; readonly copies: number; readonly purpose: string | null }[] }
  readonly called: (name: string) => Promise<void>
  readonly session: () => SessionView | null
  readonly inSession: (change: Partial<SessionView>) => void
  readonly ended: () => void
}

/** The side of the stand-in terminal that knows of certificates. */
export function createAuthority({ script, heard, called, session, inSession, ended }: AuthorityParts) {
  const { proof, certificates } = terminalContract
  let wrong = { session: '', codes: 0 }
  const confirmed = (proven: NonNullable<MaskedPerson['proven']>) => {
    const person: MaskedPerson = { name: '张*', number: '110***********002X', assurance: 'card', proven }
    inSession({ person })
    return { outcome: 'confirmed', person } as const
  }
  const print = (change: Partial<PrintingView>) => {
    const printing = session()?.printing ?? null
    if (printing !== null) inSession({ printing: { ...printing, ...change } })
  }
  return {
    print,
    proof: {
      sendCode: proof.sendCode.handler(async () => {
        await called('proof.sendCode')
        return script.code
      }),
      checkCode: proof.checkCode.handler(async ({ input }) => {
        await called('proof.checkCode')
        if (script.codeEnded !== null) return { outcome: 'ended', reason: script.codeEnded }
        if (input.code === RIGHT_CODE) return confirmed('sms')
        const id = session()?.id ?? ''
        wrong = { session: id, codes: wrong.session === id ? wrong.codes + 1 : 1 }
        if (wrong.codes < TRIES) return { outcome: 'wrong', attemptsLeft: TRIES - wrong.codes }
        ended()
        return { outcome: 'shut-out' }
      }),
      compareFace: proof.compareFace.handler(async () => {
        await called('proof.compareFace')
        return script.face ?? confirmed('face')
      }),
      cardPhoto: proof.cardPhoto.handler(async () => {
        await called('proof.cardPhoto')
        return script.cardPhoto
      }),
      clerks: proof.clerks.handler(async () => {
        await called('proof.clerks')
        return ['王工', '李敏', 'Y 7']
      }),
      clerkConfirms: proof.clerkConfirms.handler(async ({ input }) => {
        await called('proof.clerkConfirms')
        return input.pin === RIGHT_PIN ? confirmed('clerk') : script.clerk
      }),
    },
    certificates: {
      list: certificates.list.handler(async () => {
        await called('certificates.list')
        if (script.listFails !== null) return { outcome: 'failed', reason: script.listFails }
        return { outcome: 'listed', certificates: [...(session()?.person?.proven === undefined ? script.byCard : script.proven)] }
      }),
      preview: certificates.preview.handler(async () => {
        await called('certificates.preview')
        return script.preview
      }),
      print: certificates.print.handler(async ({ input }) => {
        const { requestId, copies, purpose } = input
        heard.prints.push({ requestId, copies, purpose })
        await called('certificates.print')
        if (script.print.outcome === 'no-paper') return script.print
        const waiting: CopyView = { state: 'waiting', pages: null }
        inSession({ printing: { requestId, copies: Array.from({ length: copies }, () => waiting), paper: 'none' } })
        const ends = script.copiesEnd
        if (ends !== null)
          setTimeout(() => print({ copies: Array.from({ length: copies }, () => ends), paper: script.paper }), 30)
        return { outcome: 'printing' }
      }),
      taken: certificates.taken.handler(async () => {
        await called('certificates.taken')
        print({ paper: 'taken' })
      }),
      verify: certificates.verify.handler(async () => {
        await called('certificates.verify')
        return script.verified
      }),
    },
  }
}
