import type { DraftView, FilableItem, MaterialView } from '../../../main/contract/filings.ts'
import type { FormPageView, RegionView } from '../../../main/contract/forms.ts'

const MARKET = { zh: '示例县市场监督管理局', en: 'Market Regulation Bureau' }
const POLICE = { zh: '示例县公安局', en: 'Public Security Bureau' }

const SHOP: FilableItem = {
  code: 'of-company',
  name: { zh: '个体工商户设立登记', en: 'Registering a one-person business' },
  department: MARKET,
  applicants: ['self', 'person', 'company'],
  immediate: false,
  promisedDays: 3,
  members: [],
}
const RESIDENCE: FilableItem = {
  code: 'of-border',
  name: { zh: '居住证签注', en: 'Endorsing a residence permit' },
  department: POLICE,
  applicants: ['self'],
  immediate: true,
  promisedDays: null,
  members: [],
}
export const FILABLE: readonly FilableItem[] = [SHOP, RESIDENCE]

/** 一件事: two items, of which one goes only where the answers say so. */
export const NEWBORN: FilableItem = {
  code: 'newborn',
  name: { zh: '新生儿出生一件事', en: 'A child is born' },
  department: { zh: '示例县卫生健康局、示例县医疗保障局', en: 'Health Bureau, Healthcare Security Bureau' },
  applicants: ['self'],
  immediate: false,
  promisedDays: null,
  members: [
    { code: 'of-birth', name: { zh: '生育登记', en: 'Registering a birth' }, department: { zh: '示例县卫生健康局', en: 'Health Bureau' }, always: true },
    { code: 'of-allowance', name: { zh: '生育津贴支付', en: 'Maternity allowance' }, department: { zh: '示例县医疗保障局', en: 'Healthcare Security Bureau' }, always: false },
  ],
}

const region = (code: string, zh: string, en: string, below: RegionView[] = []): RegionView => ({ code, name: { zh, en }, below })
const REGIONS = [
  region('990000', '示例省', 'Shili Province', [
    region('990100', '示例市', 'Shili City', [
      region('990101', '东城区', 'Dongcheng District', [region('990101001', '学府街道', 'Xuefu Subdistrict'), region('990101002', '河滨街道', 'Hebin Subdistrict')]),
      region('990102', '西山县', 'Xishan County', [region('990102001', '青石镇', 'Qingshi Town')]),
    ]),
    region('990200', '北川市', 'Beichuan City', [region('990201', '高新区', 'High-tech Zone')]),
  ]),
  region('980000', '邻省', 'Neighbour Province', [region('980100', '江口市', 'Jiangkou City')]),
]

const always = { hint: null, required: true, known: null, when: null } as const
const fromCard = { origin: 'card', editable: false } as const
const choices = (...each: readonly (readonly [value: string, zh: string, en: string])[]) => each.map(([value, zh, en]) => ({ value, name: { zh, en } }))

/** A form with every kind of field. */
const PAGES: FormPageView[] = [
  {
    title: { zh: '经营者', en: 'Who runs it' },
    fields: [
      { ...always, key: 'name', label: { zh: '姓名', en: 'Name' }, known: fromCard, takes: { kind: 'text', longest: 50, lines: 1 } },
      { ...always, key: 'number', label: { zh: '公民身份号码', en: 'ID number' }, known: fromCard, takes: { kind: 'id-number' } },
      {
        ...always,
        key: 'born',
        label: { zh: '出生日期', en: 'Date of birth' },
        known: { origin: 'earlier', editable: true },
        takes: { kind: 'date', earliest: '1906-01-01', latest: '2008-11-21' },
      },
    ],
  },
  {
    title: { zh: '店铺', en: 'The shop' },
    fields: [
      {
        ...always,
        key: 'shop',
        label: { zh: '店铺名称', en: 'Name of the shop' },
        hint: { zh: '和招牌上写的一样', en: 'As it stands on the sign' },
        takes: { kind: 'text', longest: 30, lines: 1 },
      },
      { ...always, key: 'trade', label: { zh: '经营范围', en: 'What it does' }, required: false, takes: { kind: 'text', longest: 200, lines: 4 } },
    ],
  },
  {
    title: { zh: '经营场所', en: 'Where it is' },
    fields: [
      { ...always, key: 'place', label: { zh: '所在地区', en: 'Region' }, takes: { kind: 'region', regions: REGIONS } },
      {
        ...always,
        key: 'owner',
        label: { zh: '房子是谁的', en: 'Whose house it is' },
        takes: { kind: 'choice', many: false, choices: choices(['own', '自己的', 'My own'], ['person', '向个人租的', "A person's, rented"], ['company', '向单位租的', "A company's, rented"]) },
      },
      { ...always, key: 'owner-number', label: { zh: '房东的公民身份号码', en: "The owner's ID number" }, when: { key: 'owner', oneOf: ['person'] }, takes: { kind: 'id-number' } },
      { ...always, key: 'owner-code', label: { zh: '房东单位的统一社会信用代码', en: "The owner's credit code" }, when: { key: 'owner', oneOf: ['company'] }, takes: { kind: 'credit-code' } },
    ],
  },
  {
    title: { zh: '规模', en: 'How large it is' },
    fields: [
      { ...always, key: 'funds', label: { zh: '资金数额', en: 'Funds' }, takes: { kind: 'money', least: 0, most: 5_000_000 } },
      { ...always, key: 'people', label: { zh: '从业人数', en: 'People working there' }, takes: { kind: 'number', least: 1, most: 999, whole: true, unit: { zh: '人', en: 'people' } } },
      { ...always, key: 'opens', label: { zh: '开业日期', en: 'Opening day' }, takes: { kind: 'date', earliest: '2026-11-21', latest: '2027-11-21' } },
    ],
  },
  {
    title: { zh: '怎样组成', en: 'How it is made up' },
    fields: [
      {
        ...always,
        key: 'form',
        label: { zh: '组成形式', en: 'Form' },
        takes: { kind: 'choice', many: false, choices: choices(['one', '个人经营', 'One person'], ['family', '家庭经营', 'A family']) },
      },
      {
        ...always,
        key: 'members',
        label: { zh: '一起经营的家人', en: 'Family members who take part' },
        when: { key: 'form', oneOf: ['family'] },
        takes: {
          kind: 'table',
          most: 3,
          columns: [
            { key: 'name', label: { zh: '姓名', en: 'Name' }, hint: null, required: true, takes: { kind: 'text', longest: 50, lines: 1, mask: 'name' } },
            { key: 'number', label: { zh: '公民身份号码', en: 'ID number' }, hint: null, required: true, takes: { kind: 'id-number' } },
            {
              key: 'is',
              label: { zh: '和您的关系', en: 'Who they are to you' },
              hint: null,
              required: false,
              takes: { kind: 'choice', many: false, choices: choices(['spouse', '配偶', 'Spouse'], ['child', '子女', 'Child'], ['parent', '父母', 'Parent']) },
            },
          ],
        },
      },
      {
        ...always,
        key: 'papers',
        label: { zh: '需要哪些证件', en: 'What you want' },
        required: false,
        takes: { kind: 'choice', many: true, choices: choices(['paper', '纸质营业执照', 'Licence on paper'], ['electronic', '电子营业执照', 'Electronic licence'], ['seal', '免费刻章', 'A free seal']) },
      },
    ],
  },
  {
    title: { zh: '怎样联系您', en: 'How to reach you' },
    fields: [{ ...always, key: 'phone', label: { zh: '手机号码', en: 'Mobile number' }, takes: { kind: 'phone', proven: true } }],
  },
  {
    title: { zh: '承诺', en: 'Declaration' },
    fields: [
      {
        ...always,
        key: 'promise',
        label: { zh: '告知承诺书', en: 'Declaration' },
        takes: {
          kind: 'consent',
          text: {
            zh: '本人承诺：所填内容和所交材料真实、合法、有效；经营场所不是危险建筑，也不是违法建筑；依法须经批准的项目，批准后再经营。\n如有不实，愿意承担相应的法律责任。',
            en: 'I declare that what I have filled in and handed in is true, lawful and valid; that the premises are neither unsafe nor unlawful; and that whatever needs approval is begun only after it is approved.\nI answer for it before the law if this is not so.',
          },
        },
      },
    ],
  },
  { title: { zh: '签名', en: 'Signature' }, fields: [{ ...always, key: 'signed', label: { zh: '申请人签名', en: 'Signature of the applicant' }, takes: { kind: 'signature' } }] },
]

const nothing = { way: 'nothing' } as const
const MATERIALS: MaterialView[] = [
  { key: 'id', name: { zh: '经营者身份证', en: 'ID card of whoever runs it' }, notes: ['有电子证照的，不用再拍。'], needed: true, ways: ['licence', 'camera'], owedDays: null, wantedBy: [], given: nothing },
  { key: 'lease', name: { zh: '经营场所使用证明', en: 'Right to use the premises' }, notes: ['房产证或租赁合同，每一页都要。'], needed: true, ways: ['camera', 'phone', 'window'], owedDays: 5, wantedBy: [], given: nothing },
  { key: 'photo', name: { zh: '店面照片', en: 'Picture of the shop' }, notes: [], needed: false, ways: ['camera'], owedDays: null, wantedBy: [], given: nothing },
]

/** As it is opened for the first time: what the card says stands, nothing else does. */
export const SHOP_DRAFT: DraftView = {
  draft: '0c8f1c2e-6f0a-4c59-9d0a-3e8a4b6b1a01',
  item: SHOP,
  applicant: { kind: 'self' },
  pages: PAGES,
  answers: { name: '样本一', number: '11010519491231002X', born: '1949-12-31' },
  answered: [],
  materials: MATERIALS,
  together: [],
  toChoose: [],
  keptMinutes: 120,
  supplement: null,
}

/** It could be filled in from either of two e-licences. */
export const TWO_PERMITS: DraftView = {
  ...SHOP_DRAFT,
  toChoose: [
    {
      type: 'PROPERTY',
      licences: [
        { id: 'east', title: { zh: '不动产权证书（东城区）', en: 'Property certificate (Dongcheng District)' }, number: '示例2*********0012', validUntil: null },
        { id: 'west', title: { zh: '不动产权证书（西山县）', en: 'Property certificate (Xishan County)' }, number: '示例2*********0107', validUntil: '2076-11-21' },
      ],
    },
  ],
}

const SPOUSE = { origin: 'licence', editable: false, licence: { zh: '结婚证', en: 'Marriage certificate' } } as const

/** A page that an e-licence, the application before and the phone that was proven fill in. */
export const FILLED_IN: DraftView = {
  ...SHOP_DRAFT,
  pages: [
    {
      title: { zh: '配偶和联系方式', en: 'Spouse and how to reach you' },
      fields: [
        { ...always, key: 'spouse', label: { zh: '配偶姓名', en: 'Name of spouse' }, known: SPOUSE, takes: { kind: 'text', longest: 50, lines: 1 } },
        { ...always, key: 'spouse-number', label: { zh: '配偶身份号码', en: 'ID number of spouse' }, known: SPOUSE, takes: { kind: 'id-number' } },
        { ...always, key: 'address', label: { zh: '详细地址', en: 'Address' }, known: { origin: 'session', editable: true }, takes: { kind: 'text', longest: 100, lines: 2 } },
        { ...always, key: 'phone', label: { zh: '手机号码', en: 'Mobile number' }, known: { origin: 'proven', editable: true }, takes: { kind: 'phone', proven: true } },
      ],
    },
  ],
  answers: { spouse: '样本六', 'spouse-number': '371001198010082394', address: '示例县示例街道东街8号', phone: '13800000001' },
}
