import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import type { SocialSpecimen } from './specimens.ts'
import { PLAIN_CARD, virtualCard, type CardHabits, type VirtualCard } from './virtual-card.ts'

/** ATR of a card that speaks T=0 and T=1 without haste (ISO 7816-3), with no historical bytes that mean anything. */
const ATR = Buffer.from('3B6800000073C84000009000', 'hex')
const NOTHING = Buffer.alloc(0)
/** Messages of one byte are about the slot, all others commands. */
const ATR_WANTED = 0x04

/** A slot for chip cards on a desk, and the hand that puts cards into it. */
export interface SocialCardSlot {
  /** `tcp://HOST:PORT` */
  readonly url: string
  /** The specimen that is in it. */
  readonly card: SocialSpecimen | null
  /** Whether a terminal is on the line. */
  readonly connected: boolean
  /** Puts a card in; one that is in is taken out first. */
  insert(specimen: SocialSpecimen, habits?: Partial<CardHabits>): void
  takeOut(): void
  /** Calls for every change of card or connection; answers what ends that. */
  onChange(listener: () => void): () => void
  close(): Promise<void>
}

/**
 * Waits on a TCP port for the terminal and speaks as a card under `vpcd` does: two bytes of length, then a command or one
 * byte about the slot. An empty answer is an empty slot, told at least once between two cards.
 */
export async function startSocialCardSlot(listen: { readonly host: string; readonly port: number }): Promise<SocialCardSlot> {
  const listeners = new Set<() => void>()
  const hosts = new Set<Socket>()
  let inside: { readonly specimen: SocialSpecimen; readonly answer: VirtualCard } | null = null
  /** The card in it has come since the terminal last looked. */
  let unseen = false

  const changed = (): void => {
    for (const listener of listeners) listener()
  }
  const answer = (message: Buffer): Uint8Array => {
    const aboutSlot = message.length === 1
    if (inside === null || (unseen && !aboutSlot)) return NOTHING
    if (unseen) {
      unseen = false
      return NOTHING
    }
    if (aboutSlot) return message[0] === ATR_WANTED ? ATR : NOTHING
    return inside.answer(message)
  }

  const server = createServer((socket) => {
    hosts.add(socket)
    changed()
    let heard: Buffer = NOTHING
    socket.on('error', () => undefined)
    socket.once('close', () => {
      hosts.delete(socket)
      changed()
    })
    socket.on('data', (bytes) => {
      heard = Buffer.concat([heard, bytes])
      for (;;) {
        const end = heard.length < 2 ? Infinity : heard.readUInt16BE(0) + 2
        if (heard.length < end) return
        const said = answer(heard.subarray(2, end))
        heard = heard.subarray(end)
        const length = Buffer.alloc(2)
        length.writeUInt16BE(said.length)
        socket.write(Buffer.concat([length, said]))
      }
    })
  })
  server.listen(listen)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port')

  return {
    url: `tcp://${listen.host}:${address.port}`,
    get card() {
      return inside?.specimen ?? null
    },
    get connected() {
      return hosts.size > 0
    },
    insert(specimen, habits = {}) {
      inside = { specimen, answer: virtualCard(specimen.contents, { ...PLAIN_CARD, ...habits }) }
      unseen = true
      changed()
    },
    takeOut() {
      inside = null
      changed()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      for (const socket of hosts) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
