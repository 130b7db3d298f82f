import { oc } from '@orpc/contract'
import { z } from 'zod'
import { PlatformReason } from './platform-reason.ts'
import { RequestId, WRONG_STEP } from './steps.ts'
import { LocalText } from './text.ts'
import { DocumentFault } from './view.ts'

/** Why there is no certificate; what a person is told of it is the page's own words. */
export const CertificateFault = z.enum([
  ...PlatformReason.options,
  /** The authority's file is none that can be printed. */
  'not-a-pdf',
  'encrypted',
  'damaged',
  'too-many-pages',
  'not-a4',
  'pages-differ',
  'too-slow',
  /** The platform wants a template that this terminal does not have. */
  'template-missing',
  /** No font has one of the characters: nothing is printed rather than a box or a gap. */
  'no-glyph',
  'overflow',
  'bad-content',
  'bad-template',
  'font-unreadable',
  'composer-lost',
  /** The authority did not seal it. */
  'not-sealed',
  /** Nobody waited for it any more when its turn came. */
  'not-begun',
])
export type CertificateFault = z.infer<typeof CertificateFault>

/** Year and month, `2026-01`. */
const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** First and last month, both included. */
export const Period = z.object({ from: Month, to: Month })
export type Period = z.infer<typeof Period>

/** A certificate that the platform holds for the person of this session, and that what is proven opens. */
export const CertificateView = z.object({
  id: z.string(),
  kind: z.string(),
  title: LocalText,
  issuer: LocalText,
  /** `months` is chosen by the person; `most` is how many months at once. */
  period: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('months'), earliest: Month, latest: Month, most: z.number().int() }),
  ]),
  /** What it may be for (用途); none, and it is not asked. */
  purposes: z.array(z.object({ code: z.string(), name: LocalText })),
  /** How many copies at once, 1 to 10. */
  most: z.number().int(),
  /** How many in the calendar year; null where nobody counts. */
  yearly: z.object({ limit: z.number().int(), used: z.number().int() }).nullable(),
})
export type CertificateView = z.infer<typeof CertificateView>

/** What a person wants of one certificate. Both null where the certificate has none. */
const Wish = {
  certificate: z.string().max(64),
  period: Period.nullable(),
  purpose: z.string().max(64).nullable(),
}

const ListOutcome = z.discriminatedUnion('outcome', [
  /** Only what the session has proven; what it has not is not listed, not even by name (design, promise 8). */
  z.object({ outcome: z.literal('listed'), certificates: z.array(CertificateView) }),
  z.object({ outcome: z.literal('failed'), reason: CertificateFault }),
])
export const PreviewOutcome = z.discriminatedUnion('outcome', [
  /**
   * The pages that are to be printed, PDF in base64. A page composed here has no number, code and QR yet: a copy has
   * them once it is authorised. A finished file is the authority's, byte for byte.
   */
  z.object({ outcome: z.literal('ready'), pages: z.number().int(), pdf: z.base64() }),
  z.object({ outcome: z.literal('failed'), reason: CertificateFault }),
])
export type PreviewOutcome = z.infer<typeof PreviewOutcome>

export const PrintOutcome = z.discriminatedUnion('outcome', [
  /** The copies are on their way; what becomes of each stands in the session's view. */
  z.object({ outcome: z.literal('printing') }),
  /** Nothing was asked of the platform, and no copy is counted. */
  z.object({ outcome: z.literal('no-paper'), reason: DocumentFault }),
])
export type PrintOutcome = z.infer<typeof PrintOutcome>

export const VerifyOutcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.enum(['genuine', 'revoked', 'expired']),
    title: LocalText,
    issuer: LocalText,
    /** Masked, as `张*`. */
    holder: z.string(),
    /** Days in the hall, `2026-11-22`. */
    issuedOn: z.string(),
    validUntil: z.string().nullable(),
  }),
  z.object({ outcome: z.literal('unknown') }),
  z.object({ outcome: z.literal('failed'), reason: CertificateFault }),
])
export type VerifyOutcome = z.infer<typeof VerifyOutcome>

const step = oc.errors({ WRONG_STEP })

/** What the kiosk page may ask of 证明打印. All but `verify` need a session whose person was identified by card. */
export const certificates = {
  list: step.output(ListOutcome),
  /** Of a certificate that `list` answered in this session. */
  preview: step.input(z.object(Wish)).output(PreviewOutcome),
  /** One request id is one set of copies: a repeat answers as the first did and prints nothing more. */
  print: step
    .input(z.object({ ...Wish, requestId: RequestId, copies: z.number().int().min(1).max(10) }))
    .output(PrintOutcome),
  /** The person holds the paper. */
  taken: step.output(z.void()),
  /** Whether a paper is genuine, by the number and code that stand on it; needs no identification. */
  verify: step
    .input(z.object({ number: z.string().regex(/^[0-9A-Z-]{8,32}$/), code: z.string().regex(/^[2-9A-HJ-NP-Z]{6,12}$/) }))
    .output(VerifyOutcome),
}
