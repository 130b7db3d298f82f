import { describe, expect, test } from 'vitest'
import { decodeMessage, encodeMessage } from '../../../printers/ipp/codec.ts'
import { brokenAnyhow, brokenOff, decoded, readAsWritten } from './codec-properties.ts'

test('what is written is read again as it was, with the document behind it', () => readAsWritten.hold())

describe('an answer that is broken', () => {
  test('off anywhere is refused, and never read as a shorter one', () => brokenOff.hold())
  test('in any way, or rubbish, is refused or read, and nothing falls over', () => brokenAnyhow.hold())

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
