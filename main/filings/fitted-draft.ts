import type { Filable } from '../catalogue/filable-items.ts'
import type { FormMaterial } from '../catalogue/filing-form.ts'
import { askedMaterials } from './draft-view.ts'
import type { Draft, GivenMaterial } from './draft.ts'
import type { FormCheck } from './form-check.ts'
import type { KeptDraft } from './kept-drafts.ts'

/**
 * A draft held against its item as it is now: what no longer fits is gone, and a page that asks for something new is to be
 * given again. `changed` where the item is of another version, or something did not fit.
 */
export function fittedDraft(
  { draft, givenKeys }: KeptDraft,
  { item, form }: Filable,
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
  const offered = new Map(askedMaterials(form, draft.applicant).map((material) => [material.key, material]))
  const materials = only(draft.materials, (key, how) => mayBeGiven(offered.get(key), how))
  const answered = form.pages.flatMap((page, index) => (page.fields.every(({ key }) => given.has(key)) ? [index] : []))
  const dropped = Object.keys(answers).length < Object.keys(draft.answers).length || Object.keys(materials).length < Object.keys(draft.materials).length
  return {
    draft: {
      ...draft,
      item: { taskCode: item.task_code, taskVersion: item.task_version, catalogueVersion },
      answers,
      answered,
      provenPhones: only(draft.provenPhones, (key) => fitting.has(key)),
      materials,
    },
    changed: draft.item.taskVersion !== item.task_version || dropped,
  }
}

function mayBeGiven(material: FormMaterial | undefined, { way }: GivenMaterial): boolean {
  if (material === undefined) return false
  return way === 'owed' ? material.owedDays !== null : material.ways.includes(way)
}

function only<Value>(all: Readonly<Record<string, Value>>, fits: (key: string, value: Value) => boolean): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).filter(([key, value]) => fits(key, value)))
}
