import { namesTogether } from '../catalogue/filable-items.ts'
import type { FilingFault, Gap } from '../contract/filings.ts'
import { terminalContract } from '../contract/server.ts'
import { LedgerFailure } from '../ledger/faults.ts'
import type { ReceiptContent } from '../../printers/ticket/receipt.ts'
import type { Sessions } from '../session/sessions.ts'
import type { Asker } from '../session/proof.ts'
import type { DraftView } from '../contract/filings.ts'
import { bindPages, eachAsItIs, type BoundPages } from './bound-pages.ts'
import type { Draft, Drafts, SupplementOf } from './draft.ts'
import { filingFacts, supplementFacts } from './filing-facts.ts'
import type { Filed, FiledItem, FilingFacts, FilingRegister, FileResult, SupplementFacts } from './filing-register.ts'
import type { FollowedFilings } from './followed-filing.ts'
import { pagesOf, withoutPages } from './given-pages.ts'
import type { Materials } from './materials.ts'
import type { OneAtATime } from './one-at-a-time.ts'
import type { ReceiptDesk } from './receipt-desk.ts'
import { standingIn } from './standing.ts'

/** What is uploaded of a draft: of photographed materials one document each by their keys, and files from phones. */
interface Bound {
  readonly documents: ReadonlyMap<string, BoundPages>
  readonly files: readonly BoundPages[]
}

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
  /** How surely the person must be known, any of these (design, promise 8). */
  readonly opens: (draft: Draft) => readonly Asker['assurance']['level'][]
  /** Whether what was asked for (补正) is still waited for; null where the platform does not say. */
  readonly stillAwaited: (asker: Asker, supplement: SupplementOf) => Promise<boolean | null>
  /** Of what is owed, by working days from now. */
  readonly owedUntil: (workingDays: number) => string
  readonly receipt: (of: { readonly item: FiledItem; readonly facts: FilingFacts | SupplementFacts; readonly filed: Filed }) => ReceiptContent
  readonly onFault: (error: unknown) => void
}) {
  const { sessions, drafts, materials, register } = parts
  const { filings } = terminalContract
  const failed = (reason: FilingFault) => ({ outcome: 'failed' as const, reason })

  /** The photographed pages of each material as one document. What can no longer be read is taken out of the draft, and named: it is photographed again. */
  async function bound(draft: Draft, view: DraftView): Promise<Bound | { readonly gaps: readonly Gap[] }> {
    const lost = new Set<string>()
    const documents = new Map<string, BoundPages>()
    const files: BoundPages[] = []
    // What was given for an item that is not chosen any more stays here.
    for (const { key, given: shown } of view.materials) {
      const given = shown.way === 'nothing' ? undefined : draft.materials[key]
      if (given?.way === 'phone') {
        const read = await eachAsItIs(given.pages, (id) => materials.read(draft.id, id))
        files.push(...read.files)
        for (const id of read.lost) lost.add(id)
        continue
      }
      const pages = pagesOf(given)
      const binding = pages.length === 0 ? null : await bindPages(pages, (id) => materials.read(draft.id, id))
      if (binding !== null && 'lost' in binding) for (const id of binding.lost) lost.add(id)
      else if (binding !== null) documents.set(key, binding)
    }
    if (lost.size === 0) return { documents, files }
    await drafts.change({ ...draft, materials: withoutPages(draft.materials, lost) })
    const isIncomplete = (key: string) => pagesOf(draft.materials[key]).some(({ id }) => lost.has(id))
    return { gaps: view.materials.flatMap(({ key, name }) => (isIncomplete(key) ? [{ kind: 'material' as const, key, name }] : [])) }
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
      if (missing.length > 0) return { outcome: 'gaps', gaps: [...missing] }
      const binding = await bound(draft, view)
      if ('gaps' in binding) return { outcome: 'gaps', gaps: [...binding.gaps] }
      const { documents, files } = binding
      const opens = parts.opens(draft)
      if (!opens.includes(asker.assurance.level)) return failed('assurance-too-low')
      if (draft.supplement !== null) {
        const awaited = await parts.stillAwaited(asker, draft.supplement)
        standingIn(sessions, errors, first)
        if (awaited === false) return failed('not-awaited')
      }

      const paper = await parts.desk.ready()
      standingIn(sessions, errors, first)
      const about = { catalogue: parts.catalogueVersion(), until: parts.owedUntil, documents }
      const { supplement } = draft
      const facts = supplement === null ? filingFacts(draft, view, asker, about) : supplementFacts(draft, supplement, view, asker, about)
      const { name, immediate, members } = view.item
      const going = members.filter(({ code }) => view.together.includes(code))
      const together = going.map((member) => member.name.zh)
      const department = going.length === 0 ? view.item.department : namesTogether(going.map((member) => member.department))
      const item = { name, department, immediate, together }
      const result = await file({ requestId, draftId, session: session.id, facts, item, opens, documents: [...documents.values(), ...files], paper })
      if (result.outcome === 'failed') return result
      if (result.outcome === 'request-conflict') throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
      const { filed, sheetKey } = result
      const follow = parts.followed.begin(session, filed, { delivery: 'saved', device: paper ?? 'ticket', copy: 0 })
      if (sheetKey !== null && paper !== null && !result.repeated) {
        parts.desk.bringOut({ sheetKey, device: paper, content: parts.receipt({ item, facts, filed }), onState: (progress) => follow(progress) })
      }
      await clear(draftId)
      return answered(asker, filed)
    })
  })
}
