import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { ok } from '../../../../drivers/result.ts'
import type { BadCaseView } from '../../../../main/contract/evaluation.ts'
import { RECTIFYING } from '../../../../main/contract/evaluation-levels.ts'
import type { Ledger } from '../../../../main/ledger/ledger.ts'
import type { DeliveredEvent, EventPort } from '../../../../main/platform/event-port.ts'
import { countBadCases, openBadCases, rectify } from '../../../../main/queue/evaluation/bad-cases.ts'
import { withCitizensWords } from '../../../../main/queue/evaluation/delivered-words.ts'
import { dayTally, totalsOf } from '../../../../main/queue/evaluation/totals.ts'
import { builtScript } from '../../../built-script.ts'
import { bytesOf, dataFolder, open, TEN_O_CLOCK } from '../../ledger/fixture.ts'
import { evaluationsOn, verdict, wish } from './fixture.ts'

const TODAY = '2026-11-22'
/** Fifteen working days after a Sunday, over a holiday of two days and a Saturday that is worked. */
const DUE = '2026-12-14'
const WRITTEN = '跑了三趟才办成𠮷'

let folder: string
let ledger: Ledger
beforeEach(async () => {
  folder = await dataFolder()
  ledger = await open(folder)
})

const count = async (table: string) => (await ledger.read<{ readonly n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n
const events = () => ledger.read<{ readonly kind: string; readonly subject: string; readonly payload: string }>('SELECT kind, subject, payload FROM outbox ORDER BY rowid')
const badCases = () => openBadCases(ledger, TODAY)

describe('an evaluation', () => {
  test('is there once with its event and its audit entry, however often its request comes', async () => {
    const evaluations = evaluationsOn(ledger)
    const given = wish({ verdict: verdict(4, { reasons: ['412', '406'] }) })
    const [first, doubled] = await Promise.all([evaluations.give(given), evaluations.give(given)])
    expect([first, doubled, await evaluations.give(given)]).toEqual(Array.from({ length: 3 }, () => ({ outcome: 'given', bad: null })))
    expect(await count('evaluation')).toBe(1)
    expect(await count("audit WHERE event = 'evaluation.given'")).toBe(1)
    const [event, ...further] = await events()
    expect(further).toEqual([])
    expect(JSON.parse(event?.payload ?? '')).toEqual({
      evaluation: event?.subject,
      matter: 'ticket',
      matterId: 'ticket-1',
      service: 'A',
      channel: 'kiosk',
      window: null,
      level: 4,
      reasonCodes: '406,412',
      written: false,
      realName: false,
      isDefault: false,
      appendOf: null,
    })
  })

  test('is the one of its matter: a pad that chatters gives no second, and later one more is added and no third', async () => {
    const evaluations = evaluationsOn(ledger)
    expect(await evaluations.standing('ticket', 'ticket-1')).toBe('first')
    await evaluations.give(wish({ channel: 'window', window: '3', verdict: verdict(5) }))
    expect(await evaluations.give(wish({ channel: 'window', window: '3', verdict: verdict(1) }))).toEqual({ outcome: 'already' })
    expect(await evaluations.standing('ticket', 'ticket-1')).toBe('append')
    const later = wish({ mayAppend: true, verdict: verdict(2) })
    expect(await evaluations.give(later)).toEqual({ outcome: 'given', bad: { by: DUE } })
    expect(await evaluations.give(later)).toEqual({ outcome: 'given', bad: { by: DUE } })
    expect(await evaluations.standing('ticket', 'ticket-1')).toBe('closed')
    expect(await evaluations.give(wish({ mayAppend: true }))).toEqual({ outcome: 'already' })
    // Another matter under the same id is another matter.
    expect(await evaluations.give(wish({ matter: 'certificate' }))).toEqual({ outcome: 'given', bad: null })
    const [first, added] = await ledger.read<{ readonly evaluation_id: string }>("SELECT evaluation_id FROM evaluation WHERE matter = 'ticket' ORDER BY place")
    const payloads = (await events()).filter(({ kind }) => kind === 'evaluation.given').map(({ payload }) => JSON.parse(payload) as { appendOf: string | null })
    expect(payloads.map(({ appendOf }) => appendOf)).toEqual([null, first?.evaluation_id, null])
    expect(added).toBeDefined()
    expect(totalsOf(TODAY, await dayTally(ledger, TODAY))).toMatchObject({ given: 2, goodShare: 1, appended: 1 })
  })

  test('keeps what was written from every file and log, and takes it along to the platform alone, until its time is over', async () => {
    await evaluationsOn(ledger).give(wish({ verdict: verdict(2, { words: ` ${WRITTEN} ` }) }))
    await evaluationsOn(ledger).give(wish({ subject: 'ticket-2', verdict: verdict(5, { words: '  ' }) }))
    for (const bytes of (await bytesOf(folder)).values()) expect(bytes.includes(WRITTEN)).toBe(false)
    const delivered: DeliveredEvent[] = []
    const platform: EventPort = {
      deliver: (some) => {
        delivered.push(...some)
        return Promise.resolve(ok([]))
      },
      reportAuditHead: () => Promise.resolve(ok({ outcome: 'taken' })),
    }
    const port = withCitizensWords(platform, ledger)
    const due = (await ledger.outbox.due(10)).map((event) => ({ ...event, at: event.at.toISOString() }))
    await port.deliver(due, new AbortController().signal)
    expect(delivered.map(({ kind, payload }) => [kind, payload['words']])).toEqual([
      ['evaluation.given', WRITTEN],
      ['evaluation.bad', undefined],
      ['evaluation.given', undefined],
    ])
    expect((await badCases()).map(({ words }) => words)).toEqual([WRITTEN])
    await ledger.envelopes.destroyKeysBefore('evaluation', '2026-12')
    expect((await badCases()).map(({ words }) => words)).toEqual([null])
    await port.deliver(due, new AbortController().signal)
    expect(delivered.at(-3)?.payload['words']).toBeNull()
  })
})

describe('a bad one', () => {
  test('opens its case in the same breath: the managers’ event, the clock of fifteen working days, and whoever looks is told', async () => {
    let told = 0
    expect(await evaluationsOn(ledger, () => (told += 1)).give(wish({ verdict: verdict(1, { reasons: ['113'] }), window: '3' }))).toEqual({
      outcome: 'given',
      bad: { by: DUE },
    })
    expect(told).toBe(1)
    const [given, bad] = await events()
    expect([given?.kind, bad?.kind]).toEqual(['evaluation.given', 'evaluation.bad'])
    // Neither waits for the other on its way.
    expect(await ledger.outbox.due(10)).toHaveLength(2)
    expect(JSON.parse(bad?.payload ?? '')).toMatchObject({ level: 1, dueOn: DUE, window: '3', service: 'A' })
    expect(await badCases()).toMatchObject([{ level: 1, reasons: ['113'], dueOn: DUE, overdue: false, next: 'accepted', done: [], about: 'ticket-1' }])
    expect(await countBadCases(ledger, DUE)).toEqual({ open: 1, overdue: 0 })
    expect(await countBadCases(ledger, '2026-12-15')).toEqual({ open: 1, overdue: 1 })
    expect((await openBadCases(ledger, '2026-12-15'))[0]?.overdue).toBe(true)
  })

  test('is put right step by step, each noted, none left out, and closed by nobody before the call-back', async () => {
    await evaluationsOn(ledger).give(wish({ verdict: verdict(2) }))
    const [open] = await badCases()
    const act = (step: BadCaseView['next'], note: string) =>
      rectify(ledger, { case: open?.id ?? '', step, note, by: '王工', at: TEN_O_CLOCK, month: '2026-11' })
    expect(await act('reviewed', '都好了')).toBe('not-next')
    expect(await act('accepted', '')).toBe('recorded')
    expect(await act('accepted', '')).toBe('not-next')
    expect(await act('verified', ' ')).toBe('note-missing')
    for (const step of RECTIFYING.slice(1, -1)) expect(await act(step, `${step}：已处理`)).toBe('recorded')
    const [almost] = await badCases()
    expect(almost).toMatchObject({ next: 'reviewed', done: [{ note: null, by: '王工' }, {}, {}, {}, { step: 'called-back', note: 'called-back：已处理' }] })
    expect(await act('reviewed', '同意')).toBe('recorded')
    expect(await badCases()).toEqual([])
    expect(await countBadCases(ledger, '2027-01-01')).toEqual({ open: 0, overdue: 0 })
    const told = (await events()).filter(({ kind }) => kind === 'evaluation.rectifying').map(({ payload }) => JSON.parse(payload) as object)
    expect(told).toHaveLength(RECTIFYING.length)
    expect(told.at(-1)).toMatchObject({ step: 'reviewed', closed: true })
    for (const bytes of (await bytesOf(folder)).values()) expect(bytes.includes('已处理')).toBe(false)
  })

  test('and what belongs to it are there whole or not at all, wherever the power is cut', { timeout: 120_000 }, async () => {
    await ledger.close()
    const giver = await builtScript(path.join(import.meta.dirname, 'giver.ts'))
    const told: string[] = []
    for (const [cut, lines] of fc.sample(fc.integer({ min: 1, max: 60 }), 3).entries()) told.push(...(await giveUntilCut(giver, `run ${cut}`, lines)))
    ledger = await open(folder)
    const kept = await ledger.read<{ readonly request_id: string; readonly evaluation_id: string; readonly level: number }>(
      'SELECT request_id, evaluation_id, level FROM evaluation ORDER BY evaluation_id',
    )
    expect(told.filter((requestId) => !kept.some((row) => row.request_id === requestId))).toEqual([])
    const bad = kept.filter(({ level }) => level === 1).map(({ evaluation_id }) => evaluation_id)
    const ids = async (sql: string) => (await ledger.read<{ readonly id: string }>(sql)).map(({ id }) => id).toSorted()
    expect(await ids("SELECT subject AS id FROM outbox WHERE kind = 'evaluation.given'")).toEqual(kept.map((row) => row.evaluation_id))
    expect(await ids("SELECT payload ->> 'evaluation' AS id FROM audit WHERE event = 'evaluation.given'")).toEqual(kept.map((row) => row.evaluation_id))
    for (const source of ['evaluation_id AS id FROM bad_case', "payload ->> 'evaluation' AS id FROM outbox WHERE kind = 'evaluation.bad'"]) {
      expect(await ids(`SELECT ${source}`)).toEqual(bad)
    }
    const last = kept.at(-1)
    const again = await evaluationsOn(ledger).give(wish({ requestId: last?.request_id ?? '', subject: last?.request_id ?? '' }))
    expect(again).toEqual({ outcome: 'given', bad: last?.level === 1 ? { by: DUE } : null })
    expect(await count('evaluation')).toBe(kept.length)
  })
})

async function giveUntilCut(giver: string, run: string, lines: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [giver, folder, run], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (chunk: string) => {
    text += chunk
    if (text.split('\n').length > lines + 1) child.kill('SIGKILL')
  })
  const [, signal] = (await once(child, 'close')) as [number | null, string | null]
  expect(signal).toBe('SIGKILL')
  return text.split('\n').slice(1, -1)
}
