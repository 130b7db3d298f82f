import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeSwitch, type RelayChannel, type RelayState } from '../../../drivers/relay/lcus.ts'
import { switchParser } from '../../../simulators/relay/switch-parser.ts'

/** As sellers print them beside LCUS-1, -2 and -4 boards. */
const PRINTED: readonly (readonly [RelayChannel, RelayState, string])[] = [
  [1, 'energised', 'a00101a2'],
  [1, 'released', 'a00100a1'],
  [2, 'energised', 'a00201a3'],
  [2, 'released', 'a00200a2'],
  [4, 'energised', 'a00401a5'],
]

const channel = fc.constantFrom<RelayChannel>(1, 2, 3, 4, 5, 6, 7, 8)
const state = fc.constantFrom<RelayState>('energised', 'released')

describe('the bytes that switch a relay', () => {
  test.each(PRINTED)('of channel %i to %s are those that sellers print', (channel, state, hex) => {
    expect(Buffer.from(encodeSwitch(channel, state)).toString('hex')).toBe(hex)
  })

  test('are understood by a strict board, in any number, order and portions', () => {
    const commands = fc.array(fc.tuple(channel, state), { maxLength: 20 })
    fc.assert(
      fc.property(commands, fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1 }), (commands, portions) => {
        const understood: [number, string][] = []
        const errors: string[] = []
        const take = switchParser({
          switched: (channel, on) => understood.push([channel, on ? 'energised' : 'released']),
          wrong: (words) => errors.push(words),
        })
        const bytes = Buffer.concat(commands.map(([channel, state]) => encodeSwitch(channel, state)))
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const portion = portions[turn % portions.length] ?? 1
          take(bytes.subarray(at, at + portion))
          at += portion
        }
        expect({ understood, errors }).toEqual({ understood: commands, errors: [] })
      }),
    )
  })
})
