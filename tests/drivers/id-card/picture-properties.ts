import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { pictureIn } from '../../../drivers/id-card/card-picture.ts'
import { property } from '../../properties.ts'

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, ...Buffer.from('IHDR')]
const PNG_END = [0, 0, 0, 0, ...Buffer.from('IEND'), 0xae, 0x42, 0x60, 0x82]
const body = fc.uint8Array({ maxLength: 60 })

export const anyPicture = property(
  'any bytes for a card’s picture are one of a photo’s size or none',
  fc.oneof(
    body,
    body.map((bytes) => Uint8Array.of(...PNG, ...bytes, ...PNG_END)),
    body.map((bytes) => Uint8Array.of(0xff, 0xd8, ...bytes, 0xff, 0xd9)),
    fc.tuple(body, body).map(([segment, bytes]) => Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, segment.length + 2, ...segment, 0xff, 0xc0, 0, 8, 8, ...bytes, 0xff, 0xd9)),
  ),
  (bytes) => {
    const picture = pictureIn(bytes)
    assert(picture === null || picture.bytes.equals(bytes))
  },
)

export const PICTURE_PROPERTIES = [anyPicture]
