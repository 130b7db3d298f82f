import { ethnicGroup } from '../../drivers/id-card/ethnic-group.ts'
import type { FilingForm, FormField } from '../catalogue/filing-form.ts'
import type { Applicant } from '../contract/filings.ts'
import type { Answers, FieldValue, Origin } from '../contract/forms.ts'
import type { LocalText } from '../contract/text.ts'
import { aboutOf, insuredOf, type Identity } from '../session/identity.ts'
import type { FormCheck } from './form-check.ts'
import type { TellingLicence, WantedFields } from './licence-library.ts'

/** An answer that nobody has to give. */
export interface KnownAnswer {
  readonly value: FieldValue
  readonly origin: Origin
  /** The e-licence that says it. */
  readonly licence?: LocalText
  /** Whether the person may give another. */
  readonly editable: boolean
}
export type KnownAnswers = ReadonlyMap<string, KnownAnswer>

/** One person as far as they are known; what is not known is not there. */
interface Facts {
  readonly origin: Origin
  readonly name?: string
  readonly number?: string
  readonly sex?: 'male' | 'female'
  /** `1949-12-31` */
  readonly birth?: string
  /** GB/T 3304, two digits. */
  readonly nation?: string
  readonly address?: string
  /** A permanent resident's. */
  readonly 'english-name'?: string
  /** GB/T 2659, three letters or digits. */
  readonly nationality?: string
  /** 医保个人编号, and 参保地 in six digits; only of whoever put in a social-security card, where its library tells. */
  readonly 'insurance-number'?: string
  readonly 'insured-in'?: string
}

/** What is known besides card and applicant, of this person in this name. */
export interface FurtherFacts {
  /** Those that count, of every kind that the form takes something from. */
  readonly licences: readonly TellingLicence[]
  /** Which licence fills in the form, by kind, where the person was asked; null is none of them. */
  readonly chosen: Readonly<Record<string, string | null>>
  /** What was handed in before in this session, by what it means (`means` of its field). */
  readonly said: ReadonlyMap<string, FieldValue>
  /** The number that answered a code in this session. */
  readonly phone: string | null
}
export const NOTHING_FURTHER: FurtherFacts = { licences: [], chosen: {}, said: new Map(), phone: null }

/**
 * What needs no asking: card and applicant, e-licences, and what was said before in this session. A fact that the field
 * would not take, as a name with a character too many, is asked for like any other.
 */
export function knownAnswers(parts: {
  readonly form: FilingForm
  readonly check: FormCheck
  readonly identity: Identity
  readonly applicant: Applicant
  readonly further: FurtherFacts
  /** The hall's day, `2026-11-22`. */
  readonly today: string
}): KnownAnswers {
  const { form, check, identity, applicant, further, today } = parts
  const card = factsOfCard(identity)
  const whose = { card, applicant: applicant.kind === 'self' ? card : factsOfApplicant(applicant) }
  const known = new Map<string, KnownAnswer>()
  for (const field of form.pages.flatMap(({ fields }) => fields)) {
    const fact = [saidBefore(field, further), factFrom(field)].find((each) => each !== null && fits(check, field, each.value, today))
    if (fact) known.set(field.key, fact)
  }
  return known

  function factFrom(field: FormField): KnownAnswer | null {
    const { from, editable, takes } = field
    switch (from?.of) {
      case undefined:
      // It is known once that field is answered.
      case 'answer':
        return null
      case 'licence':
        return factOfLicence(field, from, further)
      case 'session':
        return further.phone === null ? null : { value: further.phone, origin: 'proven', editable: true }
      case 'card':
      case 'applicant': {
        const value = answerFrom(whose[from.of], from.fact, takes)
        return value === null ? null : { value, origin: whose[from.of].origin, editable }
      }
    }
  }
}

/** What this field takes over from one before it, as that stands answered; null where it takes nothing over. */
export function takenOver(field: FormField, answers: Answers, check: FormCheck, today: string): KnownAnswer | null {
  const { from, takes } = field
  if (from?.of !== 'answer' || !Object.hasOwn(answers, from.key)) return null
  const value = answers[from.key]
  if (value === undefined || !fits(check, field, value, today)) return null
  // A number that has to answer a code may be another after all.
  return { value, origin: 'earlier', editable: field.editable || (takes.kind === 'phone' && takes.proven) }
}

/** Whether this form takes something from a medical insurance. */
export function wantsInsurance(form: FilingForm): boolean {
  return form.pages.some(({ fields }) => fields.some(({ from }) => from !== null && 'fact' in from && (from.fact === 'insurance-number' || from.fact === 'insured-in')))
}

/** Kinds of licences, with the fields that this form takes from them. */
export function wantedFields(form: FilingForm): readonly WantedFields[] {
  const wanted = new Map<string, Set<string>>()
  for (const { from } of form.pages.flatMap(({ fields }) => fields)) {
    if (from?.of === 'licence') wanted.set(from.type, (wanted.get(from.type) ?? new Set()).add(from.field))
  }
  return [...wanted].map(([type, fields]) => ({ type, fields: [...fields] }))
}

/** Which one a person still has to say, by kind. */
export function licencesToChoose({ licences, chosen }: FurtherFacts): readonly { readonly type: string; readonly licences: readonly TellingLicence[] }[] {
  const types = new Set(licences.map(({ type }) => type).filter((type) => !Object.hasOwn(chosen, type)))
  const all = [...types].map((type) => ({ type, licences: licences.filter((licence) => licence.type === type) }))
  return all.filter((each) => each.licences.length > 1)
}

function fits(check: FormCheck, field: FormField, value: FieldValue, today: string): boolean {
  return check.faultsOf([field], { [field.key]: value }, { today, provenPhones: null }).length === 0
}

/** Offered, never more: it was said of another application. What the catalogue locks is not said by a person. */
function saidBefore({ means, from, editable }: FormField, { said }: FurtherFacts): KnownAnswer | null {
  const value = means === null || (from !== null && !editable) ? undefined : said.get(means)
  return value === undefined ? null : { value, origin: 'session', editable: true }
}

function factOfLicence({ editable, takes }: FormField, { type, field }: { readonly type: string; readonly field: string }, { licences, chosen }: FurtherFacts): KnownAnswer | null {
  const own = licences.filter((licence) => licence.type === type)
  const one = own.length === 1 && !Object.hasOwn(chosen, type) ? own[0] : own.find(({ id }) => id === chosen[type])
  const value = one !== undefined && Object.hasOwn(one.fields, field) ? one.fields[field] : undefined
  if (one === undefined || value === undefined || value === '') return null
  return { value, origin: 'licence', licence: one.title, editable: editable || (takes.kind === 'phone' && takes.proven) }
}

function factsOfCard(identity: Identity): Facts {
  const about = aboutOf(identity)
  const insured = insuredOf(identity)
  return {
    origin: 'card',
    number: identity.number.toString('latin1'),
    ...(identity.name === null ? {} : { name: identity.name.toString('utf8') }),
    ...(about === null ? {} : { nation: about.ethnicCode, address: about.address }),
    ...(about?.englishName === undefined ? {} : { 'english-name': about.englishName }),
    ...(about?.nationality === undefined ? {} : { nationality: about.nationality }),
    ...(insured === null ? {} : { 'insurance-number': insured.insuranceNumber, 'insured-in': insured.insuredIn }),
    ...(about?.sex ? { sex: about.sex } : {}),
    ...(about?.birth ? { birth: about.birth } : {}),
  }
}

/** What was said when the application was begun; a number of 18 characters tells a birth and a sex by itself. */
function factsOfApplicant(applicant: Exclude<Applicant, { kind: 'self' }>): Facts {
  if (applicant.kind === 'company') return { origin: 'earlier', name: applicant.name, number: applicant.code }
  const { name, number } = applicant
  // A permanent resident's of before 2023 leaves the century open.
  if (number.length !== 18) return { origin: 'earlier', name, number }
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  return { origin: 'earlier', name, number, birth, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' }
}

/** In a choice by the national codes (GB/T 2261.1, GB/T 3304), elsewhere as a card prints it. */
function answerFrom(facts: Facts, fact: Exclude<keyof Facts, 'origin'>, takes: FormField['takes']): string | null {
  const told = facts[fact]
  if (told === undefined || told === '') return null
  if (fact === 'sex') {
    if (takes.kind === 'choice') return told === 'male' ? '1' : '2'
    return told === 'male' ? '男' : '女'
  }
  return fact === 'nation' && takes.kind !== 'choice' ? ethnicGroup(told) : told
}
