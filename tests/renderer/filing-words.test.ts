import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DraftView } from '../../main/contract/filings.ts'
import type { FieldView } from '../../main/contract/forms.ts'
import { figureAfter, type FigureTakes, figureKeys, grouped } from '../../renderer/kiosk/filing/figures.ts'
import { answersOfPage, asSent, countOf, isAsked, merged, pageAfter, typedInto, withValueAt } from '../../renderer/kiosk/filing/form-answers.ts'
import { beforeFilingPage, type FilingPage, keptOnLeaving } from '../../renderer/kiosk/filing/pages.ts'
import { dayAfter, isDay, lengthOf, placesAfter } from '../../renderer/kiosk/filing/places.ts'
import { strokesOf } from '../../renderer/kiosk/filing/signature-strokes.ts'
import { inPart, pathTo } from '../../renderer/kiosk/filing/value-words.ts'
import { capitalYuan } from '../../renderer/strings/capital-yuan.ts'
import { FILLED_IN, SHOP_DRAFT } from './stand-in/filing-specimens.ts'

const typed = (kind: 'date' | 'id-number' | 'phone', keys: string) =>
  Array.from(keys).reduce((before, key) => placesAfter(kind, before, key === '<' ? 'delete' : key), '')

describe('an amount in capital numerals', () => {
  it.each([
    [0, '零元整'],
    [10, '壹拾元整'],
    [1203.5, '壹仟贰佰零叁元伍角整'],
    [107_000.53, '壹拾万柒仟元伍角叁分'],
    [1680.32, '壹仟陆佰捌拾元叁角贰分'],
    [16_409.02, '壹万陆仟肆佰零玖元零贰分'],
    [325.04, '叁佰贰拾伍元零肆分'],
    [0.5, '伍角整'],
    [0.05, '伍分'],
    [100_000_005, '壹亿零伍元整'],
    [10_000_000, '壹仟万元整'],
    [100_050_000, '壹亿零伍万元整'],
  ])('%d is %s', (amount, words) => expect(capitalYuan(amount)).toBe(words))

  it('says the same amount as the figures, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999_999 }), (cents) => {
        expect(readBack(capitalYuan(cents / 100) ?? '')).toBe(cents)
      }),
    )
    expect(capitalYuan(-1)).toBeNull()
    expect(capitalYuan(1e17)).toBeNull()
  })
})

/** The amount in 分 that the numerals say. */
function readBack(words: string): number {
  const [yuan = '', rest = ''] = words.includes('元') ? words.split('元') : ['', words]
  const digit = (sign: string) => '零壹贰叁肆伍陆柒捌玖'.indexOf(sign)
  let [total, section, one] = [0, 0, 0]
  for (const sign of yuan) {
    const place = { 拾: 10, 佰: 100, 仟: 1000 }[sign]
    if (place !== undefined) [section, one] = [section + one * place, 0]
    else if (sign === '万') [section, one, total] = [0, 0, total + (section + one) * 10_000]
    else if (sign === '亿') [section, one, total] = [0, 0, (total + section + one) * 100_000_000]
    else one = digit(sign)
  }
  const tenth = digit(rest[rest.indexOf('角') - 1] ?? '零')
  const hundredth = digit(rest[rest.indexOf('分') - 1] ?? '零')
  return (total + section + one) * 100 + (rest.includes('角') ? tenth * 10 : 0) + (rest.includes('分') ? hundredth : 0)
}

describe('figures', () => {
  const money: FigureTakes = { kind: 'money', least: 0, most: null }
  const whole: FigureTakes = { kind: 'number', least: 1, most: 99, whole: true, unit: null }
  const press = (takes: FigureTakes, keys: string) =>
    Array.from(keys).reduce((before, key) => figureAfter(takes, before, key === '<' ? 'delete' : key), '')

  it('are typed as they are written', () => {
    expect(press(money, '0012.345')).toBe('12.34')
    expect(press(money, '.5')).toBe('0.5')
    expect(press(money, '1..2')).toBe('1.2')
    expect(press(money, '12<<<')).toBe('')
    expect(figureKeys(whole)).not.toContain('.')
    expect(figureKeys({ ...whole, least: -5 })).toContain('-')
    expect(press({ ...whole, least: -5 }, '5-')).toBe('-5')
    expect([grouped('1234567.8'), grouped('-1234'), grouped('12'), grouped('')]).toEqual(['1,234,567.8', '-1,234', '12', ''])
  })

  it('are a number whatever is pressed, or nothing yet', () => {
    const keys = fc.array(fc.constantFrom(...figureKeys(money)), { maxLength: 30 })
    fc.assert(
      fc.property(keys, (pressed) => {
        const text = pressed.reduce((before, key) => figureAfter(money, before, key), '')
        expect(text).toMatch(/^$|^\d{1,13}(\.\d{0,2})?$/)
        expect(asSent(money, text === '' ? '0' : text)).toBe(Number(text))
      }),
    )
  })
})

describe('places', () => {
  it('hold what can stand there and no more', () => {
    expect(typed('id-number', '11010519491231002X1')).toBe('11010519491231002X')
    expect(typed('phone', '138000000001')).toBe('13800000000')
    expect(placesAfter('credit-code', '91', 'delete')).toBe('9')
    expect(placesAfter('phone', '138', 'clear')).toBe('')
    expect(lengthOf('credit-code')).toBe(18)
  })

  it('make a day out of digits, with the zeros that nobody writes', () => {
    expect(typed('date', '19491231')).toBe('1949-12-31')
    expect(typed('date', '194945')).toBe('1949-04-05')
    expect(typed('date', '1949123199')).toBe('1949-12-31')
    expect(typed('date', '19491<')).toBe('1949')
    expect(typed('date', '194912<')).toBe('1949-1')
    expect(asSent({ kind: 'date', earliest: null, latest: null }, '2026-12-2')).toBe('2026-12-02')
    expect([isDay('2026-02-29'), isDay('2024-02-29'), isDay('2024-02-2'), isDay('')]).toEqual([false, true, false, false])
    expect(dayAfter('2026-12-31')).toBe('2027-01-01')
  })
})

describe('the answers of a page', () => {
  const draft = (answers: DraftView['answers'], answered: number[] = []): DraftView => ({ ...SHOP_DRAFT, answers, answered })
  const members = SHOP_DRAFT.pages[4]?.fields[1]
  if (members === undefined) throw new Error('specimens')

  it('are those that are asked for, in the form in which the terminal keeps them', () => {
    const family = { form: 'family', members: [{ name: 'LI' }, {}] }
    expect(answersOfPage(draft(family), 4)).toEqual({ form: 'family', members: [{ name: 'LI' }] })
    expect(answersOfPage(draft({ ...family, form: 'one' }), 4)).toEqual({ form: 'one' })
    expect(answersOfPage(draft({ form: 'family', members: [{}] }), 4)).toEqual({ form: 'family' })
    expect(answersOfPage(draft({ funds: '12.', people: '3', opens: '2026-12-01' }), 3)).toEqual({ funds: 12, people: 3, opens: '2026-12-01' })
    expect(isAsked(members, { form: ['family'] })).toBe(true)
    const many: FieldView = { ...members, when: { key: 'papers', oneOf: ['seal'] } }
    expect([isAsked(many, { papers: ['paper', 'seal'] }), isAsked(many, { papers: ['paper'] }), isAsked(many, {})]).toEqual([true, false, false])
  })

  it('of other pages that the terminal has not heard of stay, and their page comes again', () => {
    const told = draft({ shop: 'A' }, [0, 1, 2])
    const here = draft({ shop: 'a', owner: 'own' }, [0, 1, 2])
    const both = merged(told, { at: 'filing-form', draft: here, page: 1 })
    expect(both.answers).toEqual({ shop: 'A', owner: 'own' })
    expect(pageAfter(both, 1, told.answers)).toBe(2)
    expect(pageAfter(told, 1, told.answers)).toBe(3)
    expect(pageAfter(draft({}, [1, 2, 3, 4, 5, 6, 7]), 7, {})).toBe(0)
    expect(pageAfter(draft({}, [0, 1, 2, 3, 4, 5, 6, 7]), 7, {})).toBeNull()
  })

  it('that came of themselves follow what the terminal tells, until somebody changes them', () => {
    const told = { ...FILLED_IN, answers: { ...FILLED_IN.answers, address: '示例县样本镇2号' } }
    const page = { at: 'filing-form', page: 99 } as const
    expect(merged(told, { ...page, draft: FILLED_IN }).answers['address']).toBe('示例县样本镇2号')
    const typed = typedInto(FILLED_IN, { ...FILLED_IN.answers, address: '范例乡3号' })
    expect(typed.pages[0]?.fields.map(({ known }) => known?.origin ?? null)).toEqual(['licence', 'licence', null, 'proven'])
    expect(merged(told, { ...page, draft: typed }).answers['address']).toBe('范例乡3号')
  })

  it('go into the place of a table, and out of it', () => {
    const at = { key: 'members', row: 1, column: 'name' }
    const one = withValueAt({ members: [{ name: 'LI' }] }, at, 'WANG')
    expect(one).toEqual({ members: [{ name: 'LI' }, { name: 'WANG' }] })
    expect(withValueAt(one, at, undefined)).toEqual({ members: [{ name: 'LI' }, {}] })
    expect(withValueAt({ shop: 'A' }, { key: 'shop' }, undefined)).toEqual({})
  })

  it('are counted as far as they are asked', () => {
    expect(countOf(SHOP_DRAFT)).toEqual({ known: 3, asked: 12 })
    expect(countOf(draft({ ...SHOP_DRAFT.answers, form: 'family' }))).toEqual({ known: 3, asked: 13 })
  })
})

describe('the way back', () => {
  const form = { at: 'filing-form', draft: SHOP_DRAFT, page: 1 } as const

  it('closes what is open before it leaves the page, and leaves the form by its beginning', () => {
    const inRow = { ...form, open: { key: 'members', row: 0, column: 'name' } } as const
    const back = (page: FilingPage) => beforeFilingPage(page)
    expect(back(inRow)).toEqual({ ...form, open: { key: 'members', row: 0 } })
    expect(back({ ...form, open: { key: 'members', row: 0 } })).toEqual(form)
    expect(back({ ...form, open: { key: 'phone', code: { phone: '', digits: 6, againAt: 0, typed: '' } } })).toEqual({ ...form, open: { key: 'phone' } })
    expect(back(form)).toEqual({ ...form, page: 0 })
    expect(back({ ...form, page: 0 })).toEqual({ at: 'filing-begun', draft: SHOP_DRAFT, resumed: false, changed: false })
    expect(back({ at: 'filing-applicant', item: SHOP_DRAFT.item })).toEqual({ at: 'filing-items', cameFrom: SHOP_DRAFT.item.code })
  })

  it('tells of what is kept only in the middle of an application', () => {
    expect(keptOnLeaving(form)).toEqual({ at: 'filing-kept', from: form })
    expect(keptOnLeaving({ at: 'filing-items' })).toBeNull()
    expect(keptOnLeaving({ at: 'filing-kept', from: form })).toBeNull()
  })
})

describe('what is shown', () => {
  it('of a person is a part where the card said it', () => {
    expect(inPart({ kind: 'id-number' }, '11010519491231002X')).toBe('110***********002X')
    expect(inPart({ kind: 'text', longest: 50, lines: 1 }, '样本一')).toBe('样**')
    expect(inPart({ kind: 'text', longest: 50, lines: 1 }, '示例省示例市东城区学府街道1号')).toBe('示例省示例市*********')
    expect(inPart({ kind: 'text', longest: 50, lines: 1, mask: 'name' }, 'WANG XIAO MING')).toBe('W*************')
    expect(inPart({ kind: 'date', earliest: null, latest: null }, '1949年12月31日')).toBe('1949年12月31日')
  })

  it('of a region is the way to it', () => {
    const field = SHOP_DRAFT.pages[2]?.fields[0]?.takes
    if (field?.kind !== 'region') throw new Error('specimens')
    expect(pathTo(field.regions, '990102001')?.map(({ code }) => code)).toEqual(['990000', '990100', '990102', '990102001'])
    expect(pathTo(field.regions, '1')).toBeNull()
  })
})

describe('a signature', () => {
  const look = { dotSize: 0, minWidth: 1, maxWidth: 2, penColor: '', velocityFilterWeight: 0, compositeOperation: 'source-over' } as const
  const stroke = (points: number, from = 0) => ({
    ...look,
    points: Array.from({ length: points }, (_, at) => ({ x: at, y: at / 2, time: 1000 + from + at, pressure: 0.5 })),
  })

  it('is its strokes in a square as wide as the pad, from the first millisecond', () => {
    expect(strokesOf([stroke(3), stroke(1, 50)], 10)).toEqual([
      [
        [0, 0, 0],
        [0.1, 0.05, 1],
        [0.2, 0.1, 2],
      ],
      [[0, 0, 50]],
    ])
  })

  it('keeps each stroke with its end, however long it was drawn, and takes no scribble of hundreds', () => {
    const kept = strokesOf([stroke(5000), stroke(5000)], 5000)
    expect(kept?.flat().length).toBeLessThanOrEqual(1002)
    expect(kept?.map((points) => points.at(-1)?.[0])).toEqual([0.9998, 0.9998])
    expect(strokesOf(Array.from({ length: 201 }, () => stroke(1)), 100)).toBeNull()
  })
})

