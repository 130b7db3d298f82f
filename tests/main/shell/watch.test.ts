import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { countCrashes, watchHeart } from '../../../main/electron/watch.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a page that hangs', () => {
  it('is found within five seconds and a half of its last sign of life', () => {
    const hung = vi.fn<() => void>()
    const heart = watchHeart(hung)
    for (let second = 0; second < 60; second++) {
      heart.beat()
      vi.advanceTimersByTime(1_000)
    }
    expect(hung).not.toHaveBeenCalled()
    vi.advanceTimersByTime(4_500)
    expect(hung).toHaveBeenCalledOnce()
    heart.stop()
  })

  it('is ended once and then given the time of a load', () => {
    const hung = vi.fn<() => void>()
    const heart = watchHeart(hung)
    heart.beat()
    vi.advanceTimersByTime(5_500)
    heart.loading()
    vi.advanceTimersByTime(15_000)
    expect(hung).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(10_000)
    expect(hung).toHaveBeenCalledTimes(2)
    heart.stop()
  })
})

describe('a page that crashes', () => {
  it('is loaded again; the third time within a minute the window starts afresh', () => {
    let now = 0
    const afterCrash = countCrashes(() => now)
    expect(afterCrash()).toBe('reload')
    now = 30_000
    expect(afterCrash()).toBe('reload')
    now = 60_000
    expect(afterCrash()).toBe('relaunch')
  })

  it('is only loaded again when it crashes now and then', () => {
    let now = 0
    const afterCrash = countCrashes(() => now)
    for (; now < 600_000; now += 40_000) expect(afterCrash()).toBe('reload')
  })
})
