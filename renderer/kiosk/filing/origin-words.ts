import type { TFunction } from 'i18next'
import type { FieldView } from '../../../main/contract/forms.ts'
import { type Language, local } from '../../strings/strings.ts'

/** Where an answer comes from that nobody had to give. */
export function originInWords({ origin, licence }: NonNullable<FieldView['known']>, t: TFunction, language: Language): string {
  if (origin === 'licence' && licence !== undefined) return t('filing.form.origin.licenceNamed', { title: local(licence, language) })
  return t(`filing.form.origin.${origin}`)
}
