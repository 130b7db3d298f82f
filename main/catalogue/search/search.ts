import type { SearchOutcome } from '../../contract/guide.ts'
import type { CatalogueInUse } from '../catalogue.ts'
import type { CatalogueFile } from '../catalogue-file.ts'
import { entryOf } from '../guide-view.ts'
import { codeFault, codeIn, itemsWithCode } from './codes.ts'
import { loadReader } from './readings.ts'
import { buildSearchIndex, type Hits, MOST_SHOWN, type SearchIndex } from './search-index.ts'


/** Searches the catalogue in use. */
export interface GuideSearch {
  /** Begins to make the catalogue ready, before anything is typed. */
  readonly prepare: (catalogue: CatalogueFile) => void
  readonly search: (inUse: CatalogueInUse, typed: string) => Promise<SearchOutcome>
}

/** One catalogue at a time is ready: the one that was asked for last. */
export function createGuideSearch(): GuideSearch {
  let ready: { readonly catalogue: CatalogueFile; readonly index: Promise<SearchIndex> } | null = null

  function indexOf(catalogue: CatalogueFile): Promise<SearchIndex> {
    if (ready?.catalogue === catalogue) return ready.index
    const index = loadReader().then((read) => buildSearchIndex(catalogue, read))
    ready = { catalogue, index }
    return index
  }

  return {
    prepare: (catalogue) => {
      // Whoever searches is told what failed, by the same promise.
      indexOf(catalogue).catch(() => undefined)
    },
    async search({ file, from }, typed) {
      const source = { version: file.version, from } as const
      const { items } = file
      const entries = (places: readonly number[]) => places.flatMap((at) => items[at] ?? []).map(entryOf)
      const found = ({ items, total, similar }: Hits): SearchOutcome => ({
        outcome: 'found',
        ...source,
        items: entries(items.slice(0, MOST_SHOWN)),
        total,
        similar,
      })
      const code = codeIn(typed)
      const withCode = code === null ? [] : itemsWithCode(items, code)
      if (withCode.length > 0) return found({ items: withCode, total: withCode.length, similar: false })
      const hits = (await indexOf(file)).search(typed)
      if (hits.total > 0) return found(hits)
      const wrong = code === null ? null : codeFault(items, code)
      if (code === null || wrong === null) return { outcome: 'nothing', ...source }
      return { outcome: 'no-such-code', ...source, code, fault: wrong.fault, near: entries(wrong.near) }
    },
  }
}
