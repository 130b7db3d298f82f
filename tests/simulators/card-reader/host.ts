import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { connect } from 'node:net'
import { promisify } from 'node:util'

/** Requests as published, byte for byte. */
export const REQUESTS = {
  reset: 'AA AA AA 96 69 00 03 10 FF EC',
  status: 'AA AA AA 96 69 00 03 11 FF ED',
  samId: 'AA AA AA 96 69 00 03 12 FF EE',
  find: 'AA AA AA 96 69 00 03 20 01 22',
  select: 'AA AA AA 96 69 00 03 20 02 21',
  readBase: 'AA AA AA 96 69 00 03 30 01 32',
  readNewestAddress: 'AA AA AA 96 69 00 03 30 03 30',
  readManagementNumber: 'AA AA AA 96 69 00 03 30 05 36',
  readBaseFingerprint: 'AA AA AA 96 69 00 03 30 10 23',
  baud115200: 'AA AA AA 96 69 00 03 60 00 63',
  baud57600: 'AA AA AA 96 69 00 03 60 01 62',
  baud38400: 'AA AA AA 96 69 00 03 60 02 61',
  baud19200: 'AA AA AA 96 69 00 03 60 03 60',
  baud9600: 'AA AA AA 96 69 00 03 60 04 67',
  maxRf: 'AA AA AA 96 69 00 04 61 FF 50 CA',
} as const

/** Answers as published, byte for byte. */
export const ANSWERS = {
  ok: 'AA AA AA 96 69 00 04 00 00 90 94',
  selfTestFailed: 'AA AA AA 96 69 00 04 00 00 60 64',
  found: 'AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97',
  findFailed: 'AA AA AA 96 69 00 04 00 00 80 84',
  selected: 'AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C',
  selectFailed: 'AA AA AA 96 69 00 04 00 00 81 85',
  readFailed: 'AA AA AA 96 69 00 04 00 00 41 45',
  notOnCard: 'AA AA AA 96 69 00 04 00 00 91 95',
  badChecksum: 'AA AA AA 96 69 00 04 00 00 10 14',
  badLength: 'AA AA AA 96 69 00 04 00 00 11 15',
  badCommand: 'AA AA AA 96 69 00 04 00 00 21 25',
  samId: 'AA AA AA 96 69 00 14 00 00 90 05 00 03 00 E5 D6 34 01 40 E2 01 00 B1 68 DE 3A 1A',
  newestAddress:
    'AA AA AA 96 69 00 4A 00 00 90 4B 6D D5 8B 01 77 4B 6D D5 8B 02 5E 4B 6D D5 8B 3A 53 B0 65 EF 8D 39 00 F7 53' +
    ' 20 00'.repeat(22) +
    ' CB',
} as const

export function bytesOf(text: string): Buffer {
  return Buffer.from(text.replaceAll(' ', ''), 'hex')
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase().replaceAll(/..(?=.)/g, '$& ')
}

/** A host's end of the line: sends bytes, and waits for a number of them. */
export interface Host {
  send(bytes: Uint8Array): void
  /** Exactly so many bytes, as they come; rejects when the line closes before. */
  take(count: number): Promise<Buffer>
  /** Sends a request given as text and takes one frame, by the length in it. */
  ask(request: string): Promise<string>
  /** All that came until the line closed. */
  rest(): Promise<Buffer>
  /** How many pieces the bytes so far came in. */
  readonly pieces: number
  close(): void
}

export async function connectTo(url: string): Promise<Host> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.setNoDelay(true)
  return hostOn(socket, socket, () => socket.destroy())
}

/** Opens the serial device of a pty in raw mode, without a serial library. */
export async function openDevice(path: string): Promise<Host> {
  await promisify(execFile)('stty', ['-F', path, 'raw', '-echo'])
  const input = createReadStream(path)
  const output = createWriteStream(path)
  // One that has nothing to write never hears that its device is gone, and would hold it as long as the process lives.
  input.once('close', () => output.destroy())
  return hostOn(input, output, () => {
    output.destroy()
    input.destroy()
  })
}

function hostOn(input: NodeJS.ReadableStream, output: NodeJS.WritableStream, close: () => void): Host {
  let received = Buffer.alloc(0)
  let ended = false
  let endNow: () => void = () => undefined
  const end = new Promise<void>((resolve) => (endNow = resolve))
  let pieces = 0
  let wake: () => void = () => undefined
  input.on('data', (bytes: Buffer) => {
    received = Buffer.concat([received, bytes])
    pieces += 1
    wake()
  })
  for (const event of ['close', 'error'] as const) {
    input.on(event, () => {
      ended = true
      endNow()
      wake()
    })
  }
  // A device that is gone takes nothing; that it is gone is heard at the input.
  output.on('error', () => undefined)
  const something = () => new Promise<void>((resolve) => (wake = resolve))

  const host: Host = {
    get pieces() {
      return pieces
    },
    send: (bytes) => void output.write(bytes),
    async take(count) {
      while (received.length < count) {
        if (ended) throw new Error(`the line closed after ${received.length} of ${count} bytes`)
        await something()
      }
      const taken = received.subarray(0, count)
      received = received.subarray(count)
      return taken
    },
    async ask(request) {
      host.send(bytesOf(request))
      const head = await host.take(7)
      return textOf(Buffer.concat([head, await host.take(head.readUInt16BE(5))]))
    },
    async rest() {
      await end
      return received
    },
    close,
  }
  return host
}
