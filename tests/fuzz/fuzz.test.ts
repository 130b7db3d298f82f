import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { property } from '../properties.ts'
import { PROPERTIES } from './fuzz.ts'
import { fuzzOrder } from './order.ts'

describe('what npm run fuzz is asked for', () => {
  it('is ten minutes of a fresh seed, or what is said', () => {
    expect(fuzzOrder([])).toMatchObject({ ok: true, value: { minutes: 10, only: null, path: null } })
    expect(fuzzOrder(['0.5', '--seed', '7', '--only', 'a', '--path', '1:0'])).toEqual({
      ok: true,
      value: { minutes: 0.5, seed: 7, only: 'a', path: '1:0' },
    })
  })

  it.each([['soon'], ['0'], ['1', '2'], ['--seed', 'x'], ['--path', '1:0'], ['--colour']])('%s %s is refused with what was expected', (...words) => {
    const order = fuzzOrder(words.filter((word) => word !== undefined))
    expect(order).toMatchObject({ ok: false, fault: expect.stringContaining('npm run fuzz -- [minutes') })
  })
})

it('each property has a name of its own, and holds for some cases', async () => {
  expect(new Set(PROPERTIES.map(({ name }) => name)).size).toBe(PROPERTIES.length)
  for (const asked of PROPERTIES) expect(await asked.turn(3, 1)).toEqual({ cases: 3, failure: null })
})

it('a case that fails is the same again by its seed and path', async () => {
  const wrong = property('no number is above a million', fc.nat(), (n) => expect(n).toBeLessThan(1_000_000))
  const { failure } = await wrong.turn(100, 42)
  expect(failure?.report).toContain('Counterexample: [1000000]')
  const again = await wrong.turn(1, 42, failure?.path)
  expect(again.failure?.report).toContain('Counterexample: [1000000]')
})
