import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CardReader, CardReaderStatus } from '../../../drivers/id-card/card-reader.ts'
import { decodeIdentityDocument } from '../../../drivers/id-card/identity-document.ts'
import { ok } from '../../../drivers/result.ts'
import type { SocialCard } from '../../../drivers/social-card/social-card.ts'
import type { SocialCardReader, SocialCardStatus } from '../../../drivers/social-card/social-card-reader.ts'
import { HallFile } from '../../../main/configuration/hall-file.ts'
import { identityOfSocialCard } from '../../../main/session/identity.ts'
import { openFront, type Front } from '../../../main/terminal/front.ts'
import { baseData } from '../../drivers/id-card/vectors.ts'
import { OPEN_HALL } from '../../terminal-process.ts'

/** The reference's first specimen person on both cards. */
const SOCIAL: SocialCard = {
  number: '11010519491231002X',
  name: '样本一',
  sex: 'female',
  ethnicCode: '01',
  birthplace: null,
  birth: null,
  cardId: null,
  cardNumber: null,
  version: null,
  issuedOn: null,
  validUntil: null,
  warnings: [],
}
const ANOTHERS: SocialCard = { ...SOCIAL, number: '110101199003078670', name: '样本三' }

/** A device that says what the test says; what may not be kept is dropped when it hears so, as the drivers do. */
function saying<Status extends { readonly state: string }>(first: Status, mayKeep: () => boolean, unread: Status) {
  let status = first
  const listeners = new Set<(status: Status) => void>()
  const say = (next: Status): void => {
    status = next
    for (const listener of listeners) if (status === next) listener(next)
  }
  return {
    get status() {
      return status
    },
    onStatus(listener: (status: Status) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    mayReadChanged() {
      if (status.state === 'present' && !mayKeep()) say(unread)
    },
    selfTest: () => Promise.resolve(ok(undefined)),
    close: () => Promise.resolve(),
    say,
  }
}

describe('a terminal with a reader and a slot', () => {
  let front: Front
  let reader: CardReader & { say(status: CardReaderStatus): void }
  let slot: SocialCardReader & { say(status: SocialCardStatus): void }
  let ended: number

  beforeEach(() => {
    vi.useFakeTimers()
    ended = 0
    reader = saying<CardReaderStatus>({ state: 'absent' }, () => front.mayReadCard('idCard'), { state: 'unread' })
    slot = saying<SocialCardStatus>({ state: 'absent' }, () => front.mayReadCard('socialCard'), { state: 'unread' })
    const hall = HallFile.parse(OPEN_HALL)
    front = openFront(
      { ledger: { afterCrash: false }, hall: () => hall, now: () => new Date(0), log: { info: () => undefined } },
      { reader, socialCard: slot, printer: null, document: null, closure: { current: () => null }, queue: { businessDay: () => '2026-11-22' }, onChange: () => undefined, onEnd: () => (ended += 1) },
    )
    const session = front.sessions.open()
    session.agreed = 1
    slot.say({ state: 'present', card: SOCIAL })
    session.identity = identityOfSocialCard(SOCIAL)
  })
  afterEach(() => {
    front.sessions.end('terminal-ends')
    vi.useRealTimers()
  })

  const idCard = (): CardReaderStatus => {
    const card = decodeIdentityDocument(baseData('domestic'), { year: 2026, month: 11, day: 22 })
    if (!card.ok) throw new Error(card.fault.kind)
    return { state: 'present', card: card.value }
  }

  test('knows who came by a social-security card by the ID card that they lay besides', () => {
    const { current } = front.sessions
    const bySlot = current?.identity
    reader.say(idCard())
    expect(current?.identity).toMatchObject({ laid: null, document: 'resident-card' })
    expect(bySlot?.number.every((byte) => byte === 0)).toBe(true)
    expect(ended).toBe(0)
  })

  test('ends with another’s card at the other place, and what the first one left there opens nothing', () => {
    const { current } = front.sessions
    if (current?.identity) current.identity = identityOfSocialCard(ANOTHERS)
    reader.say(idCard())
    expect([front.sessions.current, ended]).toEqual([null, 1])
    front.sessions.open().agreed = 1
    expect([front.mayReadCard('idCard'), front.mayReadCard('socialCard')]).toEqual([true, false])
    slot.say({ state: 'absent' })
    expect(front.mayReadCard('socialCard')).toBe(true)
  })

  test('ends with another’s social-security card in the slot, but not with one that names nobody', () => {
    slot.say({ state: 'present', card: { ...ANOTHERS, warnings: ['number-faulty'] } })
    expect(ended).toBe(0)
    slot.say({ state: 'present', card: ANOTHERS })
    expect(ended).toBe(1)
  })

  test('leaves a card behind wherever it lies when the session ends', () => {
    reader.say(idCard())
    front.sessions.end('done')
    front.sessions.open().agreed = 1
    expect([front.mayReadCard('idCard'), front.mayReadCard('socialCard')]).toEqual([false, false])
    expect(front.seats.map((seat) => seat.identity())).toEqual([null, null])
  })

  test('holds the clock while a card is read in the slot', () => {
    expect(front.sessions.view()?.clock.phase).toBe('running')
    slot.say({ state: 'reading' })
    expect(front.sessions.view()?.clock.phase).toBe('held')
  })
})
