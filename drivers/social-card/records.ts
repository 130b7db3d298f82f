/** How a value is written on the card. */
type Writing = 'bcd' | 'text' | 'gbk'

/** One record of a file: its tag, the length of its value in bytes, and its place in the file, the first being 1. */
export interface RecordPlace {
  readonly tag: number
  readonly bytes: number
  readonly position: number
  readonly writing: Writing
}

const record = (tag: number, position: number, bytes: number, writing: Writing): RecordPlace => ({ tag, position, bytes, writing })

/**
 * The two files that need no PIN on cards of the first two generations (LD/T 32.5-2015). In EF05 a record's place is its
 * tag; in EF06 the number, tag 08, is the first.
 */
export const FILES = {
  /** EF05: the card. */
  card: {
    id: 0xef_05,
    records: {
      cardId: record(0x01, 1, 16, 'bcd'),
      kind: record(0x02, 2, 1, 'text'),
      version: record(0x03, 3, 4, 'text'),
      issuer: record(0x04, 4, 12, 'bcd'),
      issuedOn: record(0x05, 5, 4, 'bcd'),
      validUntil: record(0x06, 6, 4, 'bcd'),
      cardNumber: record(0x07, 7, 9, 'text'),
    },
  },
  /** EF06: its holder. */
  holder: {
    id: 0xef_06,
    records: {
      number: record(0x08, 1, 18, 'text'),
      name: record(0x09, 2, 30, 'gbk'),
      sex: record(0x0a, 3, 1, 'text'),
      ethnicCode: record(0x0b, 4, 1, 'bcd'),
      birthplace: record(0x0c, 5, 3, 'bcd'),
      birth: record(0x0d, 6, 4, 'bcd'),
    },
  },
} as const

export type CardRecord = keyof typeof FILES.card.records
export type HolderRecord = keyof typeof FILES.holder.records

/**
 * The text of a record as the card answered it: tag, length, value. Null where it is another record's answer, is longer
 * than it says, or holds bytes that its writing does not have.
 */
export function recordText(answer: Buffer, { tag, writing }: RecordPlace): string | null {
  const length = answer[1]
  if (answer[0] !== tag || length === undefined || answer.length < length + 2) return null
  const value = answer.subarray(2, 2 + length)
  if (writing === 'bcd') return value.toString('hex')
  const text = trimmed(value)
  if (writing === 'text') return /^[\x20-\x7E]*$/.test(text.toString('latin1')) ? text.toString('latin1').trim() : null
  try {
    // GB18030 holds all of GBK, and characters of names that GBK lacks.
    return new TextDecoder('gb18030', { fatal: true }).decode(text).trim()
  } catch {
    return null
  }
}

/** Without what fills a value up: zeros, FF. */
function trimmed(value: Buffer): Buffer {
  const end = value.findIndex((byte) => byte === 0x00 || byte === 0xff)
  return end === -1 ? value : value.subarray(0, end)
}
