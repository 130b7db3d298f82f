import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { atAnsweringRate } from '../../../drivers/id-card/answering-rate.ts'
import { openCardReader } from '../../../drivers/id-card/card-reader.ts'
import { FakeReader } from './fake-reader.ts'
import { pass, TODAY } from './desk.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A reader in memory that is set to `rate` and silent at every other, and what was tried and logged. */
function readerAt(rate: number | null, written = 115_200) {
  const reader = new FakeReader()
  const tried: number[] = []
  const logged: object[] = []
  let setTo = rate
  const open = atAnsweringRate(
    written,
    (baudRate) => () => {
      tried.push(baudRate)
      if (baudRate === setTo) reader.speakAgain()
      else reader.goSilent()
      return reader.open()
    },
    (event, facts) => logged.push({ event, ...facts }),
  )
  return { reader, tried, logged, open, setTo: (next: number) => void (setTo = next) }
}

describe('the rate of a serial reader', () => {
  it.each([
    [115_200, 115_200, [115_200]],
    [115_200, 9_600, [115_200, 57_600, 38_400, 19_200, 9_600]],
    [9_600, 57_600, [9_600, 115_200, 57_600]],
    [230_400, 115_200, [230_400, 115_200]],
  ])('written as %i and set to %i is found by asking for the status alone', async (written, rate, tries) => {
    const { reader, tried, logged, open } = readerAt(rate, written)
    const opening = open()
    await pass(5_000)
    expect(await opening).toMatchObject({ ok: true })
    expect([tried, reader.asked, reader.opened - reader.closed]).toEqual([tries, tries.map(() => 'status'), 1])
    expect(logged).toEqual(written === rate ? [] : [{ event: 'other-rate', written, answersAt: rate }])
  })

  it('of nobody is told with all that was tried, and no line stays open', async () => {
    const { reader, open } = readerAt(null)
    const opening = open()
    await pass(5_000)
    expect(await opening).toEqual({
      ok: false,
      fault: { kind: 'timed-out', detail: 'the reader does not answer at 115200, 57600, 38400, 19200, 9600 baud' },
    })
    expect(reader.opened).toBe(reader.closed)
  })

  it('is kept while the reader answers and looked for anew after a loss', async () => {
    const { reader, tried, open, setTo } = readerAt(38_400)
    const driver = openCardReader({ open, transport: 'serial', today: () => TODAY, mayRead: () => true })
    await pass(5_000)
    expect([driver.status.state, tried]).toEqual(['absent', [115_200, 57_600, 38_400]])
    await pass(60_000)
    expect(tried).toHaveLength(3)
    reader.unplug()
    setTo(115_200)
    reader.plugIn()
    await pass(5_000)
    expect([driver.status.state, tried.slice(3)]).toEqual(['absent', [115_200]])
    await driver.close()
  })

  it('is not looked for any longer once the driver is closed', async () => {
    const { reader, tried, open } = readerAt(null)
    const driver = openCardReader({ open, transport: 'serial', today: () => TODAY, mayRead: () => true })
    await pass(600)
    await driver.close()
    const before = tried.length
    await pass(10_000)
    expect([before, tried.length, reader.opened - reader.closed]).toEqual([2, 2, 0])
  })

  it('is not guessed at where the port itself is missing', async () => {
    const { reader, tried, open } = readerAt(9_600)
    reader.unplug()
    expect(await open()).toEqual({ ok: false, fault: { kind: 'not-found', detail: 'no such port' } })
    expect(tried).toEqual([115_200])
  })
})
