import { strict as assert } from 'node:assert'

/**
 * The one question that a 7-segment display is asked, Modbus RTU's "write multiple registers", and its answers. Each frame
 * ends in CRC-16 (polynomial A001, from FFFF), low byte first:
 *
 *     UNIT 10 | ADDRESS | REGISTERS | BYTES | VALUES… | CRC      the request
 *     UNIT 10 | ADDRESS | REGISTERS | CRC                        done
 *     UNIT 90 | CODE | CRC                                       refused
 *
 * By hand and not by modbus-serial: that wants whole frames of whoever brings its own port, and to find them in a line
 * with noise is all the work there is; of an answer that is known before it comes nothing else is left. The tests hold
 * the frames against those of modbus-serial.
 */
export interface WriteRequest {
  /** 1 to 247. */
  readonly unit: number
  /** Of the first register. */
  readonly address: number
  /** Two for each register. */
  readonly bytes: Uint8Array
}

export type WriteAnswer = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly code: number }

const WRITE_REGISTERS = 0x10
const REFUSED = 0x80
const REFUSAL_BYTES = 5

export function encodeWrite({ unit, address, bytes }: WriteRequest): Buffer {
  assert(unit >= 1 && unit <= 247 && bytes.length % 2 === 0 && bytes.length <= 246)
  return withCrc(Buffer.from([...headOf({ unit, address, bytes }), bytes.length, ...bytes]))
}

/** What of the bytes so far answers the request, whatever stands before or behind it; null: nothing yet. */
export function decodeAnswer(heard: Buffer, request: WriteRequest): WriteAnswer | null {
  if (heard.includes(withCrc(headOf(request)))) return { kind: 'done' }
  for (let at = 0; at + REFUSAL_BYTES <= heard.length; at += 1) {
    const frame = heard.subarray(at, at + REFUSAL_BYTES)
    if (frame[0] !== request.unit || frame[1] !== (WRITE_REGISTERS | REFUSED)) continue
    if (withCrc(frame.subarray(0, 3)).equals(frame)) return { kind: 'refused', code: frame[2] ?? 0 }
  }
  return null
}

function headOf({ unit, address, bytes }: WriteRequest): Buffer {
  const registers = bytes.length / 2
  return Buffer.from([unit, WRITE_REGISTERS, address >> 8, address & 0xff, registers >> 8, registers & 0xff])
}

function withCrc(bytes: Buffer): Buffer {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >> 1 : (crc >> 1) ^ 0xa001
  }
  return Buffer.concat([bytes, Buffer.of(crc & 0xff, crc >> 8)])
}
