import { describe, expect, test } from 'vitest'
import { standingOf } from '../../../main/queue/precedence.ts'

const HALL = { policy: { greenChannel: { fromAge: 60 } } }
const instant = new Date('2026-11-22T02:00:00Z')
const AT = { instant, day: '2026-11-22' }
const minutes = (count: number) => new Date(instant.getTime() + count * 60_000)

describe('a place in the line', () => {
  test.each([
    ['1966-11-22', 'green'],
    ['1966-11-23', 'ordinary'],
    ['1949-12-31', 'green'],
    [null, 'ordinary'],
  ] as const)('of who was born on %s is %s where the green channel begins at 60', (bornOn, priority) => {
    expect(standingOf(HALL, { bornOn }, AT).priority).toBe(priority)
    expect(standingOf({}, { bornOn }, AT).priority).toBe('ordinary')
  })

  test('of who was born on 29 February comes on 1 March where there is none', () => {
    const on = (day: string) => standingOf({ policy: { greenChannel: { fromAge: 65 } } }, { bornOn: '1960-02-29' }, { instant, day }).priority
    expect(on('2025-02-28')).toBe('ordinary')
    expect(on('2025-03-01')).toBe('green')
  })

  test('is where one came, half an hour earlier by the green channel, and at the slot of who comes for it', () => {
    expect(standingOf(HALL, {}, AT)).toEqual({ priority: 'ordinary', priorityReason: null, rank: instant, slotFrom: null, slotTo: null, appointmentId: null })
    const green = { class: 'green', reason: 'declared' } as const
    expect(standingOf(HALL, { precedence: green }, AT)).toMatchObject({ priority: 'green', priorityReason: 'declared', rank: minutes(-30) })
    const booked = (slotFrom: Date) => standingOf(HALL, { precedence: { class: 'appointment', appointmentId: 'b1', slotFrom, slotTo: minutes(60) }, bornOn: '1949-12-31' }, AT)
    expect(booked(minutes(20))).toEqual({ priority: 'appointment', priorityReason: null, rank: minutes(20), slotFrom: minutes(20), slotTo: minutes(60), appointmentId: 'b1' })
    expect(booked(minutes(-10)).rank).toEqual(minutes(-10))
    expect(booked(minutes(-11)).rank).toEqual(instant)
  })
})
