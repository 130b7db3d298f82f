import { createHash } from 'node:crypto'
import { keyOf, newId, type AssuranceDesk } from './assurance.ts'
import { CERTIFICATE_RULES, purposeName, type CertificateKind, type CertificateRule } from './certificates.ts'
import type { SpecimenContent } from './contents.ts'
import { REUSED } from './idempotency.ts'
import { hallDay } from './hall-day.ts'
import { monthNumber } from './months.ts'
import { createPaperBook, type CopyKey, type PaperBook } from './papers.ts'
import { KNOWN_PEOPLE, knownPerson, type KnownPerson } from './people.ts'
import { json, NOT_FOUND, refuse, type Refusal, type Reply } from './replies.ts'
import type { Assurance, ContentQuestion, Person } from './requests.ts'

export interface CertificateDesk {
  readonly papers: PaperBook
  list(question: { readonly person: Person; readonly assurance: Assurance }): Reply
  /** `swapped`: a platform gone wrong, which answers what belongs to somebody else. */
  content(id: string, question: ContentQuestion, swapped: boolean): Reply
  document(id: string): Reply
  /** What is given out as every finished document from now on, announced as having so many pages; null: the right one. */
  setFinished(document: FinishedDocument | null): void
  authorise(id: string, question: ContentQuestion, copy: CopyKey): Reply
}

export type FinishedDocument = Pick<Extract<SpecimenContent, { readonly kind: 'finished' }>, 'pdf' | 'pages'>

const TOO_LOW = refuse(403, 'assurance-too-low', '需要进一步核验身份 · Identity is not sure enough')
const DOCUMENT_LIVES_MS = 15 * 60_000

interface Held {
  readonly holder: KnownPerson
  readonly kind: CertificateKind
  readonly rule: CertificateRule
}

/** What each person holds, and what may be printed of it. */
export function createCertificateDesk(parts: {
  readonly assurance: AssuranceDesk
  readonly now: () => Date
  /** Where the page is that says whether a paper is genuine. */
  readonly publicUrl: () => string
}): CertificateDesk {
  const { assurance, now } = parts
  const papers = createPaperBook(now, parts.publicUrl)
  const documents = new Map<string, { readonly pdf: Buffer; readonly until: number }>()

  let finished: FinishedDocument | null = null

  const held = new Map<string, Held>()
  for (const holder of KNOWN_PEOPLE) {
    for (const kind of holder.certificates)
      held.set(idOf(holder, kind), { holder, kind, rule: CERTIFICATE_RULES[kind] })
  }

  /** What this person may have of it, as surely as is known; another's is as if it were not there. */
  function open(id: string, { person, assurance: stated, period, purpose }: ContentQuestion): Held | Refusal {
    const found = held.get(id)
    const level = assurance.levelOf(person, stated)
    if (level === null) return TOO_LOW
    if (found === undefined || knownPerson(person) !== found.holder) return NOT_FOUND
    const { rule } = found
    if (!rule.assurance.includes(level)) return TOO_LOW
    const purposes = rule.purposes.map((each) => each.code)
    if (purposes.length === 0 ? purpose !== undefined : purpose === undefined || !purposes.includes(purpose)) {
      return refuse(422, 'purpose-not-allowed', '请选择用途 · This purpose cannot be chosen')
    }
    return periodAllowed(rule, period)
      ? found
      : refuse(422, 'period-not-allowed', '请选择时段 · This period cannot be chosen')
  }

  function periodAllowed({ period: allowed }: CertificateRule, period: ContentQuestion['period']): boolean {
    if (allowed === 'none') return period === undefined
    if (period === undefined) return false
    const from = monthNumber(period.from)
    const to = monthNumber(period.to)
    return (
      from >= monthNumber(allowed.earliest) && to <= monthNumber(thisMonth()) && from <= to && to - from < allowed.most
    )
  }

  function thisMonth(): string {
    return hallDay(now()).slice(0, 7)
  }

  return {
    papers,

    list({ person, assurance: stated }) {
      const level = assurance.levelOf(person, stated)
      if (level === null) return TOO_LOW
      const holder = knownPerson(person)
      const seen = (holder?.certificates ?? []).filter((kind) => CERTIFICATE_RULES[kind].assurance.includes(level))
      return json(200, {
        certificates: seen.map((kind) => {
          const rule = CERTIFICATE_RULES[kind]
          return {
            id: idOf(person, kind),
            kind,
            title: rule.title,
            issuer: rule.issuer,
            assurance: rule.assurance,
            period: rule.period === 'none' ? { kind: 'none' } : { kind: 'months', latest: thisMonth(), ...rule.period },
            purposes: rule.purposes,
            copies: { most: rule.mostCopies },
            ...(rule.yearlyLimit === null
              ? {}
              : { yearly: { limit: rule.yearlyLimit, used: papers.usedThisYear(person, kind) } }),
          }
        }),
      })
    },

    content(id, question, swapped) {
      const found = open(id, question)
      if (!('rule' in found)) return found
      const { kind, rule, holder } = found
      const of = swapped ? (KNOWN_PEOPLE.find((other) => other !== holder) ?? holder) : holder
      const { period, purpose } = question
      const source = {
        holder: of,
        period,
        purpose: purposeName(purpose),
        issuer: rule.issuer.zh,
        today: hallDay(now()),
      }
      const content = rule.content(source)
      const identity = { document: of.document, number: of.number, name: of.name }
      if (content.kind === 'composed') {
        const { fields, tables } = content
        return json(200, { kind: 'composed', of: identity, template: kind, fields, tables, seal: rule.sealed })
      }
      const { pdf, pages } = finished ?? content
      const document = newId()
      documents.set(document, { pdf, until: now().getTime() + DOCUMENT_LIVES_MS })
      const sha256 = createHash('sha256').update(pdf).digest('hex')
      return json(200, {
        kind: 'finished',
        of: identity,
        pdf: { url: `/documents/${document}`, sha256, bytes: pdf.length, pages },
      })
    },

    document(id) {
      const document = documents.get(id)
      if (document === undefined || now().getTime() >= document.until) return NOT_FOUND
      return { kind: 'bytes', type: 'application/pdf', body: document.pdf }
    },

    setFinished(next) {
      finished = next
    },

    authorise(id, question, copy) {
      const found = open(id, question)
      if (!('rule' in found)) return found
      const { kind, rule, holder } = found
      if (papers.hasFailed(copy)) return REUSED
      if (rule.yearlyLimit !== null && papers.usedThisYear(holder, kind) >= rule.yearlyLimit) {
        return refuse(409, 'yearly-limit-reached', '今年的打印次数已用完 · No more copies this year')
      }
      return json(201, papers.issue(holder, kind, rule, copy))
    },
  }
}

/** Of one person and one kind, and nothing that could be read from it. */
function idOf(person: Person, kind: CertificateKind): string {
  return createHash('sha256')
    .update(`${keyOf(person)} ${kind}`)
    .digest('base64url')
    .slice(0, 22)
}
