import { Buffer } from 'node:buffer'
import { terminalContract } from '../contract/server.ts'
import type { Sessions } from '../session/sessions.ts'
import type { Draft, Drafts } from './draft.ts'
import { isGiven, ofPages, pagesOf } from './given-pages.ts'
import type { Materials } from './materials.ts'
import type { OneAtATime } from './one-at-a-time.ts'
import { failed, roomLeft, type PageKeeper } from './page-keeper.ts'
import { cleanPicture } from './picture.ts'
import { standingIn, type StepErrors } from './standing.ts'

/** Handlers of papers before the camera: a page is looked at, kept sealed, shown again, put in order. */
export function materialProcedures(parts: {
  readonly sessions: Sessions
  readonly drafts: Drafts
  readonly materials: Materials
  readonly keeper: PageKeeper
  readonly oneAtATime: OneAtATime
}) {
  const { sessions, drafts, materials, keeper } = parts
  const { filings } = terminalContract

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
          if (draft.pageRequests.includes(input.requestId)) return { outcome: 'open', draft: drafts.view(draft) }
          const room = roomLeft(draft, input.material, 'camera')
          if (room.pages === 0 || bytes.length > room.bytes) return { outcome: 'refused', reason: 'too-many-pages' }
          return await keeper.keep({ draftId: draft.id, material: input.material, bytes, requestId: input.requestId }, () => standingIn(sessions, errors, first))
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
        return await keeper.unlessDiskFull(async () => {
          const next = pages.length === 0 ? draft : await keeper.give(draft, input.material, ofPages(draft.materials[input.material], known.map(({ id }) => id)))
          const gone = pages.map(({ id }) => id).filter((id) => !isGiven(next, id))
          await materials.remove(draft.id, gone)
          // More than these pages may have gone with them: what was given on the strength of them.
          return { outcome: 'open' as const, draft: drafts.view(drafts.of(draft.id, identity) ?? next) }
        })
      })
    }),
  }
}
