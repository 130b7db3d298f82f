import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answers } from '../../../main/contract/forms.ts'
import { askedFields, standingAnswers, tidied } from '../../../main/filings/answers.ts'
import { dayOf } from '../../../main/filings/day-rule.ts'
import { formCheck } from '../../../main/filings/form-check.ts'
import { workingDaysAfter } from '../../../main/filings/working-days.ts'
import { HallFile } from '../../../main/configuration/hall-file.ts'
import { OPEN_HALL } from '../../terminal-process.ts'
import { BIRTH, BIRTH_ANSWERS, formOf, itemWith, onePage, SIGNED, SOLE_TRADER, TODAY } from './specimen.ts'

/** What is wrong with one answer to a field of this kind. */
function faultOf(schema: object, field: object, value: unknown, provenPhones: Record<string, string> | null = null) {
  const form = formOf(itemWith(onePage({ one: schema }, [{ key: 'one', label: '字', ...field }], ['one'])))
  const [page] = form.pages
  const answers = tidied(page?.fields ?? [], (value === undefined ? {} : { one: value }) as Answers)
  const [fault] = formCheck(form).faultsOf(page?.fields ?? [], answers, { today: TODAY, provenPhones })
  return fault === undefined ? null : [fault.fault, fault.row, fault.column].filter((part) => part !== null).join(' ')
}

const text = { type: 'string', minLength: 2, maxLength: 4 }
const options = ['a', 'b'].map((value) => ({ value, name: value }))
const rows = (properties: object, required: string[] = []) => ({ type: 'array', maxItems: 2, items: { type: 'object', properties, required } })
const columns = [{ key: 'number', kind: 'id-number', label: '号' }]

describe('an answer', () => {
  test.each([
    ['a text', text, { kind: 'text' }, [['样本', null], ['𬱖本', null], ['样', 'too-short'], ['样本样本样', 'too-long'], ['  ', 'missing'], [undefined, 'missing'], ['样\n本', 'wrong-form'], ['\ud800a', 'wrong-form'], [7, 'wrong-form']]],
    ['a text of lines', { type: 'string', maxLength: 9 }, { kind: 'text', lines: 3 }, [['样\n本', null], ['样\u0007本', 'wrong-form']]],
    ['a pattern', { ...text, pattern: '^[A-Z]+$' }, { kind: 'text' }, [['AB', null], ['ab', 'wrong-form']]],
    ['a whole number', { type: 'integer', minimum: 1, maximum: 9 }, { kind: 'number' }, [[5, null], [0, 'too-little'], [10, 'too-much'], [1.5, 'not-whole'], ['5', 'not-whole']]],
    ['a number', { type: 'number' }, { kind: 'number' }, [[1.5, null], ['x', 'not-a-number']]],
    ['money', { type: 'number', minimum: 0 }, { kind: 'money' }, [[0.1, null], [19.99, null], [0.001, 'wrong-form'], [-1, 'too-little']]],
    ['a day', { type: 'string', format: 'date' }, { kind: 'date', earliest: 'today-1y', latest: 'today' }, [['2026-11-22', null], ['2025-11-22', null], ['2025-11-21', 'too-early'], ['2026-11-23', 'too-late'], ['2026-02-30', 'not-a-date'], ['昨天', 'not-a-date']]],
    ['a choice', { type: 'string', enum: ['a', 'b'] }, { kind: 'choice', choices: options }, [['a', null], ['c', 'not-offered'], [['a'], 'wrong-form']]],
    ['choices', { type: 'array', maxItems: 2, items: { type: 'string', enum: ['a', 'b'] } }, { kind: 'choice', choices: options }, [[['a', 'b'], null], [['c'], 'not-offered'], [['a', 'a'], 'wrong-form'], [['a', 'b', 'a'], 'too-much'], [[], 'missing']]],
    ['a region', { type: 'string' }, { kind: 'region', regions: [{ code: '1', name: { zh: '县' }, below: [{ code: '11', name: { zh: '村' } }] }] }, [['11', null], ['1', 'not-offered'], ['2', 'not-offered']]],
    ['an ID number', { type: 'string' }, { kind: 'id-number' }, [['11010519491231002X', null], [' 11010519491231002x', null], ['1101051949123100', 'wrong-length'], ['110105194912310021', 'wrong-check'], ['110105194902310021', 'wrong-date'], ['991231194912310021', 'wrong-place'], ['1101051949A231002X', 'wrong-form']]],
    ['a credit code', { type: 'string' }, { kind: 'credit-code' }, [['11530323MB0A00018C', null], ['11530323MB0A00018', 'wrong-length'], ['11530323MB0A00019C', 'wrong-check'], ['11530323MB0A0001IC', 'wrong-form']]],
    ['a phone', { type: 'string' }, { kind: 'phone' }, [['13800000001', null], ['0871-1234567', null], ['12345', 'not-a-phone']]],
    ['a consent', { type: 'boolean', const: true }, { kind: 'consent', text: '同意' }, [[true, null], [false, 'missing'], ['yes', 'wrong-form']]],
    ['a signature', { type: 'object' }, { kind: 'signature' }, [[SIGNED, null], [{ strokes: [], png: '' }, 'wrong-form'], ['x', 'wrong-form']]],
    [
      'a table',
      rows({ number: { type: 'string' } }, ['number']),
      { kind: 'table', columns },
      [
        [[{ number: '11010519491231002X' }], null],
        [[{}], 'missing'],
        [[{ number: '11010519491231002X' }, { number: '1' }], 'wrong-length 1 number'],
        [[{ number: '11010519491231002X', other: 'x' }], 'wrong-form 0'],
        [[{ number: '1' }, { number: '2' }, { number: '3' }], 'too-many-rows'],
      ],
    ],
    ['a table of two columns', rows({ number: { type: 'string' }, name: text }, ['name']), { kind: 'table', columns: [...columns, { key: 'name', kind: 'text', label: '名' }] }, [[[{ number: '11010519491231002X' }], 'missing 0 name'], [[{ name: '样' }], 'too-short 0 name']]],
  ] as const)('to %s', (_, schema, field, cases) => {
    for (const [value, expected] of cases) expect([value, faultOf(schema, field, value)]).toEqual([value, expected])
  })

  test('to a phone counts once its code was given', () => {
    const field = { kind: 'phone', proven: true }
    expect(faultOf({ type: 'string' }, field, '13800000001', {})).toBe('not-proven')
    expect(faultOf({ type: 'string' }, field, '13800000001', { one: '13800000002' })).toBe('not-proven')
    expect(faultOf({ type: 'string' }, field, '13800000001', { one: '13800000001' })).toBeNull()
    expect(faultOf({ type: 'string' }, field, '0871-1234567', {})).toBe('not-a-phone')
  })
})

test.each([
  ['2020-01-31', '2020-01-31'],
  ['today', '2024-02-29'],
  ['today+1y', '2025-03-01'],
  ['today-18y', '2006-03-01'],
  ['today+300d', '2024-12-25'],
  ['today-2m', '2023-12-29'],
])('the day that a catalogue means by %s', (rule, day) => {
  expect(dayOf(rule, '2024-02-29')).toBe(day)
})

test('what is owed is owed until a day on which the hall is open', () => {
  const nine = ['09:00-17:00']
  const { calendar, hall } = HallFile.parse({
    ...OPEN_HALL,
    calendar: { weekly: { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine }, holidays: ['2026-11-24'], workdays: ['2026-11-29'] },
  })
  const until = (count: number) => workingDaysAfter({ ...calendar, timeZone: hall.timeZone }, '2026-11-20', count)
  expect([1, 2, 5, 6].map(until)).toEqual(['2026-11-23', '2026-11-25', '2026-11-29', '2026-11-30'])
  expect(workingDaysAfter({ ...calendar, weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, workdays: [], timeZone: 'UTC' }, '2026-11-20', 1)).toMatch(/^2029/)
})

describe('the answers of a form', () => {
  const form = formOf(BIRTH)
  const check = formCheck(form)
  const against = { today: TODAY, provenPhones: { phone: '13800000001' } }
  const card = new Map(Object.entries({ name: '样本一', number: '11010519491231002X', sex: '2', birth: '1949-12-31', nation: '汉' }).map(([key, value]) => [key, { value, origin: 'card' as const, editable: false }]))
  const standing = (answers: Answers, given: readonly number[]) => standingAnswers({ form, check, known: card, against, answers, given: new Set(given) })
  const all = Object.assign({}, ...BIRTH_ANSWERS) as Answers
  const every = form.pages.map((_, page) => page)

  test('stand page by page', () => {
    expect(standing({}, []).answered).toEqual([])
    expect(standing(all, [0, 2]).answered).toEqual([0, 2])
    expect(standing(all, every).answered).toEqual(every)
  })

  test('that depend on another go with it, and come to be missing with it', () => {
    expect(Object.keys(standing({ ...all, 'spouse-name': '样本二' }, every).answers)).not.toContain('spouse-name')
    const pregnant = standing({ ...all, event: 'pregnant' }, every)
    expect(Object.keys(pregnant.answers)).not.toContain('children')
    expect(pregnant.answered).not.toContain(4)
    expect(askedFields(form.pages[4]?.fields ?? [], pregnant.answers).map(({ key }) => key)).toEqual(['event', 'due'])
  })

  test('that the card gives are the card’s, whatever a page says', () => {
    expect(standing({ ...all, name: '别人', sex: '1' }, every).answers).toMatchObject({ name: '样本一', sex: '2' })
  })

  test('whatever they are, stand or fault and never throw; and what stood once stands as it was', () => {
    const pages = [form, formOf(SOLE_TRADER)].flatMap(({ pages }) => pages.flatMap(({ fields }) => fields.map(({ key }) => key)))
    const simple = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constantFrom('1', 'born', 'married', '2026-11-22', '13800000001', '530323001001'))
    const answers = fc.dictionary(fc.constantFrom(...pages), fc.oneof(simple, fc.array(fc.string()), fc.array(fc.dictionary(fc.constantFrom('name', 'sex', 'x'), simple)), fc.constant(SIGNED)))
    fc.assert(
      fc.property(answers, (answers) => {
        const mixed = tidied(form.pages.flatMap(({ fields }) => fields), { ...all, ...answers })
        const once = standing(mixed, every)
        expect(standing(once.answers, once.answered)).toEqual(once)
      }),
      { numRuns: 100 },
    )
  })
})
