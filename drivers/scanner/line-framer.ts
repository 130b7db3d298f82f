/** Cuts what a scanner on a line sends into codes. */
export interface LineFramer {
  /** Bytes as they came, in any pieces. */
  received(bytes: Uint8Array): void
  /** What has come so far is no code: the line is gone. It is wiped. */
  dropped(): void
}

/** No code is longer: the largest QR code holds 2,953 bytes. */
const LONGEST = 4096
const CR = 0x0d
const LF = 0x0a
/** Bytes of a line of a machine-readable zone (ICAO 9303): TD1, TD2, TD3. */
const ZONE_LINES: ReadonlySet<number> = new Set([30, 36, 44])

/**
 * A code ends with CR, LF or both, or, on scanners that send nothing after it, with silence of `gapMs` (50 to 100 by the
 * reference). The lines of a machine-readable zone, which come with CR between them, are one code: they are held until the
 * silence. What is longer than any code is noise, and is dropped up to the silence behind it.
 */
export function lineFramer(options: { readonly gapMs: number; readonly onCode: (bytes: Buffer) => void }): LineFramer {
  let pending: number[] = []
  let zone: Buffer[] = []
  let noise = false
  let silence: ReturnType<typeof setTimeout> | undefined

  const tell = (): void => {
    const lines = zone
    zone = []
    if (lines.length > 0) options.onCode(Buffer.concat(lines.flatMap((line, at) => (at === 0 ? [line] : [Buffer.of(LF), line]))))
  }
  const lineEnded = (): void => {
    if (pending.length === 0) return
    const line = Buffer.from(pending)
    pending.fill(0)
    pending = []
    const [first] = zone
    if (first !== undefined && first.length !== line.length) tell()
    if (isZoneLine(line)) {
      zone.push(line)
      return
    }
    tell()
    options.onCode(line)
  }
  const afterSilence = (): void => {
    noise = false
    lineEnded()
    tell()
  }

  return {
    received(bytes) {
      clearTimeout(silence)
      silence = setTimeout(afterSilence, options.gapMs)
      for (const byte of bytes) {
        if (noise) continue
        if (byte === CR || byte === LF) lineEnded()
        else pending.push(byte)
        if (pending.length <= LONGEST) continue
        pending.fill(0)
        pending = []
        noise = true
      }
    },
    dropped() {
      clearTimeout(silence)
      for (const line of zone) line.fill(0)
      zone = []
      pending.fill(0)
      pending = []
      noise = false
    },
  }
}

function isZoneLine(line: Buffer): boolean {
  return ZONE_LINES.has(line.length) && /^[0-9A-Z<]+$/.test(line.toString('latin1')) && line.includes('<')
}
