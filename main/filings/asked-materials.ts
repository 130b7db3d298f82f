import type { FilingForm, FormMaterial, FormMember } from '../catalogue/filing-form.ts'
import { jointMaterials } from '../catalogue/joint-materials.ts'
import type { Answers } from '../contract/forms.ts'
import { holds } from './answers.ts'
import type { Draft, GivenMaterial } from './draft.ts'

/** The members of a package that are handed in by these answers, in their order; of a single item none. */
export function chosenMembers({ members }: FilingForm, answers: Answers): readonly FormMember[] {
  return members.filter(({ when }) => holds(when, answers))
}

/** Those that are asked for in this name, and by the members that are chosen. */
export function askedMaterials(form: FilingForm, { applicant, answers }: Pick<Draft, 'applicant' | 'answers'>): readonly FormMaterial[] {
  const ofApplicant = (materials: readonly FormMaterial[]) => materials.filter(({ applicants }) => applicants.includes(applicant.kind))
  if (form.members.length === 0) return ofApplicant(form.materials)
  return jointMaterials(chosenMembers(form, answers).map(({ code, materials }) => ({ code, materials: ofApplicant(materials) })))
}

/** How it was given, as long as it may be: with another member chosen a way may be closed. Undefined where it was not. */
export function givenOf(material: FormMaterial, { materials }: Pick<Draft, 'materials'>): GivenMaterial | undefined {
  const given = Object.hasOwn(materials, material.key) ? materials[material.key] : undefined
  return given !== undefined && mayBeGiven(material, given) ? given : undefined
}

export function mayBeGiven({ ways, owedDays }: FormMaterial, { way }: GivenMaterial): boolean {
  return way === 'owed' ? owedDays !== null : ways.includes(way)
}
