import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { err, ok, type Result } from '../../drivers/result.ts'
import { writeDurably } from '../ledger/durable-file.ts'
import type { Log } from '../operations/log.ts'
import type { PlatformFault } from '../platform/fault.ts'
import { pictureIn, type Picture, type PictureFault } from './picture.ts'

/** A specimen as it can be shown. */
export interface Sample extends Picture {
  readonly bytes: Uint8Array
}

/** Why there is nothing to show. */
export type SampleFault =
  /** Neither is it kept here, nor does the platform answer. */
  | { readonly kind: 'not-here' }
  /** The platform has none of that name. */
  | { readonly kind: 'none' }
  | PictureFault

/** The pictures of papers that a catalogue names, kept as long as that catalogue is in use. */
export interface SampleFiles {
  /** `file`: what the catalogue calls it; `version`: of which catalogue. */
  sample(file: string, version: string): Promise<Result<Sample, SampleFault>>
}

/** What a name in the written API may be; anything else is no file of the platform, and no path here. */
const NAME = /^[A-Za-z0-9_-]{1,64}$/

/** Of what is kept together. A hall's forms are some hundred pictures of 200 kB. */
const MOST_BYTES = 64 * 1024 * 1024
/** Judgement: as for the catalogue itself, they are no secret. */
const MODE = 0o644

export function openSampleFiles(parts: {
  /** A folder of their own; it may not be there yet. */
  readonly folder: string
  /** `Platform.catalogueFile`: at most 2 MB. */
  readonly fetch: (id: string) => Promise<Result<Uint8Array, PlatformFault>>
  readonly log: Log
  readonly mostBytes?: number
}): SampleFiles {
  const { folder, log } = parts
  const mostBytes = parts.mostBytes ?? MOST_BYTES
  /** One at a time for each file: two touches are one call. */
  const underWay = new Map<string, Promise<Result<Sample, SampleFault>>>()

  async function keep(place: string, bytes: Uint8Array): Promise<void> {
    try {
      const home = path.dirname(place)
      await mkdir(home, { recursive: true })
      await forgetOthers(folder, path.basename(home))
      await makeRoom(home, mostBytes - bytes.length)
      await writeDurably(place, bytes, MODE)
    } catch (error) {
      // It is shown all the same, and asked for again the next time.
      log.warn({ code: (error as NodeJS.ErrnoException).code }, 'a picture of the catalogue cannot be kept')
    }
  }

  async function fetched(file: string, place: string): Promise<Result<Sample, SampleFault>> {
    const kept = await keptAt(place)
    if (kept !== null) return ok(kept)
    const answered = await parts.fetch(file)
    if (!answered.ok) {
      const { fault } = answered
      log.warn({ line: fault.line }, 'no picture from the platform')
      return err({ kind: fault.kind === 'problem' && fault.status === 404 ? 'none' : 'not-here' })
    }
    const picture = pictureIn(answered.value)
    if (!picture.ok) {
      log.error({ file, fault: picture.fault.kind }, 'what the catalogue calls a picture is none that can be shown')
      return picture
    }
    await keep(place, answered.value)
    return ok({ ...picture.value, bytes: answered.value })
  }

  return {
    sample(file, version) {
      if (!NAME.test(file)) return Promise.resolve(err({ kind: 'none' }))
      const place = path.join(folder, homeOf(version), file)
      const before = underWay.get(place)
      if (before !== undefined) return before
      const asked = fetched(file, place).finally(() => underWay.delete(place))
      underWay.set(place, asked)
      return asked
    },
  }
}

/** A version may be any words; its folder is named by their digest. */
function homeOf(version: string): string {
  return createHash('sha256').update(version).digest('hex').slice(0, 32)
}

/** Looked at again: what lies on a disk may have been put there. */
async function keptAt(place: string): Promise<Sample | null> {
  try {
    const bytes = await readFile(place)
    const picture = pictureIn(bytes)
    return picture.ok ? { ...picture.value, bytes } : null
  } catch {
    // Not kept, or not readable: the platform is asked.
    return null
  }
}

/** Pictures of catalogues that are no longer in use. */
async function forgetOthers(folder: string, home: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name !== home) await rm(path.join(folder, name), { recursive: true, force: true })
  }
}

/** The oldest go first, until what is left takes no more than `bytes`. */
async function makeRoom(home: string, bytes: number): Promise<void> {
  const names = await readdir(home)
  const files = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(path.join(home, name))
      return { name, size, mtimeMs }
    }),
  )
  let left = files.reduce((sum, { size }) => sum + size, 0)
  for (const { name, size } of files.toSorted((one, other) => one.mtimeMs - other.mtimeMs)) {
    if (left <= bytes) return
    await rm(path.join(home, name), { force: true })
    left -= size
  }
}
