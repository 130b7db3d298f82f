import { call } from '@orpc/server'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { recordDisputes } from '../../../main/filings/disputes.ts'
import { progressProcedures } from '../../../main/filings/progress-procedures.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { eventsOverApi } from '../../../main/platform/events-over-api.ts'
import { deliverOutbox } from '../../../main/platform/outbox-delivery.ts'
import type { Log } from '../../../main/operations/log.ts'
import type { HallCalendar } from '../../../main/queue/calendar.ts'
import { identityOf } from '../../../main/session/identity.ts'
import { createSessions, type Session, type Sessions } from '../../../main/session/sessions.ts'
import { SPECIMEN_FILINGS } from '../../../simulators/platform/specimen-filings.ts'
import { eventually } from '../../eventually.ts'
import { person } from '../../simulators/platform/caller.ts'
import { dataFolder, open } from '../ledger/fixture.ts'
import { line, type Line } from '../platform/fixture.ts'

const OWNER = person('domestic')
const OTHER = person('domestic-3')
const OFFICE = [{ from: '09:00', to: '17:00' }]
const CALENDAR: HallCalendar = {
  timeZone: 'Asia/Shanghai',
  weekly: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE, sat: [], sun: [] },
  holidays: [],
  workdays: [],
  breaks: [],
  lastTicketMinutes: 0,
}
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Log

let ends: Line
let ledger: Ledger
let sessions: Sessions
let progress: ReturnType<typeof progressProcedures>

beforeEach(async () => {
  ends = await line()
  ledger = await open(await dataFolder(), () => new Date())
  sessions = createSessions({
    policy: () => ({ idleSeconds: 60, warningSeconds: 30 }),
    onChange: () => undefined,
    onEnd: () => undefined,
  })
  onTestFinished(() => sessions.end('terminal-ends'))
  progress = progressProcedures({
    sessions,
    platform: ends.platform,
    calendar: () => CALENDAR,
    now: () => new Date(),
    recordDispute: recordDisputes(ledger),
    here: { waiting: () => Promise.resolve([]), supplementOf: () => Promise.resolve(null), sameOn: () => Promise.resolve(null), byReceipt: () => Promise.resolve(null) },
    supplements: { begin: () => Promise.resolve({ outcome: 'failed', reason: 'not-awaited' }) },
  })
})

function arrives(whose = OWNER, proven = true): Session {
  sessions.end('done')
  const session = sessions.open()
  session.agreed = 1
  session.identity = identityOf({ assurance: 'card', number: whose.number, name: whose.name })
  session.proof = proven ? { by: 'clerk', clerk: '王工' } : null
  return session
}

async function listed() {
  const outcome = await call(progress.list, undefined)
  return outcome.outcome === 'listed' ? outcome.filings : []
}

async function first(): Promise<string> {
  const [filing] = await listed()
  if (filing === undefined) throw new Error('nothing filed')
  return filing.id
}

const disputes = () => ledger.read<{ readonly subject: string; readonly payload: string }>("SELECT subject, payload FROM outbox WHERE kind = 'progress.disputed'")

describe('a person’s filings', () => {
  test('are listed with the newest first, and one is shown whole', async () => {
    arrives()
    const all = await listed()
    expect(all.map(({ filedOn }) => filedOn)).toEqual(all.map(({ filedOn }) => filedOn).toSorted().toReversed())
    expect(new Set(all.map(({ waits }) => waits))).toEqual(new Set(['supplement', 'decision', 'procedure', 'print', 'nothing']))
    const asked = all.find(({ waits }) => waits === 'supplement')
    const whole = await call(progress.filing, { filing: asked?.id ?? '' })
    expect(whole).toMatchObject({ ...asked, supplement: { items: [{ name: '出院记录' }, {}] }, clock: { state: 'before', promised: 5 } })
  })

  test('are not told to a card alone, nor to a number that was typed, and none can be asked for by its id', async () => {
    arrives()
    const id = await first()
    arrives(OWNER, false)
    expect(await listed()).toEqual([])
    await expect(call(progress.filing, { filing: id })).rejects.toMatchObject({ data: { needs: 'own-filing' } })
    const session = arrives()
    session.identity = identityOf({ assurance: 'typed', number: OWNER.number })
    const before = ends.simulator.calls.length
    for (const ask of [
      () => call(progress.list, undefined),
      () => call(progress.filing, { filing: id }),
      () => call(progress.dispute, { requestId: randomUUID(), filing: id, what: 'other' }),
    ]) {
      await expect(ask()).rejects.toMatchObject({ data: { needs: 'card' } })
    }
    expect(ends.simulator.calls.length).toBe(before)
  })

  test('are shown masked, where the authority wrote a name, a number or a phone into them', async () => {
    arrives()
    const told = await ends.platform.progress({ person: OWNER, assurance: { level: 'clerk', clerk: '王工' } })
    const [filing] = told.ok ? told.value : []
    if (filing === undefined) throw new Error('nothing filed')
    const id = '530323202611220000018'
    const title = { zh: `${OWNER.name}的居住证签注`, en: 'Endorsement' }
    const steps = [{ name: filing.title, at: filing.filedAt, note: `联系人${OWNER.name}，${OWNER.number}，13800000001，窗口0870-1234567` }]
    vi.spyOn(ends.platform, 'progress').mockResolvedValue({ ok: true, value: [{ ...filing, id, title, steps }] })
    await listed()
    const shown = await call(progress.filing, { filing: id })
    expect(shown).toMatchObject({ id, title: { zh: '样**的居住证签注' } })
    expect(shown.steps[0]?.note).toBe('联系人样**，110***********002X，138****0001，窗口0870-1234567')
  })

  test('are shown only as surely as was proven, whatever the platform lists by mistake', async () => {
    arrives()
    const told = await ends.platform.progress({ person: OWNER, assurance: { level: 'clerk', clerk: '王工' } })
    arrives(OWNER, false)
    vi.spyOn(ends.platform, 'progress').mockResolvedValue(told)
    expect(await listed()).toEqual([])
  })

  test('are bound to whom they were listed for: the next person in the same session is shown none of them', async () => {
    const session = arrives()
    const id = await first()
    session.identity = identityOf({ assurance: 'card', number: OTHER.number, name: OTHER.name })
    await expect(call(progress.filing, { filing: id })).rejects.toMatchObject({ data: { needs: 'own-filing' } })
    await expect(call(progress.dispute, { requestId: randomUUID(), filing: id, what: 'other' })).rejects.toMatchObject({
      data: { needs: 'own-filing' },
    })
    expect(await disputes()).toEqual([])
  })

  test('are nobody’s when another person identifies while the platform is asked', async () => {
    const session = arrives()
    const ask = ends.platform.progress.bind(ends.platform)
    vi.spyOn(ends.platform, 'progress').mockImplementation((...asked) => {
      session.identity = identityOf({ assurance: 'card', number: OTHER.number, name: OTHER.name })
      return ask(...asked)
    })
    await expect(call(progress.list, undefined)).rejects.toMatchObject({ data: { needs: 'card' } })
  })

  test.each([
    ['answers somebody else’s', { kind: 'another-person' }, 'another-person'],
    ['answers half', { kind: 'cut', bytes: 200 }, 'platform-unreachable'],
    ['leaves out a field', { kind: 'field-missing' }, 'platform-broken'],
    ['is away', { kind: 'lost-call' }, 'platform-unreachable'],
    ['is busy', { kind: 'status', status: 503, code: 'out-of-order' }, 'platform-busy'],
    ['no longer takes the proof', { kind: 'status', status: 403, code: 'assurance-too-low' }, 'assurance-too-low'],
  ] as const)('are told to fail where the platform %s, and nothing of the answer is kept', async (_, fault, reason) => {
    const session = arrives()
    const id = await first()
    ends.simulator.faults.add('readProgress', fault, Infinity)
    expect(await call(progress.list, undefined)).toEqual({ outcome: 'failed', reason, waiting: [] })
    ends.simulator.faults.clear()
    expect(session.proof === null).toBe(reason === 'assurance-too-low')
    // What was listed before is still this person's.
    expect((await call(progress.filing, { filing: id })).id).toBe(id)
  })
})

describe('a receipt', () => {
  const RECEIPT = SPECIMEN_FILINGS[2]?.receipt ?? { number: '', code: '' }
  const WRONG = { ...RECEIPT, code: 'ABCDEFGH' }

  test('tells state and dates, nothing else, and to whoever holds it', async () => {
    sessions.open()
    const told = await call(progress.receipt, RECEIPT)
    expect(told).toMatchObject({ outcome: 'known', state: 'in-progress', supplementBy: null, finishedOn: null })
    expect(JSON.stringify(told)).not.toMatch(/样本|不动产|SPECIMEN|自然资源/)
  })

  test('with a wrong code three times ends the session, whatever was right between', async () => {
    const session = arrives()
    expect(await call(progress.receipt, WRONG)).toEqual({ outcome: 'unknown', attemptsLeft: 2 })
    expect(await call(progress.receipt, RECEIPT)).toMatchObject({ outcome: 'known' })
    expect(await call(progress.receipt, { ...WRONG, number: 'NEVER-WAS' })).toEqual({ outcome: 'unknown', attemptsLeft: 1 })
    expect(await call(progress.receipt, WRONG)).toEqual({ outcome: 'shut-out' })
    expect(sessions.current).toBeNull()
    expect(session.identity).toBeNull()
  })

  test('that could not be looked up counts for no wrong code', async () => {
    sessions.open()
    ends.simulator.faults.add('readReceipt', { kind: 'web-page', status: 200 }, 3)
    for (let time = 0; time < 3; time += 1) expect(await call(progress.receipt, WRONG)).toEqual({ outcome: 'failed', reason: 'platform-broken' })
    ends.pass(120_000)
    expect(await call(progress.receipt, WRONG)).toMatchObject({ attemptsLeft: 2 })
  })

  test('needs somebody in front', async () => {
    await expect(call(progress.receipt, RECEIPT)).rejects.toMatchObject({ data: { needs: 'session' } })
  })
})

describe('what is reported as wrong', () => {
  test('is on the disk once, however often the same wish comes, and names nobody', async () => {
    arrives()
    const filing = await first()
    const requestId = randomUUID()
    const wish = { requestId, filing, what: 'wrong-date' } as const
    expect(await Promise.all([call(progress.dispute, wish), call(progress.dispute, wish)])).toEqual([{ outcome: 'recorded' }, { outcome: 'recorded' }])
    expect(await call(progress.dispute, wish)).toEqual({ outcome: 'recorded' })
    const rows = await disputes()
    expect(rows.map(({ subject, payload }) => [subject, JSON.parse(payload)])).toEqual([
      [requestId, { dispute: requestId, filing, what: 'wrong-date' }],
    ])
    const kept = await ledger.read<{ readonly payload: string }>('SELECT payload FROM outbox UNION ALL SELECT payload FROM audit')
    expect(JSON.stringify(kept)).not.toMatch(/样本|1949/)
    await call(progress.dispute, { ...wish, requestId: randomUUID() })
    expect(await disputes()).toHaveLength(2)
  })

  test('must be something that can be wrong with this filing', async () => {
    arrives()
    const [filing] = (await listed()).filter(({ waits }) => waits === 'decision')
    const wish = { requestId: randomUUID(), filing: filing?.id ?? '', what: 'already-given' } as const
    await expect(call(progress.dispute, wish)).rejects.toMatchObject({ data: { needs: 'own-filing' } })
    expect(await disputes()).toEqual([])
  })

  test('may be said again under the same id when the disk did not take it', async () => {
    arrives()
    const wish = { requestId: randomUUID(), filing: await first(), what: 'other' } as const
    const append = vi.spyOn(ledger.outbox, 'append').mockImplementationOnce(() => {
      throw new Error('disk full')
    })
    await expect(call(progress.dispute, wish)).rejects.toThrow('disk full')
    expect(await call(progress.dispute, wish)).toEqual({ outcome: 'recorded' })
    expect(append).toHaveBeenCalledTimes(2)
    expect(await disputes()).toHaveLength(1)
  })

  test('reaches the platform, which tells it with the filing from then on', async () => {
    arrives()
    const filing = await first()
    await call(progress.dispute, { requestId: randomUUID(), filing, what: 'wrong-step' })
    const delivery = deliverOutbox({
      outbox: ledger.outbox,
      platform: eventsOverApi(ends.platform),
      now: () => new Date(),
      random: Math.random,
      log: SILENT,
      onChange: () => undefined,
      onFault: (error) => {
        throw error
      },
    })
    onTestFinished(() => delivery.close())
    await eventually(() => expect(ends.simulator.filingDesk.disputes).toMatchObject([{ filing, what: 'wrong-step' }]))
    await listed()
    expect((await call(progress.filing, { filing })).disputes).toMatchObject([{ what: 'wrong-step', answer: null }])
  })
})
