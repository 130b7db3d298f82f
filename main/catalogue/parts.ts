import { Buffer } from 'node:buffer'

/** One call over the wire is at most 64 KiB; around a list stand its name, the catalogue's version and the envelope. */
const MOST_BYTES = 48 * 1024
/** More than these nobody reads at a time, and a slow processor draws them at once. */
const MOST_ENTRIES = 100

/** A part of a list, and from which place on the next begins; null where nothing comes after it. */
export interface Part<Entry> {
  readonly entries: Entry[]
  readonly next: number | null
}

/** As much of the list, from this place on, as one call carries. One entry is there in any case: none is larger than a call. */
export function partOf<Entry>(all: readonly Entry[], from: number): Part<Entry> {
  const entries: Entry[] = []
  let bytes = 0
  for (const entry of all.slice(from, from + MOST_ENTRIES)) {
    bytes += Buffer.byteLength(JSON.stringify(entry)) + 1
    if (entries.length > 0 && bytes > MOST_BYTES) break
    entries.push(entry)
  }
  const next = from + entries.length
  return { entries, next: next < all.length ? next : null }
}
