import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { VirtualCard } from './virtual-card.ts'

/** Where the virtual reader of `vpcd` waits for its cards: its own port, which cannot be another's. */
const VPCD_PORT = 35_963
/** ATR of a card that speaks T=0 and T=1 without haste (ISO 7816-3), with no historical bytes that mean anything. */
const ATR = Buffer.from('3B6800000073C84000009000', 'hex')
/** Messages of one byte are about the slot, all others commands. */
const ATR_WANTED = 0x04

/** A card that lies in the virtual reader of pcscd. */
export interface CardInSlot {
  /** Commands that came so far. */
  readonly commands: number
  /** Takes it out: the reader sees an empty slot. */
  takeOut(): Promise<void>
}

/** Puts a card into the virtual reader. Rejects where no such reader runs. */
export async function putIntoSlot(card: VirtualCard): Promise<CardInSlot> {
  const socket = connect(VPCD_PORT, '127.0.0.1')
  await once(socket, 'connect')
  // A service that ends takes its readers with it.
  socket.on('error', () => undefined)
  let commands = 0
  let rest = Buffer.alloc(0)
  socket.on('data', (bytes) => {
    rest = Buffer.concat([rest, bytes])
    for (;;) {
      const message = next(rest)
      if (message === null) return
      rest = rest.subarray(message.length + 2)
      if (message.length === 1 && message[0] === ATR_WANTED) send(socket, ATR)
      if (message.length <= 1) continue
      commands += 1
      send(socket, card(message))
    }
  })
  return {
    get commands() {
      return commands
    },
    async takeOut() {
      if (socket.destroyed) return
      const closed = once(socket, 'close')
      socket.destroy()
      await closed
    },
  }
}

/** The first whole message: two bytes of length, big-endian, and that many more. */
function next(bytes: Buffer): Buffer | null {
  const length = bytes.length < 2 ? Infinity : bytes.readUInt16BE(0)
  return bytes.length < length + 2 ? null : bytes.subarray(2, length + 2)
}

function send(socket: Socket, message: Uint8Array): void {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(message.length)
  socket.write(Buffer.concat([length, message]))
}
