import type { Audit } from './audit.ts'
import { isGuideSubject } from './guide-subject.ts'
import type { Outbox } from './outbox.ts'
import type { Sheet, SheetDecision, SheetState } from './sheets.ts'
import type { Transaction } from './writer.ts'

/** A sheet whose end is written in the same transaction. */
export type SettledSheet = Pick<Sheet, 'key' | 'device' | 'subject' | 'copy' | 'state'>

/** A sheet about which a person has decided in the same transaction. */
export interface DecidedSheet extends Pick<Sheet, 'device' | 'subject'> {
  readonly sheet: string
  readonly decision: SheetDecision
  readonly reason: string | null
  /** The actor of the audit log. */
  readonly by: string
}

/**
 * Tells audit log and outbox how sheets end; nothing of a person, and nothing before the end. Of a guide, which anybody may
 * print and nobody counts, the platform hears nothing.
 */
export interface SheetNews {
  settled(tx: Transaction, sheet: SettledSheet): Promise<void>
  /** A ticket's or a receipt's number stays as it is whatever became of its paper; of a certificate whoever issued it is to know. */
  decided(tx: Transaction, sheet: DecidedSheet): void
}

/** Which paper a copy was, for whoever authorised it. */
interface PaperRow {
  readonly sha256: string | null
  readonly pages: number | null
  readonly replaces: string | null
}

/**
 * The subject of a receipt's sheet (回执) is this and the filing's id: what is told of the paper does not wait behind the
 * filing itself, which may be on its way for days.
 */
export const RECEIPT_OF = 'receipt:'

const PAPER = 'SELECT sha256, pages, replaces FROM certificate_copy WHERE copy_key = ?'

export function createSheetNews(audit: Audit, outbox: Outbox): SheetNews {
  async function about(tx: Transaction, { device, subject, copy }: SettledSheet) {
    if (subject.startsWith(RECEIPT_OF)) return { filing: subject.slice(RECEIPT_OF.length), copy }
    if (device === 'ticket') return { ticket: subject, copy }
    const [row] = await tx.all<PaperRow>(PAPER, [subject])
    const { sha256, pages, replaces } = row ?? { sha256: null, pages: null, replaces: null }
    return { certificate: subject, sha256, pages, replaces }
  }

  return {
    async settled(tx, sheet) {
      const { key, subject } = sheet
      const { state } = sheet.state
      const detail = detailOf(sheet.state)
      audit.append(tx, { actor: 'terminal', event: `sheet.${state}`, payload: { sheet: key, subject, detail } })
      if (isGuideSubject(subject)) return
      outbox.append(tx, { subject, kind: 'sheet.settled', payload: { sheet: key, ...(await about(tx, sheet)), state, detail } })
    },

    decided(tx, { sheet, device, subject, decision, reason, by }) {
      audit.append(tx, { actor: by, event: 'sheet.decided', payload: { sheet, subject, decision, ...(reason === null ? {} : { reason }) } })
      if (device === 'ticket' || isGuideSubject(subject) || subject.startsWith(RECEIPT_OF)) return
      outbox.append(tx, { subject, kind: 'sheet.decided', payload: { sheet, certificate: subject, decision, reason } })
    },
  }
}

/** The one further fact of a state, as its column and its event hold it. */
export function detailOf(state: SheetState): string | null {
  if ('confirmation' in state) return state.confirmation
  return 'reason' in state ? state.reason : null
}
