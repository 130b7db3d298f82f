import { SPECIMENS, type CardKind } from '../card-reader/specimens.ts'
import type { CertificateKind } from './certificates.ts'
import type { Person } from './requests.ts'

/** What the platform knows of a specimen person. */
export interface KnownPerson extends Person {
  /** Null: the platform knows no phone. It leaves the platform masked only. */
  readonly phone: string | null
  readonly certificates: readonly CertificateKind[]
}

const DOCUMENTS: Readonly<Record<CardKind, Person['document']>> = {
  domestic: 'resident-card',
  J: 'residence-permit',
  I: 'permanent-resident-card',
  Y: 'permanent-resident-card',
}

const ALL: readonly CertificateKind[] = [
  'insurance-record',
  'income-tax-record',
  'property-record',
  'no-criminal-record',
  'licence-copy',
]

/** Who has what, by the specimen's id; one who is not named here is unknown to the platform. */
const HOLDINGS: Readonly<
  Record<string, { readonly phone: string | null; readonly certificates: readonly CertificateKind[] }>
> = {
  domestic: { phone: '13800000001', certificates: ALL },
  'domestic-3': { phone: '13800000003', certificates: ['insurance-record', 'income-tax-record', 'no-criminal-record'] },
  'domestic-4': { phone: '13800000004', certificates: ['insurance-record', 'property-record', 'licence-copy'] },
  'domestic-5': { phone: '13800000005', certificates: ['income-tax-record'] },
  'domestic-6': { phone: '13800000006', certificates: [] },
  'domestic-7': { phone: null, certificates: ['insurance-record', 'no-criminal-record'] },
  J: { phone: '13800000002', certificates: ['insurance-record', 'income-tax-record'] },
  Y: { phone: '13800000009', certificates: ['income-tax-record', 'licence-copy'] },
}

export const KNOWN_PEOPLE: readonly KnownPerson[] = SPECIMENS.flatMap(({ id, kind, face }) => {
  const holdings = HOLDINGS[id]
  return holdings === undefined
    ? []
    : [{ document: DOCUMENTS[kind], number: face.number, name: face.name, ...holdings }]
})

/** Whom the terminal means; a number with another's name is nobody. */
export function knownPerson({ document, number, name }: Person): KnownPerson | undefined {
  return KNOWN_PEOPLE.find((known) => known.document === document && known.number === number && known.name === name)
}

/** `138****0001` */
export function maskedPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}

/** `样**` */
export function maskedName(name: string): string {
  const [first = '', ...rest] = name
  return first + '*'.repeat(rest.length)
}
