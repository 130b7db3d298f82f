import { specimenPdf } from './pdf.ts'
import type { Assurance, ContentQuestion, Person } from './requests.ts'

export type CertificateKind =
  'insurance-record' | 'income-tax-record' | 'property-record' | 'no-criminal-record' | 'licence-copy'

interface LocalText {
  readonly zh: string
  readonly en: string
}

type Row = Readonly<Record<string, string>>

/** What stands on the paper, before its number. */
export type SpecimenContent =
  | { readonly kind: 'finished'; readonly pdf: Buffer; readonly pages: number }
  | {
      readonly kind: 'composed'
      readonly fields: Row
      readonly tables: Readonly<Record<string, { readonly rows: readonly Row[]; readonly total?: Row }>>
    }

/** One kind of certificate, as the authority rules it. */
export interface CertificateRule {
  readonly title: LocalText
  readonly issuer: LocalText
  readonly assurance: readonly Assurance['level'][]
  readonly period: 'none' | { readonly earliest: string; readonly most: number }
  readonly purposes: readonly { readonly code: string; readonly name: LocalText }[]
  readonly mostCopies: number
  readonly yearlyLimit: number | null
  readonly validMonths: number | null
  content(person: Person, question: ContentQuestion): SpecimenContent
}

const CONFIRMED: readonly Assurance['level'][] = ['card+sms', 'card+face', 'clerk']

const PURPOSES = [
  { code: 'work', name: { zh: '就业', en: 'Employment' } },
  { code: 'home', name: { zh: '购房', en: 'Buying a home' } },
  { code: 'abroad', name: { zh: '出国（境）', en: 'Going abroad' } },
] as const

/** The five kinds of the demonstration hall. All figures are made up. */
export const CERTIFICATE_RULES: Readonly<Record<CertificateKind, CertificateRule>> = {
  'insurance-record': {
    title: { zh: '参保缴费证明', en: 'Social insurance payments' },
    issuer: { zh: '示例县社会保险中心', en: 'Example County Social Insurance Centre' },
    assurance: CONFIRMED,
    period: { earliest: '2015-01', most: 120 },
    purposes: [],
    mostCopies: 3,
    yearlyLimit: null,
    validMonths: 3,
    content: (person, { period }) => {
      const months = monthsOf(period)
      const sum = (months.length * 400).toFixed(2)
      return {
        kind: 'composed',
        fields: {
          ...personFields(person),
          unit: '示例县测试有限公司',
          from: months[0] ?? '',
          to: months.at(-1) ?? '',
          months: String(months.length),
        },
        tables: {
          payments: {
            rows: months.map((month) => ({ month, base: '5000.00', personal: '400.00', unit: '示例县测试有限公司' })),
            total: { month: '合计', base: '', personal: sum, unit: '' },
          },
        },
      }
    },
  },
  'income-tax-record': {
    title: { zh: '个人所得税纳税清单', en: 'Income tax record' },
    issuer: { zh: '示例县税务局', en: 'Example County Tax Service' },
    assurance: CONFIRMED,
    period: { earliest: '2019-01', most: 36 },
    purposes: [],
    mostCopies: 2,
    yearlyLimit: null,
    validMonths: null,
    content: (person, { period }) => {
      const months = monthsOf(period)
      const pages: string[][] = []
      for (let at = 0; at < months.length; at += MONTHS_ON_PAGE) {
        const lines = months.slice(at, at + MONTHS_ON_PAGE).map((month) => `${month}  income 8000.00  tax 90.00`)
        pages.push([`SPECIMEN income tax record, ${person.number}, page ${pages.length + 1}`, ...lines])
      }
      return { kind: 'finished', pdf: specimenPdf(pages), pages: pages.length }
    },
  },
  'property-record': {
    title: { zh: '不动产信息查询结果', en: 'Property register search' },
    issuer: { zh: '示例县不动产登记中心', en: 'Example County Property Register' },
    assurance: CONFIRMED,
    period: 'none',
    purposes: PURPOSES,
    mostCopies: 2,
    yearlyLimit: null,
    validMonths: 1,
    content: (person, { purpose }) => ({
      kind: 'composed',
      fields: { ...personFields(person), purpose: purposeName(purpose), count: '1' },
      tables: {
        properties: {
          rows: [
            {
              number: '云（2020）示例县不动产权第0000001号',
              place: '测试市测试区测试路1号',
              area: '89.50',
              share: '单独所有',
              state: '现势',
            },
          ],
        },
      },
    }),
  },
  'no-criminal-record': {
    title: { zh: '无犯罪记录证明', en: 'No criminal record' },
    issuer: { zh: '示例县公安局', en: 'Example County Public Security' },
    assurance: ['card+face', 'clerk'],
    period: 'none',
    purposes: PURPOSES,
    mostCopies: 1,
    yearlyLimit: 3,
    validMonths: 6,
    content: (person, { purpose }) => ({
      kind: 'composed',
      fields: { ...personFields(person), purpose: purposeName(purpose), until: '2026-11-20' },
      tables: {},
    }),
  },
  'licence-copy': {
    title: { zh: '电子证照加注件', en: 'Annotated copy of an e-licence' },
    issuer: { zh: '示例县政务服务管理局', en: 'Example County Government Services' },
    assurance: CONFIRMED,
    period: 'none',
    purposes: PURPOSES,
    mostCopies: 1,
    yearlyLimit: 10,
    validMonths: 1,
    content: (person, { purpose }) => ({
      kind: 'composed',
      fields: {
        ...personFields(person),
        licence: '中华人民共和国居民户口簿（样本）',
        licenceNumber: 'SPECIMEN0001',
        purpose: purposeName(purpose),
      },
      tables: {},
    }),
  },
}

const MONTHS_ON_PAGE = 24

/** First and last month included; `from` is not after `to`, that was looked at before. */
function monthsOf(period: ContentQuestion['period']): readonly string[] {
  if (period === undefined) return []
  const months: string[] = []
  const last = monthNumber(period.to)
  for (let month = monthNumber(period.from); month <= last; month += 1) {
    months.push(`${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`)
  }
  return months
}

/** Months since the year 0. */
export function monthNumber(month: string): number {
  const [year = '0', number = '1'] = month.split('-')
  return Number(year) * 12 + Number(number) - 1
}

function personFields(person: Person): Row {
  return { name: person.name, number: person.number }
}

function purposeName(code: string | undefined): string {
  return PURPOSES.find((purpose) => purpose.code === code)?.name.zh ?? ''
}
