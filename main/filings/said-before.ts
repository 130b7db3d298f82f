import type { FilingForm } from '../catalogue/filing-form.ts'
import type { FieldValue } from '../contract/forms.ts'
import { askedFields } from './answers.ts'
import type { Draft } from './draft.ts'

/** What an application says that the next one may ask again, by what it means (`means` of its field). */
export function saidIn({ answers }: Draft, form: FilingForm): readonly (readonly [means: string, value: FieldValue])[] {
  return form.pages.flatMap(({ fields }) =>
    askedFields(fields, answers).flatMap(({ key, means }) => {
      const value = Object.hasOwn(answers, key) ? answers[key] : undefined
      return means === null || value === undefined ? [] : [[means, value] as const]
    }),
  )
}
