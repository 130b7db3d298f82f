import { strict as assert } from 'node:assert'
import path from 'node:path'
import { loadCertificateTemplate, shippedTemplates } from '../../../main/configuration/certificate-template.ts'
import { checkTemplate } from '../../../printers/certificate/check-template.ts'
import { GIVEN_AT_PRINTING, type CertificateContent, type TableContent, type Verification } from '../../../printers/certificate/content.ts'
import { openFonts, type CertificateFonts, type FontFiles } from '../../../printers/certificate/fonts.ts'
import type { CertificateTemplate } from '../../../printers/certificate/template.ts'

export const ROOT = path.resolve(import.meta.dirname, '../../..')

/** The composer's thread as `npm run build` makes it: what the terminal runs. */
export const BUILT_WORKER = path.join(ROOT, 'out/main/certificate-worker.js')

export const FONT_FILES: FontFiles = {
  text: path.join(ROOT, 'printers/certificate/fonts/NotoSansSC-Regular.ttf'),
  title: path.join(ROOT, 'printers/certificate/fonts/NotoSerifSC-Bold.ttf'),
  fallback: [],
}

/** Read once for all tests of a file. */
export function specimenFonts(): CertificateFonts {
  const opened = openFonts(FONT_FILES)
  assert(opened.ok, 'the fonts of the house are read')
  return opened.value
}

/** The five that ship, by name, as the terminal loads them. */
export async function shipped(fonts: CertificateFonts): Promise<ReadonlyMap<string, CertificateTemplate>> {
  const templates = new Map<string, CertificateTemplate>()
  for (const file of shippedTemplates(ROOT)) {
    const loaded = await loadCertificateTemplate(file, async (template) => checkTemplate(template, fonts))
    assert(loaded.ok, loaded.ok ? '' : loaded.fault.line)
    templates.set(loaded.value.name, loaded.value)
  }
  return templates
}

/** What every specimen has beside its fields. */
const ISSUED = {
  number: '530323202611220000018',
  verification: {
    code: '7K4M-Q2XT-9RWD',
    url: 'https://zwfw.example.gov.cn/v/7K4MQ2XT9RWD',
    site: 'zwfw.example.gov.cn/v',
  },
  validUntil: '2027-02-22',
  terminal: 'K01',
  printedAt: '2026-11-22 10:05',
  createdAt: '2026-11-22T02:05:00Z',
  sealed: false,
  demonstration: false,
} as const

const PERSON = { name: '样本一', idNumber: '11010519491231002X' }
const CARD = '居民身份证'

/** What a copy says that was authorised. */
export type IssuedContent = CertificateContent & { readonly verification: Verification }

/** The specimen of GB 11643 and of nobody, holding one certificate of each kind. */
export const SPECIMENS: Readonly<Record<string, IssuedContent>> = {
  'social-insurance': {
    ...ISSUED,
    fields: {
      ...PERSON,
      sex: '女',
      idType: CARD,
      region: '示例省示例市示例县',
      status: '正常参保',
      from: '2025年11月',
      to: '2026年10月',
      months: '12',
      purpose: '办理住房公积金贷款',
      issuer: '示例县社会保险事业管理局',
      issuedOn: '2026年11月22日',
    },
    tables: { payments: payments(12) },
  },
  'income-tax': {
    ...ISSUED,
    fields: {
      ...PERSON,
      idType: CARD,
      taxpayerNumber: PERSON.idNumber,
      period: '2025年1月至2025年12月',
      authority: '国家税务总局示例县税务局',
      paid: '5,130.00',
      paidInWords: '伍仟壹佰叁拾元整',
      issuedOn: '2026年11月22日',
    },
    tables: {
      taxes: {
        rows: [
          ...Array.from({ length: 9 }, (_, at) => ({
            period: `2025-${String(at + 1).padStart(2, '0')}`,
            item: '工资薪金所得',
            agent: '示例县第一中学',
            income: '12,600.00',
            tax: '378.00',
          })),
          { period: '2025-10', item: '劳务报酬所得', agent: '示例市教育科技（集团）股份有限公司示例县分公司', income: '10,000.00', tax: '1,600.00' },
          { period: '2025-11', item: '综合所得年度汇算', agent: '—', income: '0.00', tax: '-256.00' },
          { period: '2025-12', item: '偶然所得', agent: '示例县福利彩票发行中心', income: '1,920.00', tax: '384.00' },
        ],
        total: { income: '125,320.00', tax: '5,130.00' },
      },
    },
  },
  'property-search': {
    ...ISSUED,
    fields: {
      ...PERSON,
      scope: '示例省示例市示例县行政区域内',
      cutOff: '2026年11月22日10时00分',
      count: '2',
      purpose: '子女入学',
      issuer: '示例县不动产登记中心',
      issuedOn: '2026年11月22日',
    },
    tables: {
      properties: {
        rows: [
          {
            unitNumber: '示（2019）示例县不动产权第0001234号',
            address: '示例县人民路1号3幢2单元1102室',
            use: '城镇住宅',
            area: '98.64',
            share: '共同共有',
            limits: '抵押',
          },
          {
            unitNumber: '示（2021）示例县不动产权第0005678号',
            address: '示例县人民路1号地下一层B1-127号车位',
            use: '车库',
            area: '12.72',
            share: '单独所有',
            limits: '无',
          },
        ],
      },
    },
  },
  'no-criminal-record': {
    ...ISSUED,
    fields: {
      ...PERSON,
      sex: '女',
      birth: '1949年12月31日',
      idType: CARD,
      from: '1963年12月31日',
      to: '2026年11月21日',
      purpose: '申请教师资格认定',
      issuer: '示例县公安局人民路派出所',
      issuedOn: '2026年11月22日',
    },
    tables: {},
  },
  'licence-annex': {
    ...ISSUED,
    fields: {
      licence: '中华人民共和国营业执照（副本）',
      licenceNumber: '530323000000018',
      holder: '示例县样本一小吃店',
      holderNumber: '91350100M000100Y43',
      authority: '示例县市场监督管理局',
      grantedOn: '2021年3月15日',
      expiresOn: '长期',
      identifier: '1.2.156.3005.2.11100000MB0000001.91350100M000100Y43.001.A',
      receiver: '示例县农村商业银行股份有限公司',
      business: '开立单位银行结算账户',
      issuer: '示例县政务服务中心',
      issuedOn: '2026年11月22日',
    },
    tables: {
      content: {
        rows: [
          { item: '类型', value: '个体工商户' },
          { item: '经营者', value: '样本一' },
          { item: '经营场所', value: '示例县示例街道人民路1号101铺' },
          { item: '经营范围', value: '餐饮服务（不产生油烟、异味、废气）；食品销售（仅销售预包装食品）；外卖递送服务。（依法须经批准的项目，经相关部门批准后方可开展经营活动）' },
          { item: '注册日期', value: '2021年3月15日' },
        ],
      },
    },
  },
}

/** The same certificate before a copy of it is authorised. */
export function toLookAt(content: CertificateContent): CertificateContent {
  const given = GIVEN_AT_PRINTING
  return { ...content, number: given, verification: null, validUntil: given, printedAt: given }
}

/** `count` months of contributions to one kind of insurance, the latest October 2026. */
export function payments(count: number): TableContent {
  const rows = Array.from({ length: count }, (_, at) => {
    const month = 2026 * 12 + 9 - (count - 1 - at)
    return {
      month: `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`,
      insurance: '企业职工基本养老保险',
      unit: at % 7 === 3 ? '示例市教育科技（集团）股份有限公司示例县分公司' : '示例县第一中学',
      base: '6,850.00',
      personal: '548.00',
    }
  })
  return { rows, total: { personal: money(count * 548) } }
}

function money(amount: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2 })
}
