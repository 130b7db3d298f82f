import type { Command, Parsed } from './command.ts'
import { isPrefix, shapeOf, type Shape } from './shapes.ts'
import { createRealTimeWatch } from './real-time-watch.ts'

export interface Parser {
  /** Everything that these bytes complete, in order. Any split of a stream gives the same. Never throws. */
  feed(bytes: Uint8Array): readonly Parsed[]
  /** The connection is gone. A half-eaten command stays, as it does in a printer, and waits for more. */
  interrupt(): void
  /** Forgets a half-eaten command (buffers cleared, power lost); what came before stays counted. */
  drop(): void
  /** Power on: the modes are those of a fresh printer. */
  reset(): void
}

interface Progress {
  readonly offset: number
  readonly prefix: number
  shape: Shape | undefined
  readonly args: number[]
  /** Bytes of a later connection that were eaten by this command, padding and real-time commands apart. */
  foreign: number
  interrupted: boolean
}

/** Chinese mode is on at power-on in most models, not in all: text that relies on it is an error, once. */
type ChineseMode = 'as at power-on' | 'reported' | 'on' | 'off'

const LF = 0x0a
const CR = 0x0d
const HT = 0x09

/** Reads a byte stream strictly: what is unknown or malformed is told, with its offset, and never guessed at. */
export function createParser(): Parser {
  const watch = createRealTimeWatch()
  let offset = 0
  let progress: Progress | undefined
  let lead: { readonly offset: number; readonly byte: number } | undefined
  let halfOfFour = false
  let chinese: ChineseMode = 'as at power-on'
  // NUL bytes at the head of a connection flush a half-eaten command of the last one (receiptio does so).
  let flushing = true
  let found: Parsed[] = []

  const command = (at: number, command: Command): void => {
    found.push({ type: 'command', offset: at, command })
  }
  const error = (at: number, message: string): void => {
    found.push({ type: 'error', offset: at, message })
  }

  const twoByteMode = (at: number): boolean => {
    if (chinese === 'as at power-on') {
      error(at, 'Chinese text without FS & since power-on or ESC @: not every model starts in Chinese mode')
      chinese = 'reported'
    }
    return chinese !== 'off'
  }

  const complete = (done: Progress, shape: Shape): void => {
    progress = undefined
    if (done.foreign > 0) {
      error(done.offset, `${shape.name} was broken off with its connection and swallowed bytes of the next one`)
    }
    const reading = shape.read(done.args)
    if (typeof reading === 'string') {
      error(done.offset, `${shape.name}: ${reading}`)
      return
    }
    if (shape.name === 'ESC @') chinese = 'as at power-on'
    if (shape.name === 'FS &') chinese = 'on'
    if (shape.name === 'FS .') chinese = 'off'
    if (reading.kind !== 'no-effect') command(done.offset, reading)
  }

  const proceed = (current: Progress, byte: number): void => {
    if (current.interrupted && byte !== 0) current.foreign += 1
    if (current.shape === undefined) {
      current.shape = shapeOf(current.prefix, byte)
      if (current.shape === undefined) {
        progress = undefined
        error(current.offset, `unknown command ${hex(current.prefix)} ${hex(byte)}`)
        return
      }
    } else {
      current.args.push(byte)
    }
    if (current.args.length >= current.shape.length(current.args)) complete(current, current.shape)
  }

  const trail = (first: { readonly offset: number; readonly byte: number }, byte: number): boolean => {
    lead = undefined
    if (byte >= 0x40 && byte !== 0x7f && byte !== 0xff) {
      command(first.offset, { kind: 'hanzi', lead: first.byte, trail: byte })
      halfOfFour = false
      return true
    }
    if (byte >= 0x30 && byte <= 0x39) {
      // A head knows two-byte codes only: a blank for the lead, and the digit as a digit, twice.
      if (!halfOfFour) error(first.offset, 'a four-byte GB18030 character: this head prints garbage for it')
      halfOfFour = !halfOfFour
      command(first.offset, { kind: 'stray' })
      command(first.offset + 1, { kind: 'ascii', code: byte })
      return true
    }
    error(first.offset, `lead byte ${hex(first.byte)} without a trail byte`)
    command(first.offset, { kind: 'stray' })
    halfOfFour = false
    return false
  }

  const start = (at: number, byte: number): void => {
    if (byte === 0) {
      if (!flushing) error(at, 'a NUL byte outside any command')
      // One error for a run of them.
      flushing = true
      return
    }
    if (byte !== 0x10) flushing = false
    if (byte < 0x81 || byte === 0xff) halfOfFour = false
    if (isPrefix(byte)) {
      progress = { offset: at, prefix: byte, shape: undefined, args: [], foreign: 0, interrupted: false }
    } else if (byte >= 0x20 && byte <= 0x7e) {
      command(at, { kind: 'ascii', code: byte })
    } else if (byte >= 0x81 && byte <= 0xfe && twoByteMode(at)) {
      lead = { offset: at, byte }
    } else if (byte >= 0x7f) {
      error(at, `byte ${hex(byte)} stands for no character in this mode`)
      command(at, { kind: 'stray' })
    } else if (byte === LF) {
      command(at, { kind: 'line-feed' })
    } else if (byte === HT) {
      command(at, { kind: 'tab' })
    } else if (byte !== CR) {
      error(at, `control byte ${hex(byte)} outside any command`)
    }
  }

  const step = (byte: number): void => {
    const before = progress
    const beforeShape = before?.shape
    const eaten = before?.args.length ?? 0
    if (progress !== undefined) proceed(progress, byte)
    else if (lead === undefined || !trail(lead, byte)) start(offset, byte)
    const seen = watch.feed(byte)
    if (seen === undefined) return
    const from = offset - seen.length + 1
    if (before === undefined || before.offset !== from) {
      if (before?.interrupted === true) before.foreign -= seen.length
      else error(from, `real-time command inside ${place(beforeShape, eaten)}`)
    }
    if (seen.command === undefined) return
    if (seen.command.kind === 'clear-buffers' || (seen.command.kind === 'recover' && seen.command.buffer === 'clear')) {
      progress = undefined
      lead = undefined
    }
    found.push({ type: 'real-time', offset: from, command: seen.command })
  }

  const drop = (): void => {
    progress = undefined
    lead = undefined
    halfOfFour = false
  }

  return {
    feed: (bytes) => {
      found = []
      for (const byte of bytes) {
        step(byte)
        offset += 1
      }
      return found
    },
    interrupt: () => {
      if (progress !== undefined) progress.interrupted = true
      flushing = true
    },
    drop,
    reset: () => {
      drop()
      chinese = 'as at power-on'
      flushing = true
    },
  }
}

function place(shape: Shape | undefined, eaten: number): string {
  if (shape === undefined) return 'other bytes'
  return shape.data !== undefined && eaten >= shape.data.from ? shape.data.name : `the arguments of ${shape.name}`
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0')
}
