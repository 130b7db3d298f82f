import { describe, expect, it } from 'vitest'
import { encodeBusFrame } from '../../../drivers/call-pad/bus-frame.ts'
import { acknowledgement, beep, fiveStars, padSaid, startEvaluation } from '../../../drivers/call-pad/pad-words.ts'
import { decode, framesAmong, padAnyCut, padFrameAfterNoise, padFramesAmongGarbage, padShows, padWordsNeverThrow } from './bus-properties.ts'

const bytesOf = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex')
const CALL = bytesOf('FF 68 03 03 68 05 05 0C 16 16')

describe('what the host says', () => {
  it.each([
    ['a beep, as the reference prints it', beep(5), 'FF 68 02 02 68 05 03 08 16'],
    ['ask for a level', startEvaluation(2), 'FF 68 03 03 68 02 01 0B 0E 16'],
    ['five stars', fiveStars(2), 'FF 68 03 03 68 02 02 05 09 16'],
  ])('%s', (_what, frame, hex) => {
    expect(encodeBusFrame(frame)).toEqual(bytesOf(hex))
  })

  it('gives a key back as it was sent, and a level under a function and a checksum 10h lower', () => {
    const key = { address: 5, func: 5, data: [0x0c] }
    const level = { address: 5, func: 0x11, data: [4] }
    expect(acknowledgement(key)).toEqual(key)
    const [sent, back] = [encodeBusFrame(level), encodeBusFrame(acknowledgement(level))]
    expect((sent.at(-2) ?? 0) - (back.at(-2) ?? 0)).toBe(0x10)
  })
})

describe('what a pad says', () => {
  it.each([
    ['0C', 'call'],
    ['0D', 'recall'],
    ['0B', 'evaluate'],
    ['06 0F', 'pass'],
    ['00 0F', 'hold'],
    ['03 0F', 'call-back'],
    ['11', 'one-metre-line'],
    ['12', 'pause'],
    ['13', 'transfer'],
    ['02 0C', 'call'],
  ])('%s is the key %s', (hex, key) => {
    expect(padSaid({ address: 1, func: 5, data: [...bytesOf(hex)] })).toEqual({ kind: 'key', key })
  })

  it.each(['0F', '04 0F', '01 06 0F', '0E', '00'])('%s is no key', (hex) => {
    expect(padSaid({ address: 1, func: 5, data: [...bytesOf(hex)] })).toEqual({ kind: 'unknown' })
  })

  it('a level counts from 1 to 5', () => {
    const said = [0, 1, 5, 6].map((level) => padSaid({ address: 1, func: 0x11, data: [level] }))
    expect(said).toEqual([{ kind: 'unknown' }, { kind: 'level', level: 1 }, { kind: 'level', level: 5 }, { kind: 'unknown' }])
  })
})

describe('a noisy bus', () => {
  it('gives a wrong checksum away, and the good frame behind it', () => {
    const damaged = Buffer.from(CALL)
    damaged[8] = 0x17
    expect(decode(damaged, CALL)).toMatchObject([{ kind: 'damaged', bytes: 10 }, { kind: 'noise', bytes: 10 }, { kind: 'frame' }])
  })

  it('finds a good frame right behind a false start that claims all of it', () => {
    expect(framesAmong(decode(bytesOf('FF 68 05 05 68'), CALL))).toEqual([CALL.toString('hex')])
  })

  it.each(['02 02', '06 06', '03 04', 'FF FF'])('takes no frame of the lengths %s from a pad', (lengths) => {
    const claim = Buffer.concat([bytesOf(`FF 68 ${lengths} 68`), Buffer.alloc(20)])
    expect(framesAmong(decode(claim, CALL))).toEqual([CALL.toString('hex')])
    expect(decode(claim)).toEqual([])
  })
})

describe('whatever the bytes', () => {
  it('means the same however they are cut', () => padAnyCut.hold())
  it('no noise and no false start hides the next frame', () => padFrameAfterNoise.hold())
  it('every good frame among garbage is delivered once', () => padFramesAmongGarbage.hold())
  it('has a meaning or none', () => padWordsNeverThrow.hold())
  it('shows what it was told', () => padShows.hold())
})
