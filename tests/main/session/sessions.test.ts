import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createBroadcast } from '../../../main/session/broadcast.ts'
import { identityOf } from '../../../main/session/identity.ts'
import { maskName, maskNumber } from '../../../main/session/masking.ts'
import { createSessions, type SessionEnd } from '../../../main/session/sessions.ts'

describe('what a bystander may read', () => {
  test('a number shows three and four characters, a name only its first', () => {
    expect(maskNumber('11010519491231002X')).toBe('110***********002X')
    expect(maskName('样本一')).toBe('样**')
    expect(maskName('𬱖本')).toBe('𬱖*')
  })

  test('something too short to be masked by halves is masked whole', () => {
    expect(maskNumber('1101051')).toBe('*******')
    expect(maskName('')).toBe('')
  })

  test('a short number, as of a travel permit, is hidden by half at least', () => {
    expect(maskNumber('H12345678')).toBe('H*****678')
    expect(maskNumber('12345678')).toBe('1****678')
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{0,40}$/), (number) => {
        const masked = maskNumber(number)
        expect(masked).toHaveLength(number.length)
        expect(masked.replaceAll(/[^*]/g, '').length).toBeGreaterThanOrEqual(Math.min(number.length / 2, 20))
      }),
    )
  })

  test('what a reader takes for one character is one star, beyond the first plane and with a variant too', () => {
    expect(maskName('𠮷野家')).toBe('𠮷**')
    expect(maskName('葛\u{E0100}城𠮷')).toBe('葛\u{E0100}**')
    const ideograph = fc.oneof(
      fc.integer({ min: 0x4e00, max: 0x9fff }),
      fc.integer({ min: 0x3400, max: 0x4dbf }),
      fc.integer({ min: 0x20000, max: 0x323af }),
      fc.integer({ min: 0xe000, max: 0xf8ff }),
    )
    fc.assert(
      fc.property(fc.array(ideograph, { minLength: 1, maxLength: 30 }), (codes) => {
        const masked = maskName(String.fromCodePoint(...codes))
        expect(masked).toBe(String.fromCodePoint(...codes.slice(0, 1)) + '*'.repeat(codes.length - 1))
        expect(masked).not.toMatch(/\p{Cs}/u)
      }),
    )
  })
})

describe('the clock of a session', () => {
  let ends: SessionEnd[]
  let changes: number
  beforeEach(() => {
    vi.useFakeTimers()
    ends = []
    changes = 0
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const start = () =>
    createSessions({
      policy: () => ({ idleSeconds: 60, warningSeconds: 30 }),
      onChange: () => (changes += 1),
      onEnd: (_session, why) => ends.push(why),
    })

  test('somebody who walks away is warned after 60 s and forgotten after 90 s', () => {
    const sessions = start()
    sessions.open()
    vi.advanceTimersByTime(59_999)
    expect(sessions.view()?.clock).toMatchObject({ phase: 'running' })
    vi.advanceTimersByTime(1)
    expect(sessions.view()?.clock).toEqual({ phase: 'warning', endsInMs: 30_000 })
    vi.advanceTimersByTime(29_999)
    expect(sessions.current).not.toBeNull()
    vi.advanceTimersByTime(1)
    expect(sessions.current).toBeNull()
    expect(ends).toEqual(['idle'])
  })

  test('whoever is offered something for two minutes is there for two minutes, touching or not', () => {
    const sessions = start()
    sessions.open()
    sessions.hold(true)
    sessions.hold(false)
    sessions.grant(120_000)
    expect(sessions.view()?.clock).toEqual({ phase: 'running', warnsInMs: 90_000 })
    vi.advanceTimersByTime(10_000)
    sessions.touch()
    expect(sessions.view()?.clock).toEqual({ phase: 'running', warnsInMs: 80_000 })
    vi.advanceTimersByTime(80_000)
    expect(sessions.view()?.clock).toEqual({ phase: 'warning', endsInMs: 30_000 })
    sessions.touch()
    expect(sessions.view()?.clock).toEqual({ phase: 'running', warnsInMs: 60_000 })
    vi.advanceTimersByTime(90_000)
    expect(ends).toEqual(['idle'])
  })

  test('a slow reader may extend again and again', () => {
    const sessions = start()
    sessions.open()
    for (let extension = 0; extension < 25; extension += 1) {
      vi.advanceTimersByTime(85_000)
      expect(sessions.view()?.clock.phase).toBe('warning')
      sessions.touch()
      expect(sessions.view()?.clock).toEqual({ phase: 'running', warnsInMs: 60_000 })
    }
  })

  test('no time passes while a card is read or paper moves, and afterwards the whole time is given', () => {
    const sessions = start()
    sessions.open()
    vi.advanceTimersByTime(80_000)
    sessions.hold(true)
    expect(sessions.view()?.clock).toEqual({ phase: 'held' })
    vi.advanceTimersByTime(3_600_000)
    expect(sessions.current).not.toBeNull()
    sessions.hold(false)
    expect(sessions.view()?.clock).toEqual({ phase: 'running', warnsInMs: 60_000 })
  })

  test('a session that opens while paper still moves begins held', () => {
    const sessions = start()
    sessions.hold(true)
    sessions.open()
    expect(sessions.view()?.clock).toEqual({ phase: 'held' })
  })

  test('the clock of an ended session never ends the next one', () => {
    const sessions = start()
    sessions.open()
    vi.advanceTimersByTime(80_000)
    sessions.end('done')
    sessions.open()
    vi.advanceTimersByTime(20_000)
    expect(sessions.view()?.clock.phase).toBe('running')
    expect(ends).toEqual(['done'])
  })

  test('at the end everything known of the person is overwritten', () => {
    const sessions = start()
    const session = sessions.open()
    const identity = identityOf({ assurance: 'card', number: '11010519491231002X', name: '样本一' })
    session.identity = identity
    expect(sessions.view()?.person).toEqual({ assurance: 'card', name: '样**', number: '110***********002X' })
    sessions.end('done')
    expect(identity.number.every((byte) => byte === 0)).toBe(true)
    expect(identity.name?.every((byte) => byte === 0)).toBe(true)
    expect(session.identity).toBeNull()
    expect(sessions.view()).toBeNull()
    expect(changes).toBeGreaterThan(0)
  })
})

describe('what a page hears', () => {
  test('the value at once, each change, and only the newest of those it was too slow for', async () => {
    let value = 1
    const broadcast = createBroadcast(() => value)
    const heard = broadcast.values(undefined)
    expect((await heard.next()).value).toBe(1)
    const next = heard.next()
    value = 2
    broadcast.changed()
    expect((await next).value).toBe(2)
    value = 3
    broadcast.changed()
    value = 4
    broadcast.changed()
    expect((await heard.next()).value).toBe(4)
    const last = heard.next()
    broadcast.end()
    expect((await last).done).toBe(true)
  })

  test('a page that is gone stops listening', async () => {
    const gone = new AbortController()
    const broadcast = createBroadcast(() => 'view')
    const heard = broadcast.values(gone.signal)
    await heard.next()
    const next = heard.next()
    gone.abort()
    expect((await next).done).toBe(true)
  })
})
