import { describe, expect, test } from 'vitest'
import { switchParser } from '../../../simulators/relay/switch-parser.ts'

function heard(hex: string) {
  const switched: string[] = []
  const wrong: string[] = []
  const take = switchParser({
    switched: (channel, on) => switched.push(`${channel} ${on ? 'on' : 'off'}`),
    wrong: (words) => wrong.push(words),
  })
  take(Buffer.from(hex, 'hex'))
  return { switched, wrong }
}

describe('a board of relays', () => {
  test('switches what the table says', () => {
    expect(heard('a00101a2 a00100a1 a00801a9'.replaceAll(' ', ''))).toEqual({
      switched: ['1 on', '1 off', '8 on'],
      wrong: [],
    })
  })

  test.each([
    ['without a start', '01', '01 where a command begins'],
    ['for channel 0', 'a000', '00 for a channel'],
    ['for channel 9', 'a009', '09 for a channel'],
    ['that is neither off nor on', 'a00102', '02 for off or on'],
    ['with a wrong check', 'a00101a1', 'a1 for a check'],
  ])('carries out nothing %s, says so, and understands the next command', (_, hex, words) => {
    expect(heard(`${hex}a00201a3`)).toEqual({ switched: ['2 on'], wrong: [words] })
  })

  test('takes a start in the midst of a command for the start of the next', () => {
    expect(heard('a001a00101a2')).toEqual({ switched: ['1 on'], wrong: ['a0 for off or on'] })
  })
})
