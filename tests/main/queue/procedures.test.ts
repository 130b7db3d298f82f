import { call } from '@orpc/server'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HallFile } from '../../../main/configuration/hall-file.ts'
import { openLedger, type Ledger } from '../../../main/ledger/ledger.ts'
import { machineKeyFrom } from '../../../main/ledger/machine-key.ts'
import { queueProcedures } from '../../../main/queue/procedures.ts'
import { createQueue } from '../../../main/queue/queue.ts'
import type { TicketDesk } from '../../../main/queue/ticket-desk.ts'
import type { HallWaits } from '../../../main/queue/waiting-time.ts'
import { identityOf } from '../../../main/session/identity.ts'
import { createSessions, type Sessions } from '../../../main/session/sessions.ts'
import { OPEN_HALL } from '../../terminal-process.ts'

const HALL = HallFile.parse({ ...OPEN_HALL, policy: { numberByScreenWhenNoPaper: true } })
const CARD = { assurance: 'card', number: '11010519491231002X', name: '样本一' } as const

let folder: string
let ledger: Ledger
let sessions: Sessions
/** What happens while the printer is asked. */
let whilePrinterIsAsked: () => void
let brought: string[]
let waits: HallWaits

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-procedures-'))
  const key = machineKeyFrom(Buffer.alloc(32, 7))
  const opened = await openLedger({ folder, key, terminal: 'K01', now: () => new Date() })
  if (!opened.ok) throw new Error(opened.fault.line)
  ledger = opened.value
  whilePrinterIsAsked = () => undefined
  brought = []
  waits = () => null
  sessions = createSessions({
    policy: () => ({ idleSeconds: 60, warningSeconds: 30 }),
    onChange: () => undefined,
    onEnd: () => undefined,
  })
})
afterEach(async () => {
  sessions.end('terminal-ends')
  await ledger.close()
  await rm(folder, { recursive: true })
})

/** Paper that comes out as the test says; the queue and the ledger are real. */
function procedures(state: 'printed' | 'sent' | 'unknown' = 'printed', hall: HallFile = HALL) {
  const desk: TicketDesk = {
    paperFault() {
      whilePrinterIsAsked()
      return Promise.resolve(null)
    },
    ticketView: (ticket, waits) => ({
      ticketId: ticket.ticketId,
      number: ticket.number,
      business: { zh: '业务', en: 'Service' },
      ahead: ticket.ahead,
      ...(waits(ticket.business, ticket.ahead) === null ? {} : { wait: { zh: '约5分钟', en: 'about 5 min' } }),
      where: { zh: '大厅', en: 'hall' },
      windows: [],
      issuedAt: '14:05',
    }),
    bringOut({ ticket, sheetKey, reprint, onState }) {
      brought.push(sheetKey)
      onState({ ticketId: ticket.ticketId, reprint: reprint ?? 0, state, settled: true })
    },
    busy: () => false,
    quiet: () => Promise.resolve(),
  }
  return queueProcedures({
    queue: createQueue({ ledger, hall: () => hall, now: () => new Date(), terminal: 'K01', timeIsKnown: () => true }),
    desk,
    bookings: null,
    sessions,
    hall: () => hall,
    waits: () => Promise.resolve(waits),
    now: () => new Date(),
    reprintReason: () => Promise.resolve('asked-by-holder'),
    lacks: (business) => (business.identify === 'card' ? 'needs-reader' : null),
  })
}

const request = (business: string, requestId: string = randomUUID()) => ({ requestId, business, paper: 'ticket' as const })
const tickets = () => ledger.read<{ person_hash: Buffer | null }>('SELECT person_hash FROM ticket')

function arrives(person: Parameters<typeof identityOf>[0] | null): void {
  const session = sessions.open()
  session.agreed = 1
  session.identity = person && identityOf(person)
}

describe('somebody who leaves while the printer is asked', () => {
  test('takes no number, and nobody else takes one in their name', async () => {
    const { takeNumber } = procedures()
    arrives(CARD)
    whilePrinterIsAsked = () => sessions.end('page-loaded')
    await expect(call(takeNumber, request('B'))).rejects.toMatchObject({ data: { needs: 'session' } })
    arrives(CARD)
    whilePrinterIsAsked = () => {
      sessions.end('page-loaded')
      arrives({ assurance: 'typed', number: '440308199901101512' })
    }
    await expect(call(takeNumber, request('B'))).rejects.toMatchObject({ data: { needs: 'session' } })
    expect(await tickets()).toEqual([])
    expect(brought).toEqual([])
  })

  test('has no sheet printed again', async () => {
    const { takeNumber, reprint } = procedures()
    arrives(CARD)
    const taken = await call(takeNumber, request('B'))
    const ticketId = taken.outcome === 'issued' ? taken.ticket.ticketId : ''
    whilePrinterIsAsked = () => sessions.end('page-loaded')
    await expect(call(reprint, { requestId: randomUUID(), ticketId })).rejects.toMatchObject({ data: { needs: 'session' } })
    expect(brought).toHaveLength(1)
  })
})

describe('a number for somebody whose document was typed', () => {
  const taken = async (person: Parameters<typeof arrives>[0], business = 'A') => {
    arrives(person)
    const { outcome } = await call(procedures().takeNumber, request(business))
    sessions.end('done')
    return outcome
  }
  const PERMIT = { assurance: 'typed', document: 'taiwan-travel-permit', number: '12345678' } as const

  test('is one for each person and business, by whichever document', async () => {
    for (const person of [
      { assurance: 'typed', number: '810000199408230021' },
      { assurance: 'typed', number: 'PAK310080010103' },
      { assurance: 'typed', document: 'hk-macao-travel-permit', number: 'H12345678' },
      PERMIT,
    ] as const) {
      expect([person.number, await taken(person), await taken(person)]).toEqual([person.number, 'issued', 'already-waiting'])
    }
  })

  test('is not another’s whose document of another kind has the same digits', async () => {
    expect(await taken(PERMIT)).toBe('issued')
    expect(await taken({ assurance: 'typed', number: PERMIT.number })).toBe('issued')
    expect(await taken({ ...PERMIT, document: 'hk-macao-travel-permit' })).toBe('issued')
  })

  test('is none where the business wants the card, and is not printed again', async () => {
    const { takeNumber, reprint } = procedures()
    arrives(PERMIT)
    await expect(call(takeNumber, request('B'))).rejects.toMatchObject({ data: { needs: 'card' } })
    const first = await call(takeNumber, request('A'))
    const ticketId = first.outcome === 'issued' ? first.ticket.ticketId : ''
    sessions.end('done')
    arrives(PERMIT)
    await expect(call(reprint, { requestId: randomUUID(), ticketId })).rejects.toMatchObject({ data: { needs: 'own-ticket' } })
    expect(await call(takeNumber, request('A'))).toEqual({ outcome: 'already-waiting', ticket: null })
  })
})

describe('a sheet again', () => {
  test('where the printer confirms nothing, the person who is still there may have it again without a card', async () => {
    const { takeNumber, reprint } = procedures('sent')
    arrives({ assurance: 'typed', number: CARD.number })
    const taken = await call(takeNumber, request('A'))
    const ticketId = taken.outcome === 'issued' ? taken.ticket.ticketId : ''
    expect(await call(reprint, { requestId: randomUUID(), ticketId })).toMatchObject({ outcome: 'reprinting', count: 1 })
    expect(brought).toHaveLength(2)
    expect(sessions.current?.sheet).toMatchObject({ ticketId, reprint: 1 })
  })

  test('after an unknown sheet it stays offered for two minutes', async () => {
    const { takeNumber } = procedures('unknown')
    arrives(CARD)
    await call(takeNumber, request('B'))
    const clock = sessions.view()?.clock
    expect(clock?.phase).toBe('running')
    // Two minutes less the warning of 30 s, and less what the test took.
    expect(clock?.phase === 'running' && clock.warnsInMs).toBeGreaterThan(60_000)
  })

  test('a sheet that came out is printed again for the card only', async () => {
    const { takeNumber, reprint } = procedures()
    arrives({ assurance: 'typed', number: CARD.number })
    const taken = await call(takeNumber, request('A'))
    const ticketId = taken.outcome === 'issued' ? taken.ticket.ticketId : ''
    await expect(call(reprint, { requestId: randomUUID(), ticketId })).rejects.toMatchObject({ data: { needs: 'own-ticket' } })
  })

  test('asked for twice under one id because the answer was lost, it comes once', async () => {
    const { takeNumber, reprint } = procedures('sent')
    arrives({ assurance: 'typed', number: CARD.number })
    const taken = await call(takeNumber, request('A'))
    const again = { requestId: randomUUID(), ticketId: taken.outcome === 'issued' ? taken.ticket.ticketId : '' }
    await call(reprint, again)
    expect(await call(reprint, again)).toMatchObject({ outcome: 'reprinting' })
    expect(brought).toHaveLength(2)
  })
})

describe('the green channel', () => {
  const priorities = () => ledger.read<{ priority: string; priority_reason: string | null }>('SELECT priority, priority_reason FROM ticket ORDER BY rowid')

  test('takes in by age whose card tells their birth, and nobody by a number that was typed', async () => {
    const about = { sex: null, birth: '1949-12-31', ethnicCode: '01', address: '' }
    const old = { ...HALL, policy: { ...HALL.policy, greenChannel: { fromAge: 60, declared: [] } } }
    const { takeNumber } = procedures('printed', old)
    arrives({ ...CARD, about })
    await call(takeNumber, request('B'))
    arrives({ assurance: 'typed', number: CARD.number })
    await call(takeNumber, request('A'))
    arrives({ ...CARD, number: '440308199901101512', about: { ...about, birth: '1999-01-10' } })
    await call(takeNumber, request('B'))
    expect(await priorities()).toEqual([
      { priority: 'green', priority_reason: 'elderly' },
      { priority: 'ordinary', priority_reason: null },
      { priority: 'ordinary', priority_reason: null },
    ])
  })

  test('takes in who declares a ground that the hall’s file has, with or without a card, and says of it in log, outbox and audit no more than the class', async () => {
    const { takeNumber } = procedures('printed', { ...HALL, policy: { ...HALL.policy, greenChannel: { declared: ['disabled', 'pregnant'] } } })
    arrives(CARD)
    const asked = { ...request('B'), green: 'pregnant' as const }
    const taken = await call(takeNumber, asked)
    expect(await call(takeNumber, asked)).toEqual(taken)
    arrives({ assurance: 'typed', number: '440308199901101512' })
    await call(takeNumber, { ...request('A'), green: 'disabled' })
    expect(await priorities()).toEqual([
      { priority: 'green', priority_reason: 'pregnant' },
      { priority: 'green', priority_reason: 'disabled' },
    ])
    const told = await ledger.read("SELECT payload FROM outbox WHERE kind = 'ticket.issued'")
    expect(told).toHaveLength(2)
    expect(JSON.stringify([told, await ledger.read('SELECT * FROM audit')])).not.toMatch(/pregnant|disabled/)
  })

  test('lets nobody declare what the hall’s file has not, and gives no number for it', async () => {
    for (const declared of [undefined, [], ['veteran' as const]]) {
      const hall = { ...HALL, policy: { ...HALL.policy, ...(declared === undefined ? {} : { greenChannel: { declared } }) } }
      arrives(CARD)
      await expect(call(procedures('printed', hall).takeNumber, { ...request('B'), green: 'disabled' })).rejects.toMatchObject({ code: 'WRONG_STEP' })
    }
    await expect(call(procedures().takeNumber, { ...request('B'), green: 'elderly' as never })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(await priorities()).toEqual([])
  })
})

describe('how long one waits', () => {
  test('is before the number, with it, and for who asks again, what the hall’s one account of it says', async () => {
    waits = (business, ahead) => (business === 'B' ? { from: 0, to: 5 + (ahead ?? 0) * 5 } : null)
    const { businesses, takeNumber } = procedures()
    const shown = await call(businesses, undefined)
    expect(shown.map(({ code, wait }) => [code, wait?.zh]).slice(0, 2)).toEqual([['A', undefined], ['B', '约5分钟内']])
    arrives(CARD)
    const wait = { zh: '约5分钟', en: 'about 5 min' }
    expect(await call(takeNumber, request('B'))).toMatchObject({ outcome: 'issued', ticket: { wait } })
    expect(await call(takeNumber, request('B'))).toMatchObject({ outcome: 'already-waiting', ticket: { wait } })
  })
})

describe('who is remembered', () => {
  test('nobody, where the business asks nobody who they are', async () => {
    const { takeNumber } = procedures()
    arrives(CARD)
    expect(await call(takeNumber, request('C'))).toMatchObject({ outcome: 'issued' })
    expect(await tickets()).toEqual([{ person_hash: null }])
  })

  test('a business that this terminal cannot serve says what is missing', async () => {
    const views = await call(procedures().businesses, undefined)
    expect(views.map((view) => view.availability)).toEqual([
      { state: 'open' },
      { state: 'closed', reason: 'needs-reader' },
      { state: 'open' },
    ])
  })
})
