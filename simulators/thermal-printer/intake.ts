/** How a host's bytes come in, whatever wire they come over. */
export interface Intake {
  /** Bytes have come over the wire. */
  arrive(bytes: Uint8Array): void
  /** Lets nothing in from a paced line, or lets it go on. */
  hold(on: boolean): void
  /** Calls `cut` once this many more bytes have come in; the bytes behind them are lost. */
  cutAfterBytes(count: number): void
  /** What is on its way is lost. */
  clear(): void
}

/** Start bit, eight data bits, stop bit. */
const BITS_PER_BYTE = 10
const PACE_INTERVAL_MS = 2

/** With `baud` bytes come in no faster than a serial line of that speed carries them; without, at once. */
export function createIntake(
  baud: number | undefined,
  events: { received(bytes: Uint8Array): void; cut(): void },
): Intake {
  let held = false
  let untilCut: number | undefined
  let line: Uint8Array[] = []
  let lineFreeAt = 0
  let timer: NodeJS.Timeout | undefined

  const deliver = (bytes: Uint8Array): void => {
    if (untilCut === undefined || bytes.length < untilCut) {
      if (untilCut !== undefined) untilCut -= bytes.length
      events.received(bytes)
      return
    }
    const last = bytes.subarray(0, untilCut)
    untilCut = undefined
    line = []
    events.received(last)
    events.cut()
  }

  /** Lets through what a line of this speed would have carried by now. */
  const drain = (rate: number): void => {
    timer = undefined
    const msPerByte = (1_000 * BITS_PER_BYTE) / rate
    const now = performance.now()
    for (;;) {
      // What is delivered may fill the printer's buffer and hold the line.
      if (held) return
      const first = line[0]
      if (first === undefined) return
      const count = Math.min(first.length, Math.floor((now - lineFreeAt) / msPerByte))
      if (count <= 0) break
      lineFreeAt += count * msPerByte
      if (count === first.length) line.shift()
      else line[0] = first.subarray(count)
      deliver(first.subarray(0, count))
    }
    timer ??= setTimeout(() => drain(rate), PACE_INTERVAL_MS)
  }

  return {
    arrive: (bytes) => {
      if (baud === undefined) return deliver(bytes)
      if (line.length === 0) lineFreeAt = Math.max(lineFreeAt, performance.now())
      line.push(bytes)
      if (timer === undefined) drain(baud)
    },
    hold: (on) => {
      held = on
      if (on || baud === undefined || timer !== undefined) return
      lineFreeAt = performance.now()
      drain(baud)
    },
    cutAfterBytes: (count) => {
      untilCut = count
    },
    clear: () => {
      if (timer !== undefined) clearTimeout(timer)
      timer = undefined
      line = []
    },
  }
}
