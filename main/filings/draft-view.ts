import type { FilingForm, FormField, FormMaterial } from '../catalogue/filing-form.ts'
import type { Filable } from '../catalogue/filable-items.ts'
import type { Applicant, DraftView, Gap, LicencesToChoose, MaterialView } from '../contract/filings.ts'
import type { ColumnView, FieldView } from '../contract/forms.ts'
import { maskName, maskNumber } from '../session/masking.ts'
import { askedMaterials, chosenMembers, givenOf } from './asked-materials.ts'
import { dayOf } from './day-rule.ts'
import type { Draft } from './draft.ts'
import type { FormCheck } from './form-check.ts'
import { licencesToChoose, takenOver, type FurtherFacts, type KnownAnswer, type KnownAnswers } from './known-facts.ts'

/** A draft as the page may show it: the form of its item, what is known, what was answered and given. */
export function draftView(parts: {
  readonly draft: Draft
  readonly filable: Filable
  readonly known: KnownAnswers
  readonly further: FurtherFacts
  readonly check: FormCheck
  /** The hall's day, `2026-11-22`. */
  readonly today: string
  readonly keptMinutes: number
  /** Whether a phone has something to open. */
  readonly phones: boolean
}): DraftView {
  const { draft, filable, known, further, check, today, keptMinutes, phones } = parts
  const factOf = (field: FormField) => known.get(field.key) ?? takenOver(field, draft.answers, check, today)
  return {
    draft: draft.id,
    item: filable.view,
    applicant: maskedApplicant(draft.applicant),
    pages: filable.form.pages.map(({ title, fields }) => ({ title, fields: fields.map((field) => fieldView(field, draft, factOf(field), today)) })),
    answers: draft.answers,
    answered: [...draft.answered],
    materials: askedMaterials(filable.form, draft).map((material) => materialView(material, draft, phones)),
    together: chosenMembers(filable.form, draft.answers).map(({ code }) => code),
    toChoose: licencesToChoose(further).map(({ type, licences }): LicencesToChoose => ({
      type,
      licences: licences.map(({ id, title, number, validUntil }) => ({ id, title, number: maskNumber(number), validUntil })),
    })),
    keptMinutes,
    supplement: draft.supplement === null ? null : { filing: draft.supplement.filing },
  }
}

/** 一次性告知: the pages and materials that are missing, in their order. */
export function gapsOf(draft: Draft, form: FilingForm): readonly Gap[] {
  const pages = form.pages.flatMap(({ title }, page): Gap[] => (draft.answered.includes(page) ? [] : [{ kind: 'page', page, title }]))
  const materials = askedMaterials(form, draft).flatMap((material): Gap[] => {
    const { key, name, needed, ways } = material
    const isGiven = givenOf(material, draft) !== undefined && !(bringsAllToWindow(draft) && ways.some((way) => way !== 'window'))
    return needed && !isGiven ? [{ kind: 'material', key, name }] : []
  })
  return [...pages, ...materials]
}

/** Of papers that were asked for (补正) nothing is handed in where all of it is brought to the window. */
function bringsAllToWindow({ supplement, materials }: Draft): boolean {
  return supplement !== null && Object.values(materials).every(({ way }) => way === 'window')
}

function maskedApplicant(applicant: Applicant): DraftView['applicant'] {
  if (applicant.kind === 'self') return { kind: 'self' }
  // A company's name stands over its door; who sends somebody to the hall for it is masked.
  if (applicant.kind === 'company') return { kind: 'company', name: applicant.name, number: maskNumber(applicant.code) }
  return { kind: 'person', name: maskName(applicant.name), number: maskNumber(applicant.number) }
}

function fieldView(field: FormField, draft: Draft, fact: KnownAnswer | null, today: string): FieldView {
  const { key, label, hint, required, takes, when } = field
  // What the person has changed comes from nowhere but them.
  const stands = fact !== null && JSON.stringify(draft.answers[key]) === JSON.stringify(fact.value)
  return { key, label, hint, required, when, takes: takesToday(takes, today), known: stands ? knownView(fact) : null }
}

function knownView({ origin, editable, licence }: KnownAnswer): FieldView['known'] {
  return { origin, editable, ...(licence === undefined ? {} : { licence }) }
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

function materialView(material: FormMaterial, draft: Draft, phones: boolean): MaterialView {
  const { key, name, notes, needed, ways, owedDays, wantedBy } = material
  const given = givenOf(material, draft)
  return {
    key,
    name,
    notes: [...notes],
    needed,
    ways: ways.filter((way) => phones || way !== 'phone'),
    owedDays,
    wantedBy: [...wantedBy],
    given: given === undefined ? { way: 'nothing' } : givenView(given),
  }
}

function givenView(given: Draft['materials'][string]): MaterialView['given'] {
  switch (given.way) {
    case 'licence':
      return { way: 'licence', title: given.title, number: given.number }
    case 'camera':
      return { way: 'camera', pages: given.pages.map(({ id, bytes }) => ({ id, bytes })) }
    case 'phone':
      return { way: 'phone', pages: given.pages.map((page) => ({ ...page })) }
    case 'window':
    case 'owed':
      return { way: given.way }
  }
}
