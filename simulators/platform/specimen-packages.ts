import { NEWBORN_FORM } from './specimen-joint-form.ts'

/** Matters of a fictional county that several bodies settle in one visit (一件事), of the items in specimen-items.ts. */
export const SPECIMEN_PACKAGES = [
  {
    code: 'newborn',
    name: { zh: '新生儿出生一件事', en: 'A child is born' },
    tasks: ['11530323MB0A0002674532008001000', '11530323MB0A00042W4530709011000', '11530323MB0A00085A4532010012000', '11530323MB0A00085A4530510002000'],
    situations: ['birth'],
    explanation: {
      zh: '孩子出生后要办的登记、户口、医保和生育津贴，一次提交，一个窗口受理。',
      en: 'Registration, household register, health insurance and maternity allowance: handed in once, at one window.',
    },
    filing: NEWBORN_FORM,
  },
  {
    code: 'company',
    name: { zh: '企业开办一件事', en: 'Starting a company' },
    tasks: ['11530323MB0A00069L4530131010000', '11530323MB0A00042W4531009014000', '11530323MB0A00018C4532001013000'],
    situations: ['company'],
    explanation: {
      zh: '公司登记、公章刻制和社会保险登记，一次提交，一起领取营业执照和公章。',
      en: 'Company registration, seals and social insurance: handed in once, licence and seals received together.',
    },
  },
]
