import type { DraftView, FilingFault } from '../contract/filings.ts'
import { LedgerFailure } from '../ledger/faults.ts'
import type { Draft, Drafts, GivenMaterial } from './draft.ts'
import { isGiven, pagesOf, withPage } from './given-pages.ts'
import type { PageRef } from './material-files.ts'
import type { Materials } from './materials.ts'
import type { PhoneFile } from './phone-file.ts'
import type { Standing } from './standing.ts'

export const MOST_PAGES_OF_A_MATERIAL = 20
/** What is photographed becomes one document, of which the platform takes 25 MB. */
const MOST_BYTES_OF_A_DOCUMENT = 24_900_000
const MOST_BYTES_OF_A_DRAFT = 60_000_000
/** A repeat comes within a minute of its first; nobody photographs so many pages in between. */
const MOST_REQUESTS_KEPT = 100

export interface PageToKeep {
  readonly draftId: string
  readonly material: string
  readonly bytes: Uint8Array
  /** By which the camera's page was asked for. */
  readonly requestId?: string
  /** What a phone sent; a page of the camera without it. */
  readonly from?: Pick<PhoneFile, 'type' | 'sheets'>
}

type Failed = { readonly outcome: 'failed'; readonly reason: FilingFault }
type Kept = { readonly outcome: 'open'; readonly draft: DraftView }

/** Keeps pages of papers with the drafts that show them, from wherever they come. */
export interface PageKeeper {
  /** The draft with this in the place of what its material had; null: nothing. Files come before the row and go after it. */
  give(draft: Draft, material: string, given: GivenMaterial | null): Promise<Draft>
  /** A page behind those that are there; `standing` throws where the person has gone meanwhile. One that is there already is kept once. */
  keep(page: PageToKeep, standing: () => Standing): Promise<Kept | Failed>
  /** What only a full disk does is told; nothing of the act was kept. */
  unlessDiskFull<Value>(act: () => Promise<Value>): Promise<Value | Failed>
}

export function failed(reason: FilingFault): Failed {
  return { outcome: 'failed', reason }
}

export function createPageKeeper(parts: {
  readonly drafts: Drafts
  readonly materials: Materials
  /** What the disk refused; the page hears of it, and so does the operator. */
  readonly onFault: (error: unknown) => void
}): PageKeeper {
  const { drafts, materials } = parts

  async function give(draft: Draft, material: string, given: GivenMaterial | null): Promise<Draft> {
    const { [material]: _before, ...others } = draft.materials
    const next = { ...draft, materials: given === null ? others : { ...others, [material]: given } }
    await drafts.change(next)
    return next
  }

  async function unlessDiskFull<Value>(act: () => Promise<Value>): Promise<Value | Failed> {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof LedgerFailure) || error.fault.kind !== 'disk-full') throw error
      parts.onFault(error)
      return failed('disk-full')
    }
  }

  /** The file first, then the draft that shows it; one without the other is taken away again. */
  async function keep({ draftId, material, bytes, requestId, from }: PageToKeep, standing: () => Standing): Promise<Kept | Failed> {
    const kept = await materials.keep(draftId, bytes)
    if (!kept.ok) return failed(kept.fault)
    const page: PageRef = kept.value
    let now: Draft | null = null
    try {
      // What was answered meanwhile is in the draft as it is now.
      now = drafts.of(draftId, standing().identity)
      if (now === null) return failed('no-draft')
      const before = now.materials[material]
      const asked = requestId === undefined ? now : { ...now, pageRequests: [...now.pageRequests, requestId].slice(-MOST_REQUESTS_KEPT) }
      // A page is known by its content: the same picture is kept once.
      const isThere = pagesOf(before).some(({ id }) => id === page.id)
      const next = isThere ? now : await give(asked, material, withPage(before, from === undefined ? page : { ...page, type: from.type, sheets: from.sheets }))
      return { outcome: 'open', draft: drafts.view(next) }
    } catch (error) {
      if (now !== null && !isGiven(now, page.id)) await materials.remove(draftId, [page.id])
      throw error
    }
  }

  return { give, keep: (page, standing) => unlessDiskFull(() => keep(page, standing)), unlessDiskFull }
}

/** What may still be given of a material, in pages and bytes; `by` as the next one comes. */
export function roomLeft(draft: Pick<Draft, 'materials'>, material: string, by: 'camera' | 'phone'): { readonly pages: number; readonly bytes: number } {
  const given = draft.materials[material]
  const pages = pagesOf(given)
  const left = MOST_BYTES_OF_A_DRAFT - bytesOf(Object.values(draft.materials).flatMap(pagesOf))
  // What came from a phone goes file by file.
  const ofDocument = by === 'phone' || given?.way === 'phone' ? left : MOST_BYTES_OF_A_DOCUMENT - bytesOf(pages)
  return { pages: Math.max(0, MOST_PAGES_OF_A_MATERIAL - pages.length), bytes: Math.max(0, Math.min(left, ofDocument)) }
}

function bytesOf(pages: readonly PageRef[]): number {
  return pages.reduce((sum, page) => sum + page.bytes, 0)
}
