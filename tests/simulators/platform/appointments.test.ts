import { expect, test } from 'vitest'
import { hallDay } from '../../../simulators/platform/hall-day.ts'
import { CALLED, callerOf, person, platform } from './caller.ts'
import { operationsOf } from './written-api.ts'

test('a booking is told to whoever has it and to the hall of its day, and is taken once its number was given', async () => {
  const simulator = await platform()
  const call = callerOf(simulator)
  const today = hallDay(new Date())
  const own = async (id: string) => (await call('POST', '/person/appointments', { person: person(id), assurance: { level: 'card' }, hall: 'H1' })).body['appointments']
  const all = async (day: string) => (await call('POST', '/appointments/day', { hall: 'H1', day })).body['appointments']
  const id = `specimen-${today}`
  expect(await own('domestic-5')).toMatchObject([{ id, business: 'A', state: 'booked' }])
  expect(await own('domestic')).toEqual([])
  expect(await all(today)).toMatchObject([{ person: { number: person('domestic-5').number }, appointment: { id } }])
  expect(await all('2030-01-02')).toMatchObject([{ appointment: { slotFrom: '2030-01-02T02:00:00.000Z' } }])
  const event = { id: 'e1', subject: 'ticket-1', kind: 'ticket.issued', at: '2026-11-22T02:00:00Z', payload: { number: 'A001', appointment: id } }
  await call('POST', '/events', { terminal: 'K01', events: [event] })
  expect(await own('domestic-5')).toMatchObject([{ id, state: 'taken' }])
  expect([...CALLED]).toEqual(expect.arrayContaining([...operationsOf(['appointments'])]))
})
