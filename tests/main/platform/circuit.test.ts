import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCircuit } from '../../../main/platform/circuit.ts'

function circuit() {
  let at = 0
  const made = createCircuit({ ran: () => at, random: () => 0 })
  const fail = (times: number) => {
    for (let time = 0; time < times; time += 1) if (made.admit().admitted) made.settled('failed')
  }
  return { made, fail, pass: (milliseconds: number) => (at += milliseconds) }
}

describe('the circuit to the platform', () => {
  test('stays closed while calls fail now and then', () => {
    const { made, fail } = circuit()
    for (let round = 0; round < 10; round += 1) {
      fail(4)
      made.admit()
      made.settled('answered')
    }
    expect(made.state).toBe('closed')
  })

  test('opens after five failures, and rests longer each time, up to a minute', () => {
    const { made, fail, pass } = circuit()
    fail(5)
    const rests: number[] = []
    for (let round = 0; round < 6; round += 1) {
      const admitted = made.admit()
      if (admitted.admitted) throw new Error('it rests')
      rests.push(admitted.waitMs)
      pass(admitted.waitMs)
      fail(1)
    }
    expect(rests).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000])
  })

  test('lets one call try, and the others wait for what it finds', () => {
    const { made, fail, pass } = circuit()
    fail(5)
    pass(5_000)
    expect(made.admit()).toEqual({ admitted: true })
    expect(made.state).toBe('trying')
    expect(made.admit().admitted).toBe(false)
    made.settled('answered')
    expect(made.state).toBe('closed')
    fail(4)
    expect(made.state).toBe('closed')
  })

  test('lets another try when the one that tried was given up', () => {
    const { made, fail, pass } = circuit()
    fail(5)
    pass(5_000)
    made.admit()
    made.settled('given-up')
    expect(made.state).toBe('open')
    expect(made.admit()).toEqual({ admitted: true })
  })

  // Whatever happened before, a platform that answers again is used again within a rest of at most a minute and a half.
  test('never stays open for good', () => {
    const step = fc.oneof(fc.constantFrom('failed', 'answered', 'given-up'), fc.nat(120_000))
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (steps, random) => {
          let at = 0
          const made = createCircuit({ ran: () => at, random: () => random })
          for (const each of steps) {
            if (typeof each === 'number') at += each
            else if (made.admit().admitted) made.settled(each)
          }
          at += 90_000
          expect(made.admit()).toEqual({ admitted: true })
          made.settled('answered')
          expect(made.state).toBe('closed')
        },
      ),
    )
  })
})
