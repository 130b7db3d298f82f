import { describe, expect, it } from 'vitest'
import { Presses } from '../../../drivers/call-pad/presses.ts'

const every = (ms: number, times: number): readonly number[] => Array.from({ length: times }, (_, at) => at * ms)

describe('a pad that chatters', () => {
  it('a key heard again within 300 ms of the last time is one press, however often', () => {
    const pad = new Presses()
    expect([0, 50, 340, 620, 950].map((at) => pad.take('call', at))).toEqual(['press', 'chatter', 'chatter', 'chatter', 'press'])
  })

  it('another key at once is another press', () => {
    const pad = new Presses()
    expect([pad.take('call', 0), pad.take('recall', 20), pad.take('call', 40)]).toEqual(['press', 'press', 'press'])
  })

  it('a key that sticks is one press, reported after five seconds, and well again when it is let go', () => {
    const pad = new Presses()
    const taken = every(100, 60).map((at) => pad.take('call', at))
    expect(taken.filter((press) => press !== 'chatter')).toEqual(['press'])
    expect(pad.trouble(5_900)).toBe('stuck-key')
    expect(pad.trouble(6_300)).toBeNull()
    expect(pad.take('call', 6_400)).toBe('press')
  })

  it('a flood is muted from the twenty-first frame of a second, until ten seconds after its last', () => {
    const pad = new Presses()
    const taken = every(10, 100).map((at) => pad.take(`key ${at}`, at))
    expect([taken.indexOf('muted'), taken.filter((press) => press === 'press').length]).toEqual([20, 20])
    expect(pad.trouble(1_000)).toBe('floods')
    expect(pad.take('call', 9_000)).toBe('muted')
    expect(pad.trouble(11_000)).toBeNull()
    expect(pad.take('call', 11_000)).toBe('press')
  })
})
