import type { OpenPort, Port } from '../ports/port.ts'
import { rest } from '../rest.ts'
import type { PcscCard, PcscContext, PcscReader, SmartCardLibrary } from './pcsc.ts'

/** Messages of one byte are about the slot, all longer ones commands; either way two bytes of length come before (vpcd). */
const ATR_WANTED = Buffer.of(0x04)
const PRESENT = 0x20
const EMPTY = 0x10
/** A card at a desk answers at once; one that does not is gone. */
const ANSWER_WITHIN_MS = 2_000

/**
 * A slot without PC/SC, for the demonstration and its tests: at the other end of a line lies a virtual card that is asked
 * as `vpcd` asks its cards. It has the shape of the native library, so that the driver above is the one of the hall. An
 * empty answer to the question for the card's ATR is an empty slot.
 */
export function virtualSlot(open: OpenPort, name: string): SmartCardLibrary {
  return {
    Context: class implements PcscContext {
      readonly #line = openLine(open)
      listReaders(): readonly PcscReader[] {
        const card: PcscCard = { transmit: (command) => this.#ask(command), disconnect: () => undefined }
        return [{ name, connect: () => Promise.resolve(card) }]
      }
      async waitForChange([asked]: { readonly name: string; readonly state: number }[], timeout: number) {
        const line = await this.#line
        const state = (await line.ask(ATR_WANTED)).length === 0 ? EMPTY : PRESENT
        if (asked?.state !== state) return [{ name, state }]
        await rest(timeout)
        return null
      }
      close(): void {
        void this.#line.then((line) => line.close()).catch(() => undefined)
      }
      async #ask(command: Buffer): Promise<Buffer> {
        const answer = await (await this.#line).ask(command)
        if (answer.length === 0) throw new Error('the card is gone')
        return answer
      }
    },
    SCARD_SHARE_SHARED: 2,
    SCARD_PROTOCOL_T0: 1,
    SCARD_PROTOCOL_T1: 2,
    SCARD_RESET_CARD: 1,
    SCARD_STATE_PRESENT: PRESENT,
    SCARD_STATE_UNAWARE: 0,
  }
}

interface Line {
  /** One question at a time; rejects when the line breaks or nothing comes. */
  ask(message: Buffer): Promise<Buffer>
  close(): Promise<void>
}

async function openLine(open: OpenPort): Promise<Line> {
  const opened = await open()
  if (!opened.ok) throw new Error(`${opened.fault.kind}: ${opened.fault.detail}`)
  return lineOver(opened.value)
}

function lineOver(port: Port): Line {
  let heard: Buffer = Buffer.alloc(0)
  let waiting: { readonly answered: (answer: Buffer) => void; readonly failed: (why: Error) => void } | null = null
  let ended = false
  port.onData((bytes) => {
    heard = Buffer.concat([heard, bytes])
    const answer = wholeMessage(heard)
    if (answer === null) return
    heard = heard.subarray(answer.length + 2)
    waiting?.answered(answer)
  })
  port.onClose(() => {
    ended = true
    waiting?.failed(new Error('the line to the virtual card has ended'))
  })
  return {
    async ask(message) {
      if (ended) throw new Error('the line to the virtual card has ended')
      let tooLate: NodeJS.Timeout | undefined
      const answer = new Promise<Buffer>((answered, failed) => {
        waiting = { answered, failed }
        tooLate = setTimeout(() => failed(new Error('the virtual card does not answer')), ANSWER_WITHIN_MS)
      })
      const length = Buffer.alloc(2)
      length.writeUInt16BE(message.length)
      void port.write(Buffer.concat([length, message]))
      try {
        return await answer
      } finally {
        clearTimeout(tooLate)
        waiting = null
      }
    },
    close: () => port.close('thrown-away'),
  }
}

/** Without its length; null while the rest of it is on the way. */
function wholeMessage(bytes: Buffer): Buffer | null {
  if (bytes.length < 2) return null
  const end = bytes.readUInt16BE(0) + 2
  return bytes.length < end ? null : Buffer.from(bytes.subarray(2, end))
}
