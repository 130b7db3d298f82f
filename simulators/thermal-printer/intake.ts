/** How a host's bytes come in, whatever wire they come over. */
export interface Intake {
  /** Bytes have come over the wire. */
  arrive(bytes: Uint8Array): void
  /** Lets nothing in, or lets it go on. */
  hold(on: boolean): void
  /** Bytes that have come over the wire and are not in yet. */
  readonly waiting: number
  /** Calls `act` once this many more bytes have come in, before the next one does. The last call counts. */
  afterBytes(count: number, act: () => void): void
  /** After `after` more bytes, `count` bytes never arrive; those behind them do. */
  loseBytes(after: number, count: number): void
  /** From now on bytes come in so many milliseconds late. */
  delay(milliseconds: number): void
  /** Calls back once all that is on its way now has come in, or is lost. */
  whenIn(tell: () => void): void
  /** What is on its way is lost. */
  clear(): void
}

export interface IntakeEvents {
  received(bytes: Uint8Array): void
  /** How many bytes the printer can take in now. */
  room(): number
}

/** On its way: bytes that come in from some time on, or something to be told when all before it is in. */
type OnTheWay =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly dueAt: number }
  | { readonly kind: 'mark'; readonly tell: () => void }

/** Start bit, eight data bits, stop bit. */
const BITS_PER_BYTE = 10
const PACE_INTERVAL_MS = 2

/** With `baud` bytes come in no faster than a serial line of that speed carries them; without, at once. */
export function createIntake(baud: number | undefined, events: IntakeEvents): Intake {
  const msPerByte = baud === undefined ? 0 : (1_000 * BITS_PER_BYTE) / baud
  let flow: 'held' | 'free' = 'free'
  let act: { after: number; readonly act: () => void } | undefined
  let loss: { after: number; count: number } | undefined
  let lateness = 0
  let line: OnTheWay[] = []
  let lineFreeAt = 0
  let timer: NodeJS.Timeout | undefined

  const waiting = (): number => line.reduce((sum, each) => sum + (each.kind === 'bytes' ? each.bytes.length : 0), 0)

  const actIfDue = (): void => {
    if (act === undefined || act.after > 0) return
    const due = act
    act = undefined
    due.act()
  }

  const deliver = (bytes: Uint8Array): void => {
    if (act !== undefined) act.after -= bytes.length
    events.received(bytes)
    actIfDue()
  }

  /** How many of so many bytes a line of this speed would have carried by now. */
  const carried = (count: number, now: number): number =>
    msPerByte === 0 ? count : Math.min(count, Math.floor((now - lineFreeAt) / msPerByte))

  const drain = (): void => {
    if (timer !== undefined) clearTimeout(timer)
    timer = undefined
    const now = performance.now()
    // What is delivered may fill the printer's buffer and hold the line, or clear it.
    for (let first = nextIn(); first !== undefined; first = nextIn()) {
      if (first.kind === 'mark') {
        line.shift()
        first.tell()
        continue
      }
      actIfDue()
      if (first !== line[0]) continue
      if (first.dueAt > now) return later(first.dueAt - now)
      const count = Math.min(carried(first.bytes.length, now), events.room(), act?.after ?? Infinity)
      if (count <= 0) return later(PACE_INTERVAL_MS)
      lineFreeAt += count * msPerByte
      if (count === first.bytes.length) line.shift()
      else line[0] = { ...first, bytes: first.bytes.subarray(count) }
      deliver(first.bytes.subarray(0, count))
    }
  }

  const nextIn = (): OnTheWay | undefined => (flow === 'held' ? undefined : line[0])

  const later = (milliseconds: number): void => {
    timer ??= setTimeout(drain, milliseconds)
  }

  const clear = (): void => {
    if (timer !== undefined) clearTimeout(timer)
    timer = undefined
    const told = line
    line = []
    for (const each of told) if (each.kind === 'mark') each.tell()
  }

  /** What of these bytes does not get lost, as one or two pieces. */
  const surviving = (bytes: Uint8Array): readonly Uint8Array[] => {
    if (loss === undefined) return [bytes]
    if (bytes.length <= loss.after) {
      loss.after -= bytes.length
      return [bytes]
    }
    const { after, count } = loss
    const lost = Math.min(count, bytes.length - after)
    loss = lost === count ? undefined : { after: 0, count: count - lost }
    return [bytes.subarray(0, after), bytes.subarray(after + lost)].filter((piece) => piece.length > 0)
  }

  return {
    arrive: (bytes) => {
      const now = performance.now()
      if (line.length === 0) lineFreeAt = Math.max(lineFreeAt, now + lateness)
      for (const piece of surviving(bytes)) line.push({ kind: 'bytes', bytes: piece, dueAt: now + lateness })
      if (timer === undefined) drain()
    },
    hold: (on) => {
      flow = on ? 'held' : 'free'
      if (on || line.length === 0) return
      lineFreeAt = Math.max(lineFreeAt, performance.now())
      drain()
    },
    get waiting() {
      return waiting()
    },
    afterBytes: (count, then) => {
      act = { after: count, act: then }
    },
    loseBytes: (after, count) => {
      loss = { after, count }
    },
    delay: (milliseconds) => {
      lateness = milliseconds
    },
    whenIn: (tell) => {
      if (line.length === 0) tell()
      else line.push({ kind: 'mark', tell })
    },
    clear,
  }
}
