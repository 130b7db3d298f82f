import { err, ok, type Result } from '../result.ts'

/** Sends one command (ISO 7816-4) and answers the card's whole response: data, SW1, SW2. Rejects when the card is gone. */
export type Transmit = (command: Buffer) => Promise<Buffer>

/** The files and records of a social-security card are chosen and read by these (LD/T 32.5-2015; all of them found alike in six public readers). */
export const COMMANDS = {
  /** SELECT by name of the application SSSE: `sx1.sh.` and 社会保障 in GBK. */
  selectApplication: Buffer.from('00A404000F7378312E73682EC9E7BBE1B1A3D5CF', 'hex'),
  /** SELECT of a file by its identifier, such as EF05. */
  selectFile: (id: number): Buffer => Buffer.from([0x00, 0xa4, 0x02, 0x00, 0x02, id >> 8, id & 0xff]),
  /** The same as some cards want it, with P1 = 00. */
  selectFileOtherwise: (id: number): Buffer => Buffer.from([0x00, 0xa4, 0x00, 0x00, 0x02, id >> 8, id & 0xff]),
  /** READ RECORD by its tag; `bytes` is the length of the value, and tag and length come before it. */
  readByTag: (tag: number, bytes: number): Buffer => Buffer.from([0x00, 0xb2, tag, 0x00, bytes + 2]),
  /** READ RECORD by its place in the file, the first being 1. */
  readByPosition: (position: number, bytes: number): Buffer => Buffer.from([0x00, 0xb2, position, 0x04, bytes + 2]),
} as const

/** What the status word of an answer means here. */
export type StatusWord = 'done' | 'not-found' | 'refused'

export interface Answer {
  readonly status: StatusWord
  /** Without the status word. */
  readonly data: Buffer
}

const DONE = 0x90_00
/** File, record or application not found, and wrong parameters: what a card answers to what it does not have. */
const NOT_FOUND: ReadonlySet<number> = new Set([0x6a_82, 0x6a_83, 0x6a_86, 0x6a_88, 0x6b_00])
const MORE_BYTES = 0x61
const OTHER_LENGTH = 0x6c
/** A card that announces more bytes for ever is no card. */
const MOST_TURNS = 8

/**
 * Sends a command and fetches what a T=0 card announces: 61xx is answered by GET RESPONSE for xx bytes, 6Cxx by the same
 * command with the length that the card names.
 */
export async function ask(transmit: Transmit, command: Buffer): Promise<Result<Answer, { readonly kind: 'malformed' }>> {
  const parts: Buffer[] = []
  let next = command
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const response = await transmit(next)
    if (response.length < 2) return err({ kind: 'malformed' })
    const word = response.readUInt16BE(response.length - 2)
    const [first, second] = [word >> 8, word & 0xff]
    if (first === OTHER_LENGTH) {
      next = Buffer.from([...command.subarray(0, -1), second])
      continue
    }
    parts.push(response.subarray(0, -2))
    if (first === MORE_BYTES) {
      next = Buffer.from([0x00, 0xc0, 0x00, 0x00, second])
      continue
    }
    const status = word === DONE ? 'done' : NOT_FOUND.has(word) ? 'not-found' : 'refused'
    return ok({ status, data: Buffer.concat(parts) })
  }
  return err({ kind: 'malformed' })
}
