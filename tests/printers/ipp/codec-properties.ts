import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { decodeMessage, encodeMessage } from '../../../printers/ipp/codec.ts'
import { jobReportOf } from '../../../printers/ipp/job-report.ts'
import type { Attribute, IppMessage, IppValue } from '../../../printers/ipp/message.ts'
import { property } from '../../properties.ts'

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

export function decoded(data: Uint8Array) {
  const result = decodeMessage(data)
  return result.ok ? result.value : result.fault.kind
}

export const readAsWritten = property('an IPP message is read as it was written, with the document behind it', fc.tuple(message, bytes), ([sent, document]) => {
  const head = encodeMessage(sent)
  // The arbitrary's objects have no prototype; that is no part of a message.
  assert.deepEqual(structuredClone(decoded(Buffer.concat([head, document]))), structuredClone({ message: sent, documentAt: head.length }))
})

export const brokenOff = property('an IPP answer that breaks off is refused', fc.tuple(message, fc.nat()), ([sent, cut]) => {
  const head = encodeMessage(sent)
  assert.match(JSON.stringify(decoded(head.subarray(0, cut % head.length))), /^"(truncated|malformed)"$/)
})

const hits = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 })

export const brokenAnyhow = property('an IPP answer broken in any way, or rubbish, is refused or read', fc.tuple(message, hits, bytes), ([sent, places, rubbish]) => {
  const head = Buffer.from(encodeMessage(sent))
  for (const [at, byte] of places) head[at % head.length] = byte
  for (const broken of [head, rubbish, Buffer.concat([head.subarray(0, 8), rubbish])]) {
    const read = decodeMessage(broken)
    if (read.ok) for (const group of read.value.message.groups) jobReportOf(group.attributes)
  }
})

export const IPP_PROPERTIES = [readAsWritten, brokenOff, brokenAnyhow]
