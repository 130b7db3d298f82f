import { call } from '@orpc/server'
import { beforeEach, describe, expect, test } from 'vitest'
import { err } from '../../../drivers/result.ts'
import type { DraftView } from '../../../main/contract/filings.ts'
import type { Answers } from '../../../main/contract/forms.ts'
import { platformLicences } from '../../../main/filings/platform-licences.ts'
import type { LicenceLibrary, TellingLicence } from '../../../main/filings/licence-library.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { dataFolder, open } from '../ledger/fixture.ts'
import { line } from '../platform/fixture.ts'
import { filingHall, OTHER, OWNER, type FilingHall } from './hall.ts'
import { BIRTH, itemWith, onePage, RESIDENCE, SIGNED, SOLE_TRADER, SPECIMEN, TODAY } from './specimen.ts'

const MARRIAGE = {
  id: 'm1',
  type: 'MARRIAGE-CERTIFICATE',
  title: { zh: '结婚证', en: 'Marriage certificate' },
  number: 'J530323-1975-000012',
  validUntil: null,
  fields: { 'marital-status': 'married', 'spouse-name': '样本六', 'spouse-number': '371001198010082394' },
} satisfies TellingLicence

let ledger: Ledger
let wanted: unknown[]

beforeEach(async () => {
  ledger = await open(await dataFolder())
  wanted = []
})

function library(licences: readonly TellingLicence[]): LicenceLibrary {
  return {
    licences: () => Promise.resolve({ ok: true, value: [] }),
    telling: (_, fields) => (wanted.push(fields), Promise.resolve({ ok: true, value: licences })),
  }
}

const knownOf = (draft: DraftView) =>
  Object.fromEntries(draft.pages.flatMap(({ fields }) => fields.flatMap(({ key, known }) => (known ? [[key, known] as const] : []))))

/** A person whose identity is sure, in a hall with these licences. */
function hallWith(licences: LicenceLibrary): FilingHall {
  const hall = filingHall(ledger, { licences })
  hall.arrives().proof = { by: 'sms', id: 'proof' }
  return hall
}

describe('from an e-licence', () => {
  test('a form is filled in with the fields that it asks for, named, and locked where the item says so', async () => {
    const hall = hallWith(library([MARRIAGE]))
    const { draft } = await hall.begin()
    expect(wanted).toEqual([[{ type: 'MARRIAGE-CERTIFICATE', fields: ['marital-status', 'spouse-name', 'spouse-number'] }]])
    expect(draft.answers).toMatchObject({ marriage: 'married', 'spouse-name': '样本六', 'spouse-number': '371001198010082394' })
    const { title: licence } = MARRIAGE
    expect(knownOf(draft)).toMatchObject({ marriage: { origin: 'licence', editable: true, licence }, 'spouse-name': { origin: 'licence', editable: false, licence } })
    const changed = await hall.answer(draft.draft, 3, { marriage: 'married', 'spouse-name': '别人', 'spouse-number': OWNER.number })
    expect(changed.answers).toMatchObject({ 'spouse-name': '样本六', 'spouse-number': '371001198010082394' })
    // What is no longer asked is gone, whoever told it.
    expect((await hall.answer(draft.draft, 3, { marriage: 'divorced' })).answers).not.toHaveProperty('spouse-name')
  })

  test('nothing is taken that the field would not take, and nothing where the library does not answer', async () => {
    const wrong = { ...MARRIAGE, fields: { 'marital-status': '已婚', 'spouse-name': '样本六', 'spouse-number': '371001198010082390' } }
    const { draft } = await hallWith(library([wrong])).begin()
    expect(Object.keys(draft.answers)).not.toContain('spouse-number')
    expect(knownOf(draft)).not.toHaveProperty('marriage')
    const away = library([])
    const silent = hallWith({ ...away, telling: () => Promise.resolve(err({ kind: 'unreachable', line: 'no way there' })) })
    expect(knownOf((await silent.begin()).draft)).not.toHaveProperty('marriage')
  })

  test('of two of a kind the person says which, or none; nobody else’s are asked for', async () => {
    const second = { ...MARRIAGE, id: 'm2', fields: { ...MARRIAGE.fields, 'spouse-name': '样本三' } }
    const hall = hallWith(library([MARRIAGE, second]))
    const { draft } = await hall.begin()
    expect(draft.toChoose).toEqual([{ type: MARRIAGE.type, licences: [MARRIAGE, second].map(({ id, title }) => ({ id, title, number: 'J53************0012', validUntil: null })) }])
    expect(draft.answers).not.toHaveProperty('marriage')
    const choose = (licence: string | null) => call(hall.filings.chooseLicence, { draft: draft.draft, type: MARRIAGE.type, licence })
    await expect(choose('m3')).rejects.toMatchObject({ data: { needs: 'own-draft' } })
    expect(await choose('m2')).toMatchObject({ draft: { toChoose: [], answers: { 'spouse-name': '样本三' } } })
    const none = await choose(null)
    expect(none).toMatchObject({ draft: { toChoose: [] } })
    const asked = wanted.length
    await hall.begin(SOLE_TRADER.task_code, { kind: 'person', name: OTHER.name, number: OTHER.number })
    expect(wanted).toHaveLength(asked)
  })

  test('the platform tells the wanted fields of those that count, once the person is surely known', async () => {
    const { platform } = await line()
    const shelf = platformLicences(platform, () => TODAY)
    const asker = { person: OWNER, assurance: { level: 'clerk' as const, clerk: '王' } }
    const told = await shelf.telling(asker, [{ type: 'RESIDENCE-PERMIT', fields: ['number', 'nothing'] }])
    expect(told).toMatchObject({ ok: true, value: [{ id: 'licence-residence-1', fields: { number: OWNER.number } }] })
    expect(await shelf.licences(asker, 'RESIDENCE-PERMIT')).toMatchObject({ value: [{ id: 'licence-residence-1' }] })
    expect(JSON.stringify(await shelf.licences(asker, 'MARRIAGE-CERTIFICATE'))).not.toContain('样本六')
    expect(await shelf.telling({ ...asker, assurance: { level: 'card' } }, [{ type: 'RESIDENCE-PERMIT', fields: ['number'] }])).toEqual({ ok: true, value: [] })
    const long = platformLicences(platform, () => '2036-01-01')
    expect(await long.licences(asker, 'BUSINESS-LICENCE')).toEqual({ ok: true, value: [] })
  })
})

describe('from an earlier step', () => {
  const PHONE = '13800000001'

  test('what was handed in before in this session is offered to what means the same, and to nobody after it', async () => {
    const hall = filingHall(ledger)
    hall.arrives()
    const { draft } = await hall.begin()
    await hall.answer(draft.draft, 1, { region: '530323001001', address: '新路9号' })
    await hall.drafts.destroy(draft.draft, 'handed-in')
    const { draft: next } = await hall.begin(RESIDENCE.task_code)
    expect(next.answers).toMatchObject({ region: '530323001001', address: '新路9号' })
    expect(knownOf(next)).toMatchObject({ address: { origin: 'session', editable: true } })
    const typed = await hall.answer(next.draft, 1, { region: '530323001001', address: '别路1号', since: '2024-05-01', reason: 'work' })
    expect(typed.answers['address']).toBe('别路1号')
    hall.arrives()
    expect((await hall.begin(BIRTH.task_code)).draft.answers['address']).toBe('测试省测试市测试区测试路1号')
    // Thrown away is not said.
    await hall.drafts.destroy((await hall.begin(RESIDENCE.task_code)).draft.draft, 'discarded')
    expect((await hall.begin(RESIDENCE.task_code)).draft.answers).not.toHaveProperty('address')
  })

  test('a phone that answered a code answers for the next application too', async () => {
    const hall = filingHall(ledger)
    hall.arrives()
    const { draft } = await hall.begin()
    expect(draft.answers).not.toHaveProperty('phone')
    const kept = hall.drafts.of(draft.draft, hall.sessions.current?.identity as never)
    await hall.drafts.change({ ...(kept as NonNullable<typeof kept>), provenPhones: { phone: PHONE } })
    await hall.drafts.destroy(draft.draft, 'handed-in')
    const { draft: next } = await hall.begin()
    expect(knownOf(next)).toMatchObject({ phone: { origin: 'proven', editable: true } })
    expect((await hall.answer(next.draft, 2, { phone: PHONE })).answered).toContain(2)
    expect(await call(hall.filings.answer, { draft: next.draft, page: 2, answers: { phone: '13900000001' } })).toMatchObject({ faults: [{ fault: 'not-proven' }] })
  })

  test('an answer is taken over where the catalogue says so, and follows it until its page is given', async () => {
    const text = (key: string, more: object = {}) => ({ key, kind: 'text', label: '字', ...more })
    const field = { type: 'string', maxLength: 5 }
    const form = onePage({ home: { type: 'string', maxLength: 9 }, post: field, fixed: field }, [text('home')])
    const pages = [...form.pages, { title: '页', fields: [text('post', { from: 'answer:home', editable: true }), text('fixed', { from: 'answer:home' })] }]
    const item = itemWith({ ...form, pages })
    const hall = filingHall(ledger)
    hall.catalogue = { ...SPECIMEN, items: [item] }
    hall.arrives()
    const { draft } = await hall.begin(item.task_code)
    expect(draft.answers).toEqual({})
    expect((await hall.answer(draft.draft, 0, { home: '甲路1号' })).answers).toEqual({ home: '甲路1号', post: '甲路1号', fixed: '甲路1号' })
    const follows = await hall.answer(draft.draft, 0, { home: '乙路2号' })
    expect(follows.answers).toMatchObject({ post: '乙路2号' })
    expect(knownOf(follows)).toEqual({ post: { origin: 'earlier', editable: true }, fixed: { origin: 'earlier', editable: false } })
    await hall.answer(draft.draft, 1, { post: '丙路3号', fixed: '别处' })
    const after = await hall.answer(draft.draft, 0, { home: '丁路4号' })
    expect(after.answers).toEqual({ home: '丁路4号', post: '丙路3号', fixed: '丁路4号' })
    hall.arrives(OTHER)
    const { draft: others } = await hall.begin(item.task_code)
    await hall.answer(others.draft, 0, { home: '甲路1号' })
    // Too long for them: they are asked.
    expect((await hall.answer(others.draft, 0, { home: '戊路五十五号' } satisfies Answers)).answers).toEqual({ home: '戊路五十五号' })
  })
})

test('a signed page is nothing that another takes over', async () => {
  const hall = filingHall(ledger)
  hall.arrives()
  const { draft } = await hall.begin(RESIDENCE.task_code)
  await hall.answer(draft.draft, 2, { phone: '13800000001', consent: true, signature: SIGNED })
  await hall.drafts.destroy(draft.draft, 'handed-in')
  expect(Object.keys((await hall.begin()).draft.answers)).not.toContain('signature')
})
