import { ORPCError } from '@orpc/client'
import { describe, expect, it, vi } from 'vitest'
import { RequestId } from '../../main/contract/steps.ts'
import type { WindowOutcome, WindowTicket, WindowView } from '../../main/contract/window.ts'
import type { WindowClient } from '../../renderer/window/wish.ts'
import { actOfDigit, actOfEnter, digitOf, keysOfAHand, KEY_OF } from '../../renderer/window/keys.ts'
import { nextAct, offersOf } from '../../renderer/window/offers.ts'
import { carryOut, newRequestId, type WishCall } from '../../renderer/window/wish.ts'
import { BUSY_WINDOW } from './window-specimens.ts'

const DONE: WindowOutcome = { outcome: 'done', ticket: null }
const OPEN: WindowView = { ...BUSY_WINDOW, clerk: '李敏', state: 'open' }
const [A012, B009] = BUSY_WINDOW.waiting
const at = (status: WindowTicket['status'], change: Partial<WindowTicket> = {}): WindowView => {
  if (A012 === undefined) throw new Error('no specimen')
  return { ...OPEN, current: { ...A012, status, calls: 1, ...change } }
}
const possible = (view: WindowView, chosen: WindowTicket | null = null) =>
  Object.entries(offersOf(view, chosen)).flatMap(([act, offer]) => (offer.possible ? [act] : []))

describe('what a window offers', () => {
  it('is to call while nobody is there, and each state’s acts once somebody is', () => {
    expect(possible(OPEN)).toEqual(['callNext', 'pause', 'resume'])
    expect(possible(at('called'))).toEqual(['recall', 'start', 'pass', 'hold', 'transfer', 'cancel', 'pause', 'resume'])
    expect(possible(at('serving'))).toEqual(['finish', 'hold', 'transfer', 'pause', 'resume'])
    expect(possible({ ...OPEN, state: 'paused' })).toEqual(['resume'])
  })

  it('is one next thing', () => {
    const views = [OPEN, at('called'), at('serving'), { ...OPEN, state: 'paused' as const }]
    expect(views.map((view) => nextAct(view))).toEqual(['callNext', 'start', 'finish', 'resume'])
  })

  it('is for a number in the lists what its state allows', () => {
    expect(possible(OPEN, B009 ?? null)).toEqual(expect.arrayContaining(['callTicket', 'top', 'cancel']))
    expect(possible(OPEN, OPEN.held[0] ?? null)).toEqual(expect.arrayContaining(['callBack', 'pass', 'cancel']))
    expect(possible(OPEN, OPEN.passed[0] ?? null)).toContain('takeBack')
    expect(possible(at('serving'), OPEN.passed[0] ?? null)).not.toContain('takeBack')
  })

  it('says what to do first where something is not possible', () => {
    expect(offersOf(at('serving'), null).callNext).toEqual({ possible: false, why: 'refused.window-busy', number: 'A012' })
    expect(offersOf(at('called', { calls: 3 }), null).recall).toMatchObject({ why: 'refused.no-more-calls' })
    expect(offersOf(at('called'), null).finish).toMatchObject({ why: 'cannot.notServing', number: 'A012' })
  })
})

describe('the keys of a window', () => {
  it('are digits, on the number pad without NumLock too, and function keys that no browser takes', () => {
    expect(digitOf({ code: 'Digit5', key: '5' })).toBe('5')
    expect(digitOf({ code: 'Numpad5', key: 'Clear' })).toBe('5')
    expect(digitOf({ code: 'F2', key: 'F2' })).toBe('1')
    expect(digitOf({ code: 'F5', key: 'F5' })).toBeNull()
    expect(digitOf({ code: 'KeyA', key: 'a' })).toBeNull()
  })

  it('have one act each, and those that share one are never offered together', () => {
    for (const [act, key] of Object.entries(KEY_OF)) {
      const view = act === 'resume' ? { ...OPEN, state: 'paused' as const } : OPEN
      const chosen = act === 'untop' && B009 !== undefined ? { ...B009, onTop: true } : null
      expect(actOfDigit(key, view, chosen)).toBe(act)
    }
    expect(actOfEnter(OPEN, null)).toBe('callNext')
    expect(actOfEnter(OPEN, OPEN.held[0] ?? null)).toBe('callBack')
  })

  it('are a hand’s: a scanner that types into the page calls and passes nobody', () => {
    vi.useFakeTimers()
    try {
      const pressed: string[] = []
      const key = keysOfAHand((each: string) => pressed.push(each))
      for (const [index, digit] of '6901234567892'.split('').entries()) {
        key(digit, 1000 + index * 8)
        vi.advanceTimersByTime(8)
      }
      vi.advanceTimersByTime(1000)
      expect(pressed.length).toBe(0)
      for (const [index, digit] of ['1', '3', '4'].entries()) {
        key(digit, 3000 + index * 120)
        vi.advanceTimersByTime(120)
      }
      expect(pressed).toEqual(['1', '3', '4'])
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a wish', () => {
  const never = new AbortController().signal
  const client = {} as WindowClient
  const line = () => Promise.resolve(client)

  it('is asked again with the same call until it is answered', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    try {
      const call = vi.fn<WishCall>()
      call.mockRejectedValueOnce(new Error('the line is gone')).mockRejectedValueOnce(new ORPCError('INTERNAL_SERVER_ERROR')).mockResolvedValueOnce(DONE)
      const ended = carryOut(call, line, never)
      await vi.advanceTimersByTimeAsync(5000)
      expect(await ended).toEqual(DONE)
      expect(call).toHaveBeenCalledTimes(3)
    } finally {
      vi.useRealTimers()
    }
  })

  it('ends when the hall says that nobody is signed in, when it does not take it, and when the clerk waits no longer', async () => {
    const failing = (code: string, status: number) => carryOut(() => Promise.reject(new ORPCError(code, { status })), line, never)
    expect(await failing('SIGNED_OUT', 500)).toEqual({ outcome: 'signed-out' })
    expect(await failing('BAD_REQUEST', 400)).toEqual({ outcome: 'failed' })
    const stop = new AbortController()
    const waiting = carryOut(() => Promise.resolve(DONE), () => new Promise(() => undefined), stop.signal)
    stop.abort()
    expect(await waiting).toEqual({ outcome: 'given-up' })
  })

  it('has a request id that the contract takes, another each time', () => {
    const ids = Array.from({ length: 50 }, newRequestId)
    expect(ids.filter((id) => !RequestId.safeParse(id).success)).toEqual([])
    expect(new Set(ids).size).toBe(50)
  })
})
