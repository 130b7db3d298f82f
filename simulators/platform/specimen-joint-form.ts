import { CARD_HOLDER, choice, consent, date, field, form, hint, idNumber, optional, phone, region, SEXES, signature, table, text } from './specimen-forms.ts'

/** 新生儿出生一件事: one form for four bodies (多表合一), of a fictional county. */

const BY_EMPLOYER = { when: { key: 'insured', oneOf: ['yes'] } }
const BOTH_PARENTS = { when: { key: 'parents', oneOf: ['both'] } }

export const NEWBORN_FORM = form(
  [
    [
      '申请人',
      'Applicant',
      [
        ...CARD_HOLDER,
        choice('parent', ['您是孩子的', 'You are the child’s'], [
          ['mother', '母亲', 'Mother'],
          ['father', '父亲', 'Father'],
        ]),
      ],
    ],
    [
      '父母双方',
      'Both parents',
      [
        choice('parents', ['一起登记的父母', 'Parents to be entered'], [
          ['both', '父母双方', 'Both parents'],
          ['one', '只有申请人', 'Only the applicant'],
        ]),
        text('other-name', ['另一方姓名', 'Name of the other parent'], 50, { ...BOTH_PARENTS, mask: 'name', from: 'licence:MARRIAGE-CERTIFICATE.spouse-name' }),
        idNumber('other-number', ['另一方身份号码', 'ID number of the other parent'], { ...BOTH_PARENTS, from: 'licence:MARRIAGE-CERTIFICATE.spouse-number' }),
        choice('marriage', ['婚姻状况', 'Marital status'], [
          ['married', '已婚', 'Married'],
          ['unmarried', '未婚', 'Not married'],
          ['divorced', '离异或丧偶', 'Divorced or widowed'],
        ]),
      ],
    ],
    [
      '出生的孩子',
      'The child',
      [
        table(
          'children',
          ['出生的孩子', 'Children born'],
          5,
          [
            text('name', ['姓名', 'Name'], 50, { mask: 'name' }),
            choice('sex', ['性别', 'Sex'], SEXES),
            date('birth', ['出生日期', 'Date of birth'], { earliest: 'today-1y', latest: 'today' }),
            field('certificate', 'text', ['出生医学证明编号', 'Birth certificate number'], { type: 'string', maxLength: 10, pattern: '^[A-Z][0-9]{9}$' }),
          ],
          { hint: hint('双胞胎请各填一行。', 'One row for each child.') },
        ),
      ],
    ],
    [
      '户口登记',
      'Household register',
      [
        choice('household', ['孩子的户口', 'The child is entered'], [
          ['mother', '随母亲', 'With the mother'],
          ['father', '随父亲', 'With the father'],
        ]),
        region(['户口所在社区或村', 'Community or village of the household']),
        text('address', ['户口地址', 'Address of the household'], 100, {
          from: 'card.address',
          editable: true,
          lines: 2,
          hint: hint('与身份证住址不同的，请照户口簿改。', 'If it differs from the address on your card, take it from the register.'),
        }),
      ],
    ],
    [
      '医疗保险',
      'Health insurance',
      [
        choice('premium', ['个人费用怎样缴', 'How the contribution is paid'], [
          ['later', '登记后自己缴', 'By yourself, after registration'],
          ['account', '银行代扣', 'By direct debit'],
        ]),
        optional(text('premium-bank', ['代扣的银行', 'Bank'], 50, { when: { key: 'premium', oneOf: ['account'] } })),
      ],
    ],
    [
      '生育津贴',
      'Maternity allowance',
      [
        choice(
          'insured',
          ['母亲由单位参加了生育保险', 'The mother has maternity insurance through an employer'],
          [
            ['yes', '是', 'Yes'],
            ['no', '否', 'No'],
          ],
          { hint: hint('选“是”的，同时申领生育津贴。', 'With Yes, the maternity allowance is applied for, too.') },
        ),
        text('employer', ['参保单位', 'Employer'], 100, BY_EMPLOYER),
        text('bank', ['开户银行', 'Bank'], 50, BY_EMPLOYER),
        field('account', 'text', ['母亲的银行账号', 'Account of the mother'], { type: 'string', maxLength: 19, pattern: '^[0-9]{12,19}$' }, BY_EMPLOYER),
      ],
    ],
    [
      '联系、承诺和签名',
      'Contact, declaration and signature',
      [
        phone(false),
        consent(
          '以上信息和提交的材料真实有效，同意有关部门按事项共享使用。如有不实，本人愿意承担相应的法律责任。',
          'What I have stated and handed in is true, and may be shared by the bodies that need it for these matters. I am liable by law for what is not.',
        ),
        signature,
      ],
    ],
  ],
  {
    applicants: ['self'],
    assurance: ['card+sms', 'card+face', 'clerk'],
    version: 1,
    // The paper form of the allowance is part of this one.
    replaces: ['allowance-form'],
    members: [{ task: '11530323MB0A00085A4530510002000', when: { key: 'insured', oneOf: ['yes'] } }],
  },
)
