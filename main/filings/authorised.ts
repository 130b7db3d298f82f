import type { FilingForm } from '../catalogue/filing-form.ts'
import type { Behalf } from '../platform/platform.ts'
import { askedMaterials, chosenMembers, givenOf } from './asked-materials.ts'
import type { Draft } from './draft.ts'
import { pagesOf } from './given-pages.ts'

/**
 * For whom the platform is asked, and by which authorisation (授权委托书): the SHA-256 of the pages that were given of it,
 * which stand byte for byte in the document that goes to the platform with the filing. Null where the draft is in somebody's own name, or nothing was given.
 */
export function behalfOf(draft: Draft, form: FilingForm): Behalf | null {
  const { applicant } = draft
  const authorisation = authorisingMaterials(draft, form).flatMap((material) => pagesOf(givenOf(material, draft)).map(({ id }) => id))
  if (applicant.kind === 'self' || authorisation.length === 0) return null
  const members = chosenMembers(form, draft.answers).map(({ code }) => code)
  return { applicant, task_codes: members.length === 0 ? [draft.item.taskCode] : members, authorisation }
}

/** What is asked for in this name to show that its person may act for it. */
export function authorisingMaterials(draft: Draft, form: FilingForm): FilingForm['materials'] {
  return askedMaterials(form, draft).filter(({ authorises }) => authorises)
}

/** Without licences of another once no authorisation is given any more: they were listed for its sake alone. */
export function authorisedOnly(draft: Draft, form: FilingForm): Draft {
  if (draft.applicant.kind === 'self' || behalfOf(draft, form) !== null) return draft
  return { ...draft, materials: Object.fromEntries(Object.entries(draft.materials).filter(([, { way }]) => way !== 'licence')) }
}
