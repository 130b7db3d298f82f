import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { specimenOf } from '../../../simulators/card-reader/specimens.ts'
import { SPECIMEN_FILINGS } from '../../../simulators/platform/specimen-filings.ts'
import { isVerificationCode } from '../../../simulators/platform/verification-code.ts'
import { callerOf, person, platform, proofBySms } from './caller.ts'

const ONE = person('domestic')
const BY_CLERK = { person: ONE, assurance: { level: 'clerk', clerk: '3' } }

/** As `callerOf` holds it to openapi.yaml. */
interface Told {
  readonly id: string
  readonly state: string
  readonly filedAt: string
  readonly disputes: readonly { readonly what: string }[]
}

describe('the specimen filings', () => {
  test('are one of each kind, the newest first, by what is proven: what wants the face is not told to a code', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const told = async (question: object): Promise<readonly Told[]> => (await call('POST', '/person/progress', question)).body['filings']
    const all = await told(BY_CLERK)
    expect(all.map(({ state }) => state).toSorted()).toEqual(['finished', 'finished', 'in-progress', 'in-progress', 'supplement'])
    expect(all.map(({ filedAt }) => filedAt)).toEqual(all.map(({ filedAt }) => filedAt).toSorted().toReversed())
    const proof = await proofBySms(simulator, ONE)
    expect(await told({ person: ONE, assurance: { level: 'card+sms', proof } })).toHaveLength(all.length - 1)
  })

  test('belong to people of the reference, and have receipts with codes that check themselves', () => {
    const people = new Set(['domestic', 'domestic-3'].map((id) => specimenOf(id).face.number))
    expect(SPECIMEN_FILINGS.filter(({ owner }) => !people.has(owner))).toEqual([])
    expect(SPECIMEN_FILINGS.filter(({ receipt }) => !isVerificationCode(receipt.code))).toEqual([])
  })

  test('can be tried with the receipt that the README names', () => {
    const [first] = SPECIMEN_FILINGS
    for (const file of ['README.md', 'README.zh-CN.md']) {
      const text = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')
      expect(text).toContain(`\`${first?.receipt.number}\``)
      expect(text).toContain(`\`${first?.receipt.code}\``)
    }
  })

  test('have nothing on a Saturday or Sunday, whenever they are looked at', () => {
    for (let days = 0; days < 7; days += 1) {
      const now = new Date(Date.UTC(2026, 10, 16 + days, 2))
      const dates = SPECIMEN_FILINGS.flatMap(({ at }) => [...JSON.stringify(at(now)).matchAll(/\d{4}-\d\d-\d\d/g)].map(([date]) => date))
      expect(dates.filter((date) => [0, 6].includes(new Date(date).getUTCDay()))).toEqual([])
    }
  })
})

describe('the page that the QR of a receipt opens', () => {
  test('says state and dates in both languages, and no more; an unknown one says so, whatever stands in the address', async () => {
    const simulator = await platform()
    const page = async (number: string, code: string) => await (await fetch(`${simulator.publicUrl}/f/${number}/${code}`)).text()
    const [first] = SPECIMEN_FILINGS
    const told = await page(first?.receipt.number ?? '', first?.receipt.code ?? '')
    expect(told).toContain('data-outcome="supplement"')
    for (const words of ['要补正', 'More papers needed', '补正期限']) expect(told).toContain(words)
    expect(told).not.toMatch(/样本|生育|医疗/)
    const unknown = await page('NEVER-WAS', encodeURIComponent('<b>&'))
    expect(unknown).toContain('data-outcome="unknown"')
    expect(unknown).not.toContain('<b>')
  })
})

describe('what a person reports as wrong', () => {
  const KEY = '0b5f9a1e-3c1d-4f57-9a55-0f4d1c2b7a10'
  const event = (payload: object, id = 'e1', subject = KEY) => ({ id, subject, kind: 'progress.disputed', at: '2026-11-22T02:00:00Z', payload })

  test('is acted on once, stands in the progress of that filing, and is refused where there is no such filing', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const send = async (...events: readonly object[]) => (await call('POST', '/events', { terminal: 'K01', events })).body['results']
    const filings = async (): Promise<readonly Told[]> => (await call('POST', '/person/progress', BY_CLERK)).body['filings']
    const [first] = await filings()
    const report = { dispute: KEY, filing: first?.id, what: 'wrong-date' }
    expect(await send(event(report))).toMatchObject([{ outcome: 'taken' }])
    expect(await send(event(report), event(report, 'e2'))).toMatchObject([{ outcome: 'known' }, { outcome: 'taken' }])
    expect(simulator.filingDesk.disputes).toHaveLength(1)
    expect((await filings()).map(({ disputes }) => disputes.map(({ what }) => what))).toEqual([['wrong-date'], [], [], [], []])
    expect(await send(event({ ...report, filing: 'nobody-s' }, 'e3'), event({ ...report, what: 'all' }, 'e4'), event(report, 'e5', 'another'))).toMatchObject([
      { problem: { code: 'no-such-filing' } },
      { problem: { code: 'bad-event' } },
      { problem: { code: 'bad-event' } },
    ])
  })
})
