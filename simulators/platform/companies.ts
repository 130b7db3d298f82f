import { json, type Reply } from './replies.ts'

interface SpecimenCompany {
  readonly name: string
  readonly state: 'active' | 'revoked' | 'cancelled'
}

/** The public register of a fictional county, by 统一社会信用代码: valid check digits, no real company. */
const REGISTER: ReadonlyMap<string, SpecimenCompany> = new Map([
  ['91530323MA0A010176', { name: '示例县样本商贸有限公司', state: 'active' }],
  ['91530323MA0A010251', { name: '示例县范例建材有限公司', state: 'revoked' }],
  ['91530323MA0A01033U', { name: '示例县试样餐饮有限公司', state: 'cancelled' }],
])

export function companyReply(code: string): Reply {
  const found = REGISTER.get(code)
  return json(200, found === undefined ? { outcome: 'unknown' } : { outcome: 'known', ...found })
}

/** Whether a company of this name stands in the register under this code. */
export function isCompany(code: string, name: string): boolean {
  return REGISTER.get(code)?.name === name
}
