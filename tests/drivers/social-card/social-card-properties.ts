import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { readSocialCard } from '../../../drivers/social-card/read-card.ts'
import { damaged, property } from '../../properties.ts'
import { SPECIMEN, specimenCard } from './specimen.ts'

export const TODAY = { year: 2026, month: 11, day: 22 }

/** The card with one of its answers changed; the number that was read, with whether anything about it was noticed. */
async function readWith(at: number, change: (said: Buffer) => Buffer) {
  const card = specimenCard()
  let count = 0
  return readSocialCard((command) => {
    const said = Buffer.from(card(command))
    count += 1
    return Promise.resolve(count - 1 === at ? change(said) : said)
  }, TODAY)
}

// Another's number would have to come as a whole record of its tag, with a status word behind it.
const noise = fc.uint8Array({ maxLength: 40 }).filter((bytes) => bytes[0] !== 0x08)

export const noiseOnce = property('a social card that answers anything once is read as its holder or nobody', fc.tuple(fc.nat(40), noise), async ([at, bytes]) => {
  const answer = await readWith(at, () => Buffer.from(bytes))
  assert(!answer.ok || answer.value.number === SPECIMEN.number)
})

export const damagedAnswer = property(
  'a damaged byte of a social card makes its holder, nobody, or a number that is seen to be faulty',
  fc.tuple(fc.nat(40), fc.nat(), fc.integer({ min: 1, max: 255 })),
  async ([at, place, flip]) => {
    const answer = await readWith(at, (said) => damaged(said, place % said.length, flip))
    assert(!answer.ok || answer.value.number === SPECIMEN.number || answer.value.warnings.length > 0)
  },
)

export const anyCard = property(
  'a social card that answers nothing but noise is read to an end',
  fc.infiniteStream(fc.uint8Array({ maxLength: 12 })),
  async (answers) => {
    let asked = 0
    const answer = await readSocialCard(() => {
      asked += 1
      return Promise.resolve(Buffer.from(answers.next().value ?? []))
    }, TODAY)
    assert(asked < 400)
    assert(answer.ok || answer.fault.kind.length > 0)
  },
)

export const SOCIAL_CARD_PROPERTIES = [noiseOnce, damagedAnswer, anyCard]
