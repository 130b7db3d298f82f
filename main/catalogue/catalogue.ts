import { loadCatalogue } from '../configuration/configuration.ts'
import { watchGoodFile } from '../configuration/watch-file.ts'
import type { Log } from '../operations/log.ts'
import type { CatalogueFile } from './catalogue-file.ts'
import type { PulledCatalogue } from './pulled-catalogue.ts'

/** The service items in use, whole: the platform's, or else the machine's file. Guides and filings read them from here. */
export interface Catalogue {
  /** Null where there is neither. */
  readonly current: CatalogueInUse | null
  close(): void
}

export interface CatalogueInUse {
  readonly file: CatalogueFile
  readonly from: 'platform' | 'file'
}

/** Keeps the catalogue up to date with its file, the last resort (`file` is null where the machine has none). */
export function openCatalogue(parts: {
  readonly first: CatalogueFile | null
  readonly file: string | null
  /** Null where the machine has no platform. */
  readonly pulled: PulledCatalogue | null
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
    get current(): CatalogueInUse | null {
      const pulled = parts.pulled?.current ?? null
      if (pulled !== null) return { file: pulled, from: 'platform' }
      return current === null ? null : { file: current, from: 'file' }
    },
    close: stop,
  }
}
