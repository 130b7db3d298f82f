import { createHash } from 'node:crypto'
import { keyOf, newId, type AssuranceDesk } from './assurance.ts'
import { SPECIMEN_CATALOGUE } from './catalogue.ts'
import { hallDay } from './hall-day.ts'
import { json, refuse, type Reply } from './replies.ts'
import type { Assurance, Evaluation, Filing, Person } from './requests.ts'

export interface TakenFiling extends Filing {
  readonly id: string
  readonly receivedAt: Date
}

export interface FilingDesk {
  readonly filings: readonly TakenFiling[]
  readonly evaluations: readonly (Evaluation & { readonly id: string })[]
  file(filing: Filing): Reply
  progress(question: { readonly person: Person; readonly assurance: Assurance }): Reply
  evaluate(evaluation: Evaluation): Reply
}

/** A specimen filing that has been accepted, so that there is progress to see: of whom, by the number on the card. */
const UNDER_WAY_OF = '11010519491231002X'

/** Receives applications and evaluations, and tells how far applications have come. */
export function createFilingDesk(assurance: AssuranceDesk, now: () => Date): FilingDesk {
  const filings: TakenFiling[] = []
  const evaluations: (Evaluation & { readonly id: string })[] = []

  return {
    filings,
    evaluations,

    file(filing) {
      if (assurance.levelOf(filing.person, filing.assurance) === null) {
        return refuse(403, 'assurance-too-low', '需要进一步核验身份 · Identity is not sure enough')
      }
      const whole = filing.materials.every(({ content, sha256 }) => sha256 === digest(Buffer.from(content, 'base64')))
      if (!whole) return refuse(422, 'filing-incomplete', '材料与摘要不符 · A material is not whole')
      const taken = {
        ...filing,
        id: `530323${hallDay(now()).replaceAll('-', '')}${newId().slice(0, 8)}`,
        receivedAt: now(),
      }
      filings.push(taken)
      return json(201, { id: taken.id, receivedAt: taken.receivedAt.toISOString(), state: 'received' })
    },

    progress({ person, assurance: stated }) {
      const level = assurance.levelOf(person, stated)
      if (level === null) return refuse(403, 'assurance-too-low', '需要进一步核验身份 · Identity is not sure enough')
      // A card alone may have been found.
      if (level === 'card') return json(200, { filings: [] })
      const own = filings.filter((filing) => keyOf(filing.person) === keyOf(person)).map(progressOf)
      return json(200, { filings: [...own.reverse(), ...(person.number === UNDER_WAY_OF ? [UNDER_WAY] : [])] })
    },

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

const UNDER_WAY = {
  id: '53032320261102SPECIMEN',
  title: { zh: '居民身份证换领（样本）', en: 'Renewal of an identity card (specimen)' },
  filedAt: '2026-11-02T01:30:00Z',
  state: 'in-progress',
  promisedBy: '2026-12-02',
  steps: [
    { name: { zh: '收件', en: 'Received' }, at: '2026-11-02T01:30:00Z' },
    { name: { zh: '受理', en: 'Accepted' }, at: '2026-11-02T06:00:00Z', note: '材料齐全' },
  ],
}

function progressOf({ id, item, filedAt, receivedAt }: TakenFiling) {
  const name = SPECIMEN_CATALOGUE.items.find(({ task_code }) => task_code === item.task_code)?.['task_name']
  const title = typeof name === 'string' ? name : item.task_code
  return {
    id,
    title: { zh: title, en: title },
    filedAt,
    state: 'received',
    steps: [{ name: { zh: '收件', en: 'Received' }, at: receivedAt.toISOString() }],
  }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
