/**
 * Forms of the specimen items that can be filed at a terminal (column `filing`): a JSON Schema of the answers and how they
 * are asked for. Everything is of a fictional county.
 */

type Text = { readonly zh: string; readonly en: string }
type Layout = Readonly<Record<string, unknown>>
/** A field: its key, whether it must be answered, its schema, and how it is asked for. */
interface Field {
  readonly key: string
  readonly required: boolean
  readonly schema: object
  readonly layout: Layout
}
type Page = readonly [zh: string, en: string, fields: readonly Field[]]
type Options = readonly (readonly [value: string, zh: string, en: string])[]

const DRAFT_2020_12 = 'https://json-schema.org/draft/2020-12/schema'

export function form(pages: readonly Page[], more: Layout) {
  const fields = pages.flatMap(([, , each]) => each)
  return {
    schema: {
      $schema: DRAFT_2020_12,
      type: 'object',
      properties: Object.fromEntries(fields.map(({ key, schema }) => [key, schema])),
      required: fields.filter(({ required }) => required).map(({ key }) => key),
    },
    pages: pages.map(([zh, en, each]) => ({ title: { zh, en }, fields: each.map(({ layout }) => layout) })),
    ...more,
  }
}

export function field(key: string, kind: string, [zh, en]: readonly [string, string], schema: object, more: Layout = {}): Field {
  return { key, required: true, schema, layout: { key, kind, label: { zh, en }, ...more } }
}

export function optional(each: Field): Field {
  return { ...each, required: false }
}

export const text = (key: string, label: readonly [string, string], longest: number, more: Layout = {}) =>
  field(key, 'text', label, { type: 'string', minLength: 1, maxLength: longest }, more)

export const date = (key: string, label: readonly [string, string], more: Layout = {}) => field(key, 'date', label, { type: 'string', format: 'date' }, more)

export const idNumber = (key: string, label: readonly [string, string], more: Layout = {}) => field(key, 'id-number', label, { type: 'string', maxLength: 18 }, more)

export const choice = (key: string, label: readonly [string, string], options: Options, more: Layout = {}) =>
  field(key, 'choice', label, { type: 'string', enum: options.map(([value]) => value) }, { choices: choices(options), ...more })

function choices(options: Options) {
  return options.map(([value, zh, en]) => ({ value, name: { zh, en } }))
}

export const phone = (proven: boolean) =>
  field('phone', 'phone', ['手机号码', 'Mobile phone'], { type: 'string', maxLength: 20 }, { proven, from: 'session.phone', hint: hint('办理进展会发短信到这个号码。', 'Progress is sent to this number.') })

export const consent = (zh: string, en: string) => field('consent', 'consent', ['申请人承诺', 'Declaration'], { type: 'boolean', const: true }, { text: { zh, en } })

export const signature = field('signature', 'signature', ['签名', 'Signature'], { type: 'object' })

export function table(key: string, [zh, en]: readonly [string, string], most: number, columns: readonly Field[], more: Layout = {}): Field {
  const items = {
    type: 'object',
    properties: Object.fromEntries(columns.map((column) => [column.key, column.schema])),
    required: columns.filter(({ required }) => required).map((column) => column.key),
  }
  return {
    key,
    required: true,
    schema: { type: 'array', items, minItems: 1, maxItems: most },
    layout: { key, kind: 'table', label: { zh, en }, columns: columns.map(({ layout }) => layout), ...more },
  }
}

export function hint(zh: string, en: string): Text {
  return { zh, en }
}

export const SEXES: Options = [
  ['1', '男', 'Male'],
  ['2', '女', 'Female'],
]

const REGIONS = [
  place('530323001', '示例街道', 'Shili Subdistrict', [place('530323001001', '东门社区', 'Dongmen Community'), place('530323001002', '西门社区', 'Ximen Community')]),
  place('530323100', '样本镇', 'Yangben Town', [place('530323100001', '样本社区', 'Yangben Community'), place('530323100201', '河边村', 'Hebian Village')]),
  place('530323200', '范例乡', 'Fanli Township', [place('530323200201', '山前村', 'Shanqian Village'), place('530323200202', '山后村', 'Shanhou Village')]),
]

function place(code: string, zh: string, en: string, below: readonly object[] = []) {
  return { code, name: { zh, en }, below }
}

export const region = (label: readonly [string, string], means?: string) =>
  field('region', 'region', label, { type: 'string', maxLength: 20 }, { regions: REGIONS, ...(means === undefined ? {} : { means }) })

/** Whoever laid the card: nobody writes down what it says. */
export const CARD_HOLDER: readonly Field[] = [
  text('name', ['姓名', 'Name'], 50, { from: 'card.name', mask: 'name' }),
  idNumber('number', ['公民身份号码', 'ID number'], { from: 'card.number' }),
]

export const BIRTH_FORM = form(
  [
    [
      '申请人',
      'Applicant',
      [
        ...CARD_HOLDER,
        choice('sex', ['性别', 'Sex'], SEXES, { from: 'card.sex' }),
        date('birth', ['出生日期', 'Date of birth'], { from: 'card.birth' }),
        optional(text('nation', ['民族', 'Ethnic group'], 20, { from: 'card.nation' })),
      ],
    ],
    [
      '现居住地',
      'Where you live now',
      [
        region(['所在社区或村', 'Community or village'], 'residence-region'),
        text('address', ['详细地址', 'Address'], 100, { from: 'card.address', editable: true, means: 'residence-address', lines: 2, hint: hint('与身份证住址不同的，请改成现在的住址。', 'If you no longer live at the address on your card, change it.') }),
      ],
    ],
    ['联系电话', 'Telephone', [phone(true)]],
    [
      '婚姻状况',
      'Marriage',
      [
        choice('marriage', ['婚姻状况', 'Marital status'], [
          ['married', '已婚', 'Married'],
          ['unmarried', '未婚', 'Not married'],
          ['divorced', '离异或丧偶', 'Divorced or widowed'],
        ], { from: 'licence:MARRIAGE-CERTIFICATE.marital-status', editable: true }),
        text('spouse-name', ['配偶姓名', 'Name of spouse'], 50, { mask: 'name', from: 'licence:MARRIAGE-CERTIFICATE.spouse-name', when: { key: 'marriage', oneOf: ['married'] } }),
        idNumber('spouse-number', ['配偶身份号码', 'ID number of spouse'], { from: 'licence:MARRIAGE-CERTIFICATE.spouse-number', when: { key: 'marriage', oneOf: ['married'] } }),
      ],
    ],
    [
      '怀孕或出生',
      'Pregnancy or birth',
      [
        choice('event', ['登记事由', 'What is registered'], [
          ['pregnant', '已怀孕', 'A pregnancy'],
          ['born', '孩子已出生', 'A birth'],
        ]),
        date('due', ['预产期', 'Due date'], { earliest: 'today', latest: 'today+300d', when: { key: 'event', oneOf: ['pregnant'] } }),
        table(
          'children',
          ['出生的孩子', 'Children born'],
          5,
          [
            text('name', ['姓名', 'Name'], 50, { mask: 'name' }),
            choice('sex', ['性别', 'Sex'], SEXES),
            date('birth', ['出生日期', 'Date of birth'], { earliest: 'today-6y', latest: 'today' }),
            optional(field('certificate', 'text', ['出生医学证明编号', 'Birth certificate number'], { type: 'string', maxLength: 10, pattern: '^[A-Z][0-9]{9}$' })),
          ],
          { hint: hint('双胞胎请各填一行。', 'One row for each child.'), when: { key: 'event', oneOf: ['born'] } },
        ),
      ],
    ],
    [
      '承诺和签名',
      'Declaration and signature',
      [
        consent('以上信息和提交的材料真实有效。如有不实，本人愿意承担相应的法律责任。', 'What I have stated and handed in is true. I am liable by law for what is not.'),
        signature,
      ],
    ],
  ],
  { applicants: ['self'], expired_card: 'accepted', social_card: 'accepted' },
)

const TRADES: Options = [
  ['food', '餐饮', 'Catering'],
  ['retail', '零售', 'Retail'],
  ['repair', '维修和居民服务', 'Repairs and household services'],
  ['craft', '手工制作', 'Crafts'],
]

export const SOLE_TRADER_FORM = form(
  [
    [
      '经营者',
      'Owner',
      [
        text('name', ['姓名', 'Name'], 50, { from: 'applicant.name', mask: 'name' }),
        idNumber('number', ['公民身份号码', 'ID number'], { from: 'applicant.number' }),
        choice('sex', ['性别', 'Sex'], SEXES, { from: 'applicant.sex' }),
      ],
    ],
    [
      '字号和组成形式',
      'Name and form of the business',
      [
        field('trade-name', 'text', ['拟用字号', 'Trade name'], { type: 'string', minLength: 2, maxLength: 20, pattern: '^\\p{Script=Han}{2,20}$' }, { hint: hint('只用汉字，2 至 20 个字。', 'Chinese characters only, 2 to 20.') }),
        choice('held-by', ['组成形式', 'Held by'], [
          ['one', '个人经营', 'One person'],
          ['family', '家庭经营', 'A family'],
        ]),
        table('members', ['参加经营的家庭成员', 'Members of the family'], 10, [text('name', ['姓名', 'Name'], 50, { mask: 'name' }), idNumber('number', ['公民身份号码', 'ID number'])], {
          when: { key: 'held-by', oneOf: ['family'] },
        }),
      ],
    ],
    [
      '经营范围',
      'What it does',
      [
        choice('trade', ['行业', 'Trade'], TRADES),
        table('items', ['经营项目', 'Business items'], 10, [
          text('item', ['项目', 'Item'], 50),
          choice('kind', ['类别', 'Kind'], [
            ['general', '一般项目', 'General'],
            ['licensed', '许可项目', 'Needs a licence'],
          ]),
        ]),
        optional(text('permit', ['食品经营许可证编号', 'Food licence number'], 30, { when: { key: 'trade', oneOf: ['food'] } })),
      ],
    ],
    [
      '资金和从业人员',
      'Capital and staff',
      [
        field('capital', 'money', ['资金数额', 'Capital'], { type: 'number', minimum: 1, maximum: 100_000_000 }),
        field('staff', 'number', ['从业人数', 'Staff'], { type: 'integer', minimum: 1, maximum: 500 }, { unit: { zh: '人', en: 'people' } }),
      ],
    ],
    [
      '经营场所',
      'Premises',
      [
        region(['所在社区或村', 'Community or village']),
        text('address', ['详细地址', 'Address'], 100, { lines: 2 }),
        choice('premises', ['场所来源', 'How they are held'], [
          ['owned', '自有', 'Owned'],
          ['rented', '租用', 'Rented'],
        ]),
        date('lease-until', ['租期到', 'Leased until'], { earliest: 'today', latest: 'today+50y', when: { key: 'premises', oneOf: ['rented'] } }),
      ],
    ],
    ['联系电话', 'Telephone', [phone(true)]],
    [
      '承诺和签名',
      'Declaration and signature',
      [
        consent('所填信息和提交的材料真实、合法、有效，经营场所符合规定。', 'What is stated and handed in is true and lawful, and the premises are fit for the trade.'),
        signature,
      ],
    ],
  ],
  { applicants: ['self', 'person'], assurance: ['card+sms', 'card+face', 'clerk'] },
)

export const RESIDENCE_FORM = form(
  [
    [
      '持证人',
      'Holder',
      [
        ...CARD_HOLDER,
        field('permit', 'text', ['居住证编号', 'Residence permit number'], { type: 'string', maxLength: 18, pattern: '^[0-9]{17}[0-9X]$' }, { from: 'licence:RESIDENCE-PERMIT.number', editable: true, hint: hint('在居住证正面，18 位。', 'On the front of the permit, 18 digits.') }),
      ],
    ],
    [
      '现居住地',
      'Where you live now',
      [
        region(['所在社区或村', 'Community or village'], 'residence-region'),
        text('address', ['详细地址', 'Address'], 100, { means: 'residence-address', lines: 2 }),
        date('since', ['何时住到这里', 'Since when'], { earliest: 'today-50y', latest: 'today' }),
        choice('reason', ['居住事由', 'Why'], [
          ['work', '就业', 'Work'],
          ['study', '就学', 'Study'],
          ['family', '投靠亲属', 'Family'],
          ['other', '其他', 'Other'],
        ]),
      ],
    ],
    [
      '联系和签名',
      'Contact and signature',
      [phone(false), consent('本人仍在上述地址居住，所填信息真实。', 'I still live at this address, and what I have stated is true.'), signature],
    ],
  ],
  { applicants: ['self'] },
)

export const STAFF_FORM = form(
  [
    [
      '用人单位',
      'Employer',
      [
        text('name', ['单位名称', 'Name of the company'], 100, { from: 'applicant.name' }),
        field('code', 'credit-code', ['统一社会信用代码', 'Credit code'], { type: 'string', maxLength: 18 }, { from: 'applicant.number' }),
      ],
    ],
    [
      '招用人员',
      'People taken on',
      [
        table(
          'staff',
          ['招用的人员', 'People taken on'],
          20,
          [
            text('name', ['姓名', 'Name'], 50, { mask: 'name' }),
            idNumber('number', ['公民身份号码', 'ID number']),
            date('since', ['用工之日', 'First day of work'], { earliest: 'today-60d', latest: 'today' }),
            choice('contract', ['劳动合同', 'Contract'], [
              ['fixed', '有固定期限', 'For a fixed term'],
              ['open', '没有固定期限', 'Without an end'],
              ['task', '以完成一定工作为期限', 'Until a task is done'],
            ]),
          ],
          { hint: hint('每人填一行，用工之日起三十日内备案。', 'One row for each person, within thirty days of the first day of work.') },
        ),
      ],
    ],
    [
      '经办人',
      'Whoever files it',
      [
        text('agent', ['经办人姓名', 'Name'], 50, { from: 'card.name', mask: 'name' }),
        idNumber('agent-number', ['经办人公民身份号码', 'ID number'], { from: 'card.number' }),
        phone(false),
        consent('所填信息真实，已与所列人员订立书面劳动合同。', 'What is stated is true, and there is a written contract with each person listed.'),
        signature,
      ],
    ],
  ],
  { applicants: ['company'], assurance: ['card+sms', 'card+face', 'clerk'] },
)
