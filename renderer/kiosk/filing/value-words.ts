import type { TFunction } from 'i18next'
import type { FieldValue, RegionView } from '../../../main/contract/forms.ts'
import { type Language, local } from '../../strings/strings.ts'
import { dateInWords } from '../certificate/month-words.ts'
import { figureText, grouped } from './figures.ts'
import { rowsOf, type Takes } from './form-answers.ts'
import { isDay } from './places.ts'

interface Words {
  readonly t: TFunction
  readonly language: Language
}

/** An answer as a person reads it; null where there is none. */
export function valueInWords(takes: Takes, value: FieldValue | undefined, { t, language }: Words): string | null {
  if (value === undefined || value === '') return null
  switch (takes.kind) {
    case 'text':
    case 'id-number':
    case 'credit-code':
    case 'phone':
      return figureText(value)
    case 'number':
      return `${grouped(figureText(value))}${takes.unit === null ? '' : ` ${local(takes.unit, language)}`}`
    case 'money':
      return t('filing.money.yuan', { amount: grouped(figureText(value)) })
    case 'date':
      return typeof value === 'string' && isDay(value) ? dateInWords(value, language) : figureText(value)
    case 'choice': {
      const chosen = takes.choices.filter((choice) => isChosen(value, choice.value)).map(({ name }) => local(name, language))
      return chosen.length === 0 ? null : new Intl.ListFormat(language, { type: 'conjunction' }).format(chosen)
    }
    case 'region':
      return typeof value === 'string' ? (pathTo(takes.regions, value)?.map(({ name }) => local(name, language)).join(' › ') ?? null) : null
    case 'table':
      return rowsOf(value).length === 0 ? null : String(rowsOf(value).length)
    case 'consent':
      return value === true ? t('filing.consent.agreed') : null
    case 'signature':
      return t('filing.signature.signed')
  }
}

export function isChosen(value: FieldValue | undefined, choice: string): boolean {
  return value === choice || (Array.isArray(value) && value.some((each) => each === choice))
}

/** The regions from the top to the one of this code; null where there is none. */
export function pathTo(regions: readonly RegionView[], code: string): readonly RegionView[] | null {
  for (const region of regions) {
    if (region.code === code) return [region]
    const below = pathTo(region.below, code)
    if (below !== null) return [region, ...below]
  }
  return null
}

/** Whether an answer says who somebody is: once it was given it is shown in part, as on every screen in a public room. */
export function tellsWho(takes: Takes): boolean {
  return takes.kind === 'id-number' || takes.kind === 'phone' || (takes.kind === 'text' && takes.mask === 'name')
}

/** The person knows it, whoever stands behind does not. */
export function inPart(takes: Takes, words: string): string {
  const signs = Array.from(words)
  if (takes.kind === 'text' && takes.mask === 'name') return signs.map((sign, at) => (at === 0 ? sign : '*')).join('')
  const [before, after] = takes.kind === 'id-number' || takes.kind === 'credit-code' || takes.kind === 'phone' ? [3, 4] : signs.length > 6 ? [6, 0] : [1, 0]
  return takes.kind === 'date' || takes.kind === 'choice' || signs.length <= before + after
    ? words
    : signs.map((sign, at) => (at < before || at >= signs.length - after ? sign : '*')).join('')
}
