import { keyOf, newId, type AssuranceDesk } from './assurance.ts'
import { casesOf, foremost, receivedOnly, type Case } from './cases.ts'
import { createDisputeBook, type Dispute } from './disputes.ts'
import type { EventJudgement } from './events.ts'
import { hallDay } from './hall-day.ts'
import { KNOWN_PEOPLE } from './people.ts'
import type { ReceiptStatus } from './receipt-page.ts'
import { json, refuse, type Reply } from './replies.ts'
import type { Assurance, Evaluation, Event, Filing, Person, Supplement } from './requests.ts'
import { SPECIMEN_FILINGS, type FilingProgress, type Receipt } from './specimen-filings.ts'
import { createSupplementBook, type TakenSupplement } from './supplement-book.ts'
import type { UploadDesk } from './upload-desk.ts'

export interface TakenFiling extends Filing {
  readonly id: string
  readonly receivedAt: Date
  /** One for each item that was handed in with it. */
  readonly cases: readonly Case[]
}

export interface FilingDesk {
  readonly filings: readonly TakenFiling[]
  readonly evaluations: readonly (Evaluation & { readonly id: string })[]
  readonly supplements: readonly TakenSupplement[]
  file(filing: Filing): Reply
  supplement(given: Supplement): Reply
  /** Somebody brings all that was asked for of a filing to the window. */
  answerAtWindow(filing: string): void
  /** `another`: whoever answers takes somebody else for this person. */
  progress(question: { readonly person: Person; readonly assurance: Assurance }, another: boolean): Reply
  receipt(receipt: Receipt): ReceiptStatus
  /** Acts on what a person reports as wrong; every other event is taken as it is. */
  hear(event: Event): EventJudgement
  readonly disputes: readonly Dispute[]
  evaluate(evaluation: Evaluation): Reply
}

interface Known {
  readonly isOf: (person: Person) => boolean
  readonly filing: FilingProgress
}

/** Receives applications and evaluations, and tells how far applications have come. */
export function createFilingDesk(assurance: AssuranceDesk, uploads: Pick<UploadDesk, 'files' | 'pages'>, now: () => Date): FilingDesk {
  const filings: TakenFiling[] = []
  const evaluations: (Evaluation & { readonly id: string })[] = []

  const disputes = createDisputeBook()
  const supplements = createSupplementBook()
  /** Everything that is known here, as it stands now. */
  const known = (): readonly Known[] => [
    ...filings.flatMap((taken) =>
      received(taken).map((filing) => ({ isOf: (person: Person) => keyOf(person) === keyOf(taken.person), filing })),
    ),
    ...SPECIMEN_FILINGS.map(({ owner, at }) => ({ isOf: ({ number }: Person) => number === owner, filing: supplements.moved(at(now())) })),
  ]
  /** What keeps them from being taken; null where each is here, whole and as it was said to be. */
  function faultOf(materials: Filing['materials']): Reply | null {
    const documents = materials.flatMap((material) => (material.way === 'camera' ? [material.document] : []))
    const files = materials.flatMap((material) => (material.way === 'phone' ? material.pages : []))
    const whole = [...documents, ...files].every(({ sha256, bytes }) => uploads.files.get(sha256)?.length === bytes)
    if (!whole) return refuse(422, 'filing-incomplete', '材料尚未全部上传 · A material is not here whole')
    const asSaid = documents.every(({ sha256, pages }) => uploads.pages.get(sha256) === pages)
    return asSaid ? null : refuse(422, 'pages-differ', '材料的页数与申报不符 · A material has not the pages that the filing says')
  }
  const isKnown = (id: string) => known().some(({ filing }) => filing.id === id)

  return {
    filings,
    evaluations,
    supplements: supplements.all,
    get disputes() {
      return disputes.all
    },

    file(filing) {
      // It may have waited for days; a proof is one of the time at which the person signed.
      if (assurance.levelOf(filing.person, filing.assurance, new Date(filing.filedAt)) === null) {
        return refuse(403, 'assurance-too-low', '需要进一步核验身份 · Identity is not sure enough')
      }
      const faulty = faultOf(filing.materials)
      if (faulty !== null) return faulty
      const id = numberOf(now())
      const taken = { ...filing, id, receivedAt: now(), cases: casesOf(filing, id, () => numberOf(now())) }
      filings.push(taken)
      const cases = 'package' in filing.item ? { cases: taken.cases.map(({ id: number, task_code }) => ({ task_code, id: number })) } : {}
      return json(201, { id: taken.id, receivedAt: taken.receivedAt.toISOString(), state: 'received', ...cases })
    },

    supplement(given) {
      if (assurance.levelOf(given.person, given.assurance, new Date(given.filedAt)) === null) {
        return refuse(403, 'assurance-too-low', '需要进一步核验身份 · Identity is not sure enough')
      }
      const about = known().find(({ filing }) => filing.id === given.filing)
      if (about !== undefined && !about.isOf(given.person)) {
        return refuse(403, 'not-of-this-person', '不是本人的办件 · It is another person’s')
      }
      const asked = about?.filing.supplement
      if (about === undefined || asked?.askedAt !== given.askedAt || asked.by < hallDay(now())) return NOT_AWAITED
      const keys = new Set(asked.items.map(({ key }) => key))
      if (!given.materials.every(({ key }) => keys.has(key))) return NOT_AWAITED
      const faulty = faultOf(given.materials)
      if (faulty !== null) return faulty
      const taken = { ...given, id: newId(), receivedAt: now() }
      supplements.add(taken)
      const { state } = supplements.moved(about.filing)
      return json(201, { id: taken.id, receivedAt: taken.receivedAt.toISOString(), state })
    },

    answerAtWindow: (filing) => supplements.atWindow(filing, now()),

    progress({ person, assurance: stated }, another) {
      const level = assurance.levelOf(person, stated)
      if (level === null) return refuse(403, 'assurance-too-low', '需要进一步核验身份 · Identity is not sure enough')
      const of = (another ? someoneElse(person) : undefined) ?? person
      const own = known().filter(({ isOf }) => isOf(of))
      // A card alone may have been found: nothing is opened by it.
      const open = own.map(({ filing }) => filing).filter((filing) => filing.assurance.includes(level))
      open.sort((one, other) => (one.filedAt < other.filedAt ? 1 : -1))
      return json(200, { of, filings: open.map((filing) => ({ ...filing, disputes: disputes.of(filing.id) })) })
    },

    receipt: ({ number, code }) => {
      const taken = filings.find((filing) => filing.receipt === number && filing.code === code)
      const told = taken && foremost(received(taken))
      if (taken !== undefined && told !== undefined) return { ...statusOf(told), ...('package' in taken.item ? { cases: taken.cases.length } : {}) }
      // The receipt of a supplement tells of the filing that it is for.
      const supplement = supplements.all.find((each) => each.receipt === number && each.code === code)
      const found = SPECIMEN_FILINGS.find(({ receipt, at }) =>
        supplement === undefined ? receipt.number === number && receipt.code === code : at(now()).id === supplement.filing,
      )
      return found === undefined ? { outcome: 'unknown' } : statusOf(supplements.moved(found.at(now())))
    },

    hear: (event) => disputes.hear(event, isKnown),

    evaluate(evaluation) {
      if (!evaluation.reasons.every((reason) => reason.startsWith(String(evaluation.level)))) {
        return refuse(422, 'bad-request', '评价选项与等级不符 · A reason is of another level')
      }
      const taken = { ...evaluation, id: newId() }
      evaluations.push(taken)
      return json(201, { id: taken.id })
    },
  }
}

const NOT_AWAITED = refuse(422, 'supplement-not-awaited', '这件办件现在不等补正 · The filing does not wait for this')

/** Each of its cases, as far as it has come. */
function received(filing: TakenFiling): readonly FilingProgress[] {
  return filing.cases.map((each) => receivedOnly(each, filing))
}

/** 办件编号 */
function numberOf(now: Date): string {
  return `530323${hallDay(now).replaceAll('-', '')}${newId().slice(0, 8)}`
}

function someoneElse(person: Person): Person | undefined {
  const [other] = KNOWN_PEOPLE.filter(({ number }) => number !== person.number)
  return other && { document: other.document, number: other.number, name: other.name }
}

/** What may be said to whoever holds the receipt: the state and the dates. */
function statusOf({ state, filedAt, acceptedAt, promisedBy, supplement, specials, result }: FilingProgress): Extract<ReceiptStatus, { readonly outcome: 'known' }> {
  const special = specials?.find(({ until }) => until === undefined)
  return {
    outcome: 'known',
    state,
    filedAt,
    ...(acceptedAt === undefined ? {} : { acceptedAt }),
    ...(promisedBy === undefined ? {} : { promisedBy }),
    ...(supplement === undefined ? {} : { supplementBy: supplement.by }),
    ...(special === undefined ? {} : { stoppedAt: special.from }),
    ...(result === undefined ? {} : { finishedAt: result.at }),
  }
}
