import { openBus, type BusEnd } from '../bus-wire.ts'

/** Several 7-segment displays on one Modbus RTU bus, and what can go wrong with them. */
export interface WindowDisplayBus {
  readonly url: string
  readonly connected: boolean
  /** What the host did wrong, in plain words; the last hundred. */
  readonly errors: readonly string[]
  /** The six characters that a unit shows, `?` for segments that are no character. */
  text(unit: number): string
  /** How often a unit has been written. */
  writes(unit: number): number
  /** Takes a unit's power, or gives it back: then it shows nothing until it is written. */
  power(unit: number, on: boolean): void
  misbehave(mischief: Mischief): void
  noise(bytes: Uint8Array): void
  disconnect(): void
  /** Calls at each change of what is shown or of the line; answers what ends that. */
  onChange(listener: () => void): () => void
  close(): Promise<void>
}

/** What befalls the answers from now on: noise before each, a wrong checksum, half of it, none, a refusal, byte by byte. */
export type Mischief = 'none' | 'noise' | 'wrong-checksum' | 'half' | 'silence' | 'refuse' | 'bytewise'

const GLYPHS: Readonly<Record<number, string>> = {
  0x3f: '0', 0x06: '1', 0x5b: '2', 0x4f: '3', 0x66: '4', 0x6d: '5', 0x7d: '6', 0x07: '7', 0x7f: '8', 0x6f: '9',
  0x77: 'A', 0x7c: 'B', 0x39: 'C', 0x00: ' ', 0x40: '-', 0x49: '≡',
}
const PLACES = 6
const WRITE_MANY = 0x10
const SEGMENTS_AT = 0x80
const KEPT_ERRORS = 100

/** Rejects where the bus cannot be had. */
export async function startWindowDisplays(options: { readonly end: BusEnd; readonly units: readonly number[] }): Promise<WindowDisplayBus> {
  const segments = new Map(options.units.map((unit) => [unit, Buffer.alloc(PLACES)]))
  const written = new Map<number, number>()
  const dark = new Set<number>()
  const errors: string[] = []
  const listeners = new Set<() => void>()
  let mischief: Mischief = 'none'
  let request = Buffer.alloc(0)

  const changed = (): void => {
    for (const listener of listeners) listener()
  }
  const wrong = (words: string): void => {
    errors.push(words)
    if (errors.length > KEPT_ERRORS) errors.shift()
  }

  /** A request is whole by its own count; what cannot be one is dropped as the chip's time-out would. */
  const heard = (bytes: Uint8Array): void => {
    request = Buffer.concat([request, bytes])
    while (request.length >= 9) {
      const whole = 9 + (request[6] ?? 0)
      if (request[1] !== WRITE_MANY) {
        wrong(`function ${request[1]} is not known`)
        request = Buffer.alloc(0)
        return
      }
      if (request.length < whole) return
      serve(request.subarray(0, whole))
      request = request.subarray(whole)
    }
  }

  const serve = (frame: Buffer): void => {
    const [unit = 0] = frame
    if (crc16(frame) !== 0) return wrong('a wrong checksum')
    const panel = segments.get(unit)
    if (panel === undefined || dark.has(unit)) return
    if (frame.readUInt16BE(2) !== SEGMENTS_AT || frame.readUInt16BE(4) * 2 !== frame[6] || frame[6] > PLACES) {
      wrong('registers that are not there')
      return answer(Buffer.of(unit, WRITE_MANY | 0x80, 2))
    }
    if (mischief === 'refuse') return answer(Buffer.of(unit, WRITE_MANY | 0x80, 4))
    frame.copy(panel, 0, 7, 7 + (frame[6] ?? 0))
    written.set(unit, (written.get(unit) ?? 0) + 1)
    answer(frame.subarray(0, 6))
    changed()
  }

  const answer = (body: Buffer): void => {
    const crc = crc16(body)
    const frame = Buffer.concat([body, Buffer.of(crc & 0xff, crc >> 8)])
    switch (mischief) {
      case 'silence':
        return
      case 'noise':
        // Among it the beginning of an answer.
        return wire.send(Buffer.concat([Buffer.from('00FF', 'hex'), frame.subarray(0, 3), frame, Buffer.from('7E00', 'hex')]))
      case 'wrong-checksum':
        return wire.send(Buffer.concat([body, Buffer.of((crc & 0xff) ^ 0x01, crc >> 8)]))
      case 'half':
        return wire.send(frame.subarray(0, 4))
      case 'bytewise':
        for (const byte of frame) wire.send(Buffer.of(byte))
        return
      case 'none':
      case 'refuse':
        wire.send(frame)
    }
  }

  const wire = await openBus(options.end, {
    newHost: () => (request = Buffer.alloc(0)),
    heard,
    changed,
  })

  return {
    url: wire.url,
    get connected() {
      return wire.connected
    },
    errors,
    text: (unit) => Array.from(segments.get(unit) ?? [], (lit) => GLYPHS[lit & 0x7f] ?? '?').join(''),
    writes: (unit) => written.get(unit) ?? 0,
    power(unit, on) {
      if (on) dark.delete(unit)
      else dark.add(unit)
      segments.get(unit)?.fill(0)
      changed()
    },
    misbehave: (next) => (mischief = next),
    noise: (bytes) => wire.send(bytes),
    disconnect: () => wire.disconnect(),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => wire.close(),
  }
}

/** Modbus CRC by table of one byte, low byte first; of a frame with its own CRC it is 0. */
function crc16(bytes: Uint8Array): number {
  return bytes.reduce((crc, byte) => (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >> 8), 0xffff)
}

const TABLE: readonly number[] = Array.from({ length: 256 }, (_, byte) =>
  Array.from({ length: 8 }).reduce<number>((value) => ((value & 1) === 1 ? (value >> 1) ^ 0xa001 : value >> 1), byte),
)
