/** What a virtual social-security card holds, as text, by its records (LD/T 32.5-2015). */
export interface CardContents {
  readonly cardId: string
  readonly kind: string
  readonly version: string
  readonly issuer: string
  readonly issuedOn: string
  readonly validUntil: string
  readonly cardNumber: string
  readonly number: string
  /** As bytes, which no writing of text would make: GBK. */
  readonly name: Uint8Array
  readonly sex: string
  readonly ethnicCode: string
  readonly birthplace: string
  readonly birth: string
}

/** How a card differs from its neighbour. */
export interface CardHabits {
  /** What SELECT of the application is answered by: some cards fetch (61xx), some city cards do not know it (6A82). */
  readonly application: 'done' | 'more-bytes' | 'not-found' | 'refused'
  /** Which files it has. */
  readonly files: readonly ('card' | 'holder')[]
  /** Records by tag (P2 = 00), by place (P2 = 04), or both. */
  readonly records: 'by-tag' | 'by-position' | 'both'
  /** P1 with which a file may be chosen. */
  readonly choosing: 0x00 | 0x02
  /** Announces each record's bytes by 61xx, or another length by 6Cxx, as T=0 cards do. */
  readonly fetching: 'at-once' | 'announced' | 'other-length'
  /** Whether the holder's records are shown without the card's own security module. */
  readonly holderShown: boolean
}

export const PLAIN_CARD: CardHabits = {
  application: 'done',
  files: ['card', 'holder'],
  records: 'both',
  choosing: 0x02,
  fetching: 'at-once',
  holderShown: true,
}

/** Answers one command; the card remembers between two which file was chosen. */
export type VirtualCard = (command: Uint8Array) => Uint8Array

const APPLICATION = Buffer.from('7378312E73682EC9E7BBE1B1A3D5CF', 'hex')
const DONE = 0x9000
const REFUSED = 0x6982
const FILE_NOT_FOUND = 0x6a82
const RECORD_NOT_FOUND = 0x6a83
const UNKNOWN_COMMAND = 0x6d00

/** A card as the standard has it: SELECT, READ RECORD and GET RESPONSE, and nothing else. */
export function virtualCard(contents: CardContents, habits: CardHabits = PLAIN_CARD): VirtualCard {
  const files = { 0xef05: cardFile(contents), 0xef06: holderFile(contents) }
  const has = { 0xef05: habits.files.includes('card'), 0xef06: habits.files.includes('holder') }
  let chosen: 0xef05 | 0xef06 | null = null
  let held: Buffer = Buffer.alloc(0)

  const select = (p1: number, data: Buffer): Buffer => {
    if (p1 === 0x04) {
      if (!data.equals(APPLICATION)) return word(FILE_NOT_FOUND)
      if (habits.application === 'more-bytes') return announce(Buffer.from('6F00', 'hex'))
      return word({ done: DONE, 'not-found': FILE_NOT_FOUND, refused: REFUSED }[habits.application])
    }
    const id = data.length === 2 ? data.readUInt16BE(0) : 0
    if (p1 !== habits.choosing || (id !== 0xef05 && id !== 0xef06) || !has[id]) return word(FILE_NOT_FOUND)
    chosen = id
    return word(DONE)
  }

  const read = (p1: number, p2: number, expected: number): Buffer => {
    if (chosen === null) return word(REFUSED)
    if (chosen === 0xef06 && !habits.holderShown) return word(REFUSED)
    const way = p2 === 0x00 ? 'by-tag' : p2 === 0x04 ? 'by-position' : null
    if (way === null || (habits.records !== 'both' && habits.records !== way)) return word(RECORD_NOT_FOUND)
    const record = files[chosen].find(([tag], at) => (way === 'by-tag' ? tag : at + 1) === p1)
    if (record === undefined) return word(RECORD_NOT_FOUND)
    const answer = Buffer.concat([Buffer.from([record[0], record[1].length]), record[1]])
    if (habits.fetching === 'announced') return announce(answer)
    if (habits.fetching === 'other-length' && expected !== answer.length) return word(0x6c00 | answer.length)
    return Buffer.concat([answer, word(DONE)])
  }

  const announce = (answer: Buffer): Buffer => {
    held = answer
    return word(0x6100 | answer.length)
  }

  return (bytes) => {
    const command = Buffer.from(bytes)
    const [, instruction = 0, p1 = 0, p2 = 0, last = 0] = command
    if (instruction === 0xa4) return select(p1, command.subarray(5, 5 + last))
    if (instruction === 0xb2) return read(p1, p2, last)
    if (instruction === 0xc0) return Buffer.concat([held.subarray(0, last), word(DONE)])
    return word(UNKNOWN_COMMAND)
  }
}

type File = readonly (readonly [tag: number, value: Buffer])[]

function cardFile(card: CardContents): File {
  return [
    [0x01, bcd(card.cardId, 16)],
    [0x02, text(card.kind, 1)],
    [0x03, text(card.version, 4)],
    [0x04, bcd(card.issuer, 12)],
    [0x05, bcd(card.issuedOn, 4)],
    [0x06, bcd(card.validUntil, 4)],
    [0x07, text(card.cardNumber, 9)],
  ]
}

function holderFile(card: CardContents): File {
  return [
    [0x08, text(card.number, 18)],
    [0x09, filled(Buffer.from(card.name), 30)],
    [0x0a, text(card.sex, 1)],
    [0x0b, bcd(card.ethnicCode, 1)],
    [0x0c, bcd(card.birthplace, 3)],
    [0x0d, bcd(card.birth, 4)],
  ]
}

function bcd(digits: string, bytes: number): Buffer {
  return Buffer.from(digits.padStart(bytes * 2, '0'), 'hex')
}

function text(written: string, bytes: number): Buffer {
  return filled(Buffer.from(written, 'latin1'), bytes)
}

function filled(value: Buffer, bytes: number): Buffer {
  return Buffer.concat([value, Buffer.alloc(Math.max(0, bytes - value.length))])
}

function word(status: number): Buffer {
  return Buffer.from([status >> 8, status & 0xff])
}
