import { Buffer } from 'node:buffer'
import type { FilingFault } from '../contract/filings.ts'
import { terminalContract } from '../contract/server.ts'
import { LedgerFailure } from '../ledger/faults.ts'
import type { Sessions } from '../session/sessions.ts'
import type { Draft, Drafts, GivenMaterial } from './draft.ts'
import { pagesOf } from './given-pages.ts'
import type { PageRef } from './material-files.ts'
import type { Materials } from './materials.ts'
import type { OneAtATime } from './one-at-a-time.ts'
import { cleanPicture } from './picture.ts'
import { standingIn, type Standing, type StepErrors } from './standing.ts'

export const MOST_PAGES_OF_A_MATERIAL = 20
const MOST_BYTES_OF_A_DRAFT = 60_000_000

/** Handlers of papers before the camera: a page is looked at, kept sealed, shown again, put in order. */
export function materialProcedures(parts: {
  readonly sessions: Sessions
  readonly drafts: Drafts
  readonly materials: Materials
  readonly oneAtATime: OneAtATime
  /** What the disk refused; the page hears of it, and so does the operator. */
  readonly onFault: (error: unknown) => void
}) {
  const { sessions, drafts, materials } = parts
  const { filings } = terminalContract

  /** The draft with pages in the place of what its material had. Their files come before the row and go after it. */
  async function give(draft: Draft, material: string, pages: readonly PageRef[]): Promise<Draft> {
    const { [material]: _before, ...others } = draft.materials
    const given: GivenMaterial = { way: 'camera', pages }
    const next = { ...draft, materials: pages.length === 0 ? others : { ...others, [material]: given } }
    await drafts.change(next)
    return next
  }

  const failed = (reason: FilingFault) => ({ outcome: 'failed' as const, reason })

  /** What only a full disk does is told; nothing of the act was kept. */
  async function unlessDiskFull<Value>(act: () => Promise<Value>): Promise<Value | ReturnType<typeof failed>> {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof LedgerFailure) || error.fault.kind !== 'disk-full') throw error
      parts.onFault(error)
      return failed('disk-full')
    }
  }

  /** The file first, then the draft that shows it; one without the other is taken away again. */
  async function keepPage(draftId: string, material: string, bytes: Uint8Array, standing: () => Standing) {
    const kept = await materials.keep(draftId, bytes)
    if (!kept.ok) return failed(kept.fault)
    const page = kept.value
    let now: Draft | null = null
    try {
      // What was answered meanwhile is in the draft as it is now.
      now = drafts.of(draftId, standing().identity)
      if (now === null) return failed('no-draft')
      const pages = pagesOf(now.materials[material])
      // The same picture twice is a call that was repeated.
      const next = pages.some(({ id }) => id === page.id) ? now : await give(now, material, [...pages, page])
      return { outcome: 'open' as const, draft: drafts.view(next) }
    } catch (error) {
      if (now !== null && !isGiven(now, page.id)) await materials.remove(draftId, [page.id])
      throw error
    }
  }

  function mayBePhotographed(draft: Draft, material: string, errors: StepErrors): void {
    const asked = drafts.view(draft).materials.find(({ key }) => key === material)
    if (asked?.ways.includes('camera') !== true) throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
  }

  return {
    addPage: filings.addPage.handler(async ({ input, errors }) => {
      const first = standingIn(sessions, errors)
      const given = Buffer.from(input.jpeg, 'base64')
      const clean = cleanPicture(given)
      given.fill(0)
      if (!clean.ok) return { outcome: 'refused', reason: clean.fault }
      const { bytes } = clean.value
      try {
        return await parts.oneAtATime(input.draft, async () => {
          const { identity } = standingIn(sessions, errors, first)
          const draft = drafts.of(input.draft, identity)
          if (draft === null) return failed('no-draft')
          mayBePhotographed(draft, input.material, errors)
          const room = roomFor(draft, input.material, bytes.length)
          if (room !== null) return { outcome: 'refused', reason: room }
          return await unlessDiskFull(() => keepPage(draft.id, input.material, bytes, () => standingIn(sessions, errors, first)))
        })
      } finally {
        bytes.fill(0)
      }
    }),

    page: filings.page.handler(async ({ input, errors }) => {
      const first = standingIn(sessions, errors)
      const draft = drafts.of(input.draft, first.identity)
      if (draft === null) return failed('no-draft')
      if (!pagesOf(draft.materials[input.material]).some(({ id }) => id === input.page)) throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
      const bytes = await materials.read(draft.id, input.page)
      standingIn(sessions, errors, first)
      if (bytes === null) return failed('no-draft')
      const jpeg = bytes.toString('base64')
      bytes.fill(0)
      return { outcome: 'page', jpeg }
    }),

    arrange: filings.arrange.handler(async ({ input, errors }) => {
      const first = standingIn(sessions, errors)
      return await parts.oneAtATime(input.draft, async () => {
        const { identity } = standingIn(sessions, errors, first)
        const draft = drafts.of(input.draft, identity)
        if (draft === null) return failed('no-draft')
        const pages = pagesOf(draft.materials[input.material])
        const wanted = [...new Set(input.pages)].map((id) => pages.find((page) => page.id === id))
        const known = wanted.flatMap((page) => (page === undefined ? [] : [page]))
        if (known.length !== wanted.length) throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
        return await unlessDiskFull(async () => {
          const next = pages.length === 0 ? draft : await give(draft, input.material, known)
          const gone = pages.map(({ id }) => id).filter((id) => !isGiven(next, id))
          await materials.remove(draft.id, gone)
          return { outcome: 'open' as const, draft: drafts.view(next) }
        })
      })
    }),
  }
}

/** Whether any material of the draft shows this page. */
function isGiven(draft: Draft, page: string): boolean {
  return Object.values(draft.materials).flatMap(pagesOf).some(({ id }) => id === page)
}

function roomFor(draft: Draft, material: string, bytes: number): 'too-many-pages' | null {
  if (pagesOf(draft.materials[material]).length >= MOST_PAGES_OF_A_MATERIAL) return 'too-many-pages'
  const all = Object.values(draft.materials).flatMap(pagesOf)
  return all.reduce((sum, page) => sum + page.bytes, bytes) > MOST_BYTES_OF_A_DRAFT ? 'too-many-pages' : null
}
