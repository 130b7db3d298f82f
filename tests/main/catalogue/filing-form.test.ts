import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFilableItems } from '../../../main/catalogue/filable-items.ts'
import { filingFormOf } from '../../../main/catalogue/filing-form.ts'
import { patternFault } from '../../../main/catalogue/safe-pattern.ts'
import { formCheck } from '../../../main/filings/form-check.ts'
import { eventually } from '../../eventually.ts'
import { BIRTH, formOf, itemWith, onePage, RESIDENCE, SOLE_TRADER, SPECIMEN, TODAY } from '../filings/specimen.ts'

const TEXT = { type: 'string', maxLength: 20 }
const text = (key: string, more: object = {}) => ({ key, kind: 'text', label: '字', ...more })
const cyclic: Record<string, unknown> = { type: 'array' }
cyclic['items'] = cyclic
const endless: { code: string; name: object; below: unknown[] } = { code: '1', name: { zh: '县' }, below: [] }
endless.below.push(endless)
const nested = (depth: number): object[] => [{ code: `R${depth}`, name: { zh: '县' }, below: depth === 1 ? [] : nested(depth - 1) }]
const choice = (count: number) => Array.from({ length: count }, (_, index) => String(index))

test('the specimen items can be filed, by whom and on the spot or not', () => {
  for (const item of [BIRTH, SOLE_TRADER, RESIDENCE]) expect(formOf(item).pages.length).toBeGreaterThan(2)
  const told: string[] = []
  const items = createFilableItems({ catalogue: { current: { file: SPECIMEN, from: 'platform' } }, log: { error: (about: object) => told.push(JSON.stringify(about)) } })
  expect([...(items.current?.items.values() ?? [])].map(({ view }) => view)).toMatchObject([
    { code: 'newborn', name: { en: 'A child is born' }, immediate: false, members: [{ always: true }, { always: true }, { always: true }, { always: false }] },
    { name: { zh: '生育登记', en: 'Registering a pregnancy or birth' }, applicants: ['self'], immediate: true, promisedDays: 0 },
    { name: { en: 'Registering a sole trader' }, applicants: ['self', 'person'], immediate: false, promisedDays: 1 },
    { name: { en: 'Reporting people taken on' }, applicants: ['company'], immediate: false, promisedDays: 1 },
    { name: { en: 'Endorsing a residence permit' }, immediate: false, promisedDays: 5, members: [] },
  ])
  expect([told, items.faults]).toEqual([[], []])
})

test('one faulty form takes away that item only, and is told once with place and reason', () => {
  const faulty = { ...SOLE_TRADER, filing: { ...Object(SOLE_TRADER.filing), schema: { $ref: '#' } } }
  const file = { ...SPECIMEN, items: [BIRTH, faulty, RESIDENCE], packages: [] }
  const told: object[] = []
  const items = createFilableItems({ catalogue: { current: { file, from: 'file' } }, log: { error: (about: object) => told.push(about) } })
  expect([...(items.current?.items.keys() ?? [])]).toEqual([BIRTH.task_code, RESIDENCE.task_code])
  expect(items.faults).toEqual([expect.stringMatching(`^${SOLE_TRADER.task_code}: filing.schema`)])
  expect(told).toEqual([{ line: items.faults[0] }])
})

test('a large catalogue is read a little at a time, and what is asked for at once', async () => {
  const items = Array.from({ length: 600 }, (_, index) => ({ ...SOLE_TRADER, task_code: `item ${index}`, filing: index % 2 === 0 ? SOLE_TRADER.filing : { pages: [] } }))
  const read = createFilableItems({ catalogue: { current: { file: { ...SPECIMEN, items, packages: [] }, from: 'file' } }, log: { error: () => undefined } })
  expect(read.current?.items.size).toBe(100)
  expect(read.find('item 598')?.view.code).toBe('item 598')
  expect([read.find('item 599'), read.find('item 600')]).toEqual([null, null])
  await eventually(() => expect([read.current?.items.size, read.faults.length]).toEqual([300, 300]))
})

describe('a form is refused for', () => {
  test.each([
    ['a reference', onePage({ one: { $ref: '#/properties/one' } }, [text('one')]), 'filing.schema.properties.one', /./],
    ['a schema that holds itself', onePage({ one: cyclic }, [text('one')]), 'filing.schema.properties.one', /./],
    ['a tree of regions that holds itself', onePage({ one: TEXT }, [{ key: 'one', kind: 'region', label: '地', regions: [endless] }]), 'regions', /once/],
    ['an unknown kind', onePage({ one: TEXT }, [text('one', { kind: 'hologram' })]), 'filing.pages.0.fields.0.kind', /./],
    ['a keyword it does not know', onePage({ one: { ...TEXT, contentEncoding: 'base64' } }, [text('one')]), 'filing.schema.properties.one', /contentEncoding/],
    ['a property that is not asked for', onePage({ one: TEXT, two: TEXT }, [text('one')]), 'filing.schema.properties.two', /field/],
    ['a field without a property', onePage({ one: TEXT }, [text('one'), text('two')]), 'two', /property/],
    ['a field that stands twice', onePage({ one: TEXT }, [text('one'), text('one')]), 'filing.pages', /once/],
    ['a name that every object has', onePage({ constructor: TEXT }, [text('constructor')]), 'filing.pages.0.fields.0.key', /letter/],
    ['a text without an end', onePage({ one: { type: 'string' } }, [text('one')]), 'one', /maxLength/],
    ['a pattern that can take for ever', onePage({ one: { ...TEXT, pattern: '^(a+)+$' } }, [text('one')]), 'one.pattern', /repeat/],
    ['a kind that its schema is not', onePage({ one: TEXT }, [text('one', { kind: 'number' })]), 'one', /number/],
    ['two hundred fields and one', onePage(Object.fromEntries(choice(201).map((key) => [`f${key}`, TEXT])), choice(201).map((key) => text(`f${key}`))), 'filing.pages', /./],
    [
      'two thousand options and one',
      onePage({ one: { type: 'string', enum: choice(2001) } }, [{ key: 'one', kind: 'choice', label: '选', choices: choice(2001).map((value) => ({ value, name: value })) }]),
      'filing.schema.properties.one.enum',
      /2000/,
    ],
    [
      'too many regions',
      onePage({ one: TEXT }, [{ key: 'one', kind: 'region', label: '地', regions: choice(5001).map((code) => ({ code, name: { zh: '村' } })) }]),
      'regions',
      /5000/,
    ],
    ['regions within regions', onePage({ one: TEXT }, [{ key: 'one', kind: 'region', label: '地', regions: nested(6) }]), 'below', /5 levels/],
    ['a condition on what comes later', onePage({ one: TEXT, two: TEXT }, [text('one', { when: { key: 'two', oneOf: ['a'] } }), text('two')]), 'when.key', /cycle/],
    ['a condition on itself', onePage({ one: TEXT }, [text('one', { when: { key: 'one', oneOf: ['a'] } })]), 'when.key', /cycle/],
    ['options that its schema has not', onePage({ one: { type: 'string', enum: ['a'] } }, [{ key: 'one', kind: 'choice', label: '选', choices: [{ value: 'b', name: '乙' }] }]), 'choices', /enum/],
    ['a table of tables', onePage({ one: { type: 'array', maxItems: 5, items: { type: 'object', properties: { a: { type: 'array', items: TEXT } } } } }, [text('one')]), 'one', /./],
    ['no pages', { ...onePage({}, []), pages: [] }, 'filing.pages', /./],
    ['no form at all', 42, 'filing', /./],
  ])('%s', (_, filing, at, why) => {
    const { ok, ...read } = filingFormOf(itemWith(filing))
    expect(ok).toBe(false)
    expect(read).toMatchObject({ fault: { at: expect.stringContaining(at), why: expect.stringMatching(why) } })
  })

  test('a million options', () => {
    const many = Array.from({ length: 1_000_000 }, () => 'a')
    const { ok } = filingFormOf(itemWith(onePage({ one: { type: 'string', enum: many } }, [{ key: 'one', kind: 'choice', label: '选', choices: many }])))
    expect(ok).toBe(false)
  })

  test('a material that does not say how it is given', () => {
    const read = filingFormOf(itemWith(onePage({ one: TEXT }, [text('one')]), [{ material_name: '身份证' }]))
    expect(read).toMatchObject({ ok: false, fault: { at: 'material.0.key' } })
  })

  test('a material that only a phone could give', () => {
    const of = (ways: readonly string[]) => filingFormOf(itemWith(onePage({ one: TEXT }, [text('one')]), [{ material_name: '身份证', key: 'card', ways }]))
    expect(of(['phone', 'window']).ok).toBe(true)
    expect(of(['phone'])).toMatchObject({ ok: false, fault: { at: 'material.0.ways', why: expect.stringContaining('another way') } })
  })
})

test.each([
  ['^[0-9]{17}[0-9X]$', true],
  ['^\\p{Script=Han}{2,20}$', true],
  ['^[A-Z]-?\\d{1,5}(?:-\\d{2})?$', true],
  ['^(?:a|b)c$', true],
  ['[0-9]+', false],
  ['^(a+)+$', false],
  ['^(a|aa)+$', false],
  ['^(?:\\w*x){20}$', false],
  ['^((a?){30}){30}$', false],
  ['^.*.*.*.*$', false],
  ['^(?=a)a$', false],
  ['^(a)\\1$', false],
  ['^[$', false],
  ['^a{1,100000}$', false],
])('of the pattern %s it is known whether it ends: %o', (pattern, fine) => {
  expect(patternFault(pattern) === null).toBe(fine)
})

test('whatever stands in the column, reading it ends in a form or a fault; what was read checks whatever is answered', () => {
  const keyword = fc.constantFrom('type', 'properties', 'items', 'enum', 'pattern', 'maxLength', 'minimum', 'required', 'format', '$ref', 'const')
  const leaf = fc.oneof(fc.constantFrom('string', 'number', 'array', 'object', 'date', '^a+$'), fc.integer({ min: -5, max: 300 }), fc.constant(null))
  const { schema } = fc.letrec((tie) => ({
    schema: fc.dictionary(keyword, fc.oneof({ depthSize: 'small' }, leaf, tie('schema'), fc.array(leaf, { maxLength: 3 })), { maxKeys: 4 }),
  }))
  const property = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(TEXT, { type: 'number', minimum: 0 }, { type: 'string', enum: ['a', 'b'] }, { type: 'array', items: { type: 'string', enum: ['a', 'b'] } }) },
    { weight: 1, arbitrary: schema },
  )
  const kind = fc.constantFrom('text', 'number', 'choice', 'date', 'money', 'phone', 'id-number', 'credit-code', 'table', 'consent', 'signature', 'region')
  const choices = ['a', 'b'].map((value) => ({ value, name: value }))
  const filing = fc.tuple(property, kind, fc.boolean()).map(([one, kind, required]) => {
    const extra = kind === 'choice' ? { choices } : kind === 'consent' ? { text: '同意' } : {}
    return onePage({ one }, [text('one', { kind, ...extra })], required ? ['one'] : [])
  })
  const value = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.array(fc.string()), fc.array(fc.dictionary(fc.string(), fc.string())))
  let sound = 0
  fc.assert(
    fc.property(fc.oneof({ weight: 4, arbitrary: filing }, { weight: 1, arbitrary: fc.jsonValue() }), fc.dictionary(fc.oneof(fc.constant('one'), fc.string()), value), (written, answers) => {
      const read = filingFormOf(itemWith(written))
      if (!read.ok) return
      sound += 1
      const fields = read.value.pages.flatMap((page) => page.fields)
      formCheck(read.value).faultsOf(fields, answers, { today: TODAY, provenPhones: {} })
    }),
    { numRuns: 150 },
  )
  expect(sound).toBeGreaterThan(5)
})
