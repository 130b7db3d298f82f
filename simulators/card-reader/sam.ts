import type { CommandName, Request } from './sdt.ts'
import type { Specimen } from './specimens.ts'

import { STATUS } from './sdt.ts'

/** What a reader answers: SW3 with its data, before anything on the line can spoil it. */
export interface Answer {
  readonly status: number
  readonly data: Uint8Array
}

/** Where the conversation with the card stands. A card that was selected stays deaf to `find` until it is lifted. */
type Field =
  | { readonly kind: 'empty' }
  | { readonly kind: 'lying'; readonly card: Specimen }
  | { readonly kind: 'found'; readonly card: Specimen }
  | { readonly kind: 'selected'; readonly card: Specimen }

/** The security module with its antenna: state and answers, no line. */
export interface Sam {
  readonly card: Specimen | undefined
  place(card: Specimen): void
  remove(): void
  /** A read that the card broke off: the card has to be found and selected anew [I]. */
  loseSelection(): void
  answer(request: Exclude<Request, { kind: 'noise' }>): Answer
}

/** 05.03-20240101-0000123456-0987654321, as u16le u16le u32le u32le u32le. */
const SAM_ID = Buffer.from('05000300E5D6340140E20100B168DE3A', 'hex')

/** In practice IIN and SN are zeros [2+]. */
const IIN = Buffer.alloc(4)
const SN = Buffer.alloc(8)

const NOTHING = new Uint8Array()

const REFUSALS = {
  'bad-checksum': STATUS.badChecksum,
  'bad-length': STATUS.badLength,
  unknown: STATUS.badCommand,
} as const

export function createSam(): Sam {
  let field: Field = { kind: 'empty' }

  const obey: Record<CommandName, () => Answer> = {
    reset() {
      // The field is cycled: a card that lies there can be found again.
      if (field.kind !== 'empty') field = { kind: 'lying', card: field.card }
      return plain(STATUS.success)
    },
    status: () => plain(STATUS.success),
    'set-baud': () => plain(STATUS.success),
    'set-max-rf': () => plain(STATUS.success),
    'sam-id': () => ({ status: STATUS.success, data: SAM_ID }),
    find() {
      if (field.kind === 'empty' || field.kind === 'selected') return plain(STATUS.findFailed)
      field = { kind: 'found', card: field.card }
      return { status: STATUS.found, data: IIN }
    },
    select() {
      if (field.kind !== 'found') return plain(STATUS.selectFailed)
      field = { kind: 'selected', card: field.card }
      return { status: STATUS.success, data: SN }
    },
    'read-base': () => ofSelected((card) => payload([card.text, card.photo])),
    'read-base-fingerprint': () => ofSelected((card) => payload([card.text, card.photo, card.fingerprints])),
    'read-newest-address': () => ofSelected((card) => card.newestAddress),
    'read-management-number': () => ofSelected((card) => card.management),
  }

  /** Out of order or with the card gone: 41 [I]; some firmware says 21. */
  function ofSelected(read: (card: Specimen) => Uint8Array | undefined): Answer {
    if (field.kind !== 'selected') return plain(STATUS.readFailed)
    const data = read(field.card)
    return data === undefined ? plain(STATUS.notOnCard) : { status: STATUS.success, data }
  }

  return {
    get card() {
      return field.kind === 'empty' ? undefined : field.card
    },
    place(card) {
      field = { kind: 'lying', card }
    },
    remove() {
      field = { kind: 'empty' }
    },
    loseSelection() {
      if (field.kind !== 'empty') field = { kind: 'lying', card: field.card }
    },
    answer: (request) => (request.kind === 'command' ? obey[request.command.name]() : plain(REFUSALS[request.kind])),
  }
}

/** The lengths of the parts, u16be each, then the parts. */
function payload(parts: readonly Uint8Array[]): Buffer {
  const lengths = Buffer.alloc(parts.length * 2)
  for (const [index, part] of parts.entries()) lengths.writeUInt16BE(part.length, index * 2)
  return Buffer.concat([lengths, ...parts])
}

function plain(status: number): Answer {
  return { status, data: NOTHING }
}
