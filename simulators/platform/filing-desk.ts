import { keyOf, newId, type AssuranceDesk } from './assurance.ts'
import { SPECIMEN_CATALOGUE } from './catalogue.ts'
import { createDisputeBook, type Dispute } from './disputes.ts'
import type { EventJudgement } from './events.ts'
import { hallDay } from './hall-day.ts'
import { KNOWN_PEOPLE } from './people.ts'
import type { ReceiptStatus } from './receipt-page.ts'
import { json, refuse, type Reply } from './replies.ts'
import type { Assurance, Evaluation, Event, Filing, Person } from './requests.ts'
import { SPECIMEN_FILINGS, type FilingProgress, type Receipt } from './specimen-filings.ts'
import type { UploadDesk } from './upload-desk.ts'

export interface TakenFiling extends Filing {
  readonly id: string
  readonly receivedAt: Date
}

export interface FilingDesk {
  readonly filings: readonly TakenFiling[]
  readonly evaluations: readonly (Evaluation & { readonly id: string })[]
  file(filing: Filing): Reply
  /** `another`: whoever answers takes somebody else for this person. */
  progress(question: { readonly person: Person; readonly assurance: Assurance }, another: boolean): Reply
  receipt(receipt: Receipt): ReceiptStatus
  /** Acts on what a person reports as wrong; every other event is taken as it is. */
  hear(event: Event): EventJudgement
  readonly disputes: readonly Dispute[]
  evaluate(evaluation: Evaluation): Reply
}

/** Receives applications and evaluations, and tells how far applications have come. */
export function createFilingDesk(assurance: AssuranceDesk, uploads: Pick<UploadDesk, 'files'>, now: () => Date): FilingDesk {
  const filings: TakenFiling[] = []
  const evaluations: (Evaluation & { readonly id: string })[] = []

  const disputes = createDisputeBook()
  const isKnown = (id: string) =>
    filings.some((filing) => filing.id === id) || SPECIMEN_FILINGS.some(({ at }) => at(now()).id === id)

  return {
    filings,
    evaluations,
    get disputes() {
      return disputes.all
    },

    file(filing) {
      // It may have waited for days; a proof is one of the time at which the person signed.
      if (assurance.levelOf(filing.person, filing.assurance, new Date(filing.filedAt)) === null) {
        return refuse(403, 'assurance-too-low', '需要进一步核验身份 · Identity is not sure enough')
      }
      const pages = filing.materials.flatMap((material) => (material.way === 'camera' ? material.pages : []))
      const whole = pages.every(({ sha256, bytes }) => uploads.files.get(sha256)?.length === bytes)
      if (!whole) return refuse(422, 'filing-incomplete', '材料尚未全部上传 · A material is not here whole')
      const taken = {
        ...filing,
        id: `530323${hallDay(now()).replaceAll('-', '')}${newId().slice(0, 8)}`,
        receivedAt: now(),
      }
      filings.push(taken)
      return json(201, { id: taken.id, receivedAt: taken.receivedAt.toISOString(), state: 'received' })
    },

    progress({ person, assurance: stated }, another) {
      const level = assurance.levelOf(person, stated)
      if (level === null) return refuse(403, 'assurance-too-low', '需要进一步核验身份 · Identity is not sure enough')
      const of = (another ? someoneElse(person) : undefined) ?? person
      const own = filings.filter((filing) => keyOf(filing.person) === keyOf(of)).map(receivedOnly)
      const specimens = SPECIMEN_FILINGS.filter(({ owner }) => owner === of.number).map(({ at }) => at(now()))
      // A card alone may have been found: nothing is opened by it.
      const open = [...own, ...specimens].filter((filing) => filing.assurance.includes(level))
      open.sort((one, other) => (one.filedAt < other.filedAt ? 1 : -1))
      return json(200, { of, filings: open.map((filing) => ({ ...filing, disputes: disputes.of(filing.id) })) })
    },

    receipt: ({ number, code }) => {
      const taken = filings.find((filing) => filing.receipt === number && filing.code === code)
      if (taken !== undefined) return statusOf(receivedOnly(taken))
      const found = SPECIMEN_FILINGS.find(({ receipt }) => receipt.number === number && receipt.code === code)
      return found === undefined ? { outcome: 'unknown' } : statusOf(found.at(now()))
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

/** What was filed here has only been received. */
function receivedOnly({ id, item, filedAt, receivedAt }: TakenFiling): FilingProgress {
  const found = SPECIMEN_CATALOGUE.items.find(({ task_code }) => task_code === item.task_code)
  const told = (column: string) => (typeof found?.[column] === 'string' ? found[column] : item.task_code)
  return {
    id,
    title: { zh: told('task_name'), en: told('task_name') },
    authority: { zh: told('dept_name'), en: told('dept_name') },
    assurance: ['card+sms', 'card+face', 'clerk'],
    filedAt,
    state: 'received',
    steps: [{ name: { zh: '收件', en: 'Received' }, at: receivedAt.toISOString() }],
  }
}

function someoneElse(person: Person): Person | undefined {
  const [other] = KNOWN_PEOPLE.filter(({ number }) => number !== person.number)
  return other && { document: other.document, number: other.number, name: other.name }
}

/** What may be said to whoever holds the receipt: the state and the dates. */
function statusOf({ state, filedAt, acceptedAt, promisedBy, supplement, specials, result }: FilingProgress): ReceiptStatus {
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
