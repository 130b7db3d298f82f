import { useMemo } from 'react'
import type { AddPageOutcome, DraftView, FilingFault, LicencesOutcome, PhoneSlotOutcome, PhoneStateOutcome, PictureFault, ReviewOutcome, TakeFromPhoneOutcome } from '../../../main/contract/filings.ts'
import type { z } from 'zod'
import type { Answer } from '../asking.ts'
import { useKiosk } from '../kiosk-context.ts'
import type { WalkParts } from '../walk-parts.ts'
import type { FilingIntent, StillToDo } from './pages.ts'

/** Why something of a material came to nothing: the terminal's reason, or that it did not answer. */
export type MaterialFault = FilingFault | PictureFault | 'no-answer'

/** A material of a draft. */
export interface OfMaterial {
  readonly draft: DraftView
  readonly material: string
}

export type Licences = z.infer<typeof LicencesOutcome>

/** All that a person can do from the materials to the receipt. What comes to nothing resolves to why; null is done, or no longer wanted. */
export interface MaterialsWalk {
  /** Null where nobody waits for it any more. */
  readonly licences: (of: OfMaterial) => Promise<Licences | 'no-answer' | null>
  readonly giveLicence: (of: OfMaterial, licence: string) => Promise<MaterialFault | null>
  readonly settle: (of: OfMaterial, way: 'window' | 'owed' | 'nothing') => Promise<MaterialFault | null>
  /** JPEG in base64; the same id for the same picture, however often it is handed over. */
  readonly addPage: (of: OfMaterial, jpeg: string, requestId: string) => Promise<MaterialFault | null>
  /** The pages that stay, by their ids, in their order. */
  readonly arrange: (of: OfMaterial, pages: readonly string[]) => Promise<MaterialFault | null>
  /** A code for a phone; null where nobody waits for it any more, as with the two below. */
  readonly phoneSlot: (of: PhoneOf) => Promise<PhoneSlotOutcome | 'no-answer' | null>
  readonly phoneState: (of: PhoneOf) => Promise<PhoneStateOutcome | 'no-answer' | null>
  /** Goes on to the material once all of it is given. */
  readonly takeFromPhone: (of: PhoneOf) => Promise<TakeFromPhoneOutcome | 'no-answer' | null>
  readonly closePhone: (of: PhoneOf) => void
  /** One page as it was given; null where it cannot be had. */
  readonly picture: (of: { readonly draft: string; readonly material: string }, page: string) => Promise<string | null>
  readonly review: (draft: DraftView) => Promise<ReviewOutcome | 'no-answer' | null>
  readonly submit: (draft: DraftView, after: StillToDo) => void
  readonly send: (intent: FilingIntent) => Promise<FilingFault | null>
}

/** A draft and a material, by their ids. */
interface PhoneOf {
  readonly draft: string
  readonly material: string
}

/** Licences lie with the platform, milliseconds. */
const PATIENCE_WITH_LIBRARY = 45_000
/** Twenty files come over the hall's line and are looked at, milliseconds. */
const PATIENCE_WITH_PHONE = 180_000
/** 2 MB are looked at and sealed on a slow disk, milliseconds. */
const PATIENCE_WITH_PAGE = 30_000

function materialsWalk({ state, go, ask, askAgain, here, failed }: WalkParts): MaterialsWalk {
  /** What came while the person still stands there; the trouble page where another step is wanted first. */
  async function stands<Value>(answer: Promise<Answer<Value>>): Promise<Value | 'no-answer' | null> {
    let value: Value | 'no-answer' | null = null
    await here(answer, (came) => {
      if (came.kind === 'answered') value = came.value
      else if (came.kind === 'no-answer') value = 'no-answer'
      else failed(came, 'filing')
    })
    return value
  }

  async function changed(answer: Promise<Answer<AddPageOutcome>>, then: (draft: DraftView) => void): Promise<MaterialFault | null> {
    const came = await stands(answer)
    if (came === null || came === 'no-answer') return came
    if (came.outcome !== 'open') return came.reason
    then(came.draft)
    return null
  }

  const input = ({ draft, material }: OfMaterial) => ({ draft: draft.draft, material })
  const toMaterials = (draft: DraftView) => go({ at: 'filing-materials', draft })
  const toMaterial = (material: string) => (draft: DraftView) => go({ at: 'filing-material', draft, material })

  return {
    licences: (of) => stands(ask((to, signal) => to.filings.licences(input(of), { signal }), PATIENCE_WITH_LIBRARY)),
    giveLicence: (of, licence) =>
      changed(ask((to, signal) => to.filings.giveLicence({ ...input(of), licence }, { signal }), PATIENCE_WITH_LIBRARY), toMaterials),
    settle: (of, way) =>
      changed(
        ask((to, signal) => to.filings.settle({ ...input(of), way }, { signal })),
        way === 'nothing' ? toMaterial(of.material) : toMaterials,
      ),
    addPage: (of, jpeg, requestId) =>
      changed(ask((to, signal) => to.filings.addPage({ ...input(of), jpeg, requestId }, { signal }), PATIENCE_WITH_PAGE), toMaterial(of.material)),
    arrange: (of, pages) =>
      changed(ask((to, signal) => to.filings.arrange({ ...input(of), pages: [...pages] }, { signal })), toMaterial(of.material)),
    phoneSlot: (of) => stands(ask((to, signal) => to.filings.phoneSlot(of, { signal }), PATIENCE_WITH_LIBRARY)),
    phoneState: (of) => stands(ask((to, signal) => to.filings.phoneState(of, { signal }), PATIENCE_WITH_LIBRARY)),
    takeFromPhone: async (of) => {
      const came = await stands(ask((to, signal) => to.filings.takeFromPhone(of, { signal }), PATIENCE_WITH_PHONE))
      if (came === null || came === 'no-answer') return came
      if (came.outcome === 'open') toMaterial(of.material)(came.draft)
      else if (came.outcome === 'refused') go({ at: 'filing-material', draft: came.draft, material: of.material, by: 'phone' })
      return came
    },
    closePhone: (of) => void ask((to, signal) => to.filings.closePhone(of, { signal })),
    picture: async (of, page) => {
      const came = await ask((to, signal) => to.filings.page({ ...of, page }, { signal }), PATIENCE_WITH_PAGE)
      return came.kind === 'answered' && came.value.outcome === 'page' ? came.value.jpeg : null
    },
    review: (draft) => stands(ask((to, signal) => to.filings.review({ draft: draft.draft }, { signal }))),
    submit: (draft, after) => {
      // A trembling hand touches twice before the page has gone.
      if (state().page.at === 'filing-sending') return
      const { unansweredFiling } = state()
      const same = unansweredFiling?.draft.draft === draft.draft
      go({ at: 'filing-sending', intent: { requestId: same ? unansweredFiling.requestId : crypto.randomUUID(), draft, after } })
    },
    send: async (intent) => {
      const { requestId, draft, after } = intent
      let fault: FilingFault | null = null
      await here(
        askAgain((to, signal) => to.filings.send({ draft: draft.draft, requestId }, { signal })),
        (answer) => {
          if (answer.kind !== 'answered') {
            failed(answer, { errand: 'filing', intent })
            return
          }
          const { value } = answer
          if (value.outcome === 'filed') go({ at: 'filing-filed', draft: { item: draft.item, together: draft.together, supplement: draft.supplement }, receipt: value.receipt, code: value.code, after })
          else if (value.outcome === 'gaps') go({ at: 'filing-gaps', draft, gaps: value.gaps, changed: false })
          else if (value.outcome === 'changed') go({ at: 'filing-gaps', draft: value.draft, gaps: value.gaps, changed: true })
          else fault = value.reason
        },
      )
      return fault
    },
  }
}

/** The walk on the page that is open. */
export function useMaterialsWalk(): MaterialsWalk {
  const { walk } = useKiosk()
  return useMemo(() => materialsWalk(walk.parts), [walk])
}
