import { Buffer } from 'node:buffer'
import type { CertificateView } from '../contract/certificates.ts'
import { terminalContract } from '../contract/server.ts'
import type { PlatformFault } from '../platform/fault.ts'
import type { ContentQuestion } from '../platform/platform.ts'
import type { Identity } from '../session/identity.ts'
import type { Session, Sessions } from '../session/sessions.ts'
import { whoeverStandsHere, withoutProofTooLow, type Standing } from '../session/standing.ts'
import { bothLanguages, certificateView } from './certificate-view.ts'
import type { CertificateOffice } from './office.ts'
import { platformReason } from './platform-reason.ts'
import { followPrinting, LEFT_AFTER_MS } from './printing.ts'
import { wishFor, type Choice } from './wish.ts'

/** How long it can be read that nobody has taken the paper. */
const SEEN_FOR_MS = 30_000

/** Handlers of 证明打印: what a person has, how it looks, as many copies as they want, and whether a paper is genuine. */
export function certificateProcedures(parts: {
  /** Null where the terminal has no platform, or no printer for it. */
  readonly office: CertificateOffice | null
  readonly sessions: Sessions
  /** `2026-11-22` */
  readonly businessDay: () => string
  /** The hall's day of an instant, `2026-11-22`. */
  readonly hallDay: (instant: Date) => string
  /** What only the ledger or a bug can do outside a call. */
  readonly onFault: (error: unknown) => void
}) {
  const { office, sessions } = parts
  const { certificates } = terminalContract
  /** What was listed for whoever was identified, by id: nothing else can be asked for, and by nobody else in the session. */
  const offered = new WeakMap<Identity, ReadonlyMap<string, CertificateView>>()

  type Need = 'session' | 'card' | 'own-certificate'
  type Errors = { readonly WRONG_STEP: (about: { data: { needs: Need } }) => Error }

  const whose = (errors: Errors, before?: Standing) => whoeverStandsHere(sessions, errors, before)

  /** The wish for one of the certificates that were listed. */
  function wished(errors: Errors, { identity }: Standing, { certificate, ...choice }: Choice & { readonly certificate: string }) {
    const listed = offered.get(identity)?.get(certificate)
    const wish = listed === undefined ? null : wishFor(listed, choice)
    if (listed === undefined || wish === null) throw errors.WRONG_STEP({ data: { needs: 'own-certificate' } })
    return { listed, wish }
  }

  function failed(session: Session, fault: PlatformFault) {
    const reason = platformReason(fault)
    withoutProofTooLow(sessions, session, reason)
    return { outcome: 'failed' as const, reason }
  }

  return {
    list: certificates.list.handler(async ({ errors, signal }) => {
      const standing = whose(errors)
      const { session, identity, asker } = standing
      if (office === null) return { outcome: 'failed', reason: 'not-available' }
      const answered = await office.platform.certificates(asker, signal)
      whose(errors, standing)
      if (!answered.ok) return failed(session, answered.fault)
      // The platform lists no more than was proven; if it did, this terminal would not show it.
      const open = answered.value.certificates.filter(({ assurance }) => assurance.includes(asker.assurance.level))
      const views = open.map(certificateView)
      offered.set(identity, new Map(views.map((view) => [view.id, view])))
      return { outcome: 'listed', certificates: views }
    }),

    preview: certificates.preview.handler(async ({ input, errors, signal }) => {
      const standing = whose(errors)
      const { session, asker } = standing
      const { wish } = wished(errors, standing, input)
      if (office === null) return { outcome: 'failed', reason: 'not-available' }
      const question: ContentQuestion = {
        ...asker,
        ...(wish.period === null ? {} : { period: wish.period }),
        ...(wish.purpose === null ? {} : { purpose: wish.purpose }),
      }
      const content = await office.platform.content(wish.certificateId, question, signal)
      whose(errors, standing)
      if (!content.ok) return failed(session, content.fault)
      const paper = await office.preview(content.value)
      whose(errors, standing)
      if (!paper.ok) return { outcome: 'failed', reason: paper.fault }
      const { pdf, pages } = paper.value
      const written = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('base64')
      pdf.fill(0)
      return { outcome: 'ready', pages, pdf: written }
    }),

    print: certificates.print.handler(async ({ input, errors }) => {
      const { requestId } = input
      const first = whose(errors)
      const { listed, wish } = wished(errors, first, input)
      if (office === null || input.copies > listed.most) throw errors.WRONG_STEP({ data: { needs: 'own-certificate' } })
      // A repeat of a request is answered from the ledger, whatever the printer says by now.
      const repeated = first.session.printing?.view.requestId === requestId
      const fault = repeated ? null : await office.desk.printerFault()
      if (fault !== null) return { outcome: 'no-paper', reason: fault }
      const { session, asker } = whose(errors, first)
      const { number, name } = asker.person
      const intended = await office.copies.intend({
        requestId,
        wish,
        holder: { number, name },
        copies: input.copies,
        businessDay: parts.businessDay(),
      })
      if (intended.outcome === 'request-conflict') throw errors.WRONG_STEP({ data: { needs: 'own-certificate' } })
      if (intended.repeated) return { outcome: 'printing' }
      const printing = followPrinting({
        requestId,
        copyKeys: intended.copies.map(({ copy }) => copy.key),
        record: office.takenPaper,
        onChange: () => {
          // So that no countdown covers the word that the paper lies there.
          if (printing.view.paper === 'lies' && sessions.current === session) sessions.undisturbed(LEFT_AFTER_MS + SEEN_FOR_MS)
          sessions.changed()
        },
        onFault: parts.onFault,
      })
      if (sessions.current === session) session.printing = printing
      else printing.abandoned()
      office.desk.bringOut(
        intended.copies,
        asker,
        (copy) => printing.follow(copy),
        () => sessions.current === session,
      )
      sessions.changed()
      return { outcome: 'printing' }
    }),

    taken: certificates.taken.handler(async ({ errors }) => {
      const { session } = whose(errors)
      await session.printing?.taken()
    }),

    verify: certificates.verify.handler(async ({ input, errors, signal }) => {
      const session = sessions.current
      if (session === null) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      sessions.touch()
      if (office === null) return { outcome: 'failed', reason: 'not-available' }
      const truth = await office.platform.verifyPaper(input, signal)
      if (!truth.ok) return { outcome: 'failed', reason: platformReason(truth.fault) }
      if (truth.value.outcome === 'unknown') return { outcome: 'unknown' }
      const { outcome, title, issuer, holder, issuedAt, validUntil } = truth.value
      return {
        outcome,
        title: bothLanguages(title),
        issuer: bothLanguages(issuer),
        holder,
        issuedOn: parts.hallDay(new Date(issuedAt)),
        validUntil: validUntil ?? null,
      }
    }),
  }
}
