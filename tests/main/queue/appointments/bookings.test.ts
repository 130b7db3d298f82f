import { readFile } from 'node:fs/promises'
import { call } from '@orpc/server'
import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { HallFile } from '../../../../main/configuration/hall-file.ts'
import type { Log } from '../../../../main/operations/log.ts'
import { followBookings, type Bookings } from '../../../../main/queue/appointments/bookings.ts'
import { businessDay } from '../../../../main/queue/calendar.ts'
import { queueProcedures } from '../../../../main/queue/procedures.ts'
import { createQueue } from '../../../../main/queue/queue.ts'
import { createTicketDesk } from '../../../../main/queue/ticket-desk.ts'
import { identityOf } from '../../../../main/session/identity.ts'
import { createSessions } from '../../../../main/session/sessions.ts'
import { OPEN_HALL } from '../../../terminal-process.ts'
import { person } from '../../../simulators/platform/caller.ts'
import { dataFolder, open } from '../../ledger/fixture.ts'
import { line } from '../../platform/fixture.ts'

const HALL = HallFile.parse({ ...OPEN_HALL, policy: { numberByScreenWhenNoPaper: true, greenChannel: { declared: ['disabled'] } } })
const MINUTE = 60_000
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Log
const BOOKED = person('domestic-5')
const ASKER = { person: BOOKED, assurance: { level: 'card' } } as const

const DAY = businessDay(new Date(), 'Asia/Shanghai')
/** Everybody's clock stands at ten in the morning when this begins, so that no midnight comes between. */
const AHEAD = Date.parse(`${DAY}T02:00:00Z`) - Date.now()
const now = () => new Date(Date.now() + AHEAD)

/** A terminal that has pulled the day's bookings, and whoever stands in front of it. */
async function terminal() {
  const ledger = await open(await dataFolder(), now)
  const { simulator, platform } = await line({ now })
  simulator.setClockAhead(AHEAD)
  const faults: unknown[] = []
  const parts = { ledger, platform, hallCode: () => HALL.hall.code, businessDay: () => DAY, now, log: SILENT, onFault: (fault: unknown) => faults.push(fault) }
  const following: Bookings[] = []
  const follow = async () => {
    const bookings = followBookings(parts)
    following.push(bookings)
    await vi.waitFor(async () => expect(await bookings.has(ASKER)).toBe(true), { timeout: 30_000 })
    return bookings
  }
  onTestFinished(async () => {
    for (const each of following) await each.close()
    expect(faults).toEqual([])
  })
  const sessions = createSessions({ policy: () => ({ idleSeconds: 60, warningSeconds: 30 }), onChange: () => undefined, onEnd: () => undefined })
  onTestFinished(() => sessions.end('terminal-ends'))
  const queue = createQueue({ ledger, hall: () => HALL, now, terminal: 'K01', timeIsKnown: () => true })
  const desk = createTicketDesk({
    printer: null,
    encode: () => ({ ok: false, fault: { kind: 'qr-too-long' } }),
    record: { settle: () => Promise.resolve() } as never,
    hall: () => HALL,
    publicUrl: null,
    demonstration: false,
    log: SILENT,
    now,
  })
  const standing = (bookings: Bookings) =>
    queueProcedures({ queue, desk, bookings, waits: () => Promise.resolve(() => null), sessions, hall: () => HALL, now, reprintReason: () => Promise.resolve('asked-by-holder'), lacks: () => null })
  const arrives = (booked: boolean, assurance: 'card' | 'typed' = 'card') => {
    sessions.end('done')
    const session = sessions.open()
    session.agreed = 1
    session.identity = identityOf({ assurance, number: BOOKED.number, ...(assurance === 'card' ? { name: BOOKED.name } : {}) })
    session.booked = booked
  }
  /** Booked at the platform by 样本五, from so many minutes from now on. */
  const book = (id: string, business: string, inMinutes: number) => {
    const slotFrom = new Date(Math.floor(now().getTime() / MINUTE) * MINUTE + inMinutes * MINUTE)
    simulator.appointmentDesk.book({ id, person: BOOKED, business, slotFrom, slotTo: new Date(slotFrom.getTime() + 30 * MINUTE) })
  }
  return { ledger, simulator, follow, standing, arrives, book, queue }
}

const take = (business: string, appointment?: string, requestId: string = randomUUID()) => ({ requestId, business, paper: 'screen' as const, appointment })
const SPECIMEN = `specimen-${DAY}`

describe('whoever has booked and lays their card', () => {
  test('sees it listed and has one number for it, which the platform hears of as taken, and no ordinary one beside it', async () => {
    const { follow, standing, arrives, ledger } = await terminal()
    const { bookings, takeNumber } = standing(await follow())
    arrives(true)
    const [first] = await call(bookings, undefined)
    expect(first).toMatchObject({ id: SPECIMEN, business: { code: 'A' }, slot: expect.stringMatching(/^\d\d:\d\d–\d\d:\d\d$/) })
    // A booking has its own place, whatever is declared besides.
    const taken = await call(takeNumber, { ...take('A', SPECIMEN), green: 'disabled' })
    expect(taken).toMatchObject({ outcome: 'issued', ticket: { number: 'A001', slot: first?.slot } })
    expect(await call(takeNumber, take('A', SPECIMEN))).toMatchObject({ outcome: 'already-waiting', ticket: { number: 'A001' } })
    expect(await call(takeNumber, take('A'))).toMatchObject({ outcome: 'already-waiting', ticket: { number: 'A001' } })
    const [again] = await call(bookings, undefined)
    expect(again).toMatchObject({ state: 'has-ticket', ticket: { number: 'A001' } })
    const [told] = await ledger.outbox.due(10)
    expect(told).toMatchObject({ kind: 'ticket.issued', payload: { appointment: SPECIMEN, priority: 'appointment' } })
    const declared = await call(takeNumber, { ...take('B'), green: 'disabled' })
    expect(declared).toMatchObject({ outcome: 'issued', ticket: { number: 'B001', green: true } })
    expect(taken).not.toHaveProperty('ticket.green')
  })

  test('and has taken an ordinary number before, keeps that one, which has the booking’s slot from then on', async () => {
    const { follow, standing, arrives, simulator, ledger } = await terminal()
    const { bookings, takeNumber } = standing(await follow())
    arrives(true)
    expect(await call(takeNumber, take('A'))).toMatchObject({ outcome: 'issued', ticket: { number: 'A001' } })
    const checkedIn = await call(takeNumber, take('A', SPECIMEN))
    const [booking] = await call(bookings, undefined)
    expect(checkedIn).toMatchObject({ outcome: 'already-waiting', ticket: { number: 'A001', slot: booking?.slot } })
    expect(booking).toMatchObject({ id: SPECIMEN, state: 'has-ticket', ticket: { number: 'A001' } })
    const [told] = await ledger.read<{ readonly kind: string; readonly subject: string; readonly payload: string }>("SELECT kind, subject, payload FROM outbox WHERE kind = 'ticket.booked'")
    simulator.appointmentDesk.hear({ id: randomUUID(), subject: told?.subject ?? '', kind: told?.kind ?? '', at: now().toISOString(), payload: JSON.parse(told?.payload ?? '{}') as Record<string, string> })
    expect([...simulator.appointmentDesk.taken]).toEqual([SPECIMEN])
  })

  test('is told how early or late they are, and nobody has another’s booking or one by a typed number', async () => {
    const { follow, standing, arrives, book } = await terminal()
    book('soon', 'B', 0)
    book('past', 'B', -11)
    book('elsewhere', 'Z', 5)
    const { bookings, takeNumber } = standing(await follow())
    arrives(true)
    const states = Object.fromEntries((await call(bookings, undefined)).map(({ id, state }) => [id, state]))
    expect(states).toMatchObject({ soon: 'on-time', past: 'late' })
    // The hall has no such business.
    expect(states['elsewhere']).toBeUndefined()
    const wrong = { data: { needs: 'card' } }
    await expect(call(takeNumber, take('A', 'soon'))).rejects.toMatchObject(wrong)
    await expect(call(takeNumber, take('A', 'none'))).rejects.toMatchObject(wrong)
    arrives(false)
    expect(await call(bookings, undefined)).toEqual([])
    await expect(call(takeNumber, take('B', 'soon'))).rejects.toMatchObject(wrong)
    arrives(true, 'typed')
    expect(await call(bookings, undefined)).toEqual([])
    await expect(call(takeNumber, take('B', 'soon'))).rejects.toMatchObject(wrong)
  })

  test('checks in by the day’s list while the platform is away, and by the platform’s word when it is not', async () => {
    const { follow, standing, arrives, simulator, ledger } = await terminal()
    const list = await follow()
    const stranger = { person: person('domestic'), assurance: { level: 'card' } } as const
    expect(await list.has(stranger)).toBe(false)
    // Of whoever has booked nothing the platform is told nothing.
    expect(simulator.calls.filter(({ operation }) => operation === 'listAppointments')).toEqual([])
    simulator.appointmentDesk.taken.add(SPECIMEN)
    expect(await list.of(ASKER)).toMatchObject([{ appointmentId: SPECIMEN, taken: true }])
    await simulator.close()
    expect(await list.of(ASKER)).toMatchObject([{ appointmentId: SPECIMEN, business: 'A', taken: false }])
    const { takeNumber } = standing(list)
    arrives(true)
    expect(await call(takeNumber, take('A', SPECIMEN))).toMatchObject({ outcome: 'issued', ticket: { number: 'A001' } })
    await ledger.close()
    for (const file of [ledger.file, `${ledger.file}-wal`]) {
      const bytes = await readFile(file).catch(() => Buffer.alloc(0))
      for (const text of [BOOKED.number, BOOKED.name, '"slotFrom"']) expect(bytes.includes(text)).toBe(false)
    }
  })
})

test('what is booked for another day is gone once the day is over, whether the platform answers or not', async () => {
  const ledger = await open(await dataFolder(), now)
  const { platform, simulator } = await line({ now })
  simulator.setClockAhead(AHEAD)
  let day = DAY
  const rows = () => ledger.read('SELECT row_id FROM appointment')
  const parts = { ledger, platform, hallCode: () => 'H', businessDay: () => day, now, log: SILENT, onFault: (fault: unknown) => expect(fault).toBeUndefined() }
  const first = followBookings(parts)
  await vi.waitFor(async () => expect(await rows()).toHaveLength(1), { timeout: 30_000 })
  await first.close()
  await simulator.close()
  day = '2099-01-01'
  const second = followBookings(parts)
  await vi.waitFor(async () => expect(await rows()).toEqual([]), { timeout: 30_000 })
  await second.close()
})
