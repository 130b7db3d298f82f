import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Parsed } from '../../../simulators/thermal-printer/command.ts'
import { createParser } from '../../../simulators/thermal-printer/parser.ts'
import { CHINESE, CLEAR, CUT, dleEot, INITIALIZE, processId, raster } from './commands.ts'
import { gb18030 } from './gb18030.ts'
import { stream } from './streams.ts'

function parse(...bytes: readonly (number | readonly number[])[]): readonly Parsed[] {
  return createParser().feed(Uint8Array.from(bytes.flat()))
}

function errors(parsed: readonly Parsed[]): readonly string[] {
  return parsed.flatMap((item) => (item.type === 'error' ? [`${item.offset}: ${item.message}`] : []))
}

function kinds(parsed: readonly Parsed[]): readonly string[] {
  return parsed.map((item) => (item.type === 'error' ? 'error' : item.command.kind))
}

describe('however the bytes come in', () => {
  test('the same commands are read from one piece and from any other split', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 10 }), (bytes, cuts) => {
        const whole = createParser().feed(bytes)
        const parser = createParser()
        const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
        const pieces = places.slice(1).flatMap((end, i) => parser.feed(bytes.subarray(places[i], end)))
        expect(pieces).toEqual(whole)
      }),
    )
  })

  test('noise never stops the reading', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const parser = createParser()
        parser.feed(bytes)
        parser.drop()
        const afterwards = parser.feed(Uint8Array.from([0x41, 0x0a]))
        expect(kinds(afterwards).slice(-2)).toEqual(['ascii', 'line-feed'])
      }),
    )
  })
})

describe('what is not right is told', () => {
  const cases: readonly (readonly [name: string, bytes: readonly number[], error: string])[] = [
    ['an unknown command', [0x41, 0x1b, 0x7a], '1: unknown command 1b 7a'],
    ['an image without rows', raster(2, 0, []), '0: GS v 0: an image without dots'],
    ['a size that no head has', [0x1d, 0x21, 0x08], '0: GS !: sizes reach from 1 to 8'],
    ['font B', [0x1b, 0x21, 0x01], '0: ESC !: this ROM has no font B'],
    ['a process id with a control byte', processId('00\n1'), '0: GS ( H: a process id is made of 20 to 7E'],
    ['a status that does not exist', dleEot(0), '0: DLE EOT: DLE EOT is followed by 1 to 4'],
    ['an absolute position', [0x1b, 0x24, 1, 0], '0: ESC $: old 58 mm heads lack it: pad with spaces'],
    ['a code page', [0x1b, 0x74, 0], '0: ESC t: a code page has no place in Chinese text'],
    ['a control byte in a text', [0x41, 0x07], '1: control byte 07 outside any command'],
    ['zeros left over from an image', [0x41, 0, 0, 0], '1: a NUL byte outside any command'],
    ['a lead byte at the end of a line', [...CHINESE, 0xc9, 0x0a], '2: lead byte c9 without a trail byte'],
    ['a high byte with Chinese mode off', [0x1c, 0x2e, 0xc9], '2: byte c9 stands for no character in this mode'],
    [
      'Chinese text in whatever mode ESC @ left',
      [...INITIALIZE, ...gb18030('大厅')],
      '2: Chinese text without FS & since power-on or ESC @: not every model starts in Chinese mode',
    ],
    [
      'a rare character in four bytes',
      [...CHINESE, 0x82, 0x30, 0xb7, 0x31],
      '2: a four-byte GB18030 character: this head prints garbage for it',
    ],
  ]
  test.each(cases)('%s', (_name, bytes, error) => {
    expect(errors(parse(bytes))).toEqual([error.replace('GS ( H', 'GS (')])
  })

  test('a rare character in four bytes comes out as blanks and two digits', () => {
    const read = parse(CHINESE, [0x81, 0x30, 0x84, 0x36])
    const printed = read.flatMap((item) => (item.type === 'command' ? [item.command] : []))
    expect(printed).toEqual([
      { kind: 'stray' },
      { kind: 'ascii', code: 0x30 },
      { kind: 'stray' },
      { kind: 'ascii', code: 0x36 },
    ])
  })

  test('a barcode without its length swallows what follows, the cut too', () => {
    // CODE128 'A0123' with the length left out, as one known encoder writes it: 41 is taken for 65 bytes.
    const broken = [0x1d, 0x6b, 0x49, 0x41, 0x30, 0x31, 0x32, 0x33, 0x00, 0x0a, ...CUT]
    expect(kinds(parse(broken))).toEqual([])
  })
})

describe('a real-time command in the bytes of something else', () => {
  test('inside an image it is obeyed, and told as an error', () => {
    const read = parse(raster(1, 5, [0xff, 0x10, 0x04, 0x01, 0xff]))
    expect(read).toMatchObject([
      { type: 'error', offset: 9, message: 'real-time command inside raster data' },
      { type: 'real-time', offset: 9, command: { kind: 'status', of: 1 } },
      { type: 'command', command: { kind: 'raster', data: Uint8Array.of(0xff, 0x10, 0x04, 0x01, 0xff) } },
    ])
  })

  test('one that other printers obey is told as well', () => {
    const read = parse(raster(1, 5, [0x10, 0x14, 0x01, 0x00, 0x05]))
    expect(errors(read)).toEqual(['8: real-time command inside raster data'])
  })

  test('a clearing of the buffers inside an image ends the image: its rest is text', () => {
    const read = parse(raster(1, 12, CLEAR), 0x41, 0x42)
    expect(kinds(read)).toEqual(['error', 'clear-buffers', 'ascii', 'ascii'])
  })

  test('where it belongs, it is no error', () => {
    expect(parse(dleEot(2), [0x41], dleEot(4), CLEAR)).toMatchObject([
      { type: 'real-time', offset: 0 },
      { type: 'command', offset: 3 },
      { type: 'real-time', offset: 4 },
      { type: 'real-time', offset: 7, command: { kind: 'clear-buffers' } },
    ])
  })
})

describe('a command broken off with its connection', () => {
  function brokenOff(): ReturnType<typeof createParser> {
    const parser = createParser()
    parser.feed(Uint8Array.from(raster(2, 3, [1, 2])))
    parser.interrupt()
    return parser
  }

  test('swallows the beginning of the next ticket, which is told', () => {
    const read = brokenOff().feed(Uint8Array.from([...INITIALIZE, 0x41, 0x42, 0x43]))
    expect(errors(read)).toEqual(['0: GS v 0 was broken off with its connection and swallowed bytes of the next one'])
    expect(kinds(read)).toEqual(['error', 'raster', 'ascii'])
  })

  test('is flushed by zeros, or dropped by clearing the buffers, without an error', () => {
    const flushed = brokenOff().feed(Uint8Array.from([...Array.from({ length: 64 }, () => 0), ...INITIALIZE]))
    expect(kinds(flushed)).toEqual(['raster', 'initialize'])
    const cleared = createParser()
    cleared.feed(Uint8Array.from(raster(20, 3, [1, 2])))
    cleared.interrupt()
    expect(kinds(cleared.feed(Uint8Array.from([...dleEot(1), ...CLEAR, ...INITIALIZE])))).toEqual([
      'status',
      'clear-buffers',
      'initialize',
    ])
  })
})
