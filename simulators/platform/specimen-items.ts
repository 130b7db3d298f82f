import { BIRTH_FORM, RESIDENCE_FORM, SOLE_TRADER_FORM, STAFF_FORM } from './specimen-forms.ts'

/** Service items of a fictional county with all their elements: valid check digits, no real body. */

import { BIRTH_QUESTION, COMPANY_QUESTION, type SpecimenQuestion, type Words } from './specimen-questions.ts'

type Columns = Readonly<Record<string, unknown>>

/** A body of the county, with the credit code that its items' codes begin with. */
const BODIES = {
  labour: ['11530323MB0A00018C', '示例县人力资源和社会保障局', 'Human Resources and Social Security Bureau'],
  health: ['11530323MB0A000267', '示例县卫生健康局', 'Health Bureau'],
  school: ['11530323MB0A000342', '示例县教育体育局', 'Education and Sports Bureau'],
  police: ['11530323MB0A00042W', '示例县公安局', 'Public Security Bureau'],
  land: ['11530323MB0A00050P', '示例县自然资源局', 'Natural Resources Bureau'],
  market: ['11530323MB0A00069L', '示例县市场监督管理局', 'Market Regulation Bureau'],
  housing: ['11530323MB0A00077F', '示例县住房和城乡建设局', 'Housing and Construction Bureau'],
  medical: ['11530323MB0A00085A', '示例县医疗保障局', 'Healthcare Security Bureau'],
} as const

/** The life situations by which the items are found. */
export const SPECIMEN_TOPICS: readonly SpecimenTopic[] = [
  { code: 'birth', name: { zh: '生育', en: 'Having a child' }, question: BIRTH_QUESTION },
  { code: 'school', name: { zh: '入学', en: 'Starting school' } },
  { code: 'work', name: { zh: '就业', en: 'Work' } },
  { code: 'insurance', name: { zh: '社保', en: 'Social insurance' } },
  { code: 'home', name: { zh: '住房', en: 'Housing' } },
  { code: 'border', name: { zh: '出入境', en: 'Travelling abroad' } },
  { code: 'vehicle', name: { zh: '车辆', en: 'Vehicles' } },
  { code: 'company', name: { zh: '企业开办', en: 'Starting a business' }, question: COMPANY_QUESTION },
]

export interface SpecimenTopic {
  readonly code: string
  readonly name: Words
  readonly question?: SpecimenQuestion
}

const FREE = { is_fee: '0' }

const ID_CARD = paper('居民身份证', '原件', 0, { fill_explain: '当场核对，核对后退还；有电子身份证的不用带。', source_type: '政府部门核发' })

/** Papers of several items of one package: the same key is the same paper, of which a picture will do. */
const ID_CARD_HERE = { ...ID_CARD, ...givenBy('id-card', 'Resident ID card', ['licence', 'window'], { licence_type: 'ID-CARD' }) }
const BIRTH_CERTIFICATE_HERE = givenBy('birth-certificate', 'Birth certificate', ['camera'])
const HOUSEHOLD_REGISTER_HERE = givenBy('household-register', 'Household register', ['licence', 'camera'], { licence_type: 'HOUSEHOLD-REGISTER' })

export const SPECIMEN_ITEMS: readonly Columns[] = [
  item('health', '532008001000', ['生育登记', 'Registering a pregnancy or birth'], {
    by_law: '《中华人民共和国人口与计划生育法》第十八条\n《云南省人口与计划生育条例》第十九条',
    ...times(7, 0),
    handle_flow: '提交材料：夫妻一方到窗口，或由他人代办。\n核对：窗口当场核对身份和婚姻情况。\n登记：信息无误，当场登记。\n领取：当场领取生育服务登记单。',
    accept_condition: '夫妻一方户籍在本县，或在本县居住。\n怀孕后到孩子出生后一年内都可以登记。',
    material: [
      ID_CARD_HERE,
      paper('结婚证', '原件', 1, {
        is_need: '0',
        source_type: '政府部门核发',
        fill_explain: '未婚的不用提供。',
        ...givenBy('marriage-certificate', 'Marriage certificate', ['licence', 'camera'], { licence_type: 'MARRIAGE-CERTIFICATE' }),
      }),
      paper('出生医学证明', '原件', 1, {
        source_type: '医疗机构出具',
        source_explain: '由孩子出生的医院签发。',
        fill_explain: '登记怀孕的，可以以后补交。',
        ...givenBy('birth-certificate', 'Birth certificate', ['camera'], { owed_days: 60 }),
      }),
    ],
    ...FREE,
    ...result('生育服务登记单', '证明', 'Birth service registration'),
    user_topic_type: ['birth'],
    is_service_terminals: '1',
    filing: BIRTH_FORM,
  }),
  item('medical', '530510002000', ['生育津贴支付', 'Maternity allowance'], {
    by_law: '《中华人民共和国社会保险法》第五十四条、第五十六条\n《女职工劳动保护特别规定》第八条',
    ...times(20, 5),
    handle_flow: '提交材料：由参保单位或本人提交。\n受理：材料齐全当场受理，不齐的一次告诉您还缺什么。\n审核：核对参保缴费和生育信息。\n支付：审核通过后，津贴转入指定银行账户。',
    accept_condition: '用人单位已为职工连续缴纳生育保险费。\n生育或计划生育手术符合国家规定。',
    material: [
      paper('生育津贴申请表', '原件', 1, {
        source_type: '申请人自备',
        form_guid: 'form-maternity',
        example_guid: 'example-maternity',
        fill_explain: '窗口可以领取空白表格。',
        ...givenBy('allowance-form', 'Application for the maternity allowance', ['camera', 'window']),
      }),
      ID_CARD_HERE,
      paper('出生医学证明', '复印件', 1, { source_type: '医疗机构出具', source_explain: '由孩子出生的医院签发。', ...BIRTH_CERTIFICATE_HERE }),
      paper('出院记录', '原件和复印件', 1, { source_type: '医疗机构出具', ...givenBy('discharge-record', 'Discharge record', ['camera', 'window'], { owed_days: 10 }) }),
    ],
    is_service_terminals: '1',
    ...FREE,
    ...result('生育津贴支付凭证', '其他', 'Payment record of the maternity allowance'),
    user_topic_type: ['birth', 'insurance'],
  }),
  item('school', '532007003000', ['义务教育阶段入学报名', 'Enrolling a child in primary or middle school'], {
    by_law: '《中华人民共和国义务教育法》第十一条、第十二条',
    ...times(30, 15),
    promise_explain: '每年 6 月报名，7 月底前告诉您录取的学校。',
    handle_flow: '报名：家长在规定时间内到学校或窗口报名。\n核对：核对户籍、住房或居住证。\n录取：按就近入学安排学校。\n通知：发放入学通知书。',
    accept_condition: '孩子当年 8 月 31 日前年满六周岁。\n户籍在本县，或家长持有本县居住证。',
    material: [
      paper('居民户口簿', '原件', 1, { source_type: '政府部门核发', fill_explain: '带首页、父母页和孩子页。' }),
      paper('不动产权证书或租房合同', '原件', 1, { source_type: '政府部门核发或申请人自备' }),
      paper('预防接种证查验证明', '原件', 1, { source_type: '医疗机构出具', source_explain: '到社区卫生服务中心开具。' }),
    ],
    ...FREE,
    ...result('入学通知书', '其他', 'Letter of admission'),
    limit_scene_num: 1,
    user_topic_type: ['school'],
  }),
  item('labour', '530501004000', ['失业保险金申领', 'Unemployment benefit'], {
    by_law: '《中华人民共和国社会保险法》第四十五条、第五十条\n《失业保险条例》第十四条',
    ...times(10, 3),
    handle_flow: '申请：本人提交申请。\n审核：核对缴费记录和离职原因。\n发放：从次月起按月发到社会保障卡。',
    accept_condition: '失业前用人单位和本人已缴纳失业保险费满一年。\n不是因为本人意愿中断就业。\n已经办理失业登记，并有求职要求。',
    material: [ID_CARD, paper('社会保障卡', '原件', 0, { source_type: '政府部门核发', fill_explain: '银行功能要先激活。' })],
    ...FREE,
    ...result('失业保险金', '其他', 'Unemployment benefit, paid monthly'),
    user_topic_type: ['work', 'insurance'],
  }),
  item('labour', '532001005000', ['灵活就业人员参加基本养老保险登记', 'Joining the basic pension as a self-employed person'], {
    by_law: '《中华人民共和国社会保险法》第十条、第五十八条',
    ...times(15, 0),
    handle_flow: '申请：本人提交材料。\n登记：窗口当场登记，选定缴费档次。\n缴费：到银行或在手机上按月、按季或按年缴费。',
    accept_condition: '年满十六周岁，未达到法定退休年龄。\n没有用人单位为其参加职工基本养老保险。',
    material: [ID_CARD],
    ...FREE,
    ...result('社会保险登记凭证', '证明', 'Record of social insurance registration'),
    user_topic_type: ['insurance', 'work'],
  }),
  item('housing', '530717006000', ['公共租赁住房申请', 'Applying for public rental housing'], {
    by_law: '《公共租赁住房管理办法》第七条、第八条',
    ...times(40, 20),
    handle_flow: '申请：向户籍或居住地街道提交申请。\n初审：街道核对收入和住房情况。\n复审：住建局会同民政局复审。\n公示：审核结果公示 7 天。\n登记：公示没有异议，登记为轮候对象。',
    accept_condition: '本人和家庭成员在本县没有住房，或人均住房面积低于规定标准。\n收入、财产低于规定标准。\n外来务工人员在本县稳定就业达到规定年限。',
    material: [
      paper('公共租赁住房申请表', '原件', 2, { source_type: '申请人自备', form_guid: 'form-rental', example_guid: 'example-rental', fill_explain: '全体成年家庭成员签名。' }),
      paper('居民户口簿', '复印件', 1, { source_type: '政府部门核发' }),
      paper('收入证明', '原件', 1, { source_type: '申请人自备', source_explain: '由工作单位开具，没有单位的由本人书面承诺。' }),
    ],
    ...FREE,
    ...result('公共租赁住房轮候登记通知书', '批文', 'Notice of entry on the waiting list'),
    limit_scene_num: 1,
    user_topic_type: ['home'],
  }),
  item('land', '530715007000', ['不动产转移登记（二手房）', 'Registering the sale of a used home'], {
    by_law: '《中华人民共和国民法典》第二百零九条、第二百一十四条\n《不动产登记暂行条例》第十四条、第二十条',
    ...times(30, 3),
    handle_flow: '申请：买卖双方一起到场，或委托他人代办。\n受理：窗口核对材料，询问并签字。\n缴税：在同一窗口缴纳契税等。\n审核：登记机构审核后记入登记簿。\n领证：领取不动产权证书，可以邮寄。',
    accept_condition: '房屋已经登记，权属清楚，没有查封和争议。\n设有抵押的，按约定可以转让。',
    material: [
      paper('不动产登记申请书', '原件', 1, { source_type: '申请人自备', form_guid: 'form-transfer', fill_explain: '窗口打印，双方签字。' }),
      ID_CARD,
      paper('不动产权证书', '原件', 1, { source_type: '政府部门核发' }),
      paper('房屋买卖合同', '原件', 1, { source_type: '申请人自备' }),
      paper('完税凭证', '原件', 1, { source_type: '政府部门核发', source_explain: '在本大厅税务窗口办理。' }),
    ],
    is_fee: '1',
    fee_basis: '《国家发展改革委 财政部关于不动产登记收费标准等有关问题的通知》（发改价格规〔2016〕2559号）',
    fee: [
      { fee_name: '登记费（住宅）', fee_stand: '80 元一件', is_desc: '1', desc_explain: '小微企业、个体工商户免收。' },
      { fee_name: '证书工本费', fee_stand: '第一本不收，每增加一本 10 元', is_desc: '0' },
    ],
    ...result('不动产权证书', '证照', 'Certificate of real property'),
    limit_scene_num: 1,
    user_topic_type: ['home'],
  }),
  item('police', '530109008000', ['普通护照首次申领', 'Applying for a first passport'], {
    by_law: '《中华人民共和国护照法》第五条、第六条',
    ...times(15, 7),
    handle_flow: '预约：在网上或窗口预约时间。\n采集：本人到窗口拍照、按指纹。\n受理：核对材料，缴费。\n审批：公安机关出入境管理机构审批。\n取证：凭回执到窗口领取，或邮寄到家。',
    accept_condition: '中国公民，没有法律规定不准出境的情形。\n未满十六周岁的，由监护人陪同。',
    material: [
      paper('中国公民出入境证件申请表', '原件', 1, { source_type: '申请人自备', form_guid: 'form-passport', example_guid: 'example-passport', fill_explain: '可以在窗口旁的填表机上打印。' }),
      ID_CARD,
      paper('出入境证件数码照片', '原件', 1, { source_type: '申请人自备', source_explain: '可以在大厅自助拍照，不收费。', accept_stand: '近六个月内的正面免冠彩色照片，白色背景。' }),
    ],
    is_fee: '1',
    fee_basis: '《国家发展改革委 财政部关于降低部分行政事业性收费标准的通知》（发改价格〔2019〕914号）',
    fee: [{ fee_name: '普通护照', fee_stand: '120 元一本', is_desc: '0' }],
    ...result('中华人民共和国普通护照', '证照', 'Ordinary passport'),
    limit_scene_num: 1,
    user_topic_type: ['border'],
  }),
  item('police', '530109009000', ['机动车驾驶证期满换证', 'Renewing a driving licence'], {
    by_law: '《中华人民共和国道路交通安全法实施条例》第二十六条\n《机动车驾驶证申领和使用规定》第六十三条',
    ...times(1, 0),
    handle_flow: '体检：到大厅体检点检查，当场出结果。\n提交：在窗口提交材料。\n核对：处理完未处理的交通违法。\n领证：当场领取新驾驶证。',
    accept_condition: '驾驶证有效期满前九十日内。\n没有未处理完的交通违法记录和事故。',
    material: [
      ID_CARD,
      paper('机动车驾驶证', '原件', 1, { source_type: '政府部门核发', fill_explain: '旧证交回；遗失的写一份说明。' }),
      paper('驾驶人身体条件证明', '原件', 1, { source_type: '医疗机构出具', source_explain: '县级以上医院或大厅体检点出具。' }),
    ],
    is_fee: '1',
    fee: [{ fee_name: '驾驶证工本费', fee_stand: '10 元一本', is_desc: '0' }],
    ...result('机动车驾驶证', '证照', 'Driving licence'),
    limit_scene_num: 1,
    user_topic_type: ['vehicle'],
  }),
  item('market', '530131010000', ['有限责任公司设立登记', 'Registering a limited company'], {
    by_law: '《中华人民共和国公司法》第二十九条、第三十条\n《中华人民共和国市场主体登记管理条例》第十九条',
    ...times(3, 1),
    handle_flow: '申请：在网上或窗口提交申请。\n审查：材料齐全、符合法定形式的，当场登记。\n发照：领取营业执照，同时免费领取一套公章。',
    accept_condition: '股东符合法定人数，有公司章程、名称和住所。\n经营范围中要批准的项目，已经取得批准文件。',
    material: [
      paper('公司登记（备案）申请书', '原件', 1, { source_type: '申请人自备', form_guid: 'form-company', example_guid: 'example-company' }),
      paper('公司章程', '原件', 1, { source_type: '申请人自备', example_guid: 'example-articles' }),
      paper('股东、董事、监事和经理的身份证件', '复印件', 1, { source_type: '政府部门核发' }),
      paper('住所使用证明', '复印件', 1, { source_type: '申请人自备', source_explain: '自有的带不动产权证书，租用的带租赁合同。' }),
    ],
    ...FREE,
    ...result('营业执照', '证照', 'Business licence'),
    corp_topic_type: ['company'],
  }),
  item('police', '530709011000', ['新生儿户口登记', 'Entering a newborn in the household register'], {
    by_law: '《中华人民共和国户口登记条例》第七条',
    ...times(3, 0),
    handle_flow: '提交材料：父亲、母亲或监护人到窗口。\n核对：核对出生医学证明和户口簿。\n登记：当场登记，打印户口簿。',
    accept_condition: '孩子在中国境内出生，父母一方户籍在本县。',
    material: [
      paper('出生医学证明', '原件', 1, { source_type: '医疗机构出具', ...BIRTH_CERTIFICATE_HERE }),
      paper('居民户口簿', '原件', 1, { source_type: '政府部门核发', ...HOUSEHOLD_REGISTER_HERE }),
      ID_CARD_HERE,
    ],
    is_service_terminals: '1',
    ...FREE,
    ...result('居民户口簿', '证照', 'Household register'),
    user_topic_type: ['birth'],
  }),
  item('medical', '532010012000', ['新生儿参加基本医疗保险登记', 'Health insurance for a newborn'], {
    by_law: '《中华人民共和国社会保险法》第二十五条',
    ...times(10, 5),
    handle_flow: '提交材料：监护人到窗口，或在网上提交。\n登记：核对身份，登记参保。\n缴费：缴纳当年的个人费用，从出生之日起报销。',
    accept_condition: '孩子出生后九十天内。\n已经办理户口登记，或持有居住证。',
    material: [
      paper('居民户口簿', '原件', 1, { source_type: '政府部门核发', fill_explain: '带孩子页。', ...HOUSEHOLD_REGISTER_HERE }),
      paper('出生医学证明', '复印件', 1, { source_type: '医疗机构出具', ...BIRTH_CERTIFICATE_HERE }),
    ],
    is_service_terminals: '1',
    ...FREE,
    ...result('参保登记凭证', '证明', 'Record of enrolment'),
    user_topic_type: ['birth', 'insurance'],
  }),
  item('labour', '532001013000', ['企业社会保险登记', 'Registering an employer for social insurance'], {
    by_law: '《中华人民共和国社会保险法》第五十七条',
    ...times(15, 1),
    handle_flow: '申请：随公司登记一并提交，或到窗口提交。\n登记：核对营业执照信息，当天登记。',
    accept_condition: '取得营业执照之日起三十日内。',
    material: [paper('营业执照', '复印件', 1, { source_type: '政府部门核发', fill_explain: '随公司登记一并办理的不用带。', is_need: '0' })],
    ...FREE,
    ...result('社会保险登记凭证', '证明', 'Record of social insurance registration'),
    corp_topic_type: ['company'],
  }),
  item('police', '531009014000', ['公章刻制备案', 'Recording a company seal'], {
    by_law: '《印铸刻字业暂行管理规则》第六条',
    ...times(1, 0),
    handle_flow: '刻制：由备案的刻章单位刻制。\n备案：刻章单位当天传送备案信息。\n领取：与营业执照一起领取。',
    accept_condition: '已经取得营业执照。',
    material: [
      paper('营业执照', '复印件', 1, { source_type: '政府部门核发' }),
      paper('股东、董事、监事和经理的身份证件', '复印件', 1, { source_type: '政府部门核发', fill_explain: '只要法定代表人的。' }),
    ],
    ...FREE,
    ...result('公章', '其他', 'A set of seals'),
    corp_topic_type: ['company'],
  }),
  item('market', '530131011000', ['个体工商户设立登记', 'Registering a sole trader'], {
    by_law: '《中华人民共和国市场主体登记管理条例》第十六条、第十七条\n《促进个体工商户发展条例》第四条',
    ...times(3, 1),
    handle_flow: '提交：经营者本人提交，或委托他人提交。\n审查：材料齐全、符合法定形式的，当场登记。\n发照：领取营业执照。',
    accept_condition: '有经营能力的中国公民。\n有与经营范围相适应的经营场所。',
    material: [
      paper('授权委托书', '原件', 1, {
        source_type: '申请人自备',
        fill_explain: '委托他人提交的，由经营者签名。',
        ...givenBy('authorisation', 'Letter of authorisation', ['camera'], { applicants: ['person'], authorises: true }),
      }),
      { ...ID_CARD, ...givenBy('id-card', 'Resident ID card', ['licence', 'window'], { licence_type: 'ID-CARD' }) },
      paper('经营场所使用证明', '复印件', 1, {
        source_type: '申请人自备',
        source_explain: '自有的带不动产权证书，租用的带租赁合同。',
        ...givenBy('premises', 'Proof of the premises', ['camera', 'phone', 'window'], { owed_days: 10 }),
      }),
    ],
    ...FREE,
    ...result('个体工商户营业执照', '证照', 'Sole trader’s licence'),
    corp_topic_type: ['company'],
    is_service_terminals: '1',
    filing: SOLE_TRADER_FORM,
  }),
  item('labour', '532014015000', ['用人单位用工备案', 'Reporting people taken on'], {
    by_law: '《中华人民共和国就业促进法》第三十五条\n《就业服务与就业管理规定》第六十二条',
    ...times(5, 1),
    handle_flow: '提交：由单位的经办人提交。\n核对：核对单位登记和人员信息。\n备案：信息无误，登记就业并备案。',
    accept_condition: '已经取得营业执照。\n与劳动者订立了书面劳动合同。\n用工之日起三十日内。',
    material: [
      paper('授权委托书', '原件', 1, {
        source_type: '申请人自备',
        fill_explain: '写明经办人和委托事项，加盖单位公章。',
        ...givenBy('authorisation', 'Letter of authorisation', ['camera'], { authorises: true }),
      }),
      paper('营业执照', '复印件', 1, {
        source_type: '政府部门核发',
        fill_explain: '有电子营业执照的不用带。',
        ...givenBy('business-licence', 'Business licence', ['licence', 'camera', 'window'], { licence_type: 'BUSINESS-LICENCE' }),
      }),
      paper('劳动合同', '复印件', 1, { source_type: '申请人自备', ...givenBy('contracts', 'Contracts of employment', ['camera', 'window'], { owed_days: 10 }) }),
    ],
    ...FREE,
    ...result('用工备案凭证', '证明', 'Record of people taken on'),
    corp_topic_type: ['company'],
    is_service_terminals: '1',
    filing: STAFF_FORM,
  }),
  item('police', '530109012000', ['居住证签注', 'Endorsing a residence permit'], {
    by_law: '《居住证暂行条例》第十条',
    ...times(15, 5),
    handle_flow: '提交：居住每满一年之日前一个月内，本人提交。\n核对：公安机关核对居住情况。\n签注：签注后居住证继续有效。',
    accept_condition: '持有本县居住证。\n仍在本县居住、就业或就读。',
    material: [
      paper('居住证', '原件', 1, { source_type: '政府部门核发', ...givenBy('permit', 'Residence permit', ['camera', 'window']) }),
      paper('居住证明', '原件或复印件', 1, {
        source_type: '申请人自备',
        source_explain: '租赁合同、不动产权证书，或社区出具的证明。',
        ...givenBy('dwelling', 'Proof of residence', ['camera', 'phone', 'window'], { owed_days: 15 }),
      }),
    ],
    ...FREE,
    ...result('居住证', '证照', 'Residence permit'),
    user_topic_type: ['home', 'work'],
    is_service_terminals: '1',
    filing: RESIDENCE_FORM,
  }),
]

/** How a material is given at a terminal. */
function givenBy(key: string, english: string, ways: readonly ('licence' | 'camera' | 'phone' | 'window')[], more: Columns = {}): Columns {
  return { key, ways, english: { material_name: english }, ...more }
}

/** Working days; 0 promised is on the spot. */
function times(legal: number, promised: number): Columns {
  const unit = { anticipate_type: 'working-day', promise_type: 'working-day' }
  return { anticipate_day: legal, promise_day: promised, ...unit, project_type: promised === 0 ? '1' : '2' }
}

function result(name: string, type: string, english: string): Columns {
  return { result_name: name, result_type: type, english: { result_name: english } }
}

function paper(name: string, type: string, count: number, more: Columns): Columns {
  return { material_name: name, material_type: type, material_format: '纸质', page_num: count, is_need: '1', ...more }
}

function item(body: keyof typeof BODIES, code: string, [name, english]: readonly [string, string], columns: Columns): Columns {
  const [credit, department, inEnglish] = BODIES[body]
  return {
    catalog_code: code,
    task_code: `${credit}4${code}`,
    task_handle_item: `${credit}4${code}01`,
    task_name: name,
    task_type: code.slice(2, 4),
    task_version: 1,
    use_level: '4',
    power_source: '法定本级行使',
    dept_name: department,
    dept_code: credit,
    dept_type: '法定机关',
    handle_area: '全县通办',
    handle_type: '窗口办理、网上办理',
    limit_scene_num: 0,
    is_service_terminals: '0',
    link_way: '12345',
    supervise_way: '12345',
    transact_addr: '示例县政务服务中心一楼综合窗口',
    transact_time: '周一至周五 09:00–12:00，13:30–17:00（节假日除外）',
    ...columns,
    english: { task_name: english, dept_name: inEnglish, ...Object(columns['english']) },
  }
}
