import { z } from 'zod'
import { Applicant } from '../contract/filings.ts'
import { Answers } from '../contract/forms.ts'
import type { DataKey } from '../ledger/envelopes.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { SUITE_AES_SHA256 } from '../ledger/suite.ts'
import type { Transaction } from '../ledger/writer.ts'
import type { Draft, DraftEnd } from './draft.ts'

/** Who may find a draft again: the same number, for the same item, in the same name. */
export interface DraftOwner {
  readonly number: string
  readonly taskCode: string
  readonly applicant: Applicant
}

/** A draft as it lies in the ledger. */
export interface KeptDraft {
  readonly draft: Draft
  /** Fields of the pages that were answered: which of a changed form's pages are still the same. */
  readonly givenKeys: readonly string[]
}

/** Drafts in the ledger: each sealed whole, under a key that lies in its row and is destroyed with it. */
export interface KeptDrafts {
  /** The owner's draft as it was last kept, or else `fresh`, which is kept now. */
  open(owner: DraftOwner, fresh: Draft): Promise<KeptDraft & { readonly resumed: boolean }>
  /** One that was destroyed meanwhile stays destroyed: false. */
  keep(kept: KeptDraft): Promise<boolean>
  destroy(id: string, why: DraftEnd): Promise<void>
  /** These were in use until now. */
  used(ids: readonly string[]): Promise<void>
  /** Destroys those that were last used before `from`, or after `to` (a clock was wrong when they were kept). */
  forgetOutside(from: Date, to: Date): Promise<readonly string[]>
  /** Nothing of those that were destroyed is in the journal any more. */
  emptyJournal(): Promise<void>
}

/** Some hundred people a day fill in something at one terminal, and within two hours a tenth of them. */
export const MOST_DRAFTS = 200

const FIND = 'SELECT draft_id, wrapped, sealed FROM draft WHERE draft_key = ?'
const INSERT = 'INSERT INTO draft (draft_id, draft_key, suite, wrapped, sealed, used_at) VALUES (?, ?, ?, ?, ?, ?)'
const KEEP = 'UPDATE draft SET sealed = ?, used_at = ? WHERE draft_id = ? RETURNING draft_id'
const USED = 'UPDATE draft SET used_at = ? WHERE draft_id = ?'
const DELETE = 'DELETE FROM draft WHERE draft_id = ? RETURNING draft_id'
/** The oldest, with as many left as there may be beside a new one. */
const SURPLUS = 'SELECT draft_id FROM draft ORDER BY used_at DESC, draft_id LIMIT -1 OFFSET ?'
const OUTSIDE = 'SELECT draft_id FROM draft WHERE used_at < ? OR used_at > ?'

interface Row {
  readonly draft_id: string
  readonly wrapped: Buffer
  readonly sealed: Buffer
}

export function createKeptDrafts(parts: {
  readonly ledger: Ledger
  readonly now: () => Date
  /** Those of the person in front: none of them goes to make room or because its time is over. */
  readonly inUse: () => ReadonlySet<string>
  /** Hears of each draft that is gone, when it is. */
  readonly onGone: (id: string) => void
}): KeptDrafts {
  const { ledger, now, inUse } = parts
  const { envelopes, audit } = ledger
  /** Keys of the drafts that this terminal has opened since its start and that are still there. */
  const keys = new Map<string, DataKey>()
  const place = (row: string) => ({ table: 'draft', row, column: 'sealed' })

  function sealed(key: DataKey, { draft, givenKeys }: KeptDraft): Buffer {
    const { id, begunAt, ...rest } = draft
    return envelopes.seal(key, place(id), JSON.stringify({ ...rest, begunAt: begunAt.toISOString(), givenKeys }))
  }

  /** Null where it is not authentic, or of a program that wrote it otherwise: then it is of no use to anybody. */
  function opened(row: Row): KeptDraft | null {
    const key = envelopes.ownKeyOf(row.draft_id, row.wrapped)
    const text = key.ok ? envelopes.openWith(key.value, row.sealed, place(row.draft_id)) : key
    if (!key.ok || !text.ok) return null
    const read = Written.safeParse(JSON.parse(text.value))
    if (!read.success) return null
    keys.set(row.draft_id, key.value)
    const { givenKeys, begunAt, ...rest } = read.data
    return { draft: { ...rest, id: row.draft_id, begunAt: new Date(begunAt) }, givenKeys }
  }

  async function removed(tx: Transaction, ids: readonly string[], event: string, actor: string): Promise<readonly string[]> {
    const gone: string[] = []
    for (const id of ids) {
      const rows = await tx.all(DELETE, [id])
      if (rows.length === 0) continue
      gone.push(id)
      audit.append(tx, { actor, event, payload: { draft: id } })
    }
    return gone
  }

  async function forgotten(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      keys.get(id)?.secret.fill(0)
      keys.delete(id)
      parts.onGone(id)
    }
    if (ids.length > 0) await envelopes.emptyJournal()
  }

  return {
    async open(owner, fresh) {
      const { kept, gone } = await ledger.transact(async (tx) => {
        const hash = envelopes.keyedHash('draft', ownerText(owner))
        const [row] = await tx.all<Row>(FIND, [hash])
        const before = row === undefined ? null : opened(row)
        if (before !== null) {
          tx.write(USED, [now().toISOString(), before.draft.id])
          audit.append(tx, { actor: 'citizen', event: 'draft.resumed', payload: { draft: before.draft.id, item: owner.taskCode } })
          return { kept: { ...before, resumed: true }, gone: [] }
        }
        const unreadable = row === undefined ? [] : await removed(tx, [row.draft_id], 'draft.unreadable', 'terminal')
        const surplus = await tx.all<{ readonly draft_id: string }>(SURPLUS, [MOST_DRAFTS - 1])
        const dropped = surplus.map(({ draft_id }) => draft_id).filter((id) => !inUse().has(id))
        const forRoom = await removed(tx, dropped, 'draft.dropped-for-room', 'terminal')
        const { key, wrapped } = envelopes.ownKey(fresh.id)
        tx.write(INSERT, [fresh.id, hash, SUITE_AES_SHA256, wrapped, sealed(key, { draft: fresh, givenKeys: [] }), now().toISOString()])
        audit.append(tx, { actor: 'citizen', event: 'draft.begun', payload: { draft: fresh.id, item: owner.taskCode } })
        keys.set(fresh.id, key)
        tx.onRollback(() => keys.delete(fresh.id))
        return { kept: { draft: fresh, givenKeys: [], resumed: false }, gone: [...unreadable, ...forRoom] }
      })
      await forgotten(gone)
      return kept
    },

    async keep(kept) {
      const { id } = kept.draft
      const key = keys.get(id)
      if (key === undefined) return false
      const rows = await ledger.transact((tx) => tx.all(KEEP, [sealed(key, kept), now().toISOString(), id]))
      return rows.length > 0
    },

    async destroy(id, why) {
      await forgotten(await ledger.transact((tx) => removed(tx, [id], `draft.${why}`, 'citizen')))
    },

    async used(ids) {
      if (ids.length === 0) return
      const at = now().toISOString()
      await ledger.transact((tx) => {
        for (const id of ids) tx.write(USED, [at, id])
      })
    },

    async forgetOutside(from, to) {
      // To look costs no flush of the disk; there is rarely anything to destroy.
      const rows = await ledger.read<{ readonly draft_id: string }>(OUTSIDE, [from.toISOString(), to.toISOString()])
      const due = rows.map(({ draft_id }) => draft_id).filter((id) => !inUse().has(id))
      if (due.length === 0) return []
      const gone = await ledger.transact((tx) => removed(tx, due, 'draft.expired', 'terminal'))
      await forgotten(gone)
      return gone
    },

    emptyJournal: () => envelopes.emptyJournal(),
  }
}

/** What the keyed hash is of; nothing of it is kept. A principal is told by the number: a name may be written otherwise. */
function ownerText({ number, taskCode, applicant }: DraftOwner): string {
  const of = applicant.kind === 'self' ? '' : applicant.kind === 'person' ? applicant.number : applicant.code
  return JSON.stringify([number, taskCode, applicant.kind, of])
}

const Written = z.object({
  item: z.object({
    taskCode: z.string(),
    taskVersion: z.number(),
    catalogueVersion: z.string(),
    members: z.array(z.object({ taskCode: z.string(), taskVersion: z.number() })).default([]),
  }),
  applicant: Applicant,
  answers: Answers,
  answered: z.array(z.number().int()),
  provenPhones: z.record(z.string(), z.string()),
  materials: z.record(
    z.string(),
    z.discriminatedUnion('way', [
      z.object({ way: z.literal('licence'), id: z.string(), title: z.object({ zh: z.string(), en: z.string() }), number: z.string() }),
      z.object({ way: z.literal('camera'), pages: z.array(z.object({ id: z.string(), bytes: z.number() })) }),
      z.object({
        way: z.literal('phone'),
        pages: z.array(z.object({ id: z.string(), bytes: z.number(), type: z.enum(['image/jpeg', 'image/png', 'application/pdf']), sheets: z.number() })),
      }),
      z.object({ way: z.literal('window') }),
      z.object({ way: z.literal('owed') }),
    ]),
  ),
  // Before there were any, a page was known by its content alone.
  pageRequests: z.array(z.string()).default([]),
  begunAt: z.iso.datetime(),
  // One that was kept before there were any is an application.
  supplement: z.object({ filing: z.string(), askedAt: z.string() }).nullable().default(null),
  givenKeys: z.array(z.string()),
})
