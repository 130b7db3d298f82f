import { afterEach, describe, expect, it, vi } from 'vitest'
import { ChromiumStalled, inTime, onceMoreIfStalled } from './stalls.ts'

describe('a step at which Chromium stalls', () => {
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('ends by name after 20 s, and not before', async () => {
    vi.useFakeTimers()
    const ended = vi.fn<(error: unknown) => void>()
    inTime('frames', new Promise<void>(() => {})).catch(ended)
    await vi.advanceTimersByTimeAsync(19_999)
    expect(ended).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(ended).toHaveBeenCalledExactlyOnceWith(new ChromiumStalled('Chromium did not answer in 20 s: frames'))
  })

  it('leaves no timer behind when the step answers', async () => {
    vi.useFakeTimers()
    expect(await inTime('axe', Promise.resolve('seen'))).toBe('seen')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('lets the screen be tried once more, and says so', async () => {
    const printed = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const stalls = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new ChromiumStalled('Chromium did not answer in 20 s: axe')).mockResolvedValue('seen')
    expect(await onceMoreIfStalled(stalls)).toBe('seen')
    expect(printed).toHaveBeenCalledWith(expect.stringContaining('Chromium did not answer in 20 s: axe'))
    const always = vi.fn<() => Promise<string>>().mockRejectedValue(new ChromiumStalled('again'))
    await expect(onceMoreIfStalled(always)).rejects.toThrow('again')
    expect(always).toHaveBeenCalledTimes(2)
  })

  it('is no excuse for anything else that goes wrong', async () => {
    const wrong = vi.fn<() => Promise<string>>().mockRejectedValue(new Error('the button is not there'))
    await expect(onceMoreIfStalled(wrong)).rejects.toThrow('the button is not there')
    expect(wrong).toHaveBeenCalledTimes(1)
  })
})
