import { call } from '@orpc/server'
import { expect, test } from 'vitest'
import type { MedicalInsurance, MedicalInsuranceFault } from '../../../drivers/social-card/medical-insurance.ts'
import type { SocialCard } from '../../../drivers/social-card/social-card.ts'
import { err, ok, type Result } from '../../../drivers/result.ts'
import { identityOfSocialCard, insuredOf, wipeIdentity, type Identity } from '../../../main/session/identity.ts'
import { createInsured } from '../../../main/session/insured.ts'
import { filingHall } from '../filings/hall.ts'
import { BIRTH, formOf, itemWith, onePage, SPECIMEN } from '../filings/specimen.ts'
import { formCheck } from '../../../main/filings/form-check.ts'
import { knownAnswers, NOTHING_FURTHER } from '../../../main/filings/known-facts.ts'
import { dataFolder, open } from '../ledger/fixture.ts'

const CARD: SocialCard = {
  number: '11010519491231002X',
  name: '样本一',
  sex: 'female',
  ethnicCode: '01',
  birthplace: null,
  birth: null,
  cardId: null,
  cardNumber: null,
  version: null,
  issuedOn: null,
  validUntil: null,
  warnings: [],
}
const INSURED: MedicalInsurance = { insuranceNumber: '53032300000000000000000001', insuredIn: '530323' }

/** A library that answers so, beside a card that lies in the slot. */
function library(answer: Result<MedicalInsurance | null, MedicalInsuranceFault>, card: SocialCard | null = CARD) {
  const asked: unknown[] = []
  const warned: unknown[] = []
  let inFront: Identity | null = identityOfSocialCard(CARD)
  const learn = createInsured({
    library: {
      read(one) {
        asked.push(one)
        return Promise.resolve(answer)
      },
    },
    slot: { status: card === null ? { state: 'absent' } : { state: 'present', card } },
    inFront: () => inFront,
    log: { warn: (...words: unknown[]) => void warned.push(words) },
  })
  return { learn, asked, warned, person: inFront, leave: () => (inFront = null) }
}

test('what the library tells is kept with the person, asked once, and wiped with them', async () => {
  const { learn, asked, person } = library(ok(INSURED))
  await learn(person)
  await learn(person)
  expect(asked).toHaveLength(1)
  expect(insuredOf(person)).toEqual(INSURED)
  const { insured } = person
  wipeIdentity(person)
  expect(insured?.every((byte) => byte === 0)).toBe(true)
})

test('nobody is asked about without their own card in the slot, and of whoever has gone meanwhile nothing is kept', async () => {
  for (const card of [null, { ...CARD, number: '110101199003078670' }]) {
    const { learn, asked, person } = library(ok(INSURED), card)
    await learn(person)
    expect([asked, insuredOf(person)]).toEqual([[], null])
  }
  const { learn, person, leave } = library(ok(INSURED))
  const learnt = learn(person)
  leave()
  await learnt
  expect(insuredOf(person)).toBeNull()
})

test('a library that fails is one line without the person, and the form asks', async () => {
  const { learn, person, warned } = library(err({ kind: 'failed', because: 'E_PSAM' }))
  await learn(person)
  expect(insuredOf(person)).toBeNull()
  expect(warned).toEqual([[{ device: 'socialCard', fault: 'failed', because: 'E_PSAM' }, 'the medical-insurance module has told nothing']])
})

test('a form that takes something from it is filled in; no other form has anybody asked', async () => {
  const schema = { insurance: { type: 'string', maxLength: 30 }, place: { type: 'string', maxLength: 6 } }
  const item = itemWith(
    onePage(schema, [
      { key: 'insurance', kind: 'text', label: '医保个人编号', from: 'card.insurance-number' },
      { key: 'place', kind: 'text', label: '参保地', from: 'applicant.insured-in' },
    ]),
  )
  const form = formOf(item)
  const { learn, person } = library(ok(INSURED))
  const known = () => knownAnswers({ form, check: formCheck(form), identity: person, applicant: { kind: 'self' }, further: NOTHING_FURTHER, today: '2026-11-22' })
  expect(known().size).toBe(0)
  await learn(person)
  expect([...known()].map(([key, { value }]) => [key, value])).toEqual([['insurance', INSURED.insuranceNumber], ['place', '530323']])

  const learnt: Identity[] = []
  const hall = filingHall(await open(await dataFolder()), { learnInsurance: (identity) => Promise.resolve(void learnt.push(identity)) })
  const begin = (code: string) => call(hall.filings.begin, { item: code, applicant: { kind: 'self' } })
  const { identity } = hall.arrives()
  expect(await begin(BIRTH.task_code)).toMatchObject({ outcome: 'open' })
  expect(learnt).toEqual([])
  hall.catalogue = { ...SPECIMEN, items: [item] }
  expect(await begin(item.task_code)).toMatchObject({ outcome: 'open' })
  expect(learnt).toEqual([identity])
})
