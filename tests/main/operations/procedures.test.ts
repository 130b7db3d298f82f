import { call } from '@orpc/server'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { OperatorView } from '../../../main/contract/operator.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { openClosure } from '../../../main/operations/closure.ts'
import { createOperatorSession } from '../../../main/operations/operator-session.ts'
import { openOperators } from '../../../main/operations/ledger-operators.ts'
import { operatorProcedures } from '../../../main/operations/procedures.ts'
import { NO_PLATFORM } from '../../../main/platform/delivery.ts'
import type { Queue, Ticket } from '../../../main/queue/queue.ts'
import type { TicketDesk } from '../../../main/queue/ticket-desk.ts'
import { createBroadcast } from '../../../main/session/broadcast.ts'
import { dataFolder, KEY, open, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { evaluationsOn, verdict, wish } from '../queue/evaluation/fixture.ts'
import { queueOn, request } from '../queue/fixture.ts'

const NO_CERTIFICATES = { authorised: 0, printed: 0, sent: 0, spoiled: 0, failed: 0, open: 0, notAuthorised: 0, pages: 0 }

const VIEW: OperatorView = {
  operator: '1001',
  now: TEN_O_CLOCK.getTime(),
  timeZone: 'Asia/Shanghai',
  devices: [],
  paper: null,
  tray: null,
  sheets: [],
  certificates: [],
  outbox: { waiting: 0, oldestSeconds: 0, shelf: 0 },
  platform: NO_PLATFORM,
  day: { businesses: [], sheets: { printed: 0, sent: 0, failed: 0, unknown: 0, reprints: 0, void: 0 }, usedMm: 0, certificates: NO_CERTIFICATES },
  badCases: { open: 0, overdue: 0 },
  reports: false,
  hours: { businessDay: '2026-11-22', hours: [], open: true, closure: null },
  hallPages: null,
  hallServer: null,
}

type Parts = Parameters<typeof operatorProcedures>[0]

let ledger: Ledger
let queue: Queue
let ticket: Ticket
/** The sheets that were brought out. */
let brought: string[]
let ended: string[]
/** How often nothing of a PIN was to stay in memory. */
let pins: number

beforeEach(async () => {
  ledger = await open(await dataFolder())
  queue = queueOn(ledger)
  brought = []
  ended = []
  pins = 0
  const taken = await queue.takeNumber(request('first'))
  assert(taken.outcome === 'issued' && taken.sheetKey !== null)
  await ledger.sheets.failed(taken.sheetKey, 'paper-out')
  ticket = taken.ticket
})

/** Ledger, queue, operators and session are real; paper comes out as the test says. */
async function screen(changes: Partial<Parts> & { readonly paperFault?: TicketDesk['paperFault'] } = {}) {
  const cost = { N: 2 ** 4, r: 1, p: 1 }
  const operators = await openOperators({ ledger, key: KEY, now: () => TEN_O_CLOCK, uptime: () => 0, cost })
  for (const name of ['1001', '1002']) await operators.add(name, '271828', 'operator', { kind: 'command-line' })
  const session = createOperatorSession(() => undefined)
  const news = createBroadcast<null>(() => null)
  const closure = await openClosure({
    ledger,
    now: () => TEN_O_CLOCK,
    businessDay: () => '2026-11-22',
    timeIsKnown: () => true,
    onChange: () => undefined,
  })
  onTestFinished(() => {
    session.signOut()
    news.end()
    closure.stop()
  })
  const desk: TicketDesk = {
    paperFault: changes.paperFault ?? (() => Promise.resolve(null)),
    ticketView: () => assert.fail('nobody looks at it here'),
    bringOut: ({ sheetKey }) => {
      brought.push(sheetKey)
    },
    busy: () => false,
    quiet: () => Promise.resolve(),
  }
  const procedures = operatorProcedures({
    ledger,
    document: null,
    certificates: null,
    report: null,
    tray: null,
    hallPages: null,
    now: () => TEN_O_CLOCK,
    folder: path.dirname(ledger.file),
    operators,
    session,
    signedOut: () => Promise.resolve(),
    onSignIn: () => undefined,
    onPin: () => (pins += 1),
    news,
    view: (operator) => Promise.resolve({ ...VIEW, operator }),
    queue,
    desk,
    waits: () => Promise.resolve(() => null),
    hasBusiness: () => true,
    holder: () => Promise.resolve(null),
    paper: null,
    closure,
    reader: null,
    printTestStrip: null,
    probe: null,
    powerCycle: () => Promise.resolve({ outcome: 'done' }),
    configurationFault: () => Promise.resolve(null),
    end: (how) => ended.push(how),
    ...changes,
  })
  return { procedures, session, operators, news, closure }
}

const again = (requestId: string = randomUUID()) => ({ requestId, ticketId: ticket.ticketId, reason: 'failed-sheet' as const })
const sheets = async () => (await ledger.sheets.sheetsOf(ticket.ticketId)).map((sheet) => sheet.state.state)
const audit = async () =>
  (await ledger.read<{ actor: string; event: string }>("SELECT actor, event FROM audit WHERE actor <> 'terminal' ORDER BY seq"))
    .filter(({ event }) => !['operator.added', 'ticket.issued'].includes(event))
    .map(({ actor, event }) => `${actor} ${event}`)
const NOT_SIGNED_IN = { code: 'NOT_SIGNED_IN' }

describe('a reprint that an operator orders', () => {
  test('prints nothing for one who has left while the printer was asked', async () => {
    let leave: () => void = () => undefined
    const { procedures, session } = await screen({
      paperFault() {
        leave()
        return Promise.resolve(null)
      },
    })
    session.signIn('1001')
    leave = () => session.signOut()
    await expect(call(procedures.reprint, again())).rejects.toMatchObject(NOT_SIGNED_IN)
    session.signIn('1001')
    leave = () => session.signIn('1002')
    await expect(call(procedures.reprint, again())).rejects.toMatchObject(NOT_SIGNED_IN)
    expect(await sheets()).toEqual(['failed'])
    expect(brought).toEqual([])
  })

  test('leaves no sheet behind that nobody brings out when the ledger fails before it, and the next one works', async () => {
    let failing = true
    const { procedures, session } = await screen({
      holder: () => (failing ? Promise.reject(new Error('the ledger cannot be read')) : Promise.resolve('样**')),
    })
    session.signIn('1001')
    await expect(call(procedures.reprint, again())).rejects.toThrow('cannot be read')
    expect(await sheets()).toEqual(['failed'])
    failing = false
    expect(await call(procedures.reprint, again())).toEqual({ outcome: 'reprinting' })
    expect(await sheets()).toEqual(['failed', 'intended'])
    expect(brought).toHaveLength(1)
  })

  test('is one sheet however often it is tapped, and another once that one has ended', async () => {
    const { procedures, session } = await screen()
    session.signIn('1001')
    await Promise.all([again(), again(), again()].map((tap) => call(procedures.reprint, tap)))
    expect(brought).toHaveLength(1)
    await ledger.sheets.failed(brought[0] ?? '', 'paper-out')
    await call(procedures.reprint, again())
    expect(brought).toHaveLength(2)
    expect(await audit()).toEqual(['operator:1001 ticket.reprinted', 'operator:1001 ticket.reprinted'])
  })

  test('is answered as before when its answer was lost, whatever the printer says by now', async () => {
    let paper: 'paper-out' | null = null
    const { procedures, session } = await screen({ paperFault: () => Promise.resolve(paper) })
    session.signIn('1001')
    const tap = again()
    await call(procedures.reprint, tap)
    await ledger.sheets.failed(brought[0] ?? '', 'paper-out')
    paper = 'paper-out'
    expect(await call(procedures.reprint, tap)).toEqual({ outcome: 'reprinting' })
    expect(await call(procedures.reprint, again())).toEqual({ outcome: 'no-paper', reason: 'paper-out' })
    expect(brought).toHaveLength(1)
  })

  test('is refused where the hall no longer has the business, or there is no ticket, and intends no sheet', async () => {
    const { procedures, session } = await screen({ hasBusiness: (code) => code !== 'A' })
    session.signIn('1001')
    expect(await call(procedures.reprint, again())).toEqual({ outcome: 'no-longer-waiting' })
    expect(await call(procedures.reprint, { ...again(), ticketId: 'none' })).toEqual({ outcome: 'no-longer-waiting' })
    expect(await sheets()).toEqual(['failed'])
  })
})

describe('what an operator watches', () => {
  test('ends with him: what was read from the ledger when he left is not shown any more', async () => {
    let show: (view: OperatorView) => void = () => undefined
    const { procedures, session, news } = await screen({
      view: () =>
        new Promise((resolve) => {
          show = resolve
        }),
    })
    session.signIn('1001')
    const seen = (await call(procedures.watch, undefined))[Symbol.asyncIterator]()
    const first = seen.next()
    await turn()
    show(VIEW)
    expect((await first).value).toMatchObject({ operator: '1001' })
    news.changed()
    const second = seen.next()
    await turn()
    session.signOut()
    show(VIEW)
    expect(await second).toEqual({ done: true, value: undefined })
  })

  test('ends when the page has gone', async () => {
    const { procedures, session } = await screen()
    session.signIn('1001')
    const gone = new AbortController()
    const seen = (await call(procedures.watch, undefined, { signal: gone.signal }))[Symbol.asyncIterator]()
    await seen.next()
    const next = seen.next()
    gone.abort()
    expect(await next).toMatchObject({ done: true })
    expect(session.current).toBe('1001')
  })

  test('does not keep him signed in by itself; each act does', async () => {
    const { procedures, session } = await screen()
    session.signIn('1001')
    let touches = 0
    session.touch = () => (touches += 1)
    const acts: (() => Promise<unknown>)[] = [
      () => call(procedures.touch, undefined),
      () => call(procedures.outbox, undefined),
      () => call(procedures.tryAgain, { events: [] }),
      () => call(procedures.reprint, again()),
      () => call(procedures.voidSheets, { keys: [] }),
      () => call(procedures.paperChanged, { lengthMetres: null }),
      () => call(procedures.closeHall, { reason: 'power', until: 'reopened' }),
      () => call(procedures.reopenHall, undefined),
      () => call(procedures.lockedOperators, undefined),
      () => call(procedures.unlock, { name: '1002' }),
      () => call(procedures.changePin, { pin: '271828', next: '314159' }),
    ]
    for (const [index, act] of acts.entries()) {
      await act()
      expect(touches, `act ${index}`).toBe(index + 1)
    }
    // A test or a power cycle takes long: its end is a sign of life, too.
    await call(procedures.selfTest, { device: 'ticket' })
    expect(touches).toBe(acts.length + 2)
    await call(procedures.powerCycle, { device: 'ticket' })
    expect(touches).toBe(acts.length + 4)
  })
})

describe('a PIN', () => {
  test('that was being looked at when the page became a citizen’s opens nothing, and the audit log ends it', async () => {
    const { procedures, session } = await screen()
    const signing = call(procedures.signIn, { name: '1001', pin: '271828' })
    await turn()
    session.signOut()
    await expect(signing).rejects.toMatchObject(NOT_SIGNED_IN)
    expect(session.current).toBeNull()
    expect(await audit()).toEqual(['operator:1001 operator.signed-in', 'operator:1001 operator.signed-out'])
  })

  test('that is wrong when it is to be changed counts as a wrong sign-in, and the right one no longer opens', async () => {
    const { procedures, session } = await screen()
    session.signIn('1001')
    const outcomes = []
    for (let tries = 0; tries < 5; tries += 1) {
      outcomes.push((await call(procedures.changePin, { pin: '999998', next: '314159' })).outcome)
    }
    expect(outcomes).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'waiting'])
    expect(pins).toBe(5)
    expect(await call(procedures.changePin, { pin: '271828', next: '314159' })).toMatchObject({ outcome: 'waiting' })
    session.signOut()
    expect(await call(procedures.signIn, { name: '1001', pin: '271828' })).toMatchObject({ outcome: 'waiting' })
    expect(session.current).toBeNull()
    expect(pins).toBe(7)
    // Nobody ends his own wait, under whatever form of his name.
    session.signIn('1001')
    for (const name of ['1001', ' 1001 ', '１００１']) {
      expect(await call(procedures.unlock, { name })).toEqual({ unlocked: false })
    }
    session.signIn('1002')
    expect(await call(procedures.unlock, { name: '1001' })).toEqual({ unlocked: true })
  })

  test('that is no PIN changes nothing and tells nothing of the one so far', async () => {
    const { procedures, session, operators } = await screen()
    session.signIn('1001')
    const refused = { outcome: 'bad-pin', reason: 'run' }
    expect(await call(procedures.changePin, { pin: '271828', next: '123456' })).toEqual(refused)
    expect(await call(procedures.changePin, { pin: '999998', next: '123456' })).toEqual(refused)
    expect((await operators.signIn('1001', '271828')).ok).toBe(true)
  })
})

describe('the audit log', () => {
  test('has each act under the operator’s name, what takes long at its beginning and at its end', async () => {
    const { procedures } = await screen({
      printTestStrip: () => Promise.resolve({ outcome: 'passed' }),
      async *probe() {
        yield { step: 'printing' as const }
      },
    })
    await call(procedures.signIn, { name: '1001', pin: '271828' })
    await call(procedures.selfTest, { device: 'ticket' })
    await call(procedures.powerCycle, { device: 'ticket' })
    for await (const _ of await call(procedures.probe, undefined)) continue
    await call(procedures.voidSheets, { keys: (await ledger.sheets.undecided()).map((sheet) => sheet.key) })
    await call(procedures.paperChanged, { lengthMetres: 80 })
    const [first] = await ledger.outbox.due(1)
    assert(first !== undefined)
    await ledger.outbox.record([{ id: first.id, end: 'shelved', reason: 'unknown-business' }])
    expect(await call(procedures.tryAgain, { events: [first.id, 'another'] })).toEqual({ released: 1 })
    expect(await call(procedures.tryAgain, { events: 'all' })).toEqual({ released: 0 })
    await call(procedures.closeHall, { reason: 'power', until: 'day-end' })
    await call(procedures.reopenHall, undefined)
    await call(procedures.unlock, { name: '1002' })
    await call(procedures.changePin, { pin: '271828', next: '314159' })
    await call(procedures.restart, undefined)
    await call(procedures.stop, undefined)
    expect(await audit()).toEqual(
      [
        'operator.signed-in',
        'device.test',
        'device.tested',
        'device.power-cycle',
        'device.power-cycled',
        'device.probe',
        'sheet.decided',
        'paper.changed',
        'outbox.released',
        'hall.closed',
        'hall.reopened',
        'operator.unlocked',
        'operator.pin-changed',
        'terminal.restart',
        'terminal.stop',
      ].map((event) => `operator:1001 ${event}`),
    )
    expect(ended).toEqual(['restart', 'stop'])
  })

  test('that takes no line lets no device be touched and no terminal be ended', async () => {
    const touched: string[] = []
    const { procedures, session, closure } = await screen({
      printTestStrip() {
        touched.push('strip')
        return Promise.resolve({ outcome: 'passed' })
      },
      powerCycle(device) {
        touched.push(device)
        return Promise.resolve({ outcome: 'done' })
      },
      async *probe() {
        touched.push('probe')
        yield { step: 'printing' as const }
      },
      ledger: { ...ledger, transact: () => Promise.reject(new Error('the disk is full')) },
    })
    session.signIn('1001')
    const full = 'the disk is full'
    await expect(call(procedures.selfTest, { device: 'ticket' })).rejects.toThrow(full)
    await expect(call(procedures.powerCycle, { device: 'ticket' })).rejects.toThrow(full)
    const probing = (await call(procedures.probe, undefined))[Symbol.asyncIterator]()
    await expect(probing.next()).rejects.toThrow(full)
    await expect(call(procedures.restart, undefined)).rejects.toThrow(full)
    await expect(call(procedures.stop, undefined)).rejects.toThrow(full)
    expect([touched, ended, closure.current()]).toEqual([[], [], null])
  })
})

test('only who is locked is offered for unlocking, not who has to wait', async () => {
  const { procedures, session, operators } = await screen()
  for (let tries = 0; tries < 5; tries += 1) await operators.signIn('1002', '999998')
  session.signIn('1001')
  expect(await call(procedures.lockedOperators, undefined)).toEqual([])
  await ledger.transact((tx) => tx.write("UPDATE operator SET failures = 15 WHERE name = '1002'"))
  expect(await call(procedures.lockedOperators, undefined)).toEqual(['1002'])
})

test('the screen hears at once that sheets were voided and that the roll was changed', async () => {
  let looks = 0
  const paper = { look: () => Promise.resolve(void (looks += 1)) } as Parts['paper']
  const { procedures, session, news } = await screen({ paper })
  session.signIn('1001')
  const heard = news.values(undefined)
  await heard.next()
  for (const act of [
    () => call(procedures.voidSheets, { keys: [] }),
    () => call(procedures.tryAgain, { events: [] }),
    () => call(procedures.paperChanged, { lengthMetres: 80 }),
  ]) {
    const next = heard.next()
    await act()
    expect(await next).toEqual({ done: false, value: null })
  }
  expect(looks).toBe(1)
  expect(await ledger.paperRolls.current()).toMatchObject({ lengthMm: 80_000, loadedBy: 'operator:1001' })
})

test('a probe ends when its operator does', async () => {
  let until: AbortSignal | null = null
  const { procedures, session } = await screen({
    async *probe(signal) {
      until = signal
      yield { step: 'printing' as const }
    },
  })
  session.signIn('1001')
  const probing = (await call(procedures.probe, undefined))[Symbol.asyncIterator]()
  await probing.next()
  expect(until).toMatchObject({ aborted: false })
  session.signOut()
  expect(until).toMatchObject({ aborted: true })
})

describe('evaluations on the operator’s screen', () => {
  test('are shown, put right and saved as a table only while somebody is signed in, under their name', async () => {
    const { procedures, session } = await screen()
    await evaluationsOn(ledger).give(wish({ subject: ticket.ticketId, verdict: verdict(1, { words: '太慢' }) }))
    await expect(call(procedures.evaluations, undefined)).rejects.toMatchObject(NOT_SIGNED_IN)
    session.signIn('1001')
    const { totals, cases } = await call(procedures.evaluations, undefined)
    expect(totals).toMatchObject({ given: 1, goodShare: 0 })
    expect(cases).toMatchObject([{ words: '太慢', about: ticket.number, next: 'accepted' }])
    const step = { case: cases[0]?.id ?? '', step: 'accepted', note: '' } as const
    expect(await call(procedures.rectify, step)).toEqual({ outcome: 'recorded' })
    expect(await call(procedures.rectify, step)).toEqual({ outcome: 'not-next' })
    const saved = await call(procedures.saveEvaluations, undefined)
    assert(saved.outcome === 'saved')
    expect(await readFile(saved.file, 'utf8')).toContain('2026-11-22,A,0,0,0,0,1,1,0.0000,0')
    expect((await audit()).slice(-2)).toEqual(['operator:1001 evaluation.rectifying', 'operator:1001 evaluation.saved'])
  })

  test('say why the table was not saved', async () => {
    const { procedures, session } = await screen({ folder: path.join(path.dirname(ledger.file), 'nowhere') })
    session.signIn('1001')
    expect(await call(procedures.saveEvaluations, undefined)).toMatchObject({ outcome: 'failed', line: expect.stringMatching(/evaluations-2026-11-22\.csv: ENOENT$/) as string })
  })
})
