import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeMessage, encodeMessage } from '../../../printers/ipp/codec.ts'
import type { Attribute, IppMessage, IppValue } from '../../../printers/ipp/message.ts'

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const bytes = fc.uint8Array({ maxLength: 40 })
const text = fc.string({ unit: 'grapheme', maxLength: 30 })
const language = fc.constantFrom('en', 'zh-cn')
const two = (min: number, max: number) => fc.integer({ min, max }).map((value) => String(value).padStart(2, '0'))
const dateTime = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), two(1, 12), two(1, 31), two(0, 23), two(0, 59), two(0, 60), fc.integer({ min: 0, max: 9 }), fc.constantFrom('+', '-'), two(0, 14), two(0, 59))
  .map(([year, month, day, hour, minute, second, tenth, sign, hours, minutes]) =>
    `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}.${tenth}${sign}${hours}:${minutes}`)

const plainValue: fc.Arbitrary<IppValue> = fc.oneof(
  fc.record({ kind: fc.constantFrom('integer', 'enum'), value: int32 }),
  fc.record({ kind: fc.constant('boolean'), value: fc.boolean() }),
  fc.record({ kind: fc.constant('octetString'), bytes }),
  fc.record({ kind: fc.constant('dateTime'), at: dateTime }),
  fc.record({ kind: fc.constant('resolution'), cross: int32, feed: int32, unit: fc.constantFrom('dpi', 'dpcm') }),
  fc.record({ kind: fc.constant('rangeOfInteger'), lower: int32, upper: int32 }),
  fc.record({ kind: fc.constantFrom('text', 'name'), text, language: fc.option(language) }),
  fc.record({ kind: fc.constantFrom('keyword', 'uri', 'uriScheme', 'charset', 'naturalLanguage', 'mimeMediaType'), text }),
  fc.record({ kind: fc.constantFrom('unsupported', 'default', 'unknown', 'no-value', 'not-settable', 'delete-attribute', 'admin-define') }),
  fc.record({ kind: fc.constant('other'), tag: fc.constantFrom(0x38, 0x43, 0x7f), bytes }),
) as fc.Arbitrary<IppValue>

const name = fc.string({ minLength: 1, maxLength: 20 })
const { attribute } = fc.letrec<{ attribute: Attribute; value: IppValue; collection: IppValue }>((tie) => ({
  attribute: fc.record({ name, values: fc.array(tie('value'), { minLength: 1, maxLength: 3 }) }),
  value: fc.oneof({ maxDepth: 3 }, plainValue, tie('collection')),
  collection: fc.record({ kind: fc.constant('collection' as const), members: fc.array(tie('attribute'), { maxLength: 3 }) }),
}))
const message: fc.Arbitrary<IppMessage> = fc.record({
  version: fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 })),
  code: fc.integer({ min: 0, max: 0xffff }),
  requestId: int32,
  groups: fc.array(fc.record({ tag: fc.constantFrom(1, 2, 4, 5, 6, 9), attributes: fc.array(attribute, { maxLength: 4 }) }), { maxLength: 4 }),
})

function decoded(data: Uint8Array) {
  const result = decodeMessage(data)
  return result.ok ? result.value : result.fault.kind
}

test('what is written is read again as it was, with the document behind it', () => {
  fc.assert(
    fc.property(message, bytes, (sent, document) => {
      const head = encodeMessage(sent)
      const read = decoded(Buffer.concat([head, document]))
      expect(read).toEqual({ message: sent, documentAt: head.length })
    }),
  )
})

describe('an answer that is broken', () => {
  test('off anywhere is refused, and never read as a shorter one', () => {
    fc.assert(
      fc.property(message, fc.nat(), (sent, cut) => {
        const head = encodeMessage(sent)
        expect(['truncated', 'malformed']).toContain(decoded(head.subarray(0, cut % head.length)))
      }),
    )
  })

  test('in any way, or rubbish, is refused or read, and nothing falls over', () => {
    fc.assert(
      fc.property(message, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }), bytes, (sent, hits, rubbish) => {
        const head = Buffer.from(encodeMessage(sent))
        for (const [at, byte] of hits) head[at % head.length] = byte
        for (const broken of [head, rubbish, Buffer.concat([head.subarray(0, 8), rubbish])]) {
          expect(() => decodeMessage(broken)).not.toThrow()
        }
      }),
      { numRuns: process.env['YIMEN_LONG'] === '1' ? 20_000 : 500 },
    )
  })

  const head = [2, 0, 0, 0, 0, 0, 0, 1]
  test.each([
    ['with a length below zero', [1, 0x44, 0x80, 0x00]],
    ['with a length beyond its end', [1, 0x44, 0x7f, 0xff, 0x61]],
    ['with a value before any group', [0x44, 0, 1, 0x61, 0, 0]],
    ['with a further value of nothing', [1, 0x44, 0, 0, 0, 0, 3]],
    ['with a collection that is never closed', [1, 0x34, 0, 1, 0x61, 0, 0, 3]],
    ['with the end of a collection that was not begun', [1, 0x37, 0, 1, 0x61, 0, 0, 3]],
    ['with a member that has no value', [1, 0x34, 0, 1, 0x61, 0, 0, 0x4a, 0, 0, 0, 1, 0x62, 0x37, 0, 0, 0, 0, 3]],
    ['with a value of no member', [1, 0x34, 0, 1, 0x61, 0, 0, 0x44, 0, 0, 0, 1, 0x62, 0x37, 0, 0, 0, 0, 3]],
    ['without an end', [1]],
    ['in its first bytes', []],
  ])('%s is refused', (_name, rest) => {
    expect(['truncated', 'malformed']).toContain(decoded(Uint8Array.from([...head, ...rest])))
  })

  test('with collections nested without end is refused before the stack is full', () => {
    const level = [0x34, 0, 0, 0, 0, 0x4a, 0, 0, 0, 1, 0x61]
    const deep = Array.from({ length: 100_000 }, () => level).flat()
    expect(decoded(Uint8Array.from([...head, 1, 0x34, 0, 1, 0x61, 0, 0, 0x4a, 0, 0, 0, 1, 0x61, ...deep]))).toBe('malformed')
  })
})

test.each([
  ['a clock of zeros', 0x31, Array.from({ length: 11 }, () => 0)],
  ['an integer of three bytes', 0x21, [0, 0, 1]],
  ['a text with language whose lengths do not add up', 0x35, [0, 2, 0x65, 0x6e, 0, 9, 0x61]],
  ['a resolution without a unit', 0x32, [0, 0, 2, 0, 0, 0, 2, 0, 9]],
  ['a syntax of another century', 0x7f, [1, 2, 3]],
])('%s means nothing and takes the rest of the answer not with it', (_name, tag, value) => {
  const data = [2, 0, 0, 0, 0, 0, 0, 1, 4, tag, 0, 1, 0x61, 0, value.length, ...value, 0x21, 0, 1, 0x62, 0, 4, 0, 0, 0, 7, 3]
  const read = decodeMessage(Uint8Array.from(data))
  expect(read.ok && read.value.message.groups[0]?.attributes).toEqual([
    { name: 'a', values: [{ kind: 'other', tag, bytes: Uint8Array.from(value) }] },
    { name: 'b', values: [{ kind: 'integer', value: 7 }] },
  ])
})

// The example of RFC 8010, appendix A.1 (Print-Job request), written out by hand.
test('the request of the RFC has the bytes of the RFC', () => {
  const sent = encodeMessage({
    version: [2, 0],
    code: 0x0002,
    requestId: 1,
    groups: [
      {
        tag: 1,
        attributes: [
          { name: 'attributes-charset', values: [{ kind: 'charset', text: 'utf-8' }] },
          { name: 'ipp-attribute-fidelity', values: [{ kind: 'boolean', value: true }] },
        ],
      },
      {
        tag: 2,
        attributes: [
          { name: 'copies', values: [{ kind: 'integer', value: 20 }] },
          { name: 'sides', values: [{ kind: 'keyword', text: 'two-sided-long-edge' }] },
        ],
      },
    ],
  })
  const hex = [
    '0200', '0002', '00000001', '01',
    '47', '0012', Buffer.from('attributes-charset').toString('hex'), '0005', Buffer.from('utf-8').toString('hex'),
    '22', '0016', Buffer.from('ipp-attribute-fidelity').toString('hex'), '0001', '01',
    '02',
    '21', '0006', Buffer.from('copies').toString('hex'), '0004', '00000014',
    '44', '0005', Buffer.from('sides').toString('hex'), '0013', Buffer.from('two-sided-long-edge').toString('hex'),
    '03',
  ].join('')
  expect(Buffer.from(sent).toString('hex')).toBe(hex)
})
