import type { RealTimeCommand } from './command.ts'
import { CLEAR_GUARD } from './shapes.ts'

export interface RealTimeWatch {
  /** What this byte completes, wherever it stands: its length in bytes, and the command if this model obeys it. */
  feed(byte: number): { readonly length: number; readonly command: RealTimeCommand | undefined } | undefined
}

interface Pattern {
  readonly bytes: readonly number[]
  readonly command: RealTimeCommand | undefined
}

const DLE = 0x10

/**
 * Real-time commands are looked for in every byte received, even in the middle of an image, as the firmware of most
 * printers does (Epson warns of it). Those without a command here are executed by other printers: they are seen too.
 */
const PATTERNS: readonly Pattern[] = [
  { bytes: [DLE, 0x04, 1], command: { kind: 'status', of: 1 } },
  { bytes: [DLE, 0x04, 2], command: { kind: 'status', of: 2 } },
  { bytes: [DLE, 0x04, 3], command: { kind: 'status', of: 3 } },
  { bytes: [DLE, 0x04, 4], command: { kind: 'status', of: 4 } },
  ...[5, 6, 7, 8].map((n) => ({ bytes: [DLE, 0x04, n], command: undefined })),
  { bytes: [DLE, 0x05, 1], command: { kind: 'recover', buffer: 'keep' } },
  { bytes: [DLE, 0x05, 2], command: { kind: 'recover', buffer: 'clear' } },
  { bytes: [DLE, 0x05, 3], command: undefined },
  { bytes: [DLE, 0x14, 0x08, ...CLEAR_GUARD], command: { kind: 'clear-buffers' } },
  // Pulse to the drawer, and power off, elsewhere.
  ...[0, 1].flatMap((pin) =>
    [1, 2, 3, 4, 5, 6, 7, 8].map((time) => ({ bytes: [DLE, 0x14, 1, pin, time], command: undefined })),
  ),
  { bytes: [DLE, 0x14, 2, 1, 8], command: undefined },
]

const LONGEST = Math.max(...PATTERNS.map((pattern) => pattern.bytes.length))

export function createRealTimeWatch(): RealTimeWatch {
  let recent: number[] = []
  return {
    feed: (byte) => {
      // Most bytes follow no DLE: nothing to compare then.
      if (recent.length === 0 && byte !== DLE) return undefined
      recent.push(byte)
      if (recent.length > LONGEST) {
        const next = recent.indexOf(DLE, 1)
        recent = next === -1 ? [] : recent.slice(next)
      }
      const pattern = PATTERNS.find(({ bytes }) => {
        const start = recent.length - bytes.length
        return start >= 0 && bytes.every((expected, i) => recent[start + i] === expected)
      })
      if (pattern === undefined) return undefined
      recent = []
      return { length: pattern.bytes.length, command: pattern.command }
    },
  }
}
