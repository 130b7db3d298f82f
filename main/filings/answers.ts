import type { FilingForm, FormField } from '../catalogue/filing-form.ts'
import type { Answers, FieldValue } from '../contract/forms.ts'
import type { CheckedAgainst, FormCheck } from './form-check.ts'
import { takenOver, type KnownAnswers } from './known-facts.ts'

/** Answers of a form as they stand: nothing of a field that is not asked, and the pages in order. */
export interface StandingAnswers {
  readonly answers: Answers
  /** Pages whose answers stand: given or nothing to give, and nothing wrong with them. */
  readonly answered: readonly number[]
}

/** Which of these fields are asked, by the answers to those before them. */
export function askedFields(fields: readonly FormField[], answers: Answers): readonly FormField[] {
  return fields.filter(({ when }) => holds(when, answers))
}

/** Whether that choice was one of these; without a condition always. */
export function holds(when: FormField['when'], answers: Answers): boolean {
  if (when === null) return true
  const given = Object.hasOwn(answers, when.key) ? answers[when.key] : undefined
  if (typeof given === 'string') return when.oneOf.includes(given)
  return Array.isArray(given) && given.some((each) => typeof each === 'string' && when.oneOf.includes(each))
}

/**
 * What follows from answers for the whole form: what is known and not to be changed stands as it is known; what is no
 * longer asked is gone; a page that was given and does not hold any more, because another answer changed, is to be given
 * again.
 */
export function standingAnswers(parts: {
  readonly form: FilingForm
  readonly check: FormCheck
  readonly known: KnownAnswers
  readonly against: CheckedAgainst
  readonly answers: Answers
  readonly given: ReadonlySet<number>
}): StandingAnswers {
  const { form, check, known, against, given } = parts
  const answers: Record<string, FieldValue> = {}
  const answered: number[] = []
  for (const [page, { fields }] of form.pages.entries()) {
    // A field waits only for one before it, so that what stands so far decides.
    let asked = 0
    for (const field of fields) {
      if (askedFields([field], answers).length === 0) continue
      asked += 1
      const value = answerOf(field, answers, given.has(page))
      if (value !== undefined) answers[field.key] = value
    }
    const stands = given.has(page) || asked === 0
    if (stands && check.faultsOf(askedFields(fields, answers), answers, against).length === 0) answered.push(page)
  }
  return { answers, answered }

  function answerOf(field: FormField, before: Answers, pageGiven: boolean): FieldValue | undefined {
    const { key, from } = field
    const fact = known.get(key) ?? takenOver(field, before, check, against.today)
    if (fact && !fact.editable) return fact.value
    // What stands on a page that nobody has given yet follows the answer that it was taken over from.
    if (from?.of === 'answer' && !known.has(key) && !pageGiven) return fact?.value
    const own = Object.hasOwn(parts.answers, key) ? parts.answers[key] : undefined
    return own ?? (pageGiven ? undefined : fact?.value)
  }
}

/** Answers as they are kept: without blanks around, numbers of documents in capitals, and nothing that is empty. */
export function tidied(fields: readonly FormField[], answers: Answers): Answers {
  const takes = new Map(fields.map((field) => [field.key, field.takes]))
  return Object.fromEntries(
    Object.entries(answers).flatMap(([key, value]) => {
      const kind = takes.get(key)
      const tidy = kind?.kind === 'table' && Array.isArray(value) ? tidyRows(kind.columns, value) : tidyValue(kind?.kind, value)
      return isEmpty(tidy) ? [] : [[key, tidy]]
    }),
  )
}

function tidyRows(columns: readonly { readonly key: string; readonly takes: { readonly kind: string } }[], rows: Extract<FieldValue, readonly unknown[]>): FieldValue {
  const kinds = new Map(columns.map(({ key, takes }) => [key, takes.kind]))
  const tidy = rows.map((row) => {
    if (typeof row === 'string') return row
    return Object.fromEntries(Object.entries(row).flatMap(([key, value]) => {
      const cell = tidyValue(kinds.get(key), value)
      return isEmpty(cell) ? [] : [[key, cell]]
    }))
  })
  // A row that was opened and left empty is none.
  return tidy.filter((row) => typeof row === 'string' || Object.keys(row).length > 0) as FieldValue
}

function tidyValue<Value extends FieldValue>(kind: string | undefined, value: Value): Value | string {
  if (typeof value !== 'string') return value
  return kind === 'id-number' || kind === 'credit-code' ? value.trim().toUpperCase() : value.trim()
}

/** A consent that is not given is not there. */
function isEmpty(value: FieldValue): boolean {
  return value === '' || value === false || (Array.isArray(value) && value.length === 0)
}
