import type { Log } from '../operations/log.ts'
import type { PlatformFault } from '../platform/fault.ts'
import type { NewCatalogue, Platform } from '../platform/platform.ts'
import { CatalogueFile } from './catalogue-file.ts'
import { keepCatalogue, type readKeptCatalogue } from './kept-catalogue.ts'

/** Judgement: a guide that changed this morning is right before noon; the platform answers most looks with 304. */
const LOOK_EVERY_MS = 15 * 60_000

/** The platform's catalogue, as far as it ever came here. */
export interface PulledCatalogue {
  /** Null until one came, now or before the last start. */
  readonly current: CatalogueFile | null
  /** Resolves when nothing is asked or written any more. */
  close(): Promise<void>
}

/**
 * Asks the platform for its catalogue at start and from time to time. One that is newer, signed and whole takes the
 * place of the last one, on the disk first; anything else changes nothing. What was kept is in use before the platform has
 * answered, and without it.
 */
export function pullCatalogue(parts: {
  readonly platform: Pick<Platform, 'catalogue'>
  /** What `readKeptCatalogue` found at the start. */
  readonly kept: Awaited<ReturnType<typeof readKeptCatalogue>>
  /** Where it is kept. */
  readonly file: string
  readonly log: Log
}): PulledCatalogue {
  const { platform, kept, file, log } = parts
  const closing = new AbortController()
  if (!kept.ok) log.error({ line: kept.fault.line }, 'the catalogue that was kept is of no use; the platform is asked for it')
  let current = kept.ok ? (kept.value?.catalogue ?? null) : null
  let etag = kept.ok ? (kept.value?.etag ?? null) : null
  let lastFault: PlatformFault['kind'] | null = null
  let work = look()
  const timer = setInterval(() => {
    work = work.then(look)
  }, LOOK_EVERY_MS)
  timer.unref()

  async function look(): Promise<void> {
    if (closing.signal.aborted) return
    const answered = await platform.catalogue(etag, closing.signal)
    if (closing.signal.aborted) return
    if (!answered.ok) {
      // Told once: a week without network is a normal week.
      if (lastFault !== answered.fault.kind) log.warn({ line: answered.fault.line }, 'no catalogue from the platform; the last one stays in use')
      lastFault = answered.fault.kind
      return
    }
    lastFault = null
    if (answered.value.kind === 'new') await takeOver(answered.value)
  }

  async function takeOver(fresh: NewCatalogue): Promise<void> {
    const checked = CatalogueFile.safeParse(fresh.catalogue)
    if (!checked.success) {
      log.error({ at: checked.error.issues[0]?.path.join('.') }, 'the platform’s catalogue is faulty; the last good one stays in use')
      return
    }
    try {
      await keepCatalogue(file, fresh)
    } catch (error) {
      // In use only what a restart finds too.
      log.error({ code: (error as NodeJS.ErrnoException).code }, 'the platform’s catalogue cannot be kept; the last one stays in use')
      return
    }
    current = checked.data
    etag = fresh.etag
    log.info({ version: current.version, items: current.items.length }, 'the platform’s catalogue is in use')
  }

  return {
    get current() {
      return current
    },
    async close() {
      clearInterval(timer)
      closing.abort()
      await work
    },
  }
}
