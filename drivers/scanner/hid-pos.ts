/** Input report 02 of a HID-POS scanner (USB HID usage page 8C, usage 02), as Honeywell and Youjie send it. */
const INPUT_REPORT = 0x02
const LENGTH_AT = 1
const SYMBOLOGY_AT = 2
const SYMBOLOGY_BYTES = 3
const DATA_AT = 5
/** Most data in one report: up to the bytes that a maker keeps for itself. */
const MOST_DATA = 56
/** 1 while more reports of the same code follow. */
const MORE_AT = 63
/** No code is longer: the largest QR code holds 2,953 bytes. */
const LONGEST = 4096

/** Makers whose scanners send nothing before feature report FE has switched them on: Honeywell, Youjie. */
export const SWITCHED_ON_BY_FEATURE: ReadonlySet<number> = new Set([0x0c2e, 0x23d0])
/** Feature report FE = 01. */
export const SWITCH_ON: readonly number[] = [0xfe, 0x01]

/** A code, put together of as many reports as it took. */
export interface HidPosCode {
  readonly bytes: Buffer
  /** AIM identifier, such as `]Q1`; null where the scanner sends none. */
  readonly symbology: string | null
}

/** Takes report after report, the report id first; answers a code when its last one has come. */
export function hidPosReports(): (report: Uint8Array) => HidPosCode | null {
  let parts: Buffer[] = []
  return (bytes) => {
    const report = Buffer.from(bytes)
    const length = report[LENGTH_AT] ?? 0
    if (report[0] !== INPUT_REPORT || length === 0 || length > MOST_DATA || report.length < DATA_AT + length) {
      // A report that is none breaks the code that it came into the midst of.
      parts = []
      return null
    }
    parts.push(report.subarray(DATA_AT, DATA_AT + length))
    if (report[MORE_AT] === 1 && parts.length * MOST_DATA <= LONGEST) return null
    const code = Buffer.concat(parts)
    const whole = report[MORE_AT] !== 1
    parts = []
    return whole ? { bytes: withoutEnd(code), symbology: symbologyOf(report) } : null
  }
}

/** Scanners that were set up for a keyboard or a line send its end along. */
function withoutEnd(code: Buffer): Buffer {
  let end = code.length
  while (end > 0 && (code[end - 1] === 0x0d || code[end - 1] === 0x0a)) end -= 1
  return code.subarray(0, end)
}

/** Some devices put it elsewhere: what is no identifier is none. */
function symbologyOf(report: Buffer): string | null {
  const text = report.subarray(SYMBOLOGY_AT, SYMBOLOGY_AT + SYMBOLOGY_BYTES).toString('latin1')
  return /^\][A-Za-z][0-9A-Za-z]$/.test(text) ? text : null
}
