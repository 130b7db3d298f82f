import { pino } from 'pino'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { err, ok } from '../../../drivers/result.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { reportAuditLog } from '../../../main/platform/audit-report.ts'
import { startDelivery } from '../../../main/platform/delivery.ts'
import { eventsOfLedger } from '../../../main/platform/kept-events.ts'
import type { AuditHeadAnswer, EventPort, ReportedAuditHead } from '../../../main/platform/event-port.ts'
import { dataFolder, open } from '../ledger/fixture.ts'
import { createPlatform, fakeTime, passes } from './platform-in-a-test.ts'

beforeEach(fakeTime)
afterEach(() => {
  vi.useRealTimers()
})
import { SIGN, signedHead } from './signed-head.ts'

const MINUTE = 60_000
type Answers = EventPort['reportAuditHead']

function start(ledger: Pick<Ledger, 'audit' | 'transact'>, reportAuditHead: Answers) {
  const heads: ReportedAuditHead[] = []
  const faults: unknown[] = []
  const lines: string[] = []
  let changes = 0
  const report = reportAuditLog({
    kept: { audit: ledger.audit, note: (entry) => ledger.transact((tx) => ledger.audit.append(tx, entry)) },
    platform: {
      reportAuditHead(head, signal) {
        heads.push(head)
        return reportAuditHead(head, signal)
      },
    },
    terminal: 'K01',
    sign: SIGN,
    now: () => new Date(),
    random: () => 0,
    log: pino({ base: null }, { write: (line: string) => lines.push(line) }),
    onChange: () => (changes += 1),
    onFault: (error) => faults.push(error),
  })
  onTestFinished(() => report.close())
  return { report, heads, faults, lines, changes: () => changes }
}

const answering =
  (...answers: readonly AuditHeadAnswer[]): Answers =>
  () => {
    const [next = { outcome: 'taken' as const }, ...further] = answers
    answers = further
    return Promise.resolve(ok(next))
  }

const until = (holds: () => boolean) => passes(holds, () => false)
const auditEvents = async (ledger: Ledger) =>
  (await ledger.read<{ event: string }>("SELECT event FROM audit WHERE event LIKE 'audit.%'")).map(({ event }) => event)

test('the platform hears of the head at start and every 5 minutes, as it is on the disk', async () => {
  const ledger = await open(await dataFolder(), () => new Date())
  const { report, heads, changes } = start(ledger, answering())
  await until(() => report.verdict === 'taken' && vi.getTimerCount() === 1)
  await ledger.recordAgreement({ session: 's', version: 1 })
  await vi.advanceTimersByTimeAsync(5 * MINUTE)
  await until(() => heads.length === 2)
  const { hash } = await ledger.audit.head()
  expect(heads).toMatchObject([
    { count: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/), at: '2026-11-22T02:00:00.000Z' },
    { count: 2, hash: hash.toString('hex'), at: '2026-11-22T02:05:00.000Z' },
  ])
  // Each as its own machine signs it.
  expect(heads).toEqual(heads.map(({ count, hash: of, at }) => signedHead({ count, hash: of, at })))
  expect(changes()).toBe(1)
})

test.each(['behind', 'contradicts'] as const)('a platform that says %s is believed for good, and the log and the ledger keep it', async (outcome) => {
  const ledger = await open(await dataFolder(), () => new Date())
  const known = { count: 900, hash: 'ab' }
  const { report, heads, lines } = start(ledger, answering({ outcome, known }))
  for (const reports of [1, 2, 3]) {
    await until(() => heads.length === reports && vi.getTimerCount() === 1)
    await vi.advanceTimersByTimeAsync(5 * MINUTE)
  }
  expect(report.verdict).toBe(outcome)
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ level: 50, here: 1, there: 900 }])
  expect(await auditEvents(ledger)).toEqual([`audit.${outcome}`])
})

test('a platform that cannot be reached says nothing about the log, and is told again after a second, two, four', async () => {
  const ledger = await open(await dataFolder(), () => new Date())
  let there = false
  const { report, heads, faults, lines } = start(ledger, () =>
    Promise.resolve(there ? ok({ outcome: 'taken' as const }) : err({ kind: 'unreachable' as const, line: 'refused' })),
  )
  await until(() => vi.getTimerCount() === 1)
  for (const [reports, after] of [[2, 1_000], [3, 2_000]] as const) {
    await vi.advanceTimersByTimeAsync(after - 1)
    expect(heads.length).toBe(reports - 1)
    await vi.advanceTimersByTimeAsync(1)
    await until(() => heads.length === reports && vi.getTimerCount() === 1)
  }
  expect(report.verdict).toBe('not-reported')
  there = true
  await vi.advanceTimersByTimeAsync(4_000)
  await until(() => report.verdict === 'taken' && vi.getTimerCount() === 1)
  await vi.advanceTimersByTimeAsync(5 * MINUTE - 1)
  expect([heads.length, faults]).toEqual([4, []])
  // Said once, however often it was tried.
  expect(lines).toHaveLength(1)
})

test('a ledger that cannot be read is told of, and looked at again', async () => {
  const ledger = await open(await dataFolder(), () => new Date())
  const failure = new Error('the disk is gone')
  let failures = 1
  const audit = { ...ledger.audit, head: () => ((failures -= 1) >= 0 ? Promise.reject(failure) : ledger.audit.head()) }
  const { report, faults } = start({ ...ledger, audit }, answering())
  await until(() => vi.getTimerCount() === 1)
  expect(faults).toEqual([failure])
  await vi.advanceTimersByTimeAsync(5 * MINUTE)
  await until(() => report.verdict === 'taken')
})

test('a terminal that ends gives up the report in flight, and leaves no timer', async () => {
  const ledger = await open(await dataFolder(), () => new Date())
  const { report, heads, faults } = start(ledger, async (_head, signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    return err({ kind: 'unreachable', line: 'given up' })
  })
  await until(() => heads.length === 1)
  await report.close()
  expect([vi.getTimerCount(), faults]).toEqual([0, []])
})

test('whoever looks at the terminal sees both: whether the outbox leaves, and what is said of the audit log', async () => {
  const ledger = await open(await dataFolder(), () => new Date())
  await ledger.transact((tx) => ledger.outbox.append(tx, { subject: 'a', kind: 'event', payload: {} }))
  const platform = createPlatform(() => 'well')
  const delivery = startDelivery({
    kept: eventsOfLedger(ledger),
    port: { deliver: (events, signal) => platform.deliver(events, signal), reportAuditHead: answering({ outcome: 'behind' }) },
    terminal: 'K01',
    signAuditHead: SIGN,
    now: () => new Date(),
    log: pino({ level: 'silent' }),
    onChange: () => undefined,
    onFault: (error) => expect.fail(String(error)),
  })
  await until(() => platform.taken.length === 1 && delivery.view.delivery.state === 'idle' && delivery.view.auditLog === 'behind')
  await delivery.close()
  expect(vi.getTimerCount()).toBe(0)
})
