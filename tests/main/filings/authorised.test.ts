import { call } from '@orpc/server'
import { beforeEach, describe, expect, test } from 'vitest'
import { ok } from '../../../drivers/result.ts'
import type { Applicant } from '../../../main/contract/filings.ts'
import type { LicenceLibrary } from '../../../main/filings/licence-library.ts'
import { platformLicences } from '../../../main/filings/platform-licences.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { dataFolder, open } from '../ledger/fixture.ts'
import { line } from '../platform/fixture.ts'
import { filingHall, OTHER, OWNER, type FilingHall } from './hall.ts'
import { itemOf, SOLE_TRADER, TODAY } from './specimen.ts'

const STAFF = itemOf('用人单位用工备案')
const PERSON: Applicant = { kind: 'person', name: OTHER.name, number: OTHER.number }
const COMPANY: Applicant = { kind: 'company', name: '示例县样本商贸有限公司', code: '91530323MA0A010176' }
const PAGE = { id: 'ab'.repeat(32), bytes: 1000 }

let ledger: Ledger
let hall: FilingHall
beforeEach(async () => {
  ledger = await open(await dataFolder())
})

async function begins(applicant: Applicant, licences: LicenceLibrary) {
  hall = filingHall(ledger, { licences })
  hall.arrives().proof = { by: 'clerk', clerk: '王' }
  const { draft } = await hall.begin(applicant.kind === 'company' ? STAFF.task_code : SOLE_TRADER.task_code, applicant)
  return draft.draft
}

/** As the camera gives it, or takes it back. */
async function authorise(id: string, pages: readonly (typeof PAGE)[] = [PAGE]): Promise<void> {
  const identity = hall.sessions.current?.identity
  const draft = identity && hall.drafts.of(id, identity)
  if (!draft) throw new Error('no draft')
  const { authorisation: _before, ...others } = draft.materials
  await hall.drafts.change({ ...draft, materials: pages.length === 0 ? others : { ...others, authorisation: { way: 'camera', pages } } })
}

const listed = (draft: string, material: string) => call(hall.filings.licences, { draft, material })

describe("another's licences", () => {
  test('are asked for once the authorisation is given, by its pages, and go again with it', async () => {
    const asked: unknown[] = []
    const licence = { id: 'l3', title: { zh: '居民身份证', en: 'Resident ID card' }, number: OTHER.number, validUntil: null }
    const draft = await begins(PERSON, {
      licences(question, type) {
        asked.push({ agent: question.person.number, behalf: question.behalf, type })
        return Promise.resolve(ok([licence]))
      },
      telling: () => Promise.resolve(ok([])),
    })
    const idCard = { draft, material: 'id-card' }
    expect(await listed(draft, 'id-card')).toEqual({ outcome: 'authorise-first', material: 'authorisation', name: { zh: '授权委托书', en: 'Letter of authorisation' } })
    await call(hall.filings.settle, { ...idCard, way: 'window' })
    expect(asked).toEqual([])

    await authorise(draft)
    expect(await listed(draft, 'id-card')).toMatchObject({ outcome: 'listed', licences: [{ id: 'l3' }] })
    expect(asked).toEqual([{ agent: OWNER.number, behalf: { applicant: PERSON, task_codes: [SOLE_TRADER.task_code], authorisation: [PAGE.id] }, type: 'ID-CARD' }])
    const given = await call(hall.filings.giveLicence, { ...idCard, licence: 'l3' })
    expect(given).toMatchObject({ draft: { materials: [{ key: 'authorisation' }, { key: 'id-card', given: { way: 'licence' } }, {}] } })

    await authorise(draft, [])
    expect(await call(hall.filings.review, { draft })).toMatchObject({ gaps: expect.arrayContaining([expect.objectContaining({ key: 'id-card' }), expect.objectContaining({ key: 'authorisation' })]) })
    const after = await call(hall.filings.giveLicence, { ...idCard, licence: 'l3' })
    expect(after).toMatchObject({ draft: { materials: [{}, { key: 'id-card', given: { way: 'nothing' } }, {}] } })
  })

  test('are listed by the reference platform for a pair that it knows, a company among them, and for nobody else', async () => {
    const { platform } = await line()
    const library = platformLicences(platform, () => TODAY)
    const draft = await begins(PERSON, library)
    await authorise(draft)
    expect(await listed(draft, 'id-card')).toMatchObject({ licences: [{ id: 'licence-id-card-3', number: expect.stringContaining('*') }] })

    const company = await begins(COMPANY, library)
    await authorise(company)
    expect(await listed(company, 'business-licence')).toMatchObject({ licences: [{ id: 'licence-business-11', number: expect.stringContaining('*') }] })

    for (const stranger of [{ ...PERSON, name: '样本四', number: '500154199804106120' }, { ...PERSON, name: '样本四' }] as const) {
      const theirs = await begins(stranger, library)
      await authorise(theirs)
      expect(await listed(theirs, 'id-card')).toEqual({ outcome: 'listed', licences: [] })
    }
  })
})
