import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createOperatorSession, OPERATOR_IDLE_MS } from '../../../main/operations/operator-session.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('an operator who is signed in', () => {
  test('is signed out after three minutes without a touch, and what was watched ends', () => {
    let ends = 0
    const session = createOperatorSession(() => (ends += 1))
    session.signIn('1001')
    const { signal } = session
    vi.advanceTimersByTime(OPERATOR_IDLE_MS - 1)
    session.touch()
    vi.advanceTimersByTime(OPERATOR_IDLE_MS - 1)
    expect(session.current).toBe('1001')
    expect(signal.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    expect(session.current).toBeNull()
    expect(signal.aborted).toBe(true)
    expect(ends).toBe(1)
  })

  test('makes room for the next one, whose screen is his own', () => {
    const session = createOperatorSession(() => undefined)
    session.signIn('1001')
    const { signal } = session
    session.signIn('1002')
    expect(signal.aborted).toBe(true)
    expect(session.signal.aborted).toBe(false)
    expect(session.current).toBe('1002')
    vi.advanceTimersByTime(OPERATOR_IDLE_MS)
    expect(session.current).toBeNull()
  })

  test('who is still being asked for his PIN hears that the page has become a citizen’s', () => {
    const session = createOperatorSession(() => undefined)
    const left = session.arriving()
    expect(left()).toBe(false)
    session.signOut()
    expect(left()).toBe(true)
    // A colleague who was signed in, or whose time is over, is no citizen.
    session.signIn('1001')
    const next = session.arriving()
    session.signIn('1002')
    vi.advanceTimersByTime(OPERATOR_IDLE_MS)
    expect(session.current).toBeNull()
    expect(next()).toBe(false)
  })

  test('nobody is signed in by a touch', () => {
    const session = createOperatorSession(() => undefined)
    session.touch()
    expect(session.current).toBeNull()
    expect(session.signal.aborted).toBe(true)
  })
})
