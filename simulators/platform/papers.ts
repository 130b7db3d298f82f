import { createHash } from 'node:crypto'
import { keyOf, newId } from './assurance.ts'
import type { CertificateKind, CertificateRule } from './certificates.ts'
import { hallDay } from './hall-day.ts'
import { sealedPdf } from './pdf.ts'
import { maskedName } from './people.ts'
import { json, NOT_FOUND, refuse, type Reply } from './replies.ts'
import type { Person, SheetOutcome } from './requests.ts'
import { isVerificationCode, newVerificationCode } from './verification-code.ts'

/** One authorised copy and what became of it. */
export interface IssuedPaper {
  readonly id: string
  readonly number: string
  readonly code: string
  readonly kind: CertificateKind
  readonly holder: string
  readonly issuedAt: Date
  readonly validUntil: string | null
  readonly state: 'authorised' | 'printed' | 'spoiled' | 'failed'
  readonly sha256: string | null
  readonly revoked: boolean
}

/** What is said of a number and a code, to a terminal and on the page that a phone opens. */
export type PaperTruth =
  | { readonly outcome: 'unknown' }
  | {
      readonly outcome: 'genuine' | 'revoked' | 'expired'
      readonly title: { readonly zh: string; readonly en: string }
      readonly issuer: { readonly zh: string; readonly en: string }
      readonly holder: string
      readonly issuedAt: string
      readonly validUntil?: string
      readonly sha256?: string
    }

export interface PaperBook {
  /** Every authorised copy, oldest first. */
  readonly issued: readonly IssuedPaper[]
  issue(person: Person, kind: CertificateKind, rule: CertificateRule): unknown
  usedThisYear(person: Person, kind: CertificateKind): number
  report(id: string, outcome: SheetOutcome): Reply
  /** Lets the copy of that id have failed; there may be none of it. */
  withdraw(id: string | null, at: string): Reply
  seal(id: string, sha256: string, pdf: Buffer): Reply
  truthOf(number: string, code: string): PaperTruth
  /** The authority takes it back. */
  revoke(number: string): void
  /** Lets its last day have been yesterday. */
  expire(number: string): void
}

interface Paper extends IssuedPaper {
  readonly owner: string
  readonly rule: CertificateRule
  validUntil: string | null
  state: IssuedPaper['state']
  sha256: string | null
  revoked: boolean
}

const CONTRADICTS = refuse(409, 'outcome-contradicts', '与已登记的结果不符 · This contradicts what was told before')

export function createPaperBook(now: () => Date, publicUrl: () => string): PaperBook {
  const papers = new Map<string, Paper>()

  function paperOf(number: string): Paper {
    const found = [...papers.values()].find((paper) => paper.number === number)
    if (found === undefined) throw new Error(`there is no paper ${number}`)
    return found
  }

  function usedThisYear(person: Person, kind: CertificateKind): number {
    const year = hallDay(now()).slice(0, 4)
    const owner = keyOf(person)
    const own = [...papers.values()].filter((paper) => paper.owner === owner && paper.kind === kind)
    const counted = own.filter((paper) => paper.state === 'authorised' || paper.state === 'printed')
    return counted.filter((paper) => hallDay(paper.issuedAt).startsWith(year)).length
  }

  function report(id: string, told: SheetOutcome): Reply {
    const paper = papers.get(id)
    if (paper === undefined) return NOT_FOUND
    const sha256 = told.outcome === 'printed' ? told.sha256 : paper.sha256
    if (paper.state === told.outcome) {
      return sha256 === paper.sha256 ? json(200, { outcome: 'known' }) : CONTRADICTS
    }
    const possible = paper.state === 'authorised' || (paper.state === 'printed' && told.outcome === 'spoiled')
    if (!possible) return CONTRADICTS
    paper.state = told.outcome
    paper.sha256 = sha256
    if (told.outcome !== 'printed') paper.revoked = true
    return json(200, { outcome: 'taken' })
  }

  return {
    usedThisYear,
    report,
    get issued() {
      return [...papers.values()]
    },

    issue(person, kind, rule) {
      const at = now()
      const number = `530323-${hallDay(at).slice(0, 4)}-${String(papers.size + 1).padStart(6, '0')}`
      const paper: Paper = {
        id: newId(),
        number,
        code: newVerificationCode(),
        kind,
        holder: maskedName(person.name),
        owner: keyOf(person),
        rule,
        issuedAt: at,
        validUntil: rule.validMonths === null ? null : hallDay(at, rule.validMonths),
        state: 'authorised',
        sha256: null,
        revoked: false,
      }
      papers.set(paper.id, paper)
      const left = rule.yearlyLimit === null ? null : rule.yearlyLimit - usedThisYear(person, kind)
      return {
        id: paper.id,
        number,
        code: paper.code,
        verifyUrl: `${publicUrl()}/v/${number}/${paper.code}`,
        issuedAt: at.toISOString(),
        ...(paper.validUntil === null ? {} : { validUntil: paper.validUntil }),
        ...(left === null ? {} : { yearlyLeft: left }),
      }
    },

    withdraw(id, at) {
      const paper = [...papers.values()].find((each) => each.id === id)
      if (paper === undefined) return json(200, { number: null })
      const told = report(paper.id, { outcome: 'failed', at, reason: 'withdrawn' })
      return told.kind === 'problem' ? told : json(200, { number: paper.number })
    },

    seal(id, sha256, pdf) {
      const paper = papers.get(id)
      if (paper === undefined) return NOT_FOUND
      if (digest(pdf) !== sha256)
        return refuse(422, 'bad-request', '文件摘要不符 · The digest is not that of the document')
      const number = `SPECIMEN-${paper.number}`
      const sealed = sealedPdf(pdf, number)
      if (sealed === undefined)
        return refuse(422, 'bad-request', '文件不是可签章的PDF · This document cannot be sealed')
      const seal = { name: `${paper.rule.issuer.zh}（样本）`, number, at: now().toISOString() }
      return json(200, { pdf: sealed.toString('base64'), sha256: digest(sealed), seal })
    },

    truthOf(number, code) {
      const paper = [...papers.values()].find((each) => each.number === number)
      if (!isVerificationCode(code) || paper?.code !== code) return { outcome: 'unknown' }
      const { rule, holder, issuedAt, validUntil, sha256 } = paper
      const over = validUntil !== null && validUntil < hallDay(now())
      return {
        outcome: paper.revoked ? 'revoked' : over ? 'expired' : 'genuine',
        title: rule.title,
        issuer: rule.issuer,
        holder,
        issuedAt: issuedAt.toISOString(),
        ...(validUntil === null ? {} : { validUntil }),
        ...(sha256 === null ? {} : { sha256 }),
      }
    },

    revoke(number) {
      paperOf(number).revoked = true
    },

    expire(number) {
      paperOf(number).validUntil = hallDay(new Date(now().getTime() - 24 * 3_600_000))
    },
  }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
