import { call } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CardReader, CardReaderStatus } from '../../../drivers/id-card/card-reader.ts'
import type { SocialCard } from '../../../drivers/social-card/social-card.ts'
import type { SocialCardStatus } from '../../../drivers/social-card/social-card-reader.ts'
import { ok } from '../../../drivers/result.ts'
import type { NumberedDocument } from '../../../main/contract/kiosk.ts'
import { TerminalFacts } from '../../../main/contract/facts.ts'
import { idCardSeat, socialCardSeat } from '../../../main/session/card-seat.ts'
import { createBroadcast } from '../../../main/session/broadcast.ts'
import { watchLeftCard, type LeftCard } from '../../../main/session/left-card.ts'
import { sessionProcedures } from '../../../main/session/procedures.ts'
import { aboutOf, type Identity } from '../../../main/session/identity.ts'
import { askerOf } from '../../../main/session/proof.ts'
import { socialCardView } from '../../../main/session/social-card-view.ts'
import type { SocialCardView } from '../../../main/contract/view.ts'
import { createSessions, type Sessions } from '../../../main/session/sessions.ts'
import { cardView } from '../../../main/session/terminal-view.ts'

const PRESENT: CardReaderStatus = {
  state: 'present',
  card: {
    kind: 'resident-card',
    name: '样本一',
    sex: 'male',
    ethnicCode: '01',
    birth: { year: 1949, month: 12, day: 31 },
    address: '测试市测试区测试路01号',
    newestAddress: null,
    number: '11010519491231002X',
    issuer: '测试市公安局',
    validFrom: { year: 2021, month: 1, day: 1 },
    validUntil: '长期',
    warnings: [],
    photo: Buffer.alloc(1024),
    fingerprints: null,
  },
}

const FACTS = TerminalFacts.parse({
  version: '0',
  terminal: 'K01',
  demonstration: false,
  hall: { code: '530323-01', name: { zh: '大厅', en: 'Hall' }, timeZone: 'Asia/Shanghai' },
  screen: { width: 1080, height: 1920, diagonal: 21.5 },
  case: {},
  journeys: [],
  proofs: [],
  consent: { version: 1, text: { zh: '告知', en: 'Notice' } },
  voice: { enabled: false, volume: 0 },
  numberByScreenWhenNoPaper: false,
  greenGrounds: [],
})

const SOCIAL_CARD: SocialCard = {
  number: '11010519491231002X',
  name: '样本一',
  sex: 'female',
  ethnicCode: '01',
  birthplace: '110105',
  birth: { year: 1949, month: 12, day: 31 },
  cardId: null,
  cardNumber: 'S00000001',
  version: '2.00',
  issuedOn: { year: 2020, month: 1, day: 1 },
  validUntil: { year: 2030, month: 1, day: 1 },
  warnings: [],
}

/** A slot of social-security cards that says what the test says. */
function slotThatSays(first: SocialCardStatus) {
  let status = first
  const listeners = new Set<(status: SocialCardStatus) => void>()
  return {
    reader: {
      get status() {
        return status
      },
      onStatus(listener: (status: SocialCardStatus) => void) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    say: (next: SocialCardStatus): void => {
      status = next
      for (const listener of listeners) listener(next)
    },
  }
}

/** A reader that says what the test says. */
function readerThatSays(first: CardReaderStatus) {
  let status = first
  const listeners = new Set<(status: CardReaderStatus) => void>()
  const reader: CardReader = {
    get status() {
      return status
    },
    onStatus(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    mayReadChanged: () => undefined,
    selfTest: () => Promise.resolve(ok(undefined)),
    close: () => Promise.resolve(),
  }
  return {
    reader,
    listeners,
    say: (next: CardReaderStatus): void => {
      status = next
      for (const listener of listeners) listener(next)
    },
  }
}

describe('a card that lies there when a session ends', () => {
  test.each<CardReaderStatus>([
    { state: 'unread' },
    { state: 'reading' },
    PRESENT,
    { state: 'unreadable', reason: 'remove-and-place-again' },
    { state: 'unreadable', reason: 'unknown-card' },
    { state: 'disconnected', detail: 'unplugged' },
  ])('or may lie there ($state $reason) is the last person’s until the reader is empty', (status) => {
    const { reader, say } = readerThatSays(status)
    const left = watchLeftCard(reader, { afterCrash: false })
    expect(left.leftBehind).toBe(false)
    left.sessionEnded()
    expect(left.leftBehind).toBe(true)
    say({ state: 'disconnected', detail: 'unplugged' })
    say({ state: 'unread' })
    expect(left.leftBehind).toBe(true)
    say({ state: 'absent' })
    expect(left.leftBehind).toBe(false)
  })

  test.each<CardReaderStatus>([{ state: 'absent' }, { state: 'unreadable', reason: 'reader-out-of-order' }])(
    'is none when the reader says $state $reason',
    (status) => {
      const { reader } = readerThatSays(status)
      const left = watchLeftCard(reader, { afterCrash: false })
      left.sessionEnded()
      expect(left.leftBehind).toBe(false)
    },
  )

  test('is taken for left behind when the terminal starts after a crash, until the reader is empty', () => {
    const { reader, say } = readerThatSays({ state: 'disconnected', detail: 'not connected yet' })
    const left = watchLeftCard(reader, { afterCrash: true })
    say({ state: 'unread' })
    expect(left.leftBehind).toBe(true)
    say({ state: 'absent' })
    expect(left.leftBehind).toBe(false)
  })

  test('is none where there is no reader', () => {
    const left = watchLeftCard(null, { afterCrash: true })
    left.sessionEnded()
    expect(left.leftBehind).toBe(false)
  })

  test('unread, is shown as lying there, and whose it is', () => {
    expect(cardView({ state: 'unread' }, false)).toEqual({ state: 'present', leftBehind: false })
    expect(cardView({ state: 'unread' }, true)).toEqual({ state: 'present', leftBehind: true })
  })
})

describe('somebody who identifies by a card', () => {
  let sessions: Sessions
  let left: LeftCard
  let at: ReturnType<typeof readerThatSays>
  let slot: ReturnType<typeof slotThatSays>
  let leftInSlot: LeftCard
  let procedures: ReturnType<typeof sessionProcedures>
  beforeEach(() => {
    vi.useFakeTimers()
    at = readerThatSays({ state: 'unread' })
    left = watchLeftCard(at.reader, { afterCrash: false })
    slot = slotThatSays({ state: 'absent' })
    leftInSlot = watchLeftCard(slot.reader, { afterCrash: false })
    sessions = createSessions({
      policy: () => ({ idleSeconds: 60, warningSeconds: 30 }),
      onChange: () => undefined,
      onEnd: () => {
        left.sessionEnded()
        leftInSlot.sessionEnded()
      },
    })
    const card = () => cardView(at.reader.status, left.leftBehind)
    procedures = sessionProcedures({
      facts: () => Promise.resolve(FACTS),
      consentVersion: () => FACTS.consent.version,
      operatorLeaves: () => undefined,
      views: createBroadcast(() => ({ now: 0, businessDay: '', session: null, card: card(), socialCard: { state: 'none' }, printer: { state: 'none' }, document: { state: 'none' }, closure: null })),
      sessions,
      seats: [idCardSeat(at.reader, left), socialCardSeat(slot.reader, leftInSlot)],
      card,
      today: () => ({ year: 2025, month: 6, day: 1 }),
      hasBooked: () => Promise.resolve(false),
      recordAgreement: () => Promise.resolve(),
    })
    sessions.open().agreed = 1
  })
  afterEach(() => {
    sessions.end('terminal-ends')
    vi.useRealTimers()
  })
  const identify = () => call(procedures.identifyByCard, undefined)
  const byNumber = (number: string, document?: NumberedDocument) =>
    call(procedures.identifyByNumber, { number, ...(document === undefined ? {} : { document }) })
  const nothingWaits = () => expect(vi.getTimerCount()).toBe(1) // the session's own clock

  test('can type its number instead, whatever the document', async () => {
    const masked = async (number: string, document?: NumberedDocument) => {
      const answer = await byNumber(number, document)
      return answer.outcome === 'identified' && [answer.person, sessions.current?.identity?.document]
    }
    const typed = (number: string, kind: string) => [{ assurance: 'typed', number }, kind]
    expect(await masked('11010519491231002x')).toEqual(typed('110***********002X', 'resident-card'))
    expect(await masked('PAK310080010103', 'permanent-resident-card')).toEqual(typed('PAK********0103', 'permanent-resident-card'))
    expect(await masked('810000199408230021', 'resident-card')).toEqual(typed('810***********0021', 'residence-permit'))
    expect(await masked('H1234567801', 'hk-macao-travel-permit')).toEqual(typed('H*****678', 'hk-macao-travel-permit'))
    expect(await masked('12345678', 'taiwan-travel-permit')).toEqual(typed('1****678', 'taiwan-travel-permit'))
    // Without its name it is none: digits alone are a citizen's that are too few.
    expect(await byNumber('12345678')).toEqual({ outcome: 'wrong', reason: 'length' })
  })

  test('is told why a number is none, and of which character', async () => {
    const wrong = (reason: string, position?: number) => ({ outcome: 'wrong', reason, ...(position === undefined ? {} : { position }) })
    expect(await byNumber('110105194902300021')).toEqual(wrong('birth'))
    expect(await byNumber('110105204912310021')).toEqual(wrong('birth-to-come'))
    expect(await byNumber('110105491231002')).toEqual(wrong('old-15-digits'))
    expect(await byNumber('12345678', 'hk-macao-travel-permit')).toEqual(wrong('first-letter'))
    expect(await byNumber('H12345M78', 'hk-macao-travel-permit')).toEqual(wrong('characters', 7))
    expect(await byNumber('110105199001010011', 'residence-permit')).toEqual(wrong('check-digit'))
    expect(await byNumber('840000199001010010', 'residence-permit')).toEqual(wrong('region'))
    expect(sessions.current?.identity).toBeNull()
  })

  test('is answered when the card has been read, not before', async () => {
    const answers = [identify(), identify()]
    await vi.advanceTimersByTimeAsync(1_000)
    at.say({ state: 'reading' })
    await vi.advanceTimersByTimeAsync(1_000)
    at.say(PRESENT)
    for (const answer of answers) expect(await answer).toMatchObject({ outcome: 'identified' })
    nothingWaits()
    expect(at.listeners.size).toBe(1)
  })

  test('is told when it cannot be read, or is taken away', async () => {
    const unreadable = identify()
    at.say({ state: 'reading' })
    await vi.advanceTimersByTimeAsync(0)
    at.say({ state: 'unreadable', reason: 'remove-and-place-again' })
    expect(await unreadable).toEqual({
      outcome: 'no-card',
      card: { state: 'unreadable', reason: 'remove-and-place-again' },
    })
    at.say({ state: 'reading' })
    const absent = identify()
    await vi.advanceTimersByTimeAsync(0)
    at.say({ state: 'absent' })
    expect(await absent).toEqual({ outcome: 'no-card', card: { state: 'absent' } })
  })

  test('waits for no more than six seconds', async () => {
    at.say({ state: 'reading' })
    const told = vi.fn<(outcome: unknown) => void>()
    const answer = identify().then(told)
    await vi.advanceTimersByTimeAsync(5_999)
    expect(told).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    await answer
    expect(told).toHaveBeenCalledWith({ outcome: 'no-card', card: { state: 'reading' } })
    nothingWaits()
  })

  test('and is gone before it has been read is nobody in the next session', async () => {
    const answer = identify().catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(100)
    sessions.end('done')
    const next = sessions.open()
    next.agreed = 1
    at.say(PRESENT)
    expect(await answer).toMatchObject({ code: 'WRONG_STEP', data: { needs: 'session' } })
    expect(next.identity).toBeNull()
  })

  test('does not wait for a card that was left behind', async () => {
    sessions.end('done')
    sessions.open().agreed = 1
    expect(await identify()).toEqual({ outcome: 'no-card', card: { state: 'present', leftBehind: true } })
    nothingWaits()
  })

  test('on a page that is gone is waited for no longer', async () => {
    const page = new AbortController()
    const answer = call(procedures.identifyByCard, undefined, { signal: page.signal })
    await vi.advanceTimersByTimeAsync(100)
    page.abort()
    await answer.catch(() => undefined)
    nothingWaits()
    expect(at.listeners.size).toBe(1)
  })

  test('of social security is known by the number of their ID card, masked, and the platform hears which card it was', async () => {
    at.say({ state: 'absent' })
    slot.say({ state: 'present', card: SOCIAL_CARD })
    expect(await identify()).toEqual({ outcome: 'identified', person: { assurance: 'card', number: '110***********002X', name: '样**' }, booked: false })
    expect(askerOf(sessions.current?.identity ?? null, null)).toEqual({
      person: { document: 'resident-card', number: '11010519491231002X', name: '样本一' },
      assurance: { level: 'card', laid: 'social-card' },
    })
    expect(aboutOf(sessions.current?.identity as Identity)).toEqual({ sex: 'female', birth: '1949-12-31', ethnicCode: '01', address: '' })
  })

  test('of social security whose last day is past is told so', async () => {
    at.say({ state: 'absent' })
    slot.say({ state: 'present', card: { ...SOCIAL_CARD, warnings: ['expired'] } })
    expect(await identify()).toMatchObject({ person: { expired: true } })
  })

  test('of social security without a number of GB 11643 is nobody, and is told why', async () => {
    at.say({ state: 'absent' })
    const foreigner: SocialCardStatus = { state: 'present', card: { ...SOCIAL_CARD, number: 'USA000000000000001', warnings: ['number-faulty'] } }
    slot.say(foreigner)
    expect(await identify()).toEqual({ outcome: 'no-card', card: { state: 'absent' } })
    expect(socialCardView(foreigner, false)).toEqual({ state: 'unreadable', reason: 'no-id-number' })
  })

  test('of social security that was left behind is nobody until the slot is empty', async () => {
    at.say({ state: 'absent' })
    slot.say({ state: 'present', card: SOCIAL_CARD })
    sessions.end('done')
    sessions.open().agreed = 1
    expect(await identify()).toMatchObject({ outcome: 'no-card' })
    expect(socialCardView(slot.reader.status, leftInSlot.leftBehind)).toEqual({ state: 'present', leftBehind: true })
    slot.say({ state: 'absent' })
    slot.say({ state: 'present', card: SOCIAL_CARD })
    expect(await identify()).toMatchObject({ outcome: 'identified' })
  })

  test('is waited for at both places, and is one person: the cards of two are nobody’s', async () => {
    slot.say({ state: 'reading' })
    const same = identify()
    at.say(PRESENT)
    await vi.advanceTimersByTimeAsync(100)
    slot.say({ state: 'present', card: SOCIAL_CARD })
    expect(await same).toMatchObject({ outcome: 'identified' })
    expect(sessions.current?.identity?.laid).toBeNull()
    slot.say({ state: 'present', card: { ...SOCIAL_CARD, number: '110101199003078670' } })
    expect(await identify()).toMatchObject({ outcome: 'no-card' })
  })

  test.each<[SocialCardStatus | null, SocialCardView]>([
    [null, { state: 'none' }],
    [{ state: 'disconnected', detail: 'no-library: …' }, { state: 'disconnected' }],
    [{ state: 'unread' }, { state: 'present', leftBehind: false }],
    [{ state: 'unreadable', reason: 'malformed' }, { state: 'unreadable', reason: 'put-in-again' }],
    [{ state: 'unreadable', reason: 'not-a-social-card' }, { state: 'unreadable', reason: 'other-card' }],
    [{ state: 'unreadable', reason: 'holder-hidden' }, { state: 'unreadable', reason: 'holder-hidden' }],
  ])('in a slot that says %j is shown as %j', (status, view) => {
    expect(socialCardView(status, false)).toEqual(view)
  })
})
