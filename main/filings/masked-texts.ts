import { maskName, maskNumber } from '../session/masking.ts'

/** An ID number (GB 11643) or a mobile phone's, not part of a longer run of digits. */
const ID_NUMBER = /(?<!\d)\d{17}[\dXx](?!\d)/g
const PHONE = /(?<!\d)1\d{10}(?!\d)/g

/**
 * What an authority wrote, fit for a screen in a public room: a summary may well be `张三的居住证签注`, and a note name a
 * phone. `name`: of whoever stands in front.
 */
function maskedText(text: string, name: string): string {
  const masked = text.replaceAll(ID_NUMBER, maskNumber).replaceAll(PHONE, (phone) => `${phone.slice(0, 3)}****${phone.slice(-4)}`)
  return name.trim() === '' ? masked : masked.replaceAll(name.trim(), maskName(name))
}

/** The same of every text in what is to be shown, but of what stands under one of these keys. */
export function maskedTexts<Shown>(shown: Shown, name: string, but: readonly string[]): Shown {
  const masked = (value: unknown): unknown => {
    if (typeof value === 'string') return maskedText(value, name)
    if (Array.isArray(value)) return value.map(masked)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, but.includes(key) ? inner : masked(inner)]))
  }
  return masked(shown) as Shown
}
