import type { FilingFault, Gap } from '../contract/filings.ts'
import { terminalContract } from '../contract/server.ts'
import { LedgerFailure } from '../ledger/faults.ts'
import type { ReceiptContent } from '../../printers/ticket/receipt.ts'
import type { Sessions } from '../session/sessions.ts'
import type { Asker } from '../session/proof.ts'
import type { DraftView } from '../contract/filings.ts'
import type { Draft, Drafts } from './draft.ts'
import { filingFacts } from './filing-facts.ts'
import type { Filed, FilingFacts, FilingRegister, FileResult } from './filing-register.ts'
import type { FollowedFilings } from './followed-filing.ts'
import { pagesOf, withoutPages } from './given-pages.ts'
import type { Materials } from './materials.ts'
import type { OneAtATime } from './one-at-a-time.ts'
import type { ReceiptDesk } from './receipt-desk.ts'
import { standingIn } from './standing.ts'

/** Handler of handing in: one draft becomes one filing, whole, before anybody hears of it. */
export function sendProcedure(parts: {
  readonly sessions: Sessions
  readonly drafts: Drafts
  readonly materials: Materials
  readonly register: FilingRegister
  readonly desk: ReceiptDesk
  readonly followed: FollowedFilings
  readonly oneAtATime: OneAtATime
  /**
   * The draft held against its item in use: `changed` where that is another version, and then it is kept as it fits. Null
   * where the item can no longer be filed.
   */
  readonly renewed: (draft: Draft) => Promise<{ readonly draft: Draft; readonly changed: boolean } | null>
  /** By which drafts are checked now. */
  readonly catalogueVersion: () => string
  /** Whether this is sure enough for the item. */
  readonly sureEnough: (draft: Draft, assurance: Asker['assurance']) => boolean
  /** Of what is owed, by working days from now. */
  readonly owedUntil: (workingDays: number) => string
  readonly receipt: (of: { readonly view: DraftView; readonly facts: FilingFacts; readonly filed: Filed }) => ReceiptContent
  readonly onFault: (error: unknown) => void
}) {
  const { sessions, drafts, materials, register } = parts
  const { filings } = terminalContract
  const failed = (reason: FilingFault) => ({ outcome: 'failed' as const, reason })

  /** What can no longer be read is taken out of the draft, and named: it is photographed again. */
  async function lostPages(draft: Draft, view: DraftView): Promise<readonly Gap[]> {
    const lost = new Set<string>()
    for (const { id } of Object.values(draft.materials).flatMap(pagesOf)) {
      const bytes = await materials.read(draft.id, id)
      if (bytes === null) lost.add(id)
      bytes?.fill(0)
    }
    if (lost.size === 0) return []
    await drafts.change({ ...draft, materials: withoutPages(draft.materials, lost) })
    const isIncomplete = (key: string) => pagesOf(draft.materials[key]).some(({ id }) => lost.has(id))
    return view.materials.flatMap(({ key, name }) => (isIncomplete(key) ? [{ kind: 'material' as const, key, name }] : []))
  }

  /** A draft that was handed in is nothing any more; should that fail, the next start does it. */
  async function clear(draftId: string): Promise<void> {
    try {
      await drafts.destroy(draftId, 'handed-in')
      await register.draftGone(draftId)
    } catch (error) {
      parts.onFault(error)
    }
  }

  async function file(request: Parameters<FilingRegister['file']>[0]): Promise<FileResult | ReturnType<typeof failed>> {
    try {
      return await register.file(request)
    } catch (error) {
      if (!(error instanceof LedgerFailure) || error.fault.kind !== 'disk-full') throw error
      parts.onFault(error)
      return failed('disk-full')
    }
  }

  /** To the same card, also after the terminal was started anew in between; to nobody else. */
  function answered({ person }: Asker, { receipt, code, ...filed }: Filed) {
    const isSame = filed.person.document === person.document && filed.person.number === person.number
    return isSame ? { outcome: 'filed' as const, receipt, code } : failed('no-draft')
  }

  return filings.send.handler(async ({ input, errors }) => {
    const { draft: draftId, requestId } = input
    const first = standingIn(sessions, errors)
    return await parts.oneAtATime(draftId, async () => {
      const { session, identity, asker } = standingIn(sessions, errors, first)
      const repeated = await register.filedBy(requestId, draftId)
      if (repeated?.outcome === 'request-conflict') throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
      if (repeated !== null) return answered(asker, repeated.filed)
      standingIn(sessions, errors, first)

      const before = drafts.of(draftId, identity)
      if (before === null) return failed('no-draft')
      const renewed = await parts.renewed(before)
      standingIn(sessions, errors, first)
      if (renewed === null) return failed('not-offered')
      const { draft } = renewed
      if (renewed.changed) return { outcome: 'changed', draft: drafts.view(draft), gaps: [...drafts.gaps(draft)] }
      const view = drafts.view(draft)
      const missing = drafts.gaps(draft)
      const gaps = missing.length > 0 ? missing : await lostPages(draft, view)
      if (gaps.length > 0) return { outcome: 'gaps', gaps: [...gaps] }
      if (!parts.sureEnough(draft, asker.assurance)) return failed('assurance-too-low')

      const paper = await parts.desk.ready()
      standingIn(sessions, errors, first)
      const facts = filingFacts(draft, view, asker, { catalogue: parts.catalogueVersion(), until: parts.owedUntil })
      const result = await file({ requestId, draftId, session: session.id, facts, paper })
      if (result.outcome === 'failed') return result
      if (result.outcome === 'request-conflict') throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
      const { filed, sheetKey } = result
      const follow = parts.followed.begin(session, filed)
      if (sheetKey !== null && !result.repeated) {
        parts.desk.bringOut({ sheetKey, content: parts.receipt({ view, facts, filed }), onState: (progress) => follow(progress) })
      }
      await clear(draftId)
      return answered(asker, filed)
    })
  })
}
