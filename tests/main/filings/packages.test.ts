import { call } from '@orpc/server'
import { expect, test } from 'vitest'
import type { CatalogueFile } from '../../../main/catalogue/catalogue-file.ts'
import type { DraftView } from '../../../main/contract/filings.ts'
import { filingFacts } from '../../../main/filings/filing-facts.ts'
import { dataFolder, open } from '../ledger/fixture.ts'
import { filingHall, OWNER } from './hall.ts'
import { SIGNED, SPECIMEN } from './specimen.ts'

const [NEWBORN] = SPECIMEN.packages ?? []
if (NEWBORN === undefined) throw new Error('specimen')
const [BIRTH, HOUSEHOLD, INSURANCE, ALLOWANCE] = NEWBORN.tasks

/** 新生儿出生一件事, which a card alone may file here; `of` changes its items and its form. */
function catalogue(of: { readonly item?: (code: string) => object; readonly filing?: object } = {}): CatalogueFile {
  return {
    ...SPECIMEN,
    items: SPECIMEN.items.map((item) => ({ ...item, ...of.item?.(item.task_code) })),
    packages: [{ ...NEWBORN, code: 'newborn', name: { zh: '新生儿出生一件事' }, tasks: NEWBORN?.tasks ?? [], filing: { ...Object(NEWBORN?.filing), assurance: ['card'], ...of.filing } }],
  }
}

const ANSWERS = [
  { parent: 'mother' },
  { parents: 'one', marriage: 'unmarried' },
  { children: [{ name: '样本二', sex: '2', birth: '2026-10-01', certificate: 'A123456789' }] },
  { household: 'mother', region: '530323001001', address: '示例县示例街道1号' },
  { premium: 'later' },
  { insured: 'no' },
  { phone: '13800000001', consent: true, signature: SIGNED },
]
const INSURED = { insured: 'yes', employer: '示例公司', bank: '示例银行', account: '6222000000000000' }

async function begun() {
  const hall = filingHall(await open(await dataFolder()))
  hall.catalogue = catalogue()
  hall.arrives()
  const { draft } = await hall.begin('newborn')
  const answerAll = async () => {
    let last: DraftView = draft
    for (const [page, answers] of ANSWERS.entries()) last = await hall.answer(draft.draft, page, answers)
    return last
  }
  return { hall, id: draft.draft, draft, answerAll, settle: (material: string, way: 'window' | 'owed') => call(hall.filings.settle, { draft: draft.draft, material, way }) }
}

const keysOf = ({ materials }: DraftView) => materials.map(({ key }) => key)

test('which members go together follows from the answers, and what they ask for from that; what was given comes back with its member', async () => {
  const { hall, id, draft, answerAll, settle } = await begun()
  expect(draft.together).toEqual([BIRTH, HOUSEHOLD, INSURANCE])
  expect(draft.item.members.map(({ always }) => always)).toEqual([true, true, true, false])
  const whole = await answerAll()
  expect(keysOf(whole)).toEqual(['id-card', 'marriage-certificate', 'birth-certificate', 'household-register'])
  expect(whole.materials.find(({ key }) => key === 'birth-certificate')).toMatchObject({ needed: true, owedDays: null, wantedBy: [BIRTH, HOUSEHOLD, INSURANCE] })

  const insured = await hall.answer(id, 5, INSURED)
  expect(insured.together).toEqual([BIRTH, HOUSEHOLD, INSURANCE, ALLOWANCE])
  expect(insured.materials.at(-1)).toMatchObject({ key: 'discharge-record', wantedBy: [ALLOWANCE], owedDays: 10 })
  await settle('discharge-record', 'owed')
  const without = await hall.answer(id, 5, { insured: 'no' })
  expect([without.together.length, keysOf(without).includes('discharge-record')]).toEqual([3, false])
  const again = await hall.answer(id, 5, INSURED)
  expect(again.materials.at(-1)?.given).toEqual({ way: 'owed' })
})

test('a way that another member does not take is closed when that member is chosen: what was given so is missing again', async () => {
  const { hall, id, answerAll, settle } = await begun()
  const paper = (ways: readonly string[]) => ({ material_name: '照片', key: 'photo', ways, owed_days: 5 })
  const asks = (code: string) => (code === INSURANCE ? [paper(['camera', 'window'])] : code === ALLOWANCE ? [paper(['camera'])] : undefined)
  hall.catalogue = catalogue({ item: (code) => ({ ...(asks(code) && { material: asks(code) }) }), filing: { replaces: [] } })
  await hall.begin('newborn')
  await answerAll()
  await settle('photo', 'window')
  expect(await call(hall.filings.review, { draft: id })).toMatchObject({ toBring: [{ zh: '照片' }] })
  const { materials } = await hall.answer(id, 5, INSURED)
  expect(materials.find(({ key }) => key === 'photo')).toMatchObject({ ways: ['camera'], given: { way: 'nothing' }, wantedBy: [INSURANCE, ALLOWANCE] })
  const review = await call(hall.filings.review, { draft: id })
  expect(review).toMatchObject({ toBring: [], gaps: expect.arrayContaining([expect.objectContaining({ key: 'photo' })]) })
})

test('another version of any member, or of the joint form, is told and checked anew, once', async () => {
  const { hall, id, answerAll, settle } = await begun()
  const { identity } = hall.arrives()
  await hall.begin('newborn')
  await answerAll()
  await settle('id-card', 'window')
  hall.catalogue = catalogue({ item: (code) => (code === INSURANCE ? { task_version: 2 } : {}) })
  const own = identity && hall.drafts.of(id, identity)
  const renewed = own && (await hall.drafts.renewed(own))
  expect(renewed).toMatchObject({ changed: true, draft: { answered: [0, 1, 2, 3, 4, 5, 6], materials: { 'id-card': { way: 'window' } } } })
  expect(renewed?.draft.item.members.map(({ taskVersion }) => taskVersion)).toEqual([1, 1, 2, 1])
  expect(renewed && (await hall.drafts.renewed(renewed.draft))).toMatchObject({ changed: false })

  hall.catalogue = catalogue({ filing: { version: 2 } })
  hall.arrives()
  expect(await hall.begin('newborn')).toMatchObject({ resumed: true, changed: true, draft: { draft: id, answered: [0, 1, 2, 3, 4, 5, 6] } })
  hall.arrives()
  expect(await hall.begin('newborn')).toMatchObject({ resumed: true, changed: false })
  hall.catalogue = catalogue({ filing: { pages: [] } })
  hall.arrives()
  await expect(hall.begin('newborn')).rejects.toThrow('not-offered')
})

test('it is handed in as one, with the version of each member that goes, and each material once', async () => {
  const { hall, id, answerAll, settle } = await begun()
  await answerAll()
  await hall.answer(id, 5, INSURED)
  await settle('discharge-record', 'owed')
  await settle('id-card', 'window')
  const facts = () => {
    const identity = hall.sessions.current?.identity
    const draft = identity && hall.drafts.of(id, identity)
    if (!draft) throw new Error('the draft is open')
    return filingFacts(draft, hall.drafts.view(draft), { person: OWNER, assurance: { level: 'card' } }, { catalogue: 'c1', until: () => '2026-12-04', documents: new Map() })
  }
  expect(facts()).toMatchObject({
    item: {
      package: 'newborn',
      version: 1,
      catalogue: 'c1',
      members: [
        { task_code: BIRTH, task_version: 1, materials: ['id-card'] },
        { task_code: HOUSEHOLD, materials: ['id-card'] },
        { task_code: INSURANCE, materials: [] },
        { task_code: ALLOWANCE, materials: ['id-card', 'discharge-record'] },
      ],
    },
    materials: [{ key: 'id-card', way: 'window' }, { key: 'discharge-record', way: 'owed' }],
  })
  await hall.answer(id, 5, { insured: 'no' })
  const { item, form, materials } = facts()
  expect([materials.map(({ key }) => key), 'members' in item && item.members.map(({ task_code }) => task_code)]).toEqual([['id-card'], [BIRTH, HOUSEHOLD, INSURANCE]])
  // Of what is no longer asked nothing is handed in.
  expect(Object.keys(form)).not.toContain('account')
})
