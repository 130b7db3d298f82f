import { SPECIMENS, type CardKind } from '../card-reader/specimens.ts'
import type { CertificateKind } from './certificates.ts'
import type { Person } from './requests.ts'

/** What the platform knows of a specimen person. */
export interface KnownPerson extends Person {
  /** Null: the platform knows no phone. It leaves the platform masked only. */
  readonly phone: string | null
  readonly certificates: readonly CertificateKind[]
  readonly sex: '男' | '女'
  /** `1949-12-31` */
  readonly birth: string
  /** 居民身份证 */
  readonly documentTitle: string
}

const DOCUMENTS: Readonly<Record<CardKind, Person['document']>> = {
  domestic: 'resident-card',
  J: 'residence-permit',
  I: 'permanent-resident-card',
  Y: 'permanent-resident-card',
}

const ALL: readonly CertificateKind[] = [
  'social-insurance',
  'income-tax',
  'property-search',
  'no-criminal-record',
  'licence-annex',
]

/** Who has what, by the specimen's id; one who is not named here is unknown to the platform. */
const HOLDINGS: Readonly<
  Record<string, { readonly phone: string | null; readonly certificates: readonly CertificateKind[] }>
> = {
  domestic: { phone: '13800000001', certificates: ALL },
  'domestic-3': { phone: '13800000003', certificates: ['social-insurance', 'income-tax', 'no-criminal-record'] },
  'domestic-4': { phone: '13800000004', certificates: ['social-insurance', 'property-search', 'licence-annex'] },
  'domestic-5': { phone: '13800000005', certificates: ['income-tax'] },
  'domestic-6': { phone: '13800000006', certificates: [] },
  'domestic-7': { phone: null, certificates: ['social-insurance', 'no-criminal-record'] },
  J: { phone: '13800000002', certificates: ['social-insurance', 'income-tax'] },
  Y: { phone: '13800000009', certificates: ['income-tax', 'licence-annex'] },
}

export const KNOWN_PEOPLE: readonly KnownPerson[] = SPECIMENS.flatMap(({ id, kind, face }) => {
  const holdings = HOLDINGS[id]
  if (holdings === undefined) return []
  const { number, name, sex, title } = face
  const birth = face.birth.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  return [{ document: DOCUMENTS[kind], number, name, sex, birth, documentTitle: title, ...holdings }]
})

/** Whom the terminal means; a number with another's name is nobody. */
export function knownPerson({ document, number, name }: Person): KnownPerson | undefined {
  return KNOWN_PEOPLE.find((known) => known.document === document && known.number === number && known.name === name)
}

/** `138****0001` */
export function maskedPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}

/** `530*****4561`: three, then stars, then four. */
export function maskedEnds(number: string): string {
  return number.slice(0, 3) + '*'.repeat(Math.max(0, number.length - 7)) + number.slice(-4)
}

/** `样**` */
export function maskedName(name: string): string {
  const [first = '', ...rest] = name
  return first + '*'.repeat(rest.length)
}
