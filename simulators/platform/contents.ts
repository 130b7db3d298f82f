import { monthsOf } from './months.ts'
import { specimenPdf } from './pdf.ts'
import type { KnownPerson } from './people.ts'
import type { ContentQuestion } from './requests.ts'

type Row = Readonly<Record<string, string>>

/** What stands on the paper, before its number. */
export type SpecimenContent =
  | { readonly kind: 'finished'; readonly pdf: Buffer; readonly pages: number }
  | {
      readonly kind: 'composed'
      readonly fields: Row
      readonly tables: Readonly<Record<string, { readonly rows: readonly Row[]; readonly total?: Row }>>
    }

/** What a certificate is made of; every text is as it is to be read. */
export interface Source {
  readonly holder: KnownPerson
  readonly period: ContentQuestion['period']
  /** In Chinese; empty where none was asked for. */
  readonly purpose: string
  readonly issuer: string
  /** `2026-11-22` */
  readonly today: string
}

const MONTHS_ON_PAGE = 24

export function socialInsurance({ holder, period, purpose, issuer, today }: Source): SpecimenContent {
  const months = monthsOf(period)
  const fields = {
    name: holder.name,
    sex: holder.sex,
    idType: holder.documentTitle,
    idNumber: holder.number,
    region: '示例省示例市示例县',
    status: '正常参保',
    from: inChinese(months[0] ?? ''),
    to: inChinese(months.at(-1) ?? ''),
    months: String(months.length),
    purpose,
    issuer,
    issuedOn: inChinese(today),
  }
  const rows = months.map((month) => ({
    month,
    insurance: '企业职工基本养老保险',
    unit: '示例县测试有限公司',
    base: '5,000.00',
    personal: '400.00',
  }))
  return { kind: 'composed', fields, tables: { payments: { rows, total: { personal: money(months.length * 400) } } } }
}

/** The tax service gives out a document of its own. */
export function incomeTax({ holder, period }: Source): SpecimenContent {
  const months = monthsOf(period)
  const pages: string[][] = []
  for (let at = 0; at < months.length; at += MONTHS_ON_PAGE) {
    const lines = months.slice(at, at + MONTHS_ON_PAGE).map((month) => `${month}  income 8,000.00  tax 90.00`)
    pages.push([`SPECIMEN income tax record, ${holder.number}, page ${pages.length + 1}`, ...lines])
  }
  return { kind: 'finished', pdf: specimenPdf(pages), pages: pages.length }
}

export function propertySearch({ holder, purpose, issuer, today }: Source): SpecimenContent {
  const fields = {
    name: holder.name,
    idNumber: holder.number,
    scope: '示例省示例市示例县行政区域内',
    cutOff: inChinese(today),
    count: '1',
    purpose,
    issuer,
    issuedOn: inChinese(today),
  }
  const row = {
    unitNumber: '示（2020）示例县不动产权第0000001号',
    address: '测试市测试区测试路1号',
    use: '城镇住宅',
    area: '89.50',
    share: '单独所有',
    limits: '无',
  }
  return { kind: 'composed', fields, tables: { properties: { rows: [row] } } }
}

export function noCriminalRecord({ holder, purpose, issuer, today }: Source): SpecimenContent {
  const fields = {
    name: holder.name,
    sex: holder.sex,
    birth: inChinese(holder.birth),
    idType: holder.documentTitle,
    idNumber: holder.number,
    from: inChinese(holder.birth),
    to: inChinese(today),
    purpose,
    issuer,
    issuedOn: inChinese(today),
  }
  return { kind: 'composed', fields, tables: {} }
}

export function licenceAnnex({ holder, purpose, issuer, today }: Source): SpecimenContent {
  const fields = {
    licence: '居民户口簿（样本）',
    licenceNumber: 'SPECIMEN0001',
    holder: holder.name,
    holderNumber: holder.number,
    authority: '测试市公安局',
    grantedOn: '2020年1月1日',
    expiresOn: '长期',
    identifier: '1.2.156.3005.2.SPECIMEN',
    receiver: '示例县政务服务中心',
    business: purpose,
    issuer,
    issuedOn: inChinese(today),
  }
  return { kind: 'composed', fields, tables: { content: { rows: [{ item: '户别', value: '家庭户' }] } } }
}

/** `2026-11-22` as 2026年11月22日, `2026-11` as 2026年11月. */
function inChinese(date: string): string {
  const [year = '', month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day === undefined ? '' : `${day}日`}`
}

function money(amount: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2 })
}
