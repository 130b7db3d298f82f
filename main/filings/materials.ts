import type { Result } from '../../drivers/result.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { FilingKeys } from './filing-keys.ts'
import type { MaterialFiles, PageRef } from './material-files.ts'

/** The pages of papers that belong to drafts; a draft that is handed in takes them along without their being touched. */
export interface Materials {
  keep(draftId: string, picture: Uint8Array): Promise<Result<PageRef, 'disk-full'>>
  /** Null where it is not there whole. */
  read(draftId: string, pageId: string): Promise<Buffer | null>
  remove(draftId: string, pageIds: readonly string[]): Promise<void>
  /** A draft that was not handed in: its key is destroyed at once, its files after it. */
  destroy(draftId: string): Promise<void>
  /** At start: what belongs to none of these drafts and to no filing that is still to be delivered goes. */
  sweep(keptDrafts: ReadonlySet<string>): Promise<void>
}

export function createMaterials({ ledger, keys, files }: {
  readonly ledger: Pick<Ledger, 'transact'>
  readonly keys: FilingKeys
  readonly files: MaterialFiles
}): Materials {
  async function destroy(draftId: string): Promise<void> {
    const keyId = await keys.destroyDraft(draftId)
    if (keyId !== null) await files.removeAll(keyId)
  }

  return {
    async keep(draftId, picture) {
      const key = await ledger.transact((tx) => keys.ofDraft(tx, draftId))
      return await files.keep(key, picture)
    },

    async read(draftId, pageId) {
      const key = await keys.find(draftId)
      return key && (await files.read(key, pageId))
    },

    async remove(draftId, pageIds) {
      const key = await keys.find(draftId)
      if (key !== null) await files.remove(key.id, pageIds)
    },

    destroy,

    async sweep(keptDrafts) {
      for (const { draftId, stage } of await keys.all()) {
        if (stage === 'draft' && !keptDrafts.has(draftId)) await destroy(draftId)
      }
      const wanted = new Set((await keys.all()).filter(({ stage }) => stage !== 'received-filing').map(({ keyId }) => keyId))
      for (const keyId of await files.folders()) if (!wanted.has(keyId)) await files.removeAll(keyId)
    },
  }
}
