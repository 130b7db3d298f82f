import { expect, test } from 'vitest'
import { SPECIMEN_PACKAGES } from '../../../simulators/platform/specimen-packages.ts'
import { callerOf, person, platform } from './caller.ts'

const ONE = person('domestic')
const BY_CLERK = { level: 'clerk', clerk: '3' }
const [FIRST = '', SECOND = ''] = SPECIMEN_PACKAGES[0]?.tasks ?? []
const RECEIPT = { number: '5303230120261122K010009', code: '23456789' }

test('a package that is handed in becomes a case for each of its items, each with its own number and its own papers; the receipt tells how many', async () => {
  const simulator = await platform()
  const call = callerOf(simulator)
  const filed = await call('POST', '/filings', {
    terminal: 'K01',
    receipt: RECEIPT.number,
    code: RECEIPT.code,
    item: {
      package: 'newborn',
      version: 1,
      catalogue: '1',
      members: [
        { task_code: FIRST, task_version: 1, materials: ['id-card'] },
        { task_code: SECOND, task_version: 4, materials: ['id-card', 'household'] },
      ],
    },
    person: ONE,
    assurance: BY_CLERK,
    applicant: { kind: 'self' },
    form: { parent: 'mother' },
    materials: [
      { key: 'id-card', name: '身份证', way: 'window' },
      { key: 'household', name: '户口簿', way: 'window' },
    ],
    filedAt: new Date().toISOString(),
  })
  expect(filed.status).toBe(201)
  const cases: readonly { readonly task_code: string; readonly id: string }[] = filed.body['cases']
  expect(cases.map(({ task_code }) => task_code)).toEqual([FIRST, SECOND])
  expect(new Set([filed.body['id'], ...cases.map(({ id }) => id)]).size).toBe(3)
  expect(simulator.filingDesk.filings.map((filing) => filing.cases.map((each) => [each.task_version, each.materials.map(({ key }) => key)]))).toEqual([
    [[1, ['id-card']], [4, ['id-card', 'household']]],
  ])
  const { body } = await call('POST', '/person/progress', { person: ONE, assurance: BY_CLERK })
  const received = (body['filings'] as { id: string; state: string; title: { zh: string } }[]).filter(({ state }) => state === 'received')
  expect(received.map(({ id }) => id).toSorted()).toEqual(cases.map(({ id }) => id).toSorted())
  expect(received.map(({ title }) => title.zh).toSorted()).toEqual(['新生儿户口登记', '生育登记'])
  expect((await call('POST', '/receipts/status', RECEIPT)).body).toMatchObject({ outcome: 'known', state: 'received', cases: 2 })
  expect(await (await fetch(`${simulator.publicUrl}/f/${RECEIPT.number}/${RECEIPT.code}`)).text()).toContain('Cases')
})
