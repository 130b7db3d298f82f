import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Request } from '../../../simulators/card-reader/sdt.ts'

import { answerFrame, requestParser } from '../../../simulators/card-reader/sdt.ts'
import { ANSWERS, REQUESTS, bytesOf, textOf } from './host.ts'

/** What each published request means. */
const MEANINGS: Record<keyof typeof REQUESTS, Request> = {
  reset: { kind: 'command', command: { name: 'reset' } },
  status: { kind: 'command', command: { name: 'status' } },
  samId: { kind: 'command', command: { name: 'sam-id' } },
  find: { kind: 'command', command: { name: 'find' } },
  select: { kind: 'command', command: { name: 'select' } },
  readBase: { kind: 'command', command: { name: 'read-base' } },
  readNewestAddress: { kind: 'command', command: { name: 'read-newest-address' } },
  readManagementNumber: { kind: 'command', command: { name: 'read-management-number' } },
  readBaseFingerprint: { kind: 'command', command: { name: 'read-base-fingerprint' } },
  baud115200: { kind: 'command', command: { name: 'set-baud', baud: 115_200 } },
  baud57600: { kind: 'command', command: { name: 'set-baud', baud: 57_600 } },
  baud38400: { kind: 'command', command: { name: 'set-baud', baud: 38_400 } },
  baud19200: { kind: 'command', command: { name: 'set-baud', baud: 19_200 } },
  baud9600: { kind: 'command', command: { name: 'set-baud', baud: 9_600 } },
  maxRf: { kind: 'command', command: { name: 'set-max-rf', bytes: 0x50 } },
}

const names = Object.keys(REQUESTS) as (keyof typeof REQUESTS)[]

function parse(...pieces: readonly Uint8Array[]): Request[] {
  const parser = requestParser()
  return pieces.flatMap((piece) => parser.push(piece, 0))
}

/** A frame around any body, with its true checksum. */
function frameOf(body: readonly number[], length = body.length + 1): Buffer {
  const checked = [length >> 8, length & 0xff, ...body]
  return Buffer.from([0xaa, 0xaa, 0xaa, 0x96, 0x69, ...checked, checked.reduce((sum, byte) => sum ^ byte, 0)])
}

describe('a request', () => {
  test.each(names)('%s is understood as published', (name) => {
    expect(parse(bytesOf(REQUESTS[name]))).toEqual([MEANINGS[name]])
  })

  test('is understood wherever the line cuts it, and however many come together', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { maxLength: 6 }), fc.array(fc.nat(80)), (sent, cuts) => {
        const bytes = Buffer.concat(sent.map((name) => bytesOf(REQUESTS[name])))
        const at = [0, ...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length]
        const pieces = at.slice(1).map((end, index) => bytes.subarray(at[index], end))
        expect(parse(...pieces)).toEqual(sent.map((name) => MEANINGS[name]))
      }),
    )
  })

  test('is found behind noise, and the noise is told', () => {
    const noise = fc.uint8Array({ minLength: 1, maxLength: 40 }).filter((bytes) => !bytes.includes(0xaa))
    fc.assert(
      fc.property(noise, fc.constantFrom(...names), (before, name) => {
        expect(parse(Buffer.concat([before, bytesOf(REQUESTS[name])]))).toEqual([
          { kind: 'noise', bytes: before.length },
          MEANINGS[name],
        ])
      }),
    )
  })

  test('is found behind extra AA bytes, which are no noise', () => {
    fc.assert(
      fc.property(fc.nat(8), (extra) => {
        expect(parse(Buffer.concat([Buffer.alloc(extra, 0xaa), bytesOf(REQUESTS.find)]))).toEqual([MEANINGS.find])
      }),
    )
  })

  test('that stopped half-way does not swallow the next one', () => {
    const parser = requestParser()
    const half = bytesOf(REQUESTS.find).subarray(0, 8)
    expect(parser.push(half, 0)).toEqual([])
    expect(parser.push(bytesOf(REQUESTS.status), 501)).toEqual([{ kind: 'noise', bytes: 8 }, MEANINGS.status])
  })

  test('with any byte of its body flipped is never taken for a command', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(2), fc.integer({ min: 1, max: 255 }), (name, place, flip) => {
        const damaged = bytesOf(REQUESTS[name])
        const index = 7 + place
        damaged.writeUInt8(damaged.readUInt8(index) ^ flip, index)
        expect(parse(damaged)).toEqual([{ kind: 'bad-checksum' }])
      }),
    )
  })

  test('of an impossible length is refused without waiting for its body', () => {
    expect(parse(bytesOf('AA AA AA 96 69 00 02'))).toEqual([{ kind: 'bad-length', length: 2 }])
    expect(parse(bytesOf('AA AA AA 96 69 10 00'))).toEqual([{ kind: 'bad-length', length: 0x1000 }])
  })

  test('with data where none belongs, or without where some does, has a wrong length', () => {
    expect(parse(frameOf([0x20, 0x01, 0x00]))).toEqual([{ kind: 'bad-length', length: 4 }])
    expect(parse(frameOf([0x61, 0xff]))).toEqual([{ kind: 'bad-length', length: 3 }])
  })

  test('outside the table is unknown, also a baud rate that does not exist', () => {
    expect(parse(frameOf([0x80, 0x20]))).toEqual([{ kind: 'unknown', cmd: 0x80, para: 0x20 }])
    expect(parse(frameOf([0x60, 0x05]))).toEqual([{ kind: 'unknown', cmd: 0x60, para: 0x05 }])
  })

  test('made of anything at all leaves the parser able to hear the next one', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const parser = requestParser()
        parser.push(bytes, 0)
        expect(parser.push(bytesOf(REQUESTS.find), 1000).at(-1)).toEqual(MEANINGS.find)
      }),
    )
  })
})

describe('an answer', () => {
  test.each([
    ['ok', 0x90, ''],
    ['selfTestFailed', 0x60, ''],
    ['found', 0x9f, '00000000'],
    ['selected', 0x90, '0000000000000000'],
    ['samId', 0x90, '05000300E5D6340140E20100B168DE3A'],
  ] as const)('%s has the published bytes', (name, status, data) => {
    expect(textOf(answerFrame(status, Buffer.from(data, 'hex')))).toBe(ANSWERS[name])
  })

  test('always XORs to nothing behind the preamble, and says its own length', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.uint8Array({ maxLength: 2400 }), fc.nat(0xffff), (status, data, apdu) => {
        const frame = answerFrame(status, data, apdu)
        expect(frame.subarray(5).reduce((sum, byte) => sum ^ byte, 0)).toBe(0)
        expect(frame.readUInt16BE(5)).toBe(frame.length - 7)
        expect(frame.readUInt16BE(7)).toBe(apdu)
      }),
    )
  })
})
