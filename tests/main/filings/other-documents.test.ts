import { call } from '@orpc/server'
import { beforeEach, expect, test } from 'vitest'
import { decodeIdentityDocument } from '../../../drivers/id-card/identity-document.ts'
import { formCheck } from '../../../main/filings/form-check.ts'
import { knownAnswers, NOTHING_FURTHER } from '../../../main/filings/known-facts.ts'
import { identityOf, identityOfCard, identityOfSocialCard } from '../../../main/session/identity.ts'
import { askerOf } from '../../../main/session/proof.ts'
import { baseData, writeField, type Document } from '../../drivers/id-card/vectors.ts'
import { dataFolder, open } from '../ledger/fixture.ts'
import { filingHall, OWNER, type FilingHall } from './hall.ts'
import { BIRTH, formOf, itemWith, onePage, SOLE_TRADER } from './specimen.ts'

const DAY = { year: 2025, month: 6, day: 1 }

function holder(document: Document, change?: (text: Buffer) => void) {
  const card = decodeIdentityDocument(baseData(document, change), DAY)
  if (!card.ok) throw new Error(card.fault.kind)
  return identityOfCard(card.value)
}

const FORM = formOf(
  itemWith(
    onePage(
      Object.fromEntries(['name', 'english', 'country', 'birth', 'nation', 'address'].map((key) => [key, { type: 'string', maxLength: 120 }])),
      [
        { key: 'name', kind: 'text', label: '姓名', from: 'card.name' },
        { key: 'english', kind: 'text', label: '英文姓名', from: 'card.english-name' },
        { key: 'country', kind: 'text', label: '国籍', from: 'applicant.nationality' },
        { key: 'birth', kind: 'text', label: '出生日期', from: 'card.birth' },
        { key: 'nation', kind: 'text', label: '民族', from: 'card.nation' },
        { key: 'address', kind: 'text', label: '住址', from: 'card.address' },
      ],
    ),
  ),
)

function told(document: Document, change?: (text: Buffer) => void) {
  const known = knownAnswers({ form: FORM, check: formCheck(FORM), identity: holder(document, change), applicant: { kind: 'self' }, further: NOTHING_FURTHER, today: '2025-06-01' })
  return Object.fromEntries([...known].map(([key, { value }]) => [key, value]))
}

let hall: FilingHall

beforeEach(async () => {
  hall = filingHall(await open(await dataFolder()))
})

test('each document fills in a form with what it says, and with nothing else', () => {
  const resident = { name: '证件样本', english: 'ZHENGJIAN, YANGBEN', country: 'PAK', birth: '1980-01-01' }
  expect(told('I')).toEqual(resident)
  expect(told('Y')).toEqual(resident)
  expect(told('J')).toEqual({ name: '样本二', birth: '1994-08-23', address: '测试省测试市测试区测试路2号' })
  expect(told('domestic')).toEqual({ name: '样本一', birth: '1949-12-31', nation: '汉', address: '测试省测试市测试区测试路1号' })
})

test('a permanent resident without a Chinese name is known by the English one', () => {
  const nameless = (text: Buffer): void => writeField(text, 158, 30, '')
  expect(told('I', nameless)).toMatchObject({ name: 'ZHENGJIAN, YANGBEN' })
  expect(holder('I', nameless).masked).toEqual({
    assurance: 'card',
    number: 'PAK********0103',
    name: 'Z*****************',
    englishName: 'Z*****************',
  })
})

test('whoever asks the platform is named by their own document', () => {
  const documents = (['domestic', 'J', 'I', 'Y'] as const).map((document) => askerOf(holder(document), null)?.person.document)
  expect(documents).toEqual(['resident-card', 'residence-permit', 'permanent-resident-card', 'permanent-resident-card'])
  const typed = [OWNER.number, '810000199408230021', 'PAK310080010103', '931586198001010028'].map((number) => identityOf({ assurance: 'typed', number }).document)
  expect(typed).toEqual(documents)
})

test('a social-security card files only what the catalogue lets it file, and the ID card laid besides files the rest', async () => {
  const session = hall.arrives()
  const card = { number: OWNER.number, name: OWNER.name, sex: 'female', ethnicCode: '01', birth: null, birthplace: null, cardId: null, cardNumber: null, version: null, issuedOn: null, validUntil: null, warnings: [] } as const
  session.identity = identityOfSocialCard(card)
  session.proof = { by: 'sms', id: 'proof' }
  const begin = (item: string) => call(hall.filings.begin, { item, applicant: { kind: 'self' } })
  expect(await begin(SOLE_TRADER.task_code)).toEqual({ outcome: 'failed', reason: 'social-card' })
  expect(await begin(BIRTH.task_code)).toMatchObject({ outcome: 'open' })
  session.identity = holder('domestic')
  expect(await begin(SOLE_TRADER.task_code)).toMatchObject({ outcome: 'open' })
})

test('an expired card is told, and files only what the catalogue lets it file', async () => {
  const session = hall.arrives()
  session.identity = holder('J')
  expect(session.identity.masked).toMatchObject({ expired: true })
  session.proof = { by: 'sms', id: 'proof' }
  const begin = (item: string) => call(hall.filings.begin, { item, applicant: { kind: 'self' } })
  expect(await begin(SOLE_TRADER.task_code)).toEqual({ outcome: 'failed', reason: 'expired-card' })
  expect(await begin(BIRTH.task_code)).toMatchObject({ outcome: 'open' })
  session.identity = holder('Y')
  expect(session.identity.masked).not.toHaveProperty('expired')
  expect(await begin(SOLE_TRADER.task_code)).toMatchObject({ outcome: 'open' })
})

test('an application may be for a permanent resident, whose number is refused with its own reason', () => {
  const form = formOf(itemWith(onePage({ number: { type: 'string', maxLength: 18 } }, [{ key: 'number', kind: 'id-number', label: '号码' }])))
  const check = formCheck(form)
  const faults = (number: string) => check.faultsOf(form.pages.flatMap(({ fields }) => fields), { number }, { today: '2025-06-01', provenPhones: null }).map(({ fault }) => fault)
  expect(['931586198001010028', 'PAK310080010103', '810000199408230021', OWNER.number].flatMap(faults)).toEqual([])
  expect(['93158619800101002', 'PA1310080010103', '999586198001010028', '931586198002300028', 'PAK310080010104'].flatMap(faults)).toEqual([
    'wrong-length',
    'wrong-form',
    'wrong-place',
    'wrong-date',
    'wrong-check',
  ])
})
