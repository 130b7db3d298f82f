import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { lineFramer } from '../../../drivers/scanner/line-framer.ts'
import { anyLineCut, codesOfLines } from './scanner-properties.ts'

const GAP_MS = 80
/** ICAO 9303's own samples. */
const TD3 = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']
const TD1 = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<']

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function framer() {
  const codes: string[] = []
  return { codes, line: lineFramer({ gapMs: GAP_MS, onCode: (bytes) => codes.push(bytes.toString('latin1')) }) }
}

describe('what a scanner sends over a line', () => {
  it.for(['\r', '\n', '\r\n'])('ends at %j', (end) => {
    const { codes, line } = framer()
    line.received(Buffer.from(`6901234567892${end}91350100M000100Y43${end}`))
    expect(codes).toEqual(['6901234567892', '91350100M000100Y43'])
  })

  it('or at the silence behind it', () => {
    const { codes, line } = framer()
    line.received(Buffer.from('69012345'))
    vi.advanceTimersByTime(GAP_MS - 1)
    line.received(Buffer.from('67892'))
    expect(codes).toEqual([])
    vi.advanceTimersByTime(GAP_MS)
    expect(codes).toEqual(['6901234567892'])
  })

  it.for([[TD3], [TD1]])('a passport’s lines are one code', ([lines = []]) => {
    const { codes, line } = framer()
    line.received(Buffer.from(lines.map((each) => `${each}\r`).join('')))
    expect(codes).toEqual([])
    vi.advanceTimersByTime(GAP_MS)
    expect(codes).toEqual([lines.join('\n')])
  })

  it('a code behind a passport’s lines is its own', () => {
    const { codes, line } = framer()
    line.received(Buffer.from(`${TD3.join('\r\n')}\r\n6901234567892\r\n`))
    expect(codes).toEqual([TD3.join('\n'), '6901234567892'])
  })

  it('any split of the bytes gives the same codes', () => codesOfLines.hold())
  it('whatever the bytes are', () => anyLineCut.hold())

  it('noise longer than any code is dropped up to the silence, and what comes then is read', () => {
    const { codes, line } = framer()
    line.received(Buffer.alloc(10_000, 'x'))
    line.received(Buffer.from('y\r'))
    vi.advanceTimersByTime(GAP_MS)
    line.received(Buffer.from('6901234567892\r'))
    expect(codes).toEqual(['6901234567892'])
  })

  it('the first half of a code whose line is gone is no code', () => {
    const { codes, line } = framer()
    line.received(Buffer.from('69012'))
    line.dropped()
    vi.advanceTimersByTime(GAP_MS)
    line.received(Buffer.from('34567\r'))
    expect(codes).toEqual(['34567'])
  })
})
