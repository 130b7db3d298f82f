import { createHash } from 'node:crypto'
import { keyOf, newId } from './assurance.ts'
import type { CertificateKind, CertificateRule } from './certificates.ts'
import { hallDay } from './hall-day.ts'
import type { EventJudgement } from './events.ts'
import { afterDecided, afterSettled, isRevokedIn, type PaperState } from './paper-ends.ts'
import { sealedPdf } from './sealed-pdf.ts'
import { maskedName } from './people.ts'
import { json, NOT_FOUND, refuse, type Reply } from './replies.ts'
import { CertificateDecided, CertificateSettled, type Event, type Person, type SealPlace } from './requests.ts'
import { isVerificationCode, newVerificationCode } from './verification-code.ts'

/** Whose copy it is, and under which key it was asked for. */
export interface CopyKey {
  readonly terminal: string
  readonly key: string
}

/** One authorised copy and what became of it. */
export interface IssuedPaper extends CopyKey {
  readonly id: string
  readonly number: string
  readonly code: string
  readonly kind: CertificateKind
  readonly holder: string
  readonly issuedAt: Date
  readonly validUntil: string | null
  readonly state: PaperState
  /** Of the file that went to the printer, as the terminal has told. */
  readonly sha256: string | null
  readonly pages: number | null
  /** The key of the spoiled copy in whose place it was made. */
  readonly replaces: string | null
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
  issue(person: Person, kind: CertificateKind, rule: CertificateRule, copy: CopyKey): unknown
  usedThisYear(person: Person, kind: CertificateKind): number
  /** Whether the terminal has told that the copy failed, which was not authorised by then: it never will be. */
  hasFailed(copy: CopyKey): boolean
  /** Acts on what is told of a copy's end; every other event is taken as it is. */
  hear(terminal: string, event: Event): EventJudgement
  /** Without a place the seal goes where the last page ends. */
  seal(id: string, sha256: string, pdf: Buffer, place?: SealPlace): Reply
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
  state: PaperState
  sha256: string | null
  pages: number | null
  replaces: string | null
  revoked: boolean
}

const NOT_TO_BE_SEALED = refuse(409, 'not-to-be-sealed', '该证明已办结 · How this copy ended was told already')
const TAKEN: EventJudgement = { outcome: 'taken' }
const CONTRADICTS = refused('outcome-contradicts', '与已登记的结果不符 · This contradicts what was told before')
const NOT_AUTHORISED = refused('not-authorised', '该请求号未签发过证明 · Nothing was authorised under this key')
const BAD_EVENT = refused('bad-event', '事件不符合接口规定 · The event is not as the written API says')
const SETTLED_MISSING: EventJudgement = {
  outcome: 'later',
  problem: { code: 'settled-missing', title: '尚未收到打印结果 · How its sheet ended was not told yet' },
}

export function createPaperBook(now: () => Date, publicUrl: () => string): PaperBook {
  const papers = new Map<string, Paper>()
  const byKey = new Map<string, Paper>()
  const failedUnheard = new Set<string>()

  function paperOf(number: string): Paper {
    const found = [...papers.values()].find((paper) => paper.number === number)
    if (found === undefined) throw new Error(`there is no paper ${number}`)
    return found
  }

  function usedThisYear(person: Person, kind: CertificateKind): number {
    const year = hallDay(now()).slice(0, 4)
    const owner = keyOf(person)
    const own = [...papers.values()].filter((paper) => paper.owner === owner && paper.kind === kind)
    const counted = own.filter((paper) => !isRevokedIn(paper.state))
    return counted.filter((paper) => hallDay(paper.issuedAt).startsWith(year)).length
  }

  function settled(terminal: string, told: CertificateSettled): EventJudgement {
    const copy = nameOf({ terminal, key: told.certificate })
    const paper = byKey.get(copy)
    if (paper === undefined) {
      if (told.state !== 'failed') return NOT_AUTHORISED
      failedUnheard.add(copy)
      return TAKEN
    }
    const isFirst = paper.state === 'authorised'
    const next = afterSettled(paper.state, told.state)
    if (next === null || (!isFirst && paper.sha256 !== told.sha256)) return CONTRADICTS
    paper.sha256 = told.sha256
    paper.pages = told.pages
    paper.replaces = told.replaces
    return become(paper, next)
  }

  function decided(terminal: string, told: CertificateDecided): EventJudgement {
    const copy = nameOf({ terminal, key: told.certificate })
    const paper = byKey.get(copy)
    if (paper === undefined) {
      if (!failedUnheard.has(copy)) return SETTLED_MISSING
      return told.decision === 'void' ? TAKEN : CONTRADICTS
    }
    if (paper.state === 'authorised') return SETTLED_MISSING
    const next = afterDecided(paper.state, told.decision)
    return next === null ? CONTRADICTS : become(paper, next)
  }

  function become(paper: Paper, state: PaperState): EventJudgement {
    paper.state = state
    if (isRevokedIn(state)) paper.revoked = true
    return TAKEN
  }

  return {
    usedThisYear,
    hasFailed: (copy) => failedUnheard.has(nameOf(copy)),

    hear(terminal, { kind, subject, payload }) {
      if (!('certificate' in payload) || (kind !== 'sheet.settled' && kind !== 'sheet.decided')) return TAKEN
      if (payload['certificate'] !== subject) return BAD_EVENT
      if (kind === 'sheet.settled') {
        const told = CertificateSettled.safeParse(payload)
        return told.success ? settled(terminal, told.data) : BAD_EVENT
      }
      const told = CertificateDecided.safeParse(payload)
      return told.success ? decided(terminal, told.data) : BAD_EVENT
    },

    get issued() {
      return [...papers.values()]
    },

    issue(person, kind, rule, copy) {
      const at = now()
      const number = `530323-${hallDay(at).slice(0, 4)}-${String(papers.size + 1).padStart(6, '0')}`
      const paper: Paper = {
        ...copy,
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
        pages: null,
        replaces: null,
        revoked: false,
      }
      papers.set(paper.id, paper)
      byKey.set(nameOf(copy), paper)
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

    seal(id, sha256, pdf, place) {
      const paper = papers.get(id)
      if (paper === undefined) return NOT_FOUND
      if (paper.state !== 'authorised') return NOT_TO_BE_SEALED
      if (digest(pdf) !== sha256)
        return refuse(422, 'bad-request', '文件摘要不符 · The digest is not that of the document')
      const number = `SPECIMEN-${paper.number}`
      const sealed = sealedPdf(pdf, number, place)
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

function nameOf({ terminal, key }: CopyKey): string {
  return `${terminal} ${key}`
}

function refused(code: string, title: string): EventJudgement {
  return { outcome: 'refused', problem: { code, title } }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
