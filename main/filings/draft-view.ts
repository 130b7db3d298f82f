import type { FilingForm, FormField, FormMaterial } from '../catalogue/filing-form.ts'
import type { Filable } from '../catalogue/filable-items.ts'
import type { Applicant, DraftView, Gap, MaterialView } from '../contract/filings.ts'
import type { ColumnView, FieldView } from '../contract/forms.ts'
import { maskName, maskNumber } from '../session/masking.ts'
import { dayOf } from './day-rule.ts'
import type { Draft } from './draft.ts'
import type { KnownAnswers } from './known-facts.ts'

/** A draft as the page may show it: the form of its item, what is known, what was answered and given. */
export function draftView(parts: {
  readonly draft: Draft
  readonly filable: Filable
  readonly known: KnownAnswers
  /** The hall's day, `2026-11-22`. */
  readonly today: string
  readonly keptMinutes: number
}): DraftView {
  const { draft, filable, known, today, keptMinutes } = parts
  return {
    draft: draft.id,
    item: filable.view,
    applicant: maskedApplicant(draft.applicant),
    pages: filable.form.pages.map(({ title, fields }) => ({ title, fields: fields.map((field) => fieldView(field, draft, known, today)) })),
    answers: draft.answers,
    answered: [...draft.answered],
    materials: askedMaterials(filable.form, draft.applicant).map((material) => materialView(material, draft)),
    keptMinutes,
  }
}

/** 一次性告知: the pages and materials that are missing, in their order. */
export function gapsOf(draft: Draft, form: FilingForm): readonly Gap[] {
  const pages = form.pages.flatMap(({ title }, page): Gap[] => (draft.answered.includes(page) ? [] : [{ kind: 'page', page, title }]))
  const materials = askedMaterials(form, draft.applicant).flatMap(({ key, name, needed }): Gap[] =>
    needed && !Object.hasOwn(draft.materials, key) ? [{ kind: 'material', key, name }] : [],
  )
  return [...pages, ...materials]
}

/** Those that are asked for in this name. */
export function askedMaterials(form: FilingForm, applicant: Applicant): readonly FormMaterial[] {
  return form.materials.filter(({ applicants }) => applicants.includes(applicant.kind))
}

function maskedApplicant(applicant: Applicant): DraftView['applicant'] {
  if (applicant.kind === 'self') return { kind: 'self' }
  // A company's name stands over its door; who sends somebody to the hall for it is masked.
  if (applicant.kind === 'company') return { kind: 'company', name: applicant.name, number: maskNumber(applicant.code) }
  return { kind: 'person', name: maskName(applicant.name), number: maskNumber(applicant.number) }
}

function fieldView(field: FormField, draft: Draft, known: KnownAnswers, today: string): FieldView {
  const { key, label, hint, required, takes, when } = field
  const fact = known.get(key)
  // What the person has changed comes from nowhere but them.
  const stands = fact !== undefined && JSON.stringify(draft.answers[key]) === JSON.stringify(fact.value)
  return { key, label, hint, required, when, takes: takesToday(takes, today), known: stands ? { origin: fact.origin, editable: fact.editable } : null }
}

/** Limits of days as days. */
function takesToday(takes: FieldView['takes'], today: string): FieldView['takes'] {
  if (takes.kind !== 'table') return takes.kind === 'date' ? datesToday(takes, today) : takes
  const columns = takes.columns.map((column): ColumnView => (column.takes.kind === 'date' ? { ...column, takes: datesToday(column.takes, today) } : column))
  return { ...takes, columns }
}

function datesToday(takes: Extract<ColumnView['takes'], { kind: 'date' }>, today: string): Extract<ColumnView['takes'], { kind: 'date' }> {
  const day = (rule: string | null) => (rule === null ? null : dayOf(rule, today))
  return { kind: 'date', earliest: day(takes.earliest), latest: day(takes.latest) }
}

function materialView(material: FormMaterial, draft: Draft): MaterialView {
  const { key, name, notes, needed, ways, owedDays } = material
  const given = Object.hasOwn(draft.materials, key) ? draft.materials[key] : undefined
  return { key, name, notes: [...notes], needed, ways: [...ways], owedDays, given: given === undefined ? { way: 'nothing' } : givenView(given) }
}

function givenView(given: Draft['materials'][string]): MaterialView['given'] {
  switch (given.way) {
    case 'licence':
      return { way: 'licence', title: given.title, number: given.number }
    case 'camera':
      return { way: 'camera', pages: given.pages.map(({ id, bytes }) => ({ id, bytes })) }
    case 'window':
    case 'owed':
      return { way: given.way }
  }
}
