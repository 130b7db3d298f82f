/**
 * How readers on USB HID cut SDT frames into reports of 64 bytes (the reference's "HID variants"; each from one or two
 * makers' own code, none seen on a device).
 */
export const HID_FRAMINGS = ['plain64', 'len63', 'miaxis'] as const
export type HidFraming = (typeof HID_FRAMINGS)[number]

export interface Framing {
  /** The reports of one frame, 64 bytes each, without a report id. */
  encode(frame: Uint8Array): readonly Buffer[]
  /** Bytes of a frame, which a report brought; `next` where it asks for the next report; null where it is none. */
  decode(report: Buffer): Buffer | 'next' | null
  /** Whether each report but the first waits until the device has asked for it. */
  readonly onDemand: boolean
}

const REPORT_BYTES = 64

/** The frame cut as it is, the last report filled with zeros, which the other side's search for a preamble passes over. */
const plain64: Framing = {
  encode: (frame) => pieces(frame, REPORT_BYTES).map((piece) => filled([piece])),
  decode: (report) => report.subarray(0, REPORT_BYTES),
  onDemand: false,
}

const MOST_AFTER_LENGTH = REPORT_BYTES - 1
const NEXT = 0xff

/** Each report begins with the number of bytes behind it; before each further one the device answers FF. */
const len63: Framing = {
  encode: (frame) => pieces(frame, MOST_AFTER_LENGTH).map((piece) => filled([[piece.length], piece])),
  decode(report) {
    const length = report[0] ?? 0
    if (length === NEXT) return 'next'
    return length > MOST_AFTER_LENGTH || report.length < length + 1 ? null : report.subarray(1, 1 + length)
  },
  onDemand: true,
}

const TO_READER = 0x88
const FROM_READER = 0xaa
/** 透传: what follows is for the security module. */
const PASS_ON = 0xb1
const SUMMED_FROM = 3
const LENGTH_AT = 3
const BODY_AT = 5
/** Behind the length: the result, and the number of the packet in two bytes. */
const BEFORE_FRAGMENT = 3
const SUM_BYTES = 2

/** An envelope with length and sum, both 16 bits, low byte first; long answers come in numbered packets. */
const miaxis: Framing = {
  encode: (frame) =>
    pieces(frame, REPORT_BYTES - BODY_AT - 1 - SUM_BYTES).map((piece) => {
      const body = Buffer.from([TO_READER, 0, 0, ...wordOf(piece.length + 1), PASS_ON, ...piece])
      return filled([body, wordOf(sumOf(body.subarray(SUMMED_FROM)))])
    }),
  decode(report) {
    if (report[0] !== FROM_READER || report.length < BODY_AT + BEFORE_FRAGMENT + SUM_BYTES) return null
    const end = BODY_AT + report.readUInt16LE(LENGTH_AT)
    if (end < BODY_AT + BEFORE_FRAGMENT || end + SUM_BYTES > report.length) return null
    if (report.readUInt16LE(end) !== sumOf(report.subarray(SUMMED_FROM, end))) return null
    return report.subarray(BODY_AT + BEFORE_FRAGMENT, end)
  },
  onDemand: false,
}

export const FRAMINGS: Readonly<Record<HidFraming, Framing>> = { plain64, len63, miaxis }

function pieces(bytes: Uint8Array, longest: number): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / longest) }, (_, at) => bytes.subarray(at * longest, (at + 1) * longest))
}

function filled(parts: readonly (Uint8Array | readonly number[])[]): Buffer {
  const report = Buffer.alloc(REPORT_BYTES)
  report.set(Buffer.concat(parts.map((part) => Uint8Array.from(part))))
  return report
}

function sumOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => (sum + byte) & 0xffff, 0)
}

function wordOf(word: number): readonly number[] {
  return [word & 0xff, word >> 8]
}
