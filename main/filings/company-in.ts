import { isCreditCode } from '../catalogue/item-codes.ts'

/** What the QR code of a licence says of its company. */
export interface CompanyOnLicence {
  /** 统一社会信用代码, its check digits right. */
  readonly code: string
  /** Where the text says it in plain words (`名称：…`). */
  readonly name: string | null
}

/**
 * The one 统一社会信用代码 in a text, as a licence's QR code holds it: alone, in an address or among other words. Null
 * where there is none whose check digits are right, or more than one.
 */
export function companyIn(text: string): CompanyOnLicence | null {
  const codes = new Set(text.toUpperCase().match(/(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])/g)?.filter(isCreditCode))
  const [code, ...others] = codes
  if (code === undefined || others.length > 0) return null
  // What would end one line on a screen, or turn its direction, is in no name.
  const [, name = ''] = /名称\s*[:：]\s*([^;；,，|\p{Cc}\p{Cf}\u2028\u2029]{2,100})/u.exec(text) ?? []
  return { code, name: name.trim() === '' ? null : name.trim() }
}
