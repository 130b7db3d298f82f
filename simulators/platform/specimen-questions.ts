/** Questions that narrow two of the specimens' life situations down, as a catalogue holds them. */

export interface Words {
  readonly zh: string
  readonly en: string
}

/** Each answer leads to items, by their codes, or to a further question. */
export interface SpecimenQuestion {
  readonly text: Words
  readonly answers: readonly {
    readonly text: Words
    readonly items?: readonly string[]
    readonly question?: SpecimenQuestion
  }[]
}

const BIRTH = '11530323MB0A0002674532008001000'
const ALLOWANCE = '11530323MB0A00085A4530510002000'
const SCHOOL = '11530323MB0A0003424532007003000'
const PENSION = '11530323MB0A00018C4532001005000'
const COMPANY = '11530323MB0A00069L4530131010000'
const PROPERTY = '11530323MB0A00018C4532099003000'

export const BIRTH_QUESTION: SpecimenQuestion = {
  text: { zh: '孩子出生了吗？', en: 'Has your child been born?' },
  answers: [
    { text: { zh: '还没有', en: 'Not yet' }, items: [BIRTH] },
    {
      text: { zh: '已经出生', en: 'Yes' },
      question: {
        text: { zh: '现在要办哪件事？', en: 'What would you like to do now?' },
        answers: [
          { text: { zh: '登记孩子的出生', en: 'Register the birth' }, items: [BIRTH] },
          {
            text: { zh: '领取生育津贴', en: 'Receive the maternity allowance' },
            question: {
              text: { zh: '单位缴纳生育保险了吗？', en: 'Does your employer pay maternity insurance?' },
              answers: [
                { text: { zh: '缴纳了', en: 'Yes' }, items: [ALLOWANCE] },
                { text: { zh: '没有单位', en: 'I have no employer' }, items: [PENSION, BIRTH] },
              ],
            },
          },
          { text: { zh: '孩子要上学', en: 'Enrol my child at school' }, items: [SCHOOL] },
        ],
      },
    },
  ],
}

export const COMPANY_QUESTION: SpecimenQuestion = {
  text: { zh: '您打算怎样经营？', en: 'How will you run your business?' },
  answers: [
    {
      text: { zh: '开公司', en: 'As a company' },
      question: {
        text: { zh: '公司设在哪里？', en: 'Where will the company be?' },
        answers: [
          { text: { zh: '自己的房子里', en: 'On premises that I own' }, items: [COMPANY, PROPERTY] },
          { text: { zh: '租来的房子里', en: 'On rented premises' }, items: [COMPANY] },
        ],
      },
    },
    { text: { zh: '自己一个人做', en: 'On my own' }, items: [PENSION] },
  ],
}
