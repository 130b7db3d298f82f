import {
  incomeTax,
  licenceAnnex,
  noCriminalRecord,
  propertySearch,
  socialInsurance,
  type Source,
  type SpecimenContent,
} from './contents.ts'
import type { Assurance } from './requests.ts'

export type CertificateKind =
  'social-insurance' | 'income-tax' | 'property-search' | 'no-criminal-record' | 'licence-annex'

interface LocalText {
  readonly zh: string
  readonly en: string
}

/** One kind of certificate, as the authority rules it. */
export interface CertificateRule {
  readonly title: LocalText
  readonly issuer: LocalText
  /** Each of these opens it. */
  readonly assurance: readonly Assurance['level'][]
  readonly period: 'none' | { readonly earliest: string; readonly most: number }
  readonly purposes: readonly { readonly code: string; readonly name: LocalText }[]
  readonly mostCopies: number
  readonly yearlyLimit: number | null
  readonly validMonths: number | null
  /** It counts with the authority's seal only, where the terminal composes it. */
  readonly sealed: boolean
  readonly content: (source: Source) => SpecimenContent
}

const CONFIRMED: readonly Assurance['level'][] = ['card+sms', 'card+face', 'clerk']

const PURPOSES = [
  { code: 'work', name: { zh: '就业', en: 'Employment' } },
  { code: 'home', name: { zh: '购房', en: 'Buying a home' } },
  { code: 'abroad', name: { zh: '出国（境）', en: 'Going abroad' } },
] as const

/** The five kinds of the demonstration hall. */
export const CERTIFICATE_RULES: Readonly<Record<CertificateKind, CertificateRule>> = {
  'social-insurance': {
    title: { zh: '社会保险参保缴费证明', en: 'Certificate of Social Insurance Contributions' },
    issuer: { zh: '示例县社会保险中心', en: 'Example County Social Insurance Centre' },
    assurance: CONFIRMED,
    period: { earliest: '2015-01', most: 120 },
    purposes: PURPOSES,
    mostCopies: 3,
    yearlyLimit: null,
    validMonths: 3,
    sealed: true,
    content: socialInsurance,
  },
  'income-tax': {
    title: { zh: '个人所得税纳税清单', en: 'Individual Income Tax Record' },
    issuer: { zh: '示例县税务局', en: 'Example County Tax Service' },
    assurance: CONFIRMED,
    period: { earliest: '2019-01', most: 36 },
    purposes: [],
    mostCopies: 2,
    yearlyLimit: null,
    validMonths: null,
    sealed: false,
    content: incomeTax,
  },
  'property-search': {
    title: { zh: '不动产登记信息查询结果证明', en: 'Result of a Search of the Real Estate Register' },
    issuer: { zh: '示例县不动产登记中心', en: 'Example County Property Register' },
    assurance: CONFIRMED,
    period: 'none',
    purposes: PURPOSES,
    mostCopies: 2,
    yearlyLimit: null,
    validMonths: 1,
    sealed: true,
    content: propertySearch,
  },
  'no-criminal-record': {
    title: { zh: '无犯罪记录证明', en: 'Certificate of No Criminal Record' },
    issuer: { zh: '示例县公安局', en: 'Example County Public Security' },
    assurance: ['card+face', 'clerk'],
    period: 'none',
    purposes: PURPOSES,
    mostCopies: 1,
    yearlyLimit: 3,
    validMonths: 6,
    sealed: true,
    content: noCriminalRecord,
  },
  'licence-annex': {
    title: { zh: '电子证照加注件', en: 'Annotated Copy of an Electronic Licence' },
    issuer: { zh: '示例县政务服务管理局', en: 'Example County Government Services' },
    assurance: CONFIRMED,
    period: 'none',
    purposes: PURPOSES,
    mostCopies: 1,
    yearlyLimit: 10,
    validMonths: 1,
    sealed: false,
    content: licenceAnnex,
  },
}

/** The purpose as it stands on the paper. */
export function purposeName(code: string | undefined): string {
  return PURPOSES.find((purpose) => purpose.code === code)?.name.zh ?? ''
}
