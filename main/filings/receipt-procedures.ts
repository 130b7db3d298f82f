import type { FilingFault } from '../contract/filings.ts'
import { terminalContract } from '../contract/server.ts'
import { LedgerFailure } from '../ledger/faults.ts'
import type { Sheet } from '../ledger/sheets.ts'
import type { ReceiptContent } from '../../printers/ticket/receipt.ts'
import type { Asker } from '../session/proof.ts'
import type { Sessions } from '../session/sessions.ts'
import type { FilingRegister, HeldFiling } from './filing-register.ts'
import type { FollowedFilings } from './followed-filing.ts'
import type { OneAtATime } from './one-at-a-time.ts'
import type { ReceiptCopies } from './receipt-copies.ts'
import type { ReceiptDesk } from './receipt-desk.ts'
import { standingIn } from './standing.ts'

/** Handlers of the receipts of today, for the card with which the applications were handed in: seen again, printed again. */
export function receiptProcedures(parts: {
  readonly sessions: Sessions
  readonly register: Pick<FilingRegister, 'heldToday' | 'delivery'>
  readonly copies: ReceiptCopies
  readonly desk: ReceiptDesk
  readonly followed: FollowedFilings
  readonly oneAtATime: OneAtATime
  readonly receipt: (held: HeldFiling, count: number) => ReceiptContent
  /** Hall time, `14:05`. */
  readonly timeOf: (instant: Date) => string
  readonly onFault: (error: unknown) => void
}) {
  const { sessions, register, copies, desk } = parts
  const { filings } = terminalContract
  const failed = (reason: FilingFault) => ({ outcome: 'failed' as const, reason })

  /** Of what this person handed in, what is open to how sure it is now who they are: a card alone may have been found. */
  async function heldBy({ person, assurance }: Asker): Promise<readonly HeldFiling[]> {
    const held = await register.heldToday(person)
    return held.filter(({ body }) => body.assurance.level === 'card' || assurance.level !== 'card')
  }

  async function viewOf(held: HeldFiling) {
    const { filed, item, body } = held
    const both = (name: string) => ({ zh: name, en: name })
    return {
      receipt: filed.receipt,
      code: filed.code,
      filedAt: parts.timeOf(filed.filedAt),
      item,
      together: item.together.map(both),
      supplement: 'filing' in body ? { filing: body.filing } : null,
      toBring: body.materials.flatMap(({ way, name }) => (way === 'window' ? [both(name)] : [])),
      owed: body.materials.flatMap((material) => (material.way === 'owed' ? [{ name: both(material.name), until: material.until }] : [])),
      delivery: await register.delivery(filed.filingId),
      paper: paperOf(await copies.last(filed.filingId)),
    }
  }

  return {
    receipts: filings.receipts.handler(async ({ errors }) => {
      const first = standingIn(sessions, errors)
      const held = await heldBy(first.asker)
      const receipts = await Promise.all(held.map(viewOf))
      standingIn(sessions, errors, first)
      return { outcome: 'listed', receipts }
    }),

    reprintReceipt: filings.reprintReceipt.handler(async ({ input: { receipt, requestId }, errors }) => {
      const first = standingIn(sessions, errors)
      return await parts.oneAtATime(receipt, async () => {
        const held = (await heldBy(first.asker)).find(({ filed }) => filed.receipt === receipt)
        const { session } = standingIn(sessions, errors, first)
        if (held === undefined) throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
        const device = await desk.ready()
        const delivery = await register.delivery(held.filed.filingId)
        standingIn(sessions, errors, first)
        if (device === null) return { outcome: 'no-paper' }
        try {
          const copied = await copies.again({ requestId, filed: held.filed, device })
          if (copied.outcome === 'request-conflict') throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
          const { count } = copied
          // What another session has on its way is not shown in this one.
          if (copied.outcome === 'on-its-way' && session.filing?.receipt !== receipt) return { outcome: 'no-paper' }
          if (copied.outcome === 'reprint') {
            const onState = parts.followed.begin(session, held.filed, { delivery, device, copy: count })
            desk.bringOut({ sheetKey: copied.sheetKey, device, content: parts.receipt(held, count), onState })
          }
          return { outcome: 'reprinting', count }
        } catch (error) {
          if (!(error instanceof LedgerFailure) || error.fault.kind !== 'disk-full') throw error
          parts.onFault(error)
          return failed('disk-full')
        }
      })
    }),
  }
}

/** What may be said of a receipt that nobody here is bringing out; of one on its way its end is not known yet. */
function paperOf(sheet: Sheet | null): 'none' | 'printed' | 'sent' | 'unknown' | 'failed' {
  switch (sheet?.state.state) {
    case undefined:
      return 'none'
    case 'printed':
    case 'failed':
    case 'unknown':
    case 'sent':
      return sheet.state.state
    case 'intended':
    case 'sending':
      return 'unknown'
  }
}
