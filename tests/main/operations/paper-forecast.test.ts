import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PaperRoll } from '../../../main/ledger/paper-rolls.ts'
import {
  paperSensor,
  remainingMm,
  ticketsLeft,
  type PaperFacts,
  type PaperSensor,
} from '../../../main/operations/paper-forecast.ts'
import { TEN_O_CLOCK } from '../ledger/fixture.ts'

const ROLL: PaperRoll = {
  id: 1,
  loadedAt: TEN_O_CLOCK,
  loadedBy: 'operator:1001',
  lengthMm: null,
  sheets: 0,
  usedMm: 0,
  nearEndAtMm: null,
  endedAt: null,
}

function facts(roll: Partial<PaperRoll>, rest: Partial<PaperFacts> = {}): PaperFacts {
  return { roll: { ...ROLL, ...roll }, sensor: 'enough', lengthsMm: [100], remnantsMm: [], ...rest }
}

describe('the tickets that a roll still gives', () => {
  test('are what remains of a roll whose length was told, by what the last tickets used', () => {
    expect(ticketsLeft(facts({ lengthMm: 80_000, usedMm: 30_000 }, { lengthsMm: [90, 110] }))).toBe(500)
    expect(ticketsLeft(facts({ lengthMm: 199 }))).toBe(1)
  })

  test('are not known of a roll of which nobody told anything', () => {
    expect(ticketsLeft(facts({ usedMm: 30_000 }))).toBeNull()
    expect(ticketsLeft({ roll: null, sensor: 'near-end', lengthsMm: [100], remnantsMm: [] })).toBeNull()
  })

  test('are not known before a ticket was measured', () => {
    expect(ticketsLeft(facts({ lengthMm: 80_000 }, { lengthsMm: [] }))).toBeNull()
  })

  test('are reckoned from two metres at the near end, where no roll before has shown better', () => {
    expect(ticketsLeft(facts({ usedMm: 30_000, nearEndAtMm: 30_000 }, { sensor: 'near-end' }))).toBe(20)
    expect(ticketsLeft(facts({ usedMm: 31_000, nearEndAtMm: 30_000 }, { sensor: 'near-end' }))).toBe(10)
  })

  test('are reckoned at the near end from the worst of the last three rolls', () => {
    const nearEnd = { usedMm: 30_000, nearEndAtMm: 30_000 }
    expect(ticketsLeft(facts(nearEnd, { sensor: 'near-end', remnantsMm: [4500, 3500, 4000, 100] }))).toBe(35)
  })

  test('are not learned from a roll that was changed and nobody said so', () => {
    const nearEnd = { usedMm: 30_000, nearEndAtMm: 30_000 }
    expect(ticketsLeft(facts(nearEnd, { sensor: 'near-end', remnantsMm: [79_000, 0] }))).toBe(20)
  })

  test('are the fewer of what its length and what its near end says', () => {
    const nearEnd = { usedMm: 79_500, nearEndAtMm: 79_500 }
    expect(ticketsLeft(facts({ lengthMm: 80_000, ...nearEnd }, { sensor: 'near-end' }))).toBe(5)
    expect(ticketsLeft(facts({ lengthMm: 120_000, ...nearEnd }, { sensor: 'near-end' }))).toBe(20)
  })

  test('are none when the printer is out of paper, whatever was told of the roll', () => {
    expect(ticketsLeft(facts({ lengthMm: 80_000 }, { sensor: 'out' }))).toBe(0)
  })

  test('are not known of a roll that came after one that was used up, and of which nobody said anything', () => {
    expect(ticketsLeft(facts({ lengthMm: 80_000, usedMm: 79_000, endedAt: TEN_O_CLOCK }))).toBeNull()
    expect(ticketsLeft(facts({ usedMm: 33_000, nearEndAtMm: 30_000 }))).toBeNull()
  })

  test('stay few when the sensor wavers at the near end', () => {
    const nearEnd = { usedMm: 30_500, nearEndAtMm: 30_000 }
    expect(ticketsLeft(facts(nearEnd, { sensor: 'enough' }))).toBe(15)
    expect(ticketsLeft(facts(nearEnd, { sensor: 'not-told' }))).toBe(15)
  })
})

const length = fc.integer({ min: 1, max: 500 })
const millimetres = fc.integer({ min: 0, max: 200_000 })
const sensor = fc.constantFrom<PaperSensor>('enough', 'near-end', 'out', 'not-told')

test('a forecast is a whole number of tickets and never below none', () => {
  fc.assert(
    fc.property(
      fc.option(millimetres),
      millimetres,
      fc.option(millimetres),
      fc.boolean(),
      sensor,
      fc.array(length, { maxLength: 50 }),
      fc.array(fc.integer({ min: -1000, max: 200_000 }), { maxLength: 4 }),
      (lengthMm, usedMm, nearEnd, ended, sensor, lengthsMm, remnantsMm) => {
        const nearEndAtMm = nearEnd === null ? null : Math.min(nearEnd, usedMm)
        const roll = { ...ROLL, lengthMm, usedMm, nearEndAtMm, endedAt: ended ? TEN_O_CLOCK : null }
        const left = ticketsLeft({ roll, sensor, lengthsMm, remnantsMm })
        expect(left === null || (Number.isInteger(left) && left >= 0), String(left)).toBe(true)
      },
    ),
  )
})

/** One roll's life: sheets leave it, at some sheet the near end is told, at last it is used up. */
function rollsLife(lengthsMm: readonly number[], lengthMm: number | null, nearEndAfter: number, remnantsMm: number[]) {
  const out: number[] = []
  const life: PaperFacts[] = []
  let roll = { ...ROLL, lengthMm }
  for (const [index, each] of lengthsMm.entries()) {
    out.unshift(each)
    roll = { ...roll, sheets: roll.sheets + 1, usedMm: roll.usedMm + each }
    if (index === nearEndAfter) roll = { ...roll, nearEndAtMm: roll.usedMm }
    const sensor = index >= nearEndAfter ? 'near-end' : 'enough'
    life.push({ roll, sensor, lengthsMm: out.slice(0, 50), remnantsMm })
  }
  life.push({ roll, sensor: 'out', lengthsMm: out.slice(0, 50), remnantsMm })
  return life
}

function neverGrows(values: readonly (number | null)[]): boolean {
  const known = values.filter((value) => value !== null)
  return known.every((value, index) => index === 0 || value <= (known[index - 1] ?? 0))
}

const roll = [fc.option(millimetres), fc.nat(120), fc.array(fc.integer({ min: 1, max: 12_000 }), { maxLength: 3 })] as const

test('a roll never has more paper than before, whatever is printed from it', () => {
  fc.assert(
    fc.property(fc.array(length, { minLength: 1, maxLength: 120 }), ...roll, (lengths, lengthMm, nearEndAfter, remnants) => {
      const remaining = rollsLife(lengths, lengthMm, nearEndAfter, remnants).map(remainingMm)
      expect(neverGrows(remaining), remaining.join(' ')).toBe(true)
    }),
  )
})

test('the tickets left never grow as tickets of one length come out of one roll', () => {
  fc.assert(
    fc.property(length, fc.integer({ min: 1, max: 120 }), ...roll, (each, count, lengthMm, nearEndAfter, remnants) => {
      const lengths = Array.from({ length: count }, () => each)
      const left = rollsLife(lengths, lengthMm, nearEndAfter, remnants).map(ticketsLeft)
      expect(neverGrows(left), left.join(' ')).toBe(true)
    }),
  )
})

test('what a printer tells of its paper', () => {
  expect(paperSensor({ state: 'ready', paperLow: false })).toBe('enough')
  expect(paperSensor({ state: 'ready', paperLow: true })).toBe('near-end')
  expect(paperSensor({ state: 'not-ready', reason: 'paper-out' })).toBe('out')
  expect(paperSensor({ state: 'not-ready', reason: 'cover-open' })).toBe('not-told')
  expect(paperSensor({ state: 'silent' })).toBe('not-told')
  expect(paperSensor({ state: 'disconnected', detail: 'refused' })).toBe('not-told')
})
