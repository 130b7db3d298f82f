import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { StatusReader, type StatusEvent } from '../../../printers/escpos/status.ts'
import { cutAt, property } from '../../properties.ts'

export function heard(...bytes: readonly number[]): readonly StatusEvent[] {
  return new StatusReader().push(Uint8Array.from(bytes))
}

const message = fc.oneof(
  fc.constantFrom([0x12], [0x1e], [0x7e], [0x00], [0x0c], [0x37, 0x25, 0x00], [0x3b, 0x41, 0x00]),
  fc.constantFrom([0x10, 0x00, 0x00, 0x00], [0x18, 0x00, 0x0f, 0x00], [0x38, 0x40, 0x0c, 0x0f]),
  fc.integer({ min: 1, max: 9999 }).map((n) => [0x37, 0x22, ...Buffer.from(String(n).padStart(4, '0')), 0x00]),
)
const anything = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 12 })
const stream = fc.array(fc.oneof(message, message, anything)).map((parts) => parts.flat())

export const anyPortions = property('what a ticket printer says means the same however it is portioned', fc.tuple(stream, fc.array(fc.nat())), ([bytes, cuts]) => {
  const reader = new StatusReader()
  const split = cutAt(Buffer.from(bytes), cuts).flatMap((part) => [...reader.push(part)])
  assert.deepEqual(split, heard(...bytes))
})

export const everyMessage = property('every whole message of a ticket printer is one event, in order', fc.array(message), (messages) => {
  const told = messages.filter(([first]) => first !== 0x3b)
  assert.deepEqual(heard(...messages.flat()), told.flatMap((bytes) => heard(...bytes)))
  assert.equal(heard(...messages.flat()).length, told.length)
})

// "Printed" is what a printer confirmed: a confirmation has nothing that guards it but its id.
export const damagedConfirmation = property(
  'a damaged byte of a printer’s confirmation confirms no other sheet but by a digit of its id',
  fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.nat({ max: 6 }), fc.integer({ min: 1, max: 255 })),
  ([n, at, flip]) => {
    const id = String(n).padStart(4, '0')
    const bytes = [0x37, 0x22, ...Buffer.from(id), 0x00]
    bytes[at] = (bytes[at] ?? 0) ^ flip
    for (const event of heard(...bytes)) {
      if (event.kind === 'process-id') assert.equal(Array.from(event.id).filter((digit, place) => digit !== id[place]).length, 1)
    }
  },
)

export const STATUS_PROPERTIES = [anyPortions, everyMessage, damagedConfirmation]
