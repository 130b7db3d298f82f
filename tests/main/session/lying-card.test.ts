import { call } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CardReader, CardReaderStatus } from '../../../drivers/id-card/card-reader.ts'
import { ok } from '../../../drivers/result.ts'
import { TerminalFacts } from '../../../main/contract/facts.ts'
import { createBroadcast } from '../../../main/session/broadcast.ts'
import { watchLeftCard, type LeftCard } from '../../../main/session/left-card.ts'
import { sessionProcedures } from '../../../main/session/procedures.ts'
import { createSessions, type Sessions } from '../../../main/session/sessions.ts'
import { cardView } from '../../../main/session/terminal-view.ts'

const PRESENT: CardReaderStatus = {
  state: 'present',
  card: {
    name: '样本一',
    sex: 'male',
    ethnicCode: '01',
    birth: { year: 1949, month: 12, day: 31 },
    address: '测试市测试区测试路01号',
    number: '11010519491231002X',
    issuer: '测试市公安局',
    validFrom: { year: 2021, month: 1, day: 1 },
    validUntil: '长期',
    warnings: [],
    photo: Buffer.alloc(1024),
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
})

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
    { state: 'unreadable', reason: 'other-document' },
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
  let procedures: ReturnType<typeof sessionProcedures>
  beforeEach(() => {
    vi.useFakeTimers()
    at = readerThatSays({ state: 'unread' })
    left = watchLeftCard(at.reader, { afterCrash: false })
    sessions = createSessions({
      policy: () => ({ idleSeconds: 60, warningSeconds: 30 }),
      onChange: () => undefined,
      onEnd: () => left.sessionEnded(),
    })
    const card = () => cardView(at.reader.status, left.leftBehind)
    procedures = sessionProcedures({
      facts: () => Promise.resolve(FACTS),
      consentVersion: () => FACTS.consent.version,
      operatorLeaves: () => undefined,
      views: createBroadcast(() => ({ now: 0, businessDay: '', session: null, card: card(), printer: { state: 'none' }, document: { state: 'none' }, closure: null })),
      sessions,
      reader: at.reader,
      card,
      today: () => ({ year: 2025, month: 6, day: 1 }),
      recordAgreement: () => Promise.resolve(),
    })
    sessions.open().agreed = 1
  })
  afterEach(() => {
    sessions.end('terminal-ends')
    vi.useRealTimers()
  })
  const identify = () => call(procedures.identifyByCard, undefined)
  const nothingWaits = () => expect(vi.getTimerCount()).toBe(1) // the session's own clock

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
})
