import { expect, test } from 'vitest'
import { canBeGivenHere, supplementItem } from '../../../main/filings/supplement.ts'
import type { FilingProgress } from '../../../main/platform/platform.ts'

type Ways = NonNullable<FilingProgress['supplement']>['items'][number]['ways']

function asked(ways: Ways, licenceType?: string): FilingProgress {
  const item = { key: 'discharge', name: '出院记录', ways, ...(licenceType === undefined ? {} : { licenceType }) }
  const where = { zh: '5号窗口', en: 'Window 5' }
  return {
    id: '53032320261120SPECIMEN1',
    title: where,
    authority: where,
    assurance: ['card+sms'],
    state: 'supplement',
    supplement: { askedAt: '2026-11-20T02:00:00Z', by: '2026-11-26', items: [item], where },
  } as unknown as FilingProgress
}

test.each<[Ways, Ways, boolean]>([
  [['camera', 'phone', 'window'], ['camera', 'phone', 'window'], true],
  // A machine that takes nothing from phones needs another way.
  [['phone'], ['phone', 'window'], false],
  // Of a kind that is not said.
  [['licence'], ['window'], false],
  [['window'], ['window'], false],
])('a paper that may be given by %j is given by %j', (said, ways, here) => {
  const told = asked(said)
  expect(supplementItem(told)?.form.materials[0]?.ways).toEqual(ways)
  expect(told.supplement && canBeGivenHere(told.supplement, '2026-11-26')).toBe(here)
  expect(told.supplement && canBeGivenHere(told.supplement, '2026-11-27')).toBe(false)
})
