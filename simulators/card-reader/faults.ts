import type { CommandName } from './sdt.ts'

/** What can go wrong with the answer to one request. Several may befall the same answer. */
export type Fault =
  /** Line noise before the frame. */
  | { readonly kind: 'garbage'; readonly bytes: Uint8Array }
  /** More AA bytes before the preamble. */
  | { readonly kind: 'extra-aa'; readonly count: number }
  /** The first `bytes` of the frame and no more; the line stays open. */
  | { readonly kind: 'cut'; readonly bytes: number }
  | { readonly kind: 'wrong-checksum' }
  /** The answer begins so much later. A card taken away meanwhile is a read that failed (41). */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** The card is pulled away while this command is at work. */
  | { readonly kind: 'removed' }
  | { readonly kind: 'silence' }
  /** The line is closed after so many bytes of the frame; 0 closes it without an answer. */
  | { readonly kind: 'disconnect'; readonly bytes: number }
  /** Any SW3 in place of the true one, without data; `apdu` is what SW1 SW2 carry. */
  | { readonly kind: 'status'; readonly status: number; readonly apdu?: number }

/** The faults to come. A scripted entry is used up by the requests it befalls. */
export interface FaultScript {
  /** The next `times` requests of that name (or of any) get these faults; Infinity until cleared. */
  add(on: CommandName | 'any', faults: Fault | readonly Fault[], times?: number): void
  /** What befalls this request: of the oldest entry that fits it. */
  take(name: CommandName): readonly Fault[]
  clear(): void
}

/** What goes on the line after the faults have had their way with a frame. */
export interface Delivery {
  readonly bytes: Uint8Array
  readonly after: 'stay' | 'disconnect'
}

export function createFaultScript(): FaultScript {
  let entries: { readonly on: CommandName | 'any'; readonly faults: readonly Fault[]; times: number }[] = []
  return {
    add(on, faults, times = 1) {
      entries.push({ on, faults: 'kind' in faults ? [faults] : faults, times })
    },
    take(name) {
      const entry = entries.find((candidate) => candidate.on === 'any' || candidate.on === name)
      if (entry === undefined) return []
      entry.times -= 1
      if (entry.times <= 0) entries = entries.filter((candidate) => candidate !== entry)
      return entry.faults
    },
    clear() {
      entries = []
    },
  }
}

/** A frame as it reaches the line. `cut` and `disconnect` count bytes of the frame, after garbage and extra AAs. */
export function spoil(frame: Uint8Array, faults: readonly Fault[]): Delivery {
  let body = Buffer.from(frame)
  const before: Uint8Array[] = []
  let after: Delivery['after'] = 'stay'
  for (const fault of faults) {
    switch (fault.kind) {
      case 'garbage':
        before.push(fault.bytes)
        break
      case 'extra-aa':
        before.push(Buffer.alloc(fault.count, 0xaa))
        break
      case 'wrong-checksum':
        body.writeUInt8(body.readUInt8(body.length - 1) ^ 0xff, body.length - 1)
        break
      case 'cut':
        body = body.subarray(0, fault.bytes)
        break
      case 'disconnect':
        body = body.subarray(0, fault.bytes)
        after = 'disconnect'
        break
      case 'silence':
        return { bytes: new Uint8Array(), after: 'stay' }
      case 'slow':
      case 'removed':
      case 'status':
        // These befall the reading itself, not the line.
        break
    }
  }
  return { bytes: Buffer.concat([...before, body]), after }
}

/** For how long the reader is at work before it answers, in ms. */
export function delayOf(faults: readonly Fault[]): number {
  return faults.reduce((sum, fault) => sum + (fault.kind === 'slow' ? fault.milliseconds : 0), 0)
}
