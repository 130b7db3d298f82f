import { timingSafeEqual } from 'node:crypto'
import type { Applicant } from '../contract/filings.ts'
import type { LocalText } from '../contract/text.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Asker } from '../session/proof.ts'
import { FILING, openedContent, type FilingContent, type FilingRow } from './filing-content.ts'
import type { FilingKeys } from './filing-keys.ts'

/** Where something that was handed in here is: it waits for the network, the platform has it, or has refused it. */
export type StandsHere = 'saved' | 'received' | 'refused'

/** Something that was handed in at this terminal, as its ledger knows it. */
export interface FilingHere {
  /** 回执号 */
  readonly receipt: string
  readonly filedAt: Date
  readonly stands: StandsHere
}

/** What waits here, of somebody who has shown who they are. */
export interface WaitingFiling extends FilingHere {
  readonly title: LocalText
  /** The platform's filing that it is a supplement (补正) of; null: an application. */
  readonly supplementOf: string | null
}

/** What this machine's ledger tells of filings that were handed in here, to whoever may hear it. */
export interface FilingsHere {
  /** Those of this person that the platform does not have yet and that this proof opens, the newest first. */
  waiting(asker: Asker): Promise<readonly WaitingFiling[]>
  /** The last supplement of this person for what the authority asked at that time. */
  supplementOf(asker: Asker, asked: { readonly filing: string; readonly askedAt: string }): Promise<FilingHere | null>
  /** Handed in on this day for the same item in the same name, by the same card. */
  sameOn(day: string, asker: Asker, taskCode: string, applicant: Applicant): Promise<FilingHere | null>
  /** By a receipt whose filing still waits here; `wrong` where the code is another's. Null: the number is of none such. */
  byReceipt(number: string, code: string): Promise<FilingHere | 'wrong' | null>
}

const OF_PERSON = `${FILING} WHERE person_key = ? AND content IS NOT NULL`

export function createFilingsHere(parts: { readonly ledger: Pick<Ledger, 'read' | 'envelopes'>; readonly keys: Pick<FilingKeys, 'open'> }): FilingsHere {
  const { ledger, keys } = parts
  const personKey = ({ person }: Asker) => ledger.envelopes.keyedHash('filing', person.number)
  const contentOf = (row: FilingRow): FilingContent | null => openedContent(row, keys)?.content ?? null

  return {
    async waiting(asker) {
      const rows = await ledger.read<FilingRow>(`${OF_PERSON} AND received_at IS NULL ORDER BY filed_at DESC`, [personKey(asker)])
      return rows.flatMap((row) => {
        const content = contentOf(row)
        if (content?.opens?.includes(asker.assurance.level) !== true) return []
        return [{ ...hereOf(row), title: content.item.name, supplementOf: row.supplement_of }]
      })
    },

    async supplementOf(asker, { filing, askedAt }) {
      const [row] = await ledger.read<FilingRow>(
        `${OF_PERSON} AND supplement_of = ? AND asked_at = ? ORDER BY filed_at DESC LIMIT 1`,
        [personKey(asker), filing, askedAt],
      )
      return row === undefined ? null : hereOf(row)
    },

    async sameOn(day, asker, taskCode, applicant) {
      const rows = await ledger.read<FilingRow>(
        `${OF_PERSON} AND business_day = ? AND task_code = ? AND supplement_of IS NULL ORDER BY filed_at DESC`,
        [personKey(asker), day, taskCode],
      )
      const same = rows.find((row) => {
        const body = contentOf(row)?.body
        return body !== undefined && 'applicant' in body && whose(body.applicant) === whose(applicant)
      })
      return same === undefined ? null : hereOf(same)
    },

    async byReceipt(number, code) {
      const [row] = await ledger.read<FilingRow>(`${FILING} WHERE receipt = ? AND received_at IS NULL`, [number])
      const known = row && contentOf(row)
      if (row === undefined || !known) return null
      return isSame(known.body.code, code) ? hereOf(row) : 'wrong'
    },
  }
}

function hereOf(row: FilingRow): FilingHere {
  const stands = row.received === 1 ? 'received' : row.shelved === 1 ? 'refused' : 'saved'
  return { receipt: row.receipt, filedAt: new Date(row.filed_at), stands }
}

/** A principal is told by the number: a name may be written otherwise. */
function whose(applicant: Applicant): string {
  return `${applicant.kind} ${applicant.kind === 'self' ? '' : applicant.kind === 'person' ? applicant.number : applicant.code}`
}

/** How long it takes says nothing of where they differ. */
function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one, 'utf8'), Buffer.from(other, 'utf8')]
  return left.length === right.length && timingSafeEqual(left, right)
}
