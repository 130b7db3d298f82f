import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFilableItems } from '../../../main/catalogue/filable-items.ts'
import type { FormMaterial } from '../../../main/catalogue/filing-form.ts'
import { jointMaterials, materialClash, type AskedByMember } from '../../../main/catalogue/joint-materials.ts'
import { packageFormOf } from '../../../main/catalogue/package-form.ts'
import { PackageFile } from '../../../main/catalogue/package-file.ts'
import { ServiceItem } from '../../../main/catalogue/service-item.ts'
import { itemWith, onePage } from '../filings/specimen.ts'

const material = (key: string, more: Partial<FormMaterial> = {}): FormMaterial => ({
  key,
  name: { zh: key, en: key },
  notes: [],
  needed: true,
  ways: ['licence', 'camera', 'window'],
  licenceType: 'ID-CARD',
  owedDays: null,
  applicants: ['self'],
  authorises: false,
  wantedBy: [],
  ...more,
})

describe('one set of materials', () => {
  const asked: fc.Arbitrary<readonly AskedByMember[]> = fc
    .array(
      fc.uniqueArray(
        fc.record({
          key: fc.constantFrom('a', 'b', 'c'),
          needed: fc.boolean(),
          // The window suits everybody, so that nothing clashes.
          ways: fc.subarray<FormMaterial['ways'][number]>(['licence', 'camera']).map((ways) => [...ways, 'window' as const]),
          owedDays: fc.option(fc.integer({ min: 1, max: 60 })),
          notes: fc.subarray(['甲', '乙', '丙']),
        }),
        { selector: ({ key }) => key, maxLength: 3 },
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map((members) => members.map((each, at) => ({ code: `item ${at}`, materials: each.map(({ key, ...more }) => material(key, more)) })))
  /** Without what only the order of asking decides. */
  const set = (members: readonly AskedByMember[]) =>
    jointMaterials(members)
      .map((each) => ({ ...each, notes: each.notes.toSorted(), ways: each.ways.toSorted(), wantedBy: each.wantedBy.toSorted() }))
      .toSorted((one, other) => (one.key < other.key ? -1 : 1))

  test('is the same in whichever order its items stand', () => {
    fc.assert(fc.property(asked.chain((members) => fc.tuple(fc.constant(members), fc.shuffledSubarray([...members], { minLength: members.length }))), ([members, shuffled]) => {
      expect(set(shuffled)).toEqual(set(members))
    }))
  })

  test('has each key once and loses nothing that anybody needs; nobody is given less than they ask', () => {
    fc.assert(fc.property(asked, (members) => {
      const joint = jointMaterials(members)
      expect(new Set(joint.map(({ key }) => key)).size).toBe(joint.length)
      for (const { code, materials } of members) {
        for (const own of materials) {
          const one = joint.find(({ key }) => key === own.key)
          expect(one?.wantedBy).toContain(code)
          expect(one?.needed === true || !own.needed).toBe(true)
          expect(own.ways).toEqual(expect.arrayContaining([...(one?.ways ?? [])]))
          expect(one?.notes).toEqual(expect.arrayContaining([...own.notes]))
          expect(own.owedDays === null ? one?.owedDays === null : (one?.owedDays ?? 0) <= own.owedDays).toBe(true)
        }
      }
    }))
  })

  test('cannot be made where a key means two things, or no way suits all', () => {
    const clash = (one: FormMaterial, other: FormMaterial) => materialClash([{ code: 'one', materials: [one] }, { code: 'two', materials: [other] }])
    expect(clash(material('a', { name: { zh: '居民 户口簿', en: 'a' } }), material('a', { name: { zh: '居民户口簿', en: 'a' } }))).toBe(null)
    expect(clash(material('a'), material('a', { name: { zh: '别的', en: 'a' } }))).toMatchObject({ code: 'two', key: 'a', why: expect.stringContaining('name') })
    expect(clash(material('a'), material('a', { licenceType: 'MARRIAGE' }))?.why).toContain('kind of licence')
    expect(clash(material('a', { ways: ['camera'] }), material('a', { ways: ['window'] }))?.why).toContain('way of giving')
    expect(clash(material('a', { ways: ['camera', 'phone'] }), material('a', { ways: ['phone', 'window'] }))?.why).toContain('way of giving')
    expect(clash(material('a'), material('a', { licenceType: null, ways: ['camera'] }))).toBe(null)
  })
})

const TEXT = { type: 'string', maxLength: 20 }
const FORM = onePage(
  { insured: { type: 'string', enum: ['yes', 'no'] }, text: TEXT },
  [
    { key: 'insured', kind: 'choice', label: '参保', choices: [{ value: 'yes', name: '是' }, { value: 'no', name: '否' }] },
    { key: 'text', kind: 'text', label: '字' },
  ],
  ['insured'],
)
const card = { material_name: '身份证', key: 'card', ways: ['window'] }

/** Two items, by their codes; what is said of one is added to its columns. */
function items(first: object = {}, second: object = {}): readonly ServiceItem[] {
  const [one, two] = ['532099001000', '532099002000'].map((code) => ({ ...itemWith(undefined, [card]), catalog_code: code, task_code: `11530323MB0A00018C4${code}` }))
  return [ServiceItem.parse({ ...one, ...first }), ServiceItem.parse({ ...two, task_version: 3, ...second })]
}
const [ONE = '', TWO = ''] = items().map(({ task_code }) => task_code)
const group = (filing: unknown, more: object = {}) => PackageFile.parse({ code: 'both', name: { zh: '一件事', en: 'Both' }, tasks: [ONE, TWO], filing, ...more })
const whenInsured = { task: TWO, when: { key: 'insured', oneOf: ['yes'] } }

describe('a joint form', () => {
  const read = (filing: unknown, of = items(), more: object = {}) => packageFormOf(group(filing, more), (code) => of.find(({ task_code }) => task_code === code))

  test('is read with its items, their versions and the answer that one of them waits for', () => {
    const form = read({ ...FORM, version: 2, members: [whenInsured] })
    expect(form).toMatchObject({ ok: true, value: { version: 2 } })
    if (!form.ok) return
    const { members, materials } = form.value.form
    expect(members.map(({ code, version, when }) => [code, version, when])).toEqual([[ONE, 1, null], [TWO, 3, whenInsured.when]])
    expect(materials).toMatchObject([{ key: 'card', wantedBy: [ONE, TWO] }])
  })

  test('takes the place of the items’ own paper forms', () => {
    const form = read({ ...FORM, replaces: ['own-form'] }, items({ material: [card, { ...card, material_name: '申请表', key: 'own-form' }] }))
    expect(form).toMatchObject({ ok: true, value: { form: { materials: [{ key: 'card' }] } } })
  })

  test('asks no less of the person than each of its items does', () => {
    const byFace = { ...onePage({ one: TEXT }, [{ key: 'one', kind: 'text', label: '字' }]), assurance: ['card+face', 'clerk'], applicants: ['self', 'person'] }
    const form = read({ ...FORM, assurance: ['card', 'card+face'], applicants: ['self', 'company'] }, items({ filing: byFace }))
    expect(form).toMatchObject({ ok: true, value: { form: { assurance: ['card+face'], applicants: ['self'] } } })
    expect(form).toMatchObject({ value: { form: { expiredCard: 'refused' } } })
    const lenient = { expired_card: 'accepted' }
    expect(read({ ...FORM, ...lenient }, items({ filing: { ...byFace, ...lenient } }))).toMatchObject({ value: { form: { expiredCard: 'accepted' } } })
    expect(read({ ...FORM, ...lenient }, items({ filing: byFace }))).toMatchObject({ value: { form: { expiredCard: 'refused' } } })
    const social = { social_card: 'accepted' }
    expect(read({ ...FORM, ...social }, items({ filing: { ...byFace, ...social } }))).toMatchObject({ value: { form: { socialCard: 'accepted' } } })
    expect(read({ ...FORM, ...social }, items({ filing: byFace }))).toMatchObject({ value: { form: { socialCard: 'refused' } } })
    expect(read({ ...FORM, assurance: ['card'] }, items({ filing: byFace }))).toMatchObject({ fault: { at: 'filing.assurance' } })
    expect(read({ ...FORM, applicants: ['company'] }, items({ filing: byFace }))).toMatchObject({ fault: { at: 'filing.applicants' } })
  })

  test.each<[string, unknown, readonly ServiceItem[], object, string]>([
    ['no form at all', 42, items(), {}, 'filing'],
    ['a form that is none', { ...FORM, schema: { $ref: '#' } }, items(), {}, 'filing.schema.type'],
    ['a member of another package', { ...FORM, members: [{ ...whenInsured, task: 'other' }] }, items(), {}, 'filing.members.0.task'],
    ['a member twice', { ...FORM, members: [whenInsured, whenInsured] }, items(), {}, 'filing.members'],
    ['no member that is always handed in', { ...FORM, members: [whenInsured, { ...whenInsured, task: ONE }] }, items(), {}, 'filing.members'],
    ['a condition on a text', { ...FORM, members: [{ task: TWO, when: { key: 'text', oneOf: ['yes'] } }] }, items(), {}, 'filing.members.0.when.key'],
    ['a condition on what is not asked', { ...FORM, members: [{ task: TWO, when: { key: 'none', oneOf: ['yes'] } }] }, items(), {}, 'filing.members.0.when.key'],
    ['a condition on what may be left open', { ...FORM, schema: { ...FORM.schema, required: [] }, members: [whenInsured] }, items(), {}, 'filing.members.0.when.key'],
    ['an answer that is not offered', { ...FORM, members: [{ task: TWO, when: { key: 'insured', oneOf: ['maybe'] } }] }, items(), {}, 'filing.members.0.when.oneOf'],
    ['an item that is not there', FORM, items().slice(0, 1), {}, 'tasks'],
    ['an item that no terminal takes', FORM, items({ is_service_terminals: '0' }), {}, 'tasks'],
    ['a material without its key', FORM, items({ material: [{ material_name: '身份证' }] }), {}, `${ONE}.material.0.key`],
    ['materials that clash', FORM, items({}, { material: [{ ...card, material_name: '别的' }] }), {}, `${TWO}.material (card)`],
    ['the place of a paper that nobody asks for', { ...FORM, replaces: ['none'] }, items(), {}, 'filing.replaces'],
    ['the code of an item', FORM, items(), { code: TWO }, 'code'],
  ])('is refused for %s', (_, filing, of, more, at) => {
    expect(read(filing, of, more)).toMatchObject({ ok: false, fault: { at } })
  })

  test('that is faulty takes away only the filing of its package, and is told once like an item', () => {
    const told: object[] = []
    const of = (filing: unknown) => ({ version: 'c1', items: [...items({ filing: FORM })], packages: [group(filing), group(FORM, { code: 'sound' }), group(undefined, { code: 'guide' })] })
    const listed = createFilableItems({ catalogue: { current: { file: of({ pages: [] }), from: 'file' } }, log: { error: (about: object) => told.push(about) } })
    expect([...(listed.current?.items.keys() ?? [])]).toEqual(['sound', ONE])
    expect([listed.find('both'), listed.find('guide'), listed.find('sound')?.view.name.en]).toEqual([null, null, 'Both'])
    expect(listed.faults).toEqual([expect.stringMatching(/^both: filing/)])
    expect(told).toEqual([{ line: listed.faults[0] }])
    expect(listed.find('sound')?.view).toMatchObject({ department: { zh: '局' }, immediate: false, promisedDays: null, members: [{ code: ONE, always: true }, { code: TWO, always: true }] })
  })
})
