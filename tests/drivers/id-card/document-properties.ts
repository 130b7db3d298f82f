import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { decodeIdentityDocument, decodeNewestAddress, type IdentityDocument, type WhatIsRead } from '../../../drivers/id-card/identity-document.ts'
import { readMachineReadableZone } from '../../../drivers/id-card/machine-readable-zone.ts'
import { encodeFrame, SdtDecoder } from '../../../drivers/id-card/sdt-frame.ts'
import { cutAt, damaged, property } from '../../properties.ts'
import { baseFrame, bytesOf, DOCUMENTS, fingerprintFrame, specimenPhoto, writeField } from './vectors.ts'

export const TODAY = { year: 2025, month: 6, day: 1 }

interface Read {
  readonly frame: Buffer
  readonly read: WhatIsRead
}

/** The frames of the reference: each document read in each of three ways; a case that fails is told by their names. */
const READS = new Map<string, Read>(
  DOCUMENTS.flatMap((document): [string, Read][] => [
    [`${document}, 30 01`, { frame: baseFrame(document), read: 'text-and-photo' }],
    [`${document}, 30 10`, { frame: fingerprintFrame(document, 'with'), read: 'with-fingerprints' }],
    [`${document}, 30 10 without fingerprints`, { frame: fingerprintFrame(document, 'without'), read: 'with-fingerprints' }],
  ]),
)

function readOf(name: string): Read & { readonly whole: IdentityDocument } {
  const known = READS.get(name)
  assert(known !== undefined)
  const [whole, another] = peopleIn([known.frame], known.read)
  assert(whole !== undefined && another === undefined)
  return { ...known, whole }
}

/** Everybody whom a receiver would take for read, from these bytes in these pieces. */
export function peopleIn(pieces: readonly Buffer[], read: WhatIsRead = 'text-and-photo'): readonly IdentityDocument[] {
  const decoder = new SdtDecoder()
  return [...pieces.flatMap((piece) => [...decoder.push(piece)]), ...decoder.settle()].flatMap((event) => {
    const card = event.kind === 'frame' ? decodeIdentityDocument(event.frame.data, TODAY, read) : null
    return card?.ok === true ? [card.value] : []
  })
}

const someRead = fc.constantFrom(...READS.keys())
const cuts = fc.array(fc.nat(), { maxLength: 6 })
const flip = fc.integer({ min: 0, max: 255 })

export const damagedByte = property(
  'a damaged byte of a read makes nobody or the right person, however the bytes are cut',
  fc.tuple(someRead, fc.nat(), flip, cuts),
  ([name, place, turned, places]) => {
    const { frame, read, whole } = readOf(name)
    const people = peopleIn(cutAt(damaged(frame, place % frame.length, turned), places), read)
    assert.deepEqual(people, people.map(() => whole))
    // No damage at all: however the bytes are cut, the person is there.
    if (turned === 0) assert.equal(people.length, 1)
  },
)

// The checksum is one XOR over the frame: it sees two damages unless they are the same.
export const twoDamagedBytes = property(
  'two bytes of a read damaged apart make nobody or the right person',
  fc.tuple(someRead, fc.nat(), fc.nat(), flip, flip).filter(([, , , one, other]) => one !== other),
  ([name, at, and, one, other]) => {
    const { frame, read, whole } = readOf(name)
    const people = peopleIn([damaged(damaged(frame, at % frame.length, one), and % frame.length, other)], read)
    assert.deepEqual(people, people.map(() => whole))
  },
)

export const cutShort = property('a read that breaks off is nobody', fc.tuple(someRead, fc.nat(), cuts), ([name, end, places]) => {
  const { frame, read } = readOf(name)
  assert.deepEqual(peopleIn(cutAt(frame.subarray(0, end % frame.length), places), read), [])
})

const header = fc.constant(Buffer.from([1, 0, 4, 0]))
const block = fc.uint8Array({ minLength: 1280, maxLength: 1280 })

export const anyBlock = property(
  'any bytes at all for a card get an answer',
  fc.tuple(fc.oneof(fc.uint8Array({ maxLength: 300 }), block), header, fc.constantFrom<WhatIsRead>('text-and-photo', 'with-fingerprints')),
  ([bytes, lengths, read]) => {
    const card = decodeIdentityDocument(Buffer.concat([lengths, bytes]), TODAY, read)
    assert(card.ok ? card.value.photo.length <= bytes.length : card.fault.kind === 'malformed')
    decodeNewestAddress(Buffer.from(bytes))
  },
)

/** Fields as a card maker writes them, apart from how they are read here: offset, bytes, text. */
const LAYOUTS: Readonly<Record<'J' | 'I' | 'Y' | ' ', readonly (readonly [field: string, offset: number, bytes: number])[]>> = {
  ' ': [['name', 0, 30], ['ethnicCode', 32, 4], ['address', 52, 70], ['number', 122, 36], ['issuer', 158, 30]],
  J: [['name', 0, 30], ['address', 52, 70], ['number', 122, 36], ['issuer', 158, 30], ['travelPermit', 220, 18], ['issues', 238, 4]],
  I: [['englishName', 0, 120], ['number', 122, 30], ['nationality', 152, 6], ['chineseName', 158, 30], ['cardVersion', 236, 4], ['authority', 240, 8]],
  Y: [['chineseName', 0, 30], ['renewals', 32, 4], ['number', 122, 36], ['issuer', 158, 30], ['nationality', 242, 6], ['earlierNumber', 250, 6]],
}
const KINDS = [' ', 'J', 'I', 'Y'] as const

function written(kind: (typeof KINDS)[number]) {
  const value = (bytes: number) =>
    fc
      .array(fc.constantFrom('A', '样', '\u3400', '\uE863', '9', '·'), { minLength: 1, maxLength: bytes / 2 })
      .map((characters) => characters.join(''))
  return fc.tuple(...LAYOUTS[kind].map(([, , bytes]) => value(bytes)))
}

/** One for each kind of card, in the order of `KINDS`: resident, J, I, Y. */
export const READ_BACK = KINDS.map((kind) =>
  property(`whatever is written on a card of kind '${kind}' is read back over the line, every field and no other`, written(kind), (values) => {
    const text = Buffer.from(' '.repeat(128), 'utf16le')
    writeField(text, 248, 2, kind)
    for (const [index, [, offset, bytes]] of LAYOUTS[kind].entries()) writeField(text, offset, bytes, values[index] ?? '')
    const [card] = peopleIn([encodeFrame(Buffer.concat([bytesOf('00 00 90 01 00 04 00'), text, specimenPhoto()]))])
    assert(card !== undefined)
    const read: Readonly<Record<string, unknown>> = { ...card }
    assert.deepEqual(LAYOUTS[kind].map(([field]) => read[field]), values)
  }),
)

const zoneCharacter = fc.constantFrom('0', '1', '5', '9', 'A', 'Z', '<')
const line = (length: number) => fc.string({ unit: zoneCharacter, minLength: length, maxLength: length })

export const anyZone = property(
  'any lines for a machine-readable zone get an answer',
  fc.oneof(fc.string(), fc.tuple(line(44), line(44)), fc.tuple(line(36), line(36)), fc.tuple(line(30), line(30), line(30))),
  (lines) => {
    const zone = readMachineReadableZone(typeof lines === 'string' ? lines : lines.join('\n'))
    assert(zone.ok || zone.fault.kind.length > 0)
  },
)

/** ICAO 9303's own samples: TD3, TD1, TD2. */
const ZONES = [
  ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
  ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'],
  ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'],
] as const

// The weights 7, 3 and 1 have no factor in common with 10: one digit read for another is always seen. A letter is worth
// ten and more, so that K or U for A is not, which no reader of such zones can help.
export const misreadZone = property(
  'one digit of a machine-readable zone read for another changes neither number, birth nor expiry unnoticed',
  fc.tuple(fc.constantFrom(...ZONES), fc.nat(), fc.integer({ min: 1, max: 9 })),
  ([lines, place, by]) => {
    const text = lines.join('\n')
    const digits = Array.from(text.matchAll(/\d/g), ({ index }) => index)
    const at = digits[place % digits.length] ?? 0
    const zone = readMachineReadableZone(`${text.slice(0, at)}${(Number(text[at]) + by) % 10}${text.slice(at + 1)}`)
    assert.equal(zone.ok, false)
  },
)

export const misreadDay = property(
  'one character of a machine-readable zone read for another makes no other birth or expiry',
  fc.tuple(fc.constantFrom(...ZONES), fc.nat(), fc.constantFrom(...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<'))),
  ([lines, place, character]) => {
    const text = lines.join('\n')
    const at = place % text.length
    const zone = readMachineReadableZone(text.slice(0, at) + character + text.slice(at + 1))
    if (zone.ok) assert.deepEqual([zone.value.birth, zone.value.expiry], ['740812', '120415'])
  },
)

export const DOCUMENT_PROPERTIES = [damagedByte, twoDamagedBytes, cutShort, anyBlock, ...READ_BACK, anyZone, misreadZone, misreadDay]
