import { openBus, type BusEnd } from '../bus-wire.ts'
import { padFrame, padParser, type HostFrame } from './pad-parser.ts'

/** The keys of a pad, as its bytes are sent. */
const PAD_KEYS = {
  call: [0x0c],
  recall: [0x0d],
  evaluate: [0x0b],
  pass: [0x06, 0x0f],
  hold: [0x00, 0x0f],
  'call-back': [0x03, 0x0f],
  'one-metre-line': [0x11],
  pause: [0x12],
  transfer: [0x13],
} as const
export type SimulatedKey = keyof typeof PAD_KEYS

/** What a pad's window and lamp show. */
export interface PadFace {
  /** Three places each, `_` where nothing is lit. */
  readonly waiting: string
  readonly ticket: string
  readonly beeps: number
  /** Whether the evaluator behind it asks for a level, or shows its stars. */
  readonly evaluator: 'dark' | 'asks' | 'stars'
  /** Frames that were sent and answered as they should be. */
  readonly acknowledged: number
}

/** Several call pads with their evaluators on one bus, and the fingers on them. */
export interface CallPadBus {
  readonly url: string
  readonly connected: boolean
  /** What the host did wrong, in plain words; the last hundred. */
  readonly errors: readonly string[]
  face(address: number): PadFace
  press(address: number, key: SimulatedKey): void
  /** A citizen presses one of the five. */
  answer(address: number, level: number): void
  /** The same press, so many times, as worn contacts send it. */
  chatter(address: number, key: SimulatedKey, times: number): void
  /** A press whose checksum is wrong. */
  pressDamaged(address: number, key: SimulatedKey): void
  /** Only the first so many bytes of a press. */
  pressHalf(address: number, key: SimulatedKey, bytes: number): void
  /** Any bytes, as a bus beside a lift motor carries them. */
  noise(bytes: Uint8Array): void
  /** Whether the adapter hears itself, so that the host's own words come back. */
  hearItself(on: boolean): void
  disconnect(): void
  /** Calls at each change of a face or of the line; answers what ends that. */
  onChange(listener: () => void): () => void
  close(): Promise<void>
}

/** The function of a key's frame, which nobody has written down and no host asks for; an evaluator's answer has 11h. */
const KEY = 0x05
const LEVEL = 0x11
const NOTHING: PadFace = { waiting: '___', ticket: '___', beeps: 0, evaluator: 'dark', acknowledged: 0 }
const KEPT_ERRORS = 100

/** Rejects where the bus cannot be had. */
export async function startCallPads(options: { readonly end: BusEnd; readonly addresses: readonly number[] }): Promise<CallPadBus> {
  const faces = new Map(options.addresses.map((address) => [address, NOTHING]))
  /** What each pad waits to hear, oldest first. */
  const awaited = new Map<number, Buffer[]>(options.addresses.map((address) => [address, []]))
  const errors: string[] = []
  const listeners = new Set<() => void>()
  let hearsItself = false

  const changed = (): void => {
    for (const listener of listeners) listener()
  }
  const wrong = (words: string): void => {
    errors.push(words)
    if (errors.length > KEPT_ERRORS) errors.shift()
    changed()
  }

  const heard = (frame: HostFrame): void => {
    const face = faces.get(frame.address)
    // A frame for another pad is none of this one's business; for none at all it is the host's mistake.
    if (face === undefined) return wrong(`a frame for pad ${frame.address}, which is not on the bus`)
    const waitsFor = awaited.get(frame.address) ?? []
    const bytes = padFrame(frame.address, frame.func, frame.data)
    const answered = waitsFor.findIndex((one) => one.equals(bytes))
    if (answered >= 0) {
      waitsFor.splice(answered, 1)
      faces.set(frame.address, { ...face, acknowledged: face.acknowledged + 1 })
    } else faces.set(frame.address, shownOn(face, frame, wrong))
    changed()
  }

  const newParser = () => padParser({ frame: heard, wrong })
  let parse = newParser()
  const wire = await openBus(options.end, {
    newHost: () => (parse = newParser()),
    heard: (bytes) => {
      if (hearsItself) wire.send(bytes)
      parse(bytes)
    },
    changed,
  })

  const send = (address: number, func: number, data: readonly number[]): void => {
    awaited.get(address)?.push(padFrame(address, func === LEVEL ? 0x01 : func, data))
    wire.send(padFrame(address, func, data))
  }

  return {
    url: wire.url,
    get connected() {
      return wire.connected
    },
    errors,
    face: (address) => faces.get(address) ?? NOTHING,
    press: (address, key) => send(address, KEY, PAD_KEYS[key]),
    answer: (address, level) => send(address, LEVEL, [level]),
    chatter(address, key, times) {
      for (let time = 0; time < times; time += 1) send(address, KEY, PAD_KEYS[key])
    },
    pressDamaged: (address, key) => wire.send(padFrame(address, KEY, PAD_KEYS[key], 1)),
    pressHalf: (address, key, bytes) => wire.send(padFrame(address, KEY, PAD_KEYS[key]).subarray(0, bytes)),
    noise: (bytes) => wire.send(bytes),
    hearItself: (on) => (hearsItself = on),
    disconnect: () => wire.disconnect(),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => wire.close(),
  }
}

function shownOn(face: PadFace, { func, data }: HostFrame, wrong: (words: string) => void): PadFace {
  if (func === 0x03 && data.length === 0) return { ...face, beeps: face.beeps + 1 }
  if (func === 0x01 && data.length === 1 && data[0] === 0x0b) return { ...face, evaluator: 'asks' }
  if (func === 0x02 && data.length === 1 && data[0] === 0x05) return { ...face, evaluator: 'stars' }
  if (func === 0x02 && data.length === 6 && data.every((digit) => digit <= 0x0a)) {
    const text = data.map((digit) => (digit === 0x0a ? '_' : String(digit))).join('')
    return { ...face, waiting: text.slice(0, 3), ticket: text.slice(3) }
  }
  wrong(`function ${func} with ${data.length} bytes, which no pad knows`)
  return face
}
