import { call } from '@orpc/server'
import { beforeEach, describe, expect, test } from 'vitest'
import { LedgerFailure, ledgerFault } from '../../../main/ledger/faults.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { identityOf } from '../../../main/session/identity.ts'
import { dataFolder, open } from '../ledger/fixture.ts'
import { line } from '../platform/fixture.ts'
import { filingHall, OTHER, OWNER, type FilingHall } from './hall.ts'
import { BIRTH, itemOf, SIGNED, SOLE_TRADER } from './specimen.ts'

let ledger: Ledger
let full: boolean
let hall: FilingHall

beforeEach(async () => {
  ledger = await open(await dataFolder())
  full = false
  hall = filingHall({
    ...ledger,
    transact: (body) => (full ? Promise.reject(new LedgerFailure(ledgerFault('disk-full', 'ledger.sqlite'))) : ledger.transact(body)),
  })
})

const beginOutcome = (applicant: Parameters<FilingHall['begin']>[1] = { kind: 'self' }, item = SOLE_TRADER.task_code) => call(hall.filings.begin, { item, applicant })

describe('an application is begun', () => {
  test('by whoever laid a card: a typed number, or nobody, has none', async () => {
    await expect(beginOutcome()).rejects.toMatchObject({ data: { needs: 'session' } })
    const session = hall.sessions.open()
    await expect(beginOutcome()).rejects.toMatchObject({ data: { needs: 'card' } })
    session.identity = identityOf({ assurance: 'typed', number: OWNER.number })
    await expect(beginOutcome()).rejects.toMatchObject({ data: { needs: 'card' } })
    expect(await call(hall.filings.items, { from: 0 })).toMatchObject({ outcome: 'listed', items: [{ code: 'newborn' }, {}, {}, {}, {}] })
  })

  test('as surely as the item wants', async () => {
    const session = hall.arrives()
    expect(await beginOutcome()).toEqual({ outcome: 'failed', reason: 'assurance-too-low' })
    session.proof = { by: 'sms', id: 'proof' }
    expect(await beginOutcome()).toMatchObject({ outcome: 'open' })
  })

  test('for an item that is there, in a name that it allows', async () => {
    hall.arrives().proof = { by: 'clerk', clerk: '王' }
    expect(await beginOutcome({ kind: 'company', name: '示例公司', code: '11530323MB0A00018C' })).toMatchObject({ reason: 'not-offered' })
    expect(await beginOutcome({ kind: 'self' }, itemOf('公共租赁').task_code)).toMatchObject({ reason: 'not-offered' })
    expect(await beginOutcome({ kind: 'person', name: '样本三', number: '110105194912310021' })).toMatchObject({ reason: 'wrong-number' })
    expect(await beginOutcome({ kind: 'person', name: '样本一', number: OWNER.number })).toMatchObject({ reason: 'wrong-number' })
    hall.catalogue = null
    expect(await beginOutcome()).toMatchObject({ reason: 'no-catalogue' })
    expect(await call(hall.filings.items, { from: 0 })).toMatchObject({ reason: 'no-catalogue' })
  })

  test('with what the card tells, marked and not to be changed unless the item allows it', async () => {
    hall.arrives()
    const { draft } = await hall.begin()
    expect(draft.answers).toEqual({ name: '样本一', number: OWNER.number, sex: '2', birth: '1949-12-31', nation: '汉', address: '测试省测试市测试区测试路1号' })
    const known = draft.pages.flatMap(({ fields }) => fields.flatMap(({ key, known }) => (known ? [[key, known.origin, known.editable]] : [])))
    expect(known).toEqual([['name', 'card', false], ['number', 'card', false], ['sex', 'card', false], ['birth', 'card', false], ['nation', 'card', false], ['address', 'card', true]])
    const first = await hall.answer(draft.draft, 0, { name: '别人', sex: '1' })
    expect(first.answers).toMatchObject({ name: '样本一', sex: '2' })
    const second = await hall.answer(draft.draft, 1, { region: '530323001001', address: '新路9号' })
    expect(second.answers['address']).toBe('新路9号')
    expect(second.pages[1]?.fields.find(({ key }) => key === 'address')?.known).toBeNull()
  })

  test('for somebody else with what was said of them, masked, and with an authorisation to bring', async () => {
    hall.arrives().proof = { by: 'sms', id: 'proof' }
    const { draft } = await hall.begin(SOLE_TRADER.task_code, { kind: 'person', name: ' 样本三 ', number: OTHER.number.toLowerCase() })
    expect(draft.applicant).toEqual({ kind: 'person', name: '样**', number: expect.stringMatching(/^\d{3}\*{11}/) })
    expect(draft.answers).toMatchObject({ name: '样本三', number: OTHER.number })
    expect(draft.pages[0]?.fields[0]?.known).toEqual({ origin: 'earlier', editable: false })
    expect(draft.materials.map(({ key }) => key)).toContain('authorisation')
    const { draft: own } = await hall.begin(SOLE_TRADER.task_code)
    expect(own.materials.map(({ key }) => key)).not.toContain('authorisation')
    const unasked = { draft: own.draft, material: 'authorisation', way: 'nothing' } as const
    await expect(call(hall.filings.settle, unasked)).rejects.toMatchObject({ data: { needs: 'own-draft' } })
  })

  test('and everything known of the person is overwritten when they leave', () => {
    const { identity } = hall.arrives()
    hall.sessions.end('done')
    expect(identity?.about?.every((byte) => byte === 0)).toBe(true)
  })
})

describe('an answer', () => {
  test('with a fault keeps nothing of its page', async () => {
    hall.arrives()
    const { draft } = await hall.begin()
    const answered = await call(hall.filings.answer, { draft: draft.draft, page: 4, answers: { event: 'born', children: [{ name: '样本二', sex: '3', birth: '2026-12-01' }], due: '2027-01-01' } })
    expect(answered).toMatchObject({ outcome: 'faults', faults: [{ key: 'children', row: 0, column: 'sex', fault: 'not-offered' }] })
    expect(await call(hall.filings.answer, { draft: draft.draft, page: 4, answers: { event: 'born' } })).toMatchObject({ faults: [{ key: 'children', fault: 'missing' }] })
    expect(await call(hall.filings.answer, { draft: draft.draft, page: 0, answers: { phone: '13800000001' } })).toMatchObject({ faults: [{ key: 'phone', fault: 'wrong-form' }] })
    expect(await call(hall.filings.answer, { draft: draft.draft, page: 99, answers: {} })).toMatchObject({ outcome: 'faults' })
    expect((await hall.begin()).draft.answered).toEqual([])
  })

  test('can be checked before it is given, and is not kept by that', async () => {
    hall.arrives()
    const { draft } = await hall.begin()
    const check = (key: string, value: string) => call(hall.filings.check, { draft: draft.draft, key, value })
    expect(await check('spouse-number', '110105194912310021')).toEqual({ outcome: 'checked', faults: [{ key: 'spouse-number', row: null, column: null, fault: 'wrong-check' }] })
    // By this the page knows that a code is to be sent.
    expect(await check('phone', '13800000001')).toMatchObject({ faults: [{ key: 'phone', fault: 'not-proven' }] })
    expect(await check('address', '示例县示例街道1号')).toEqual({ outcome: 'checked', faults: [] })
    await expect(check('nothing', 'x')).rejects.toMatchObject({ data: { needs: 'own-draft' } })
    expect(Object.keys((await hall.begin()).draft.answers)).not.toContain('phone')
  })

  test('that the disk does not take is told, and the draft is as it was', async () => {
    hall.arrives()
    const { draft } = await hall.begin()
    full = true
    expect(await call(hall.filings.answer, { draft: draft.draft, page: 0, answers: {} })).toEqual({ outcome: 'failed', reason: 'disk-full' })
    full = false
    expect((await hall.answer(draft.draft, 3, { marriage: 'unmarried' })).answered).toEqual([3])
  })

  test('that is a phone counts with the code that went to it; wrong codes are counted', async () => {
    const { simulator, platform } = await line()
    hall = filingHall(ledger, { platform })
    hall.arrives()
    const { draft } = await hall.begin()
    const ask = { draft: draft.draft, key: 'phone' }
    await expect(call(hall.filings.checkFieldCode, { ...ask, code: '000000' })).rejects.toMatchObject({ data: { needs: 'code-sent' } })
    await expect(call(hall.filings.sendFieldCode, { ...ask, key: 'address', phone: '13900000009' })).rejects.toMatchObject({ data: { needs: 'own-draft' } })
    expect(await call(hall.filings.sendFieldCode, { ...ask, phone: '12345' })).toEqual({ outcome: 'not-a-phone' })
    expect(await call(hall.filings.sendFieldCode, { ...ask, phone: '13900000009' })).toEqual({ outcome: 'sent', phone: '139****0009', digits: 6, againAfterSeconds: 60 })
    const answer = () => call(hall.filings.answer, { draft: draft.draft, page: 2, answers: { phone: '13900000009' } })
    expect(await answer()).toMatchObject({ faults: [{ key: 'phone', fault: 'not-proven' }] })
    const code = simulator.sentCodes.at(-1)?.code ?? ''
    const wrong = code === '111111' ? '222222' : '111111'
    expect(await call(hall.filings.checkFieldCode, { ...ask, code: wrong })).toEqual({ outcome: 'wrong', left: 2 })
    expect(await call(hall.filings.checkFieldCode, { ...ask, code })).toEqual({ outcome: 'right' })
    expect(await answer()).toMatchObject({ outcome: 'open' })
    expect((await hall.begin()).draft.answered).toEqual([2])
    expect(simulator.sentCodes).toHaveLength(1)
    // The proof of a phone is none of a person: nothing is listed for it that wants one.
    expect(hall.sessions.current?.proof).toBeNull()
  })
})

describe('a material', () => {
  const LICENCE = { id: 'l1', title: { zh: '居民身份证', en: 'Resident ID card' }, number: OWNER.number, validUntil: null }

  test('is given by a licence that was listed for its person', async () => {
    const asked: string[] = []
    hall = filingHall(ledger, { licences: { licences: (asker, type) => (asked.push(`${asker.assurance.level} ${type}`), Promise.resolve({ ok: true, value: [LICENCE] })), telling: () => Promise.resolve({ ok: true, value: [] }) } })
    hall.arrives().proof = { by: 'sms', id: 'proof' }
    const { draft } = await hall.begin()
    const material = { draft: draft.draft, material: 'id-card' }
    await expect(call(hall.filings.giveLicence, { ...material, licence: 'l1' })).rejects.toMatchObject({ data: { needs: 'own-draft' } })
    expect(await call(hall.filings.licences, material)).toEqual({ outcome: 'listed', licences: [{ ...LICENCE, number: '110***********002X' }] })
    expect(await call(hall.filings.giveLicence, { ...material, licence: 'l1' })).toMatchObject({
      draft: { materials: [{ key: 'id-card', given: { way: 'licence', number: '110***********002X' } }, {}, {}] },
    })
    expect(asked).toEqual(['card+sms ID-CARD'])
  })

  test('is brought or owed only where the item says so, and all that is missing is named at once', async () => {
    hall.arrives()
    const { draft } = await hall.begin()
    const settle = (material: string, way: 'window' | 'owed' | 'nothing') => call(hall.filings.settle, { draft: draft.draft, material, way })
    await expect(settle('birth-certificate', 'window')).rejects.toMatchObject({ data: { needs: 'own-draft' } })
    await expect(settle('id-card', 'owed')).rejects.toMatchObject({ data: { needs: 'own-draft' } })
    await expect(settle('nothing', 'window')).rejects.toMatchObject({ data: { needs: 'own-draft' } })
    expect(await call(hall.filings.review, { draft: draft.draft })).toMatchObject({
      gaps: [0, 1, 2, 3, 4, 5].map((page): object => ({ kind: 'page', page })).concat([{ key: 'id-card' }, { key: 'birth-certificate' }]),
    })
    await settle('id-card', 'window')
    expect(await settle('birth-certificate', 'owed')).toMatchObject({ outcome: 'open' })
    expect(await call(hall.filings.review, { draft: draft.draft })).toMatchObject({
      gaps: expect.not.arrayContaining([expect.objectContaining({ kind: 'material' })]),
      toBring: [{ zh: '居民身份证' }],
      owed: [{ name: { en: 'Birth certificate' }, until: expect.stringMatching(/^2027-01-\d\d$/) }],
    })
    await settle('id-card', 'nothing')
    expect(await call(hall.filings.review, { draft: draft.draft })).toMatchObject({ toBring: [], gaps: expect.arrayContaining([{ kind: 'material', key: 'id-card', name: expect.anything() }]) })
  })
})

test('whoever answers everything has nothing missing, and finds it as they wrote it', async () => {
  const { simulator, platform } = await line()
  hall = filingHall(ledger, { platform })
  hall.arrives()
  const { draft } = await hall.begin(BIRTH.task_code)
  await hall.answerAll(draft.draft)
  await call(hall.filings.sendFieldCode, { draft: draft.draft, key: 'phone', phone: '13800000001' })
  await call(hall.filings.checkFieldCode, { draft: draft.draft, key: 'phone', code: simulator.sentCodes.at(-1)?.code ?? '' })
  await hall.answer(draft.draft, 2, { phone: '13800000001' })
  await call(hall.filings.settle, { draft: draft.draft, material: 'id-card', way: 'window' })
  await call(hall.filings.settle, { draft: draft.draft, material: 'birth-certificate', way: 'owed' })
  expect(await call(hall.filings.review, { draft: draft.draft })).toMatchObject({ gaps: [] })
  hall.arrives()
  const { draft: again } = await hall.begin()
  expect(again.answers).toMatchObject({ phone: '13800000001', signature: SIGNED, children: [{ name: '样本二', sex: '2', birth: '2026-10-01' }] })
  expect(await call(hall.filings.review, { draft: again.draft })).toMatchObject({ gaps: [] })
})
