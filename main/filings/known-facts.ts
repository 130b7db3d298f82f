import { ethnicGroup } from '../../drivers/id-card/ethnic-group.ts'
import type { FilingForm, FormField } from '../catalogue/filing-form.ts'
import type { Applicant } from '../contract/filings.ts'
import type { FieldValue, Origin } from '../contract/forms.ts'
import { aboutOf, type Identity } from '../session/identity.ts'
import type { FormCheck } from './form-check.ts'

/** An answer that nobody has to give. */
export interface KnownAnswer {
  readonly value: FieldValue
  readonly origin: Origin
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
}

/**
 * What the card and the choice of the applicant answer already. A fact that the field would not take, as a name with a
 * character too many, is asked for like any other.
 */
export function knownAnswers(parts: {
  readonly form: FilingForm
  readonly check: FormCheck
  readonly identity: Identity
  readonly applicant: Applicant
  /** The hall's day, `2026-11-22`. */
  readonly today: string
}): KnownAnswers {
  const { form, check, identity, applicant, today } = parts
  const card = factsOfCard(identity)
  const whose = { card, applicant: applicant.kind === 'self' ? card : factsOfApplicant(applicant) }
  const known = new Map<string, KnownAnswer>()
  for (const field of form.pages.flatMap(({ fields }) => fields)) {
    if (field.from === null) continue
    const [of, fact] = field.from.split('.') as ['card' | 'applicant', Exclude<keyof Facts, 'origin'>]
    const value = answerFrom(whose[of], fact, field.takes)
    if (value === null) continue
    const fits = check.faultsOf([field], { [field.key]: value }, { today, provenPhones: null }).length === 0
    if (fits) known.set(field.key, { value, origin: whose[of].origin, editable: field.editable })
  }
  return known
}

function factsOfCard(identity: Identity): Facts {
  const about = aboutOf(identity)
  return {
    origin: 'card',
    number: identity.number.toString('latin1'),
    ...(identity.name === null ? {} : { name: identity.name.toString('utf8') }),
    ...(about === null ? {} : { nation: about.ethnicCode, address: about.address }),
    ...(about?.sex ? { sex: about.sex } : {}),
    ...(about?.birth ? { birth: about.birth } : {}),
  }
}

/** What was said when the application was begun; a number tells a birth and a sex by itself (GB 11643). */
function factsOfApplicant(applicant: Exclude<Applicant, { kind: 'self' }>): Facts {
  if (applicant.kind === 'company') return { origin: 'earlier', name: applicant.name, number: applicant.code }
  const { name, number } = applicant
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
