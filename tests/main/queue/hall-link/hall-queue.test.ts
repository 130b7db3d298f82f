import { describe, expect, test, vi } from 'vitest'
import { dataFolder, TEN_O_CLOCK } from '../../ledger/fixture.ts'
import { SPECIMEN } from '../fixture.ts'
import { fakeHall } from './fake-hall.ts'
import { issued, linked, PATIENT, wish } from './linked.ts'

const now = () => TEN_O_CLOCK

describe('a terminal whose hall server is reached', () => {
  test('gives the hall’s numbers, each with its own sheet, and says nothing of them to the platform itself', async () => {
    const hall = await fakeHall({ now })
    const terminal = await linked(hall)
    await hall.give('A', null)
    const taken = issued(await terminal.queue.takeNumber(wish({ person: SPECIMEN })))
    expect(taken).toMatchObject({ repeated: false, ticket: { number: 'A002', ahead: 1 } })
    expect(await terminal.ledger.sheets.sheetsOf(taken.ticket.ticketId)).toMatchObject([{ key: taken.sheetKey, copy: 0, state: { state: 'intended' } }])
    expect(await terminal.ledger.read("SELECT kind FROM outbox WHERE kind LIKE 'ticket%'")).toEqual([])
    expect((await hall.tickets()).map(({ number, terminal: by }) => [number, by])).toEqual([['A001', 'K09'], ['A002', 'K01']])
  })

  test('sees the hall’s day as it changes: who waits, and what became of a ticket', async () => {
    const hall = await fakeHall({ now })
    await hall.give('A', null)
    const terminal = await linked(hall)
    const { ticket } = issued(await terminal.queue.takeNumber(wish()))
    await hall.give('B', null)
    await vi.waitFor(async () => expect((await terminal.queue.overview()).map(({ waiting }) => waiting)).toEqual([2, 1, 0]), PATIENT)
    const items = [{ name: { zh: '参保登记', en: 'Registration' }, own: false, done: false }]
    const booking = { appointmentId: 'y-1', slotFrom: TEN_O_CLOCK, slotTo: new Date(TEN_O_CLOCK.getTime() + 30 * 60_000) }
    await hall.change('A001', { status: 'called', window: '1', calls: 1, items, ...booking })
    await vi.waitFor(async () => expect(await terminal.queue.ticket(ticket.ticketId)).toMatchObject({ status: 'waiting', ahead: 0 }), PATIENT)
    const laid = await terminal.ledger.read("SELECT items, appointment_id, slot_from, slot_to FROM ticket WHERE number = 'A001'")
    expect(laid).toEqual([{ items: JSON.stringify(items), appointment_id: 'y-1', slot_from: booking.slotFrom.toISOString(), slot_to: booking.slotTo.toISOString() }])
    expect(terminal.faults).toEqual([])
  })

  test('says at once what slot a waiting number has, for whoever checks in for their booking', async () => {
    const hall = await fakeHall({ now })
    const terminal = await linked(hall)
    const { ticket } = issued(await terminal.queue.takeNumber(wish({ person: SPECIMEN })))
    const slot = { slotFrom: TEN_O_CLOCK, slotTo: new Date(TEN_O_CLOCK.getTime() + 30 * 60_000) }
    const checkedIn = await terminal.queue.takeNumber(wish({ person: SPECIMEN, precedence: { class: 'appointment', appointmentId: 'y-1', ...slot } }))
    expect(checkedIn).toEqual({ outcome: 'already-waiting', ticket: { ...ticket, slot } })
    expect((await hall.tickets()).map(({ number, appointmentId }) => [number, appointmentId])).toEqual([['A001', 'y-1']])
    expect(terminal.faults).toEqual([])
  })

  test('answers a repeated request with the same ticket and the same sheet', async () => {
    const hall = await fakeHall({ now })
    const terminal = await linked(hall)
    const request = wish({ person: SPECIMEN })
    const first = issued(await terminal.queue.takeNumber(request))
    expect(await terminal.queue.takeNumber(request)).toEqual({ ...first, repeated: true })
    expect(await terminal.queue.takeNumber({ ...request, person: null })).toEqual({ outcome: 'request-conflict' })
    expect(await terminal.queue.ticketOfRequest(request.requestId)).toEqual(first.ticket)
    expect(await hall.tickets()).toHaveLength(1)
  })
})

describe('a terminal whose hall server cannot be asked', () => {
  test('gives numbers of its own series, says who waits already, and brings all of it when the hall is back', async () => {
    const hall = await fakeHall({ now })
    const terminal = await linked(hall)
    const before = issued(await terminal.queue.takeNumber(wish({ person: SPECIMEN, precedence: { class: 'green', reason: 'disabled' } })))
    hall.cut()
    await terminal.isDown()
    expect(await terminal.queue.takeNumber(wish({ person: SPECIMEN }))).toMatchObject({ outcome: 'already-waiting', ticket: { ticketId: before.ticket.ticketId } })
    const alone = issued(await terminal.queue.takeNumber(wish()))
    const second = issued(await terminal.queue.takeNumber(wish({ business: 'B', precedence: { class: 'green', reason: 'pregnant' } })))
    expect([alone.ticket.number, second.ticket.number]).toEqual(['X1001', 'X1002'])
    expect([before, alone, second].map(({ ticket }) => ticket.green)).toEqual([true, false, true])
    expect(alone.sheetKey).not.toBeNull()
    await vi.waitFor(() => expect(terminal.state.waiting).toBe(2), PATIENT)
    hall.restore()
    await terminal.isUp()
    await vi.waitFor(() => expect(terminal.state.waiting).toBe(0), PATIENT)
    expect((await hall.tickets()).map(({ number, origin, status, priorityReason }) => [number, origin, status, priorityReason])).toEqual([
      ['A001', 'kiosk', 'waiting', 'disabled'],
      ['X1001', 'offline', 'waiting', null],
      ['X1002', 'offline', 'waiting', 'pregnant'],
    ])
    expect(await terminal.ledger.read("SELECT payload ->> 'number' AS n FROM outbox WHERE kind = 'ticket.issued'")).toEqual([{ n: 'X1001' }, { n: 'X1002' }])
  })

  test('cancels what it gave to somebody who waits in the hall with an earlier number, and names that', async () => {
    const hall = await fakeHall({ now })
    const terminal = await linked(hall)
    await terminal.isUp()
    hall.cut()
    await terminal.isDown()
    await hall.give('A', SPECIMEN.number)
    const alone = issued(await terminal.queue.takeNumber(wish({ person: SPECIMEN })))
    hall.restore()
    await vi.waitFor(() => expect(terminal.state.notTaken).toEqual([{ number: 'X1001', instead: 'A001' }]), PATIENT)
    expect(await terminal.queue.ticket(alone.ticket.ticketId)).toMatchObject({ status: 'cancelled' })
    expect(await terminal.queue.takeNumber(wish({ person: SPECIMEN }))).toMatchObject({ outcome: 'already-waiting', ticket: { number: 'A001' } })
  })

  test('stands for the number whose answer was lost: one person has one ticket, the one in their hand', async () => {
    const hall = await fakeHall({ now })
    const terminal = await linked(hall)
    await terminal.isUp()
    hall.weather = (call) => (call === 'take' ? 'lose' : 'well')
    const request = wish({ person: SPECIMEN })
    const alone = issued(await terminal.queue.takeNumber(request))
    expect(alone.ticket.number).toBe('X1001')
    await vi.waitFor(async () => expect((await hall.tickets()).map(({ number, status }) => [number, status])).toEqual([['A001', 'cancelled'], ['X1001', 'waiting']]), PATIENT)
    expect(await terminal.queue.takeNumber(request)).toMatchObject({ repeated: true, sheetKey: alone.sheetKey, ticket: { number: 'X1001' } })
    expect(await terminal.queue.ticketOfRequest(request.requestId)).toMatchObject({ number: 'X1001' })
    expect(terminal.faults).toEqual([])
  })

  test('that was killed between the hall’s yes and its own disk gives the same number with its sheet when asked again', async () => {
    const hall = await fakeHall({ now })
    const folder = await dataFolder()
    const first = await linked(hall, { folder })
    await first.isUp()
    const request = wish({ person: SPECIMEN })
    // The hall has said yes; the terminal has kept no more than that it asked.
    await first.ledger.transact((tx) => tx.write("INSERT INTO hall_ask (request_id, business_day, business, given) VALUES (?, '2026-11-22', 'A', NULL)", [request.requestId]))
    await first.close()
    const ghost = await linked(hall)
    issued(await ghost.queue.takeNumber(request))
    await ghost.close()
    const again = await linked(hall, { folder })
    await again.isUp()
    const taken = issued(await again.queue.takeNumber(request))
    expect(taken).toMatchObject({ repeated: false, ticket: { number: 'A001' } })
    expect(taken.sheetKey).not.toBeNull()
    expect(await again.queue.takeNumber(request)).toEqual({ ...taken, repeated: true })
    expect(await again.ledger.read('SELECT count(*) AS n FROM sheet')).toEqual([{ n: 1 }])
    expect(await hall.tickets()).toHaveLength(1)
  })
})
