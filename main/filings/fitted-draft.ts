import { isDeepStrictEqual } from 'node:util'
import type { Filable } from '../catalogue/filable-items.ts'
import { mayBeGiven } from './asked-materials.ts'
import { authorisedOnly } from './authorised.ts'
import type { Draft } from './draft.ts'
import type { FormCheck } from './form-check.ts'
import type { KeptDraft } from './kept-drafts.ts'

/**
 * A draft held against its item as it is now: what no longer fits is gone, and a page that asks for something new is to be
 * given again. `changed` where the item is of another version, or an item of the package, or something did not fit.
 */
export function fittedDraft(
  { draft, givenKeys }: KeptDraft,
  { code, version, form }: Filable,
  catalogueVersion: string,
  check: FormCheck,
  today: string,
): { readonly draft: Draft; readonly changed: boolean } {
  const given = new Set(givenKeys)
  const against = { today, provenPhones: draft.provenPhones }
  const fields = form.pages.flatMap((page) => page.fields)
  const fitting = new Set(
    fields.filter((field) => Object.hasOwn(draft.answers, field.key) && check.faultsOf([field], draft.answers, against).length === 0).map(({ key }) => key),
  )
  const answers = only(draft.answers, (key) => fitting.has(key))
  // Of a package those of every member: what was given stays while another answer could ask for it again.
  const offering = form.members.length === 0 ? [form] : form.members
  const offered = offering.flatMap(({ materials }) => materials).filter(({ applicants }) => applicants.includes(draft.applicant.kind))
  const materials = only(draft.materials, (key, how) => offered.some((material) => material.key === key && mayBeGiven(material, how)))
  const members = form.members.map((member) => ({ taskCode: member.code, taskVersion: member.version }))
  const answered = form.pages.flatMap((page, index) => (page.fields.every(({ key }) => given.has(key)) ? [index] : []))
  const dropped = Object.keys(answers).length < Object.keys(draft.answers).length || Object.keys(materials).length < Object.keys(draft.materials).length
  const fit: Draft = {
    ...draft,
    item: { taskCode: code, taskVersion: version, catalogueVersion, members },
    answers,
    answered,
    provenPhones: only(draft.provenPhones, (key) => fitting.has(key)),
    materials,
  }
  return {
    draft: authorisedOnly(fit, form),
    changed: draft.item.taskVersion !== version || !isDeepStrictEqual(draft.item.members, members) || dropped,
  }
}

function only<Value>(all: Readonly<Record<string, Value>>, fits: (key: string, value: Value) => boolean): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).filter(([key, value]) => fits(key, value)))
}
