/** What a board of relays makes of the bytes that a host writes. */
export interface SwitchEvents {
  switched(channel: number, on: boolean): void
  /** A byte that belongs to no command; it is passed over. */
  wrong(words: string): void
}

/**
 * The table of an LCUS board, byte by byte: start A0 · channel 01 to 08 · 00 off or 01 on · check, the low byte of the
 * sum of the other three. Strict: whatever is not in the table is told of, and the next A0 begins anew.
 */
export function switchParser(events: SwitchEvents): (bytes: Uint8Array) => void {
  let command: number[] = []
  return (bytes) => {
    for (const byte of bytes) {
      const place = command.length
      command.push(byte)
      const complaint = complaintOf(place, byte, command)
      if (complaint !== null) {
        events.wrong(complaint)
        command = byte === 0xa0 ? [byte] : []
      } else if (place === 3) {
        events.switched(command[1] ?? 0, command[2] === 0x01)
        command = []
      }
    }
  }
}

function complaintOf(place: number, byte: number, command: readonly number[]): string | null {
  const hex = byte.toString(16).padStart(2, '0')
  if (place === 0) return byte === 0xa0 ? null : `${hex} where a command begins`
  if (place === 1) return byte >= 0x01 && byte <= 0x08 ? null : `${hex} for a channel`
  if (place === 2) return byte === 0x00 || byte === 0x01 ? null : `${hex} for off or on`
  const [start = 0, channel = 0, operation = 0] = command
  return byte === (start + channel + operation) % 256 ? null : `${hex} for a check`
}
