import { err, ok } from '../../../drivers/result.ts'
import type { OpenPort, Port, PortFault } from '../../../drivers/ports/port.ts'
import { baseFrame, bytesOf, COMMANDS, fingerprintFrame, RESPONSES } from './vectors.ts'
import type { Document } from './vectors.ts'

export type Command = 'status' | 'find' | 'select' | 'readBase' | 'readWithFingerprints' | 'readNewestAddress' | 'readManagementNumber'

/** What the reader does instead of answering properly: bytes in pieces, each after a while, or nothing. */
export type Reaction =
  | 'nothing'
  | Buffer
  | readonly { readonly afterMs: number; readonly bytes: Buffer }[]
  | ((reader: FakeReader) => Reaction | 'as usual')

const NAMES: ReadonlyMap<string, Command> = new Map([
  [bytesOf(COMMANDS.status).toString('hex'), 'status'],
  [bytesOf(COMMANDS.find).toString('hex'), 'find'],
  [bytesOf(COMMANDS.select).toString('hex'), 'select'],
  [bytesOf(COMMANDS.readBase).toString('hex'), 'readBase'],
  [bytesOf(COMMANDS.readBaseFP).toString('hex'), 'readWithFingerprints'],
  [bytesOf(COMMANDS.readNewAddr).toString('hex'), 'readNewestAddress'],
  [bytesOf(COMMANDS.readIINSNDN).toString('hex'), 'readManagementNumber'],
])

/** 28 bytes of management number that are nobody's, and their checksum: Len and SW3 alone. */
const MANAGEMENT_NUMBER = Buffer.concat([bytesOf('AA AA AA 96 69 00 20 00 00 90'), Buffer.alloc(28), bytesOf('B0')])

/**
 * A card reader in memory, as the reference describes one. It answers within the same tick unless told otherwise, and
 * notes every command; a command that comes before the last answer is out is noted too.
 */
export class FakeReader {
  readonly asked: Command[] = []
  /** Every piece that was handed over, as its receiver has left it. */
  readonly handedOver: Uint8Array[] = []
  overlaps = 0
  opened = 0
  closed = 0
  #card: Document | null = null
  #selected: 'no' | 'yes' = 'no'
  #unplugged: PortFault | null = null
  #silent: 'no' | 'yes' = 'no'
  #answering = 0
  readonly #script = new Map<Command, Reaction[]>()
  #hear: ((bytes: Uint8Array) => void) | null = null
  #hangUp: ((fault: PortFault | null) => void) | null = null

  place(document: Document): void {
    this.#card = document
    this.#selected = 'no'
  }

  takeAway(): void {
    this.#card = null
    this.#selected = 'no'
  }

  /** The next answers to a command, each once, in order. */
  next(command: Command, ...reactions: readonly Reaction[]): void {
    this.#script.set(command, [...(this.#script.get(command) ?? []), ...reactions])
  }

  forget(command: Command): void {
    this.#script.delete(command)
  }

  goSilent(): void {
    this.#silent = 'yes'
  }

  speakAgain(): void {
    this.#silent = 'no'
  }

  unplug(fault: PortFault = { kind: 'not-found', detail: 'no such port' }): void {
    this.#unplugged = fault
    // The line is also its power.
    this.#selected = 'no'
    const hangUp = this.#hangUp
    this.#hear = null
    this.#hangUp = null
    hangUp?.({ kind: 'broken', detail: 'unplugged' })
  }

  plugIn(): void {
    this.#unplugged = null
  }

  /** Bytes that nobody asked for. */
  babble(bytes: Buffer): void {
    const piece = Uint8Array.from(bytes)
    this.handedOver.push(piece)
    this.#hear?.(piece)
  }

  readonly open: OpenPort = () => {
    if (this.#unplugged !== null) return Promise.resolve(err(this.#unplugged))
    this.opened += 1
    this.#hangUp = () => {}
    const port: Port = {
      write: (bytes) => {
        if (this.#hangUp === null) return Promise.resolve(err({ kind: 'closed', detail: 'closed' }))
        const command = NAMES.get(Buffer.from(bytes).toString('hex'))
        if (command === undefined) throw new Error('no command of the protocol')
        this.asked.push(command)
        if (this.#answering > 0) this.overlaps += 1
        this.#react(this.#script.get(command)?.shift() ?? 'as usual', command)
        return Promise.resolve(ok(undefined))
      },
      onData: (listener) => {
        this.#hear = listener
      },
      onClose: (listener) => {
        this.#hangUp = listener
      },
      close: () => {
        this.closed += 1
        const hangUp = this.#hangUp
        this.#hear = null
        this.#hangUp = null
        hangUp?.(null)
        return Promise.resolve()
      },
    }
    return Promise.resolve(ok(port))
  }

  #react(reaction: Reaction | 'as usual', command: Command): void {
    if (typeof reaction === 'function') {
      this.#react(reaction(this), command)
    } else if (reaction === 'as usual') {
      if (this.#silent === 'no') this.#send(this.usualAnswer(command))
    } else if (Buffer.isBuffer(reaction)) {
      this.#send(reaction)
    } else if (reaction !== 'nothing') {
      for (const { afterMs, bytes } of reaction) {
        this.#answering += 1
        setTimeout(() => {
          this.#answering -= 1
          this.babble(bytes)
        }, afterMs)
      }
    }
  }

  #send(bytes: Buffer): void {
    this.#answering += 1
    queueMicrotask(() => {
      this.#answering -= 1
      this.babble(bytes)
    })
  }

  /** The proper answer. Once selected, a card is no longer found, though it lies there: the trap of real readers. */
  usualAnswer(command: Command): Buffer {
    if (command === 'status') return bytesOf(RESPONSES.ok)
    if (command === 'find') {
      return bytesOf(this.#card !== null && this.#selected === 'no' ? RESPONSES.findOK : RESPONSES.findFail)
    }
    if (command === 'select') {
      if (this.#card === null) return bytesOf(RESPONSES.selectFail)
      this.#selected = 'yes'
      return bytesOf(RESPONSES.selectOK)
    }
    if (this.#card === null || this.#selected === 'no') return bytesOf(RESPONSES.readFail)
    if (command === 'readBase') return baseFrame(this.#card)
    if (command === 'readWithFingerprints') return fingerprintFrame(this.#card)
    return command === 'readNewestAddress' ? bytesOf(RESPONSES.noItem) : MANAGEMENT_NUMBER
  }
}
