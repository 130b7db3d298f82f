import { loadCatalogue } from '../configuration/configuration.ts'
import { watchGoodFile } from '../configuration/watch-file.ts'
import type { Log } from '../operations/log.ts'
import type { CatalogueFile } from './catalogue-file.ts'

/** The service items in use: the last good version of the file, whole. Guides and filings read them from here. */
export interface Catalogue {
  /** Null where the machine has no catalogue of its own. */
  readonly current: CatalogueFile | null
  close(): void
}

/** Keeps the catalogue up to date with its file; `file` is null where the machine has none. */
export function openCatalogue(parts: {
  readonly first: CatalogueFile | null
  readonly file: string | null
  readonly log: Log
}): Catalogue {
  let current = parts.first
  const stop =
    parts.file === null
      ? () => undefined
      : watchGoodFile(parts.file, loadCatalogue, {
          changed(next) {
            current = next
            parts.log.info({ version: next.version, items: next.items.length }, 'the catalogue has changed and is in use')
          },
          faulty: (line) => parts.log.error({ line }, 'the catalogue is faulty; the last good one stays in use'),
        })
  return {
    get current() {
      return current
    },
    close: stop,
  }
}
