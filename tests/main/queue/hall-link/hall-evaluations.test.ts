import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { evaluationsOn, verdict, wish as rating } from '../evaluation/fixture.ts'
import { TEN_O_CLOCK } from '../../ledger/fixture.ts'
import { fakeHall } from './fake-hall.ts'
import { issued, linked, PATIENT, wish } from './linked.ts'

const now = () => TEN_O_CLOCK

async function servedThere() {
  const hall = await fakeHall({ now })
  const terminal = await linked(hall)
  const { ticket } = issued(await terminal.queue.takeNumber(wish()))
  await hall.change(ticket.number, { status: 'done', window: '1', servingAt: TEN_O_CLOCK, endedAt: TEN_O_CLOCK })
  const evaluations = terminal.evaluations(evaluationsOn(terminal.ledger, terminal.badCasesChanged))
  return { hall, terminal, ticketId: ticket.ticketId, evaluations }
}
const kept = 'SELECT matter, level, place FROM evaluation ORDER BY rowid'

test('a ticket of the hall is evaluated at the hall, what was printed here is here, and the hall hears that a bad one is', async () => {
  const { hall, terminal, ticketId, evaluations } = await servedThere()
  expect(await evaluations.standing('ticket', ticketId)).toBe('first')
  const asked = rating({ requestId: randomUUID(), subject: ticketId, verdict: verdict(1), mayAppend: true })
  expect(await evaluations.give(asked)).toMatchObject({ outcome: 'given', bad: {} })
  expect(await evaluations.give(asked)).toMatchObject({ outcome: 'given', bad: {} })
  expect(await evaluations.standing('ticket', ticketId)).toBe('append')
  expect([await hall.ledger.read(kept), await terminal.ledger.read(kept)]).toEqual([[{ matter: 'ticket', level: 1, place: 0 }], []])

  expect(await evaluations.give(rating({ matter: 'certificate', subject: 'copy-1', verdict: verdict(2) }))).toMatchObject({ outcome: 'given', bad: {} })
  expect(await terminal.ledger.read(kept)).toEqual([{ matter: 'certificate', level: 2, place: 0 }])
  await vi.waitFor(() => expect(hall.badCases.get('K01')).toEqual({ terminal: 'K01', open: 1, overdue: 0 }), PATIENT)
  expect(terminal.faults).toEqual([])
})

test('while the hall cannot be asked nobody is asked about a ticket, and a wish that is under way is said not to be kept', async () => {
  const { hall, terminal, ticketId, evaluations } = await servedThere()
  hall.cut()
  await terminal.isDown()
  expect(await evaluations.standing('ticket', ticketId)).toBe('closed')
  const asked = rating({ requestId: randomUUID(), subject: ticketId, mayAppend: true })
  await expect(evaluations.give(asked)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
  expect(await evaluations.give(rating({ matter: 'filing', subject: 'R1' }))).toEqual({ outcome: 'given', bad: null })
  hall.restore()
  await terminal.isUp()
  expect(await evaluations.give(asked)).toEqual({ outcome: 'given', bad: null })
  expect(await hall.ledger.read(kept)).toEqual([{ matter: 'ticket', level: 5, place: 0 }])
})

test('what was added here before the terminal had a hall server is added to here', async () => {
  const { hall, terminal, ticketId, evaluations } = await servedThere()
  await evaluationsOn(terminal.ledger).give(rating({ subject: ticketId }))
  hall.cut()
  expect(await evaluations.standing('ticket', ticketId)).toBe('append')
  await evaluations.give(rating({ subject: ticketId, mayAppend: true, verdict: verdict(4) }))
  expect(await terminal.ledger.read(kept)).toEqual([{ matter: 'ticket', level: 5, place: 0 }, { matter: 'ticket', level: 4, place: 1 }])
})
