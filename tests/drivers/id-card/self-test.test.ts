import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openCardReader, type SelfTestFault } from '../../../drivers/id-card/card-reader.ts'
import { openPort } from '../../../drivers/ports/open-port.ts'
import { ok, type Result } from '../../../drivers/result.ts'
import { startCardReader } from '../../../simulators/card-reader/card-reader.ts'
import { clearAway, pass, setUp, SPECIMEN_NUMBER, type Desk } from './desk.ts'
import { bytesOf, RESPONSES } from './vectors.ts'

/** What an operator is told, and when: null while he waits. */
function selfTest({ driver }: Pick<Desk, 'driver'>) {
  const told: { result: Result<void, SelfTestFault> | null } = { result: null }
  void driver.selfTest().then((result) => {
    told.result = result
  })
  return told
}

const DISCONNECTED = (detail: string) => ({ ok: false, fault: { kind: 'disconnected', detail } })

describe('the self-test of a reader', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })

  afterEach(async () => {
    await clearAway()
    vi.useRealTimers()
  })

  it('is passed by a reader that is well, between two searches', async () => {
    const desk = setUp()
    await pass(0)
    expect(desk.reader.asked).toEqual(['status', 'find', 'readManagementNumber'])
    const told = selfTest(desk)
    await pass(299)
    expect(told.result).toBeNull()
    await pass(1)
    expect(told.result).toEqual(ok(undefined))
    expect(desk.reader.asked.slice(3)).toEqual(['status', 'find'])
    expect(desk.told).toEqual(['absent'])
  })

  it('waits for a card that is being read, and leaves it lying as it is', async () => {
    const desk = setUp((reader) => {
      reader.place('domestic')
      reader.next('select', () => [{ afterMs: 500, bytes: reader.usualAnswer('select') }])
    })
    await pass(0)
    const told = selfTest(desk)
    await pass(799)
    expect(desk.reader.asked).toEqual(['status', 'find', 'select', 'readBase', 'readNewestAddress'])
    expect(told.result).toBeNull()
    await pass(1)
    expect(told.result).toEqual(ok(undefined))
    expect(desk.reader.asked.slice(5)).toEqual(['status', 'readManagementNumber'])
    expect(desk.told).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('is answered once for all who asked, whatever lies there', async () => {
    const desk = setUp((reader) => reader.place('domestic'))
    await pass(0)
    const told = [selfTest(desk), selfTest(desk)]
    await pass(300)
    expect(told.map(({ result }) => result)).toEqual([ok(undefined), ok(undefined)])
    await pass(1_000)
    expect(desk.reader.asked.filter((command) => command === 'status')).toHaveLength(2)
    expect(desk.told).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('is failed by a security module that is out of order', async () => {
    const desk = setUp()
    await pass(0)
    desk.reader.next('status', bytesOf(RESPONSES.selftestFail))
    const told = selfTest(desk)
    await pass(300)
    expect(told.result).toEqual({ ok: false, fault: { kind: 'out-of-order' } })
  })

  it('is failed by a reader that answers nothing', async () => {
    const desk = setUp()
    await pass(0)
    desk.reader.goSilent()
    const told = selfTest(desk)
    await pass(800)
    expect(told.result).toEqual({ ok: false, fault: { kind: 'no-answer' } })
  })

  it('is failed by a reader that is given up before it could be asked', async () => {
    const desk = setUp()
    await pass(0)
    desk.reader.goSilent()
    // Searches at 300, 1100 and 1900 ms, each in vain for 500 ms.
    await pass(2_000)
    const told = selfTest(desk)
    await pass(399)
    expect(told.result).toBeNull()
    await pass(1)
    expect(told.result).toEqual(DISCONNECTED('the reader does not answer'))
  })

  it('is failed at once by one that is unplugged, before or in the midst of it', async () => {
    const desk = setUp()
    await pass(0)
    const waiting = selfTest(desk)
    desk.reader.unplug()
    await pass(0)
    expect(waiting.result).toEqual(DISCONNECTED('unplugged'))
    const after = selfTest(desk)
    await pass(0)
    expect(after.result).toEqual(DISCONNECTED('unplugged'))
    desk.reader.plugIn()
    await pass(2_500)
    const again = selfTest(desk)
    await pass(600)
    expect(again.result).toEqual(ok(undefined))
  })

  it('leaves nobody waiting when the terminal ends', async () => {
    const desk = setUp()
    await pass(0)
    const told = selfTest(desk)
    await desk.driver.close()
    await pass(0)
    expect(told.result).toMatchObject({ ok: false, fault: { kind: 'disconnected' } })
  })
})

// The same on a real socket, against a reader that was written from the tables alone.
describe('the self-test over a line', () => {
  async function onTheLine() {
    const reader = await startCardReader({ listen: { host: '127.0.0.1', port: 0 } })
    onTestFinished(() => reader.close())
    const driver = openCardReader({
      open: openPort(reader.url),
      transport: 'tcp',
      today: () => ({ year: 2025, month: 6, day: 1 }),
      mayRead: () => true,
      pace: { pollMs: 10, backOffMs: 10, mostBackOffMs: 20 },
    })
    onTestFinished(() => driver.close())
    await vi.waitUntil(() => driver.status.state === 'absent', 10_000)
    return { reader, driver }
  }

  it('is passed by a reader that is well', async () => {
    const { reader, driver } = await onTheLine()
    const before = reader.requests.filter(({ name }) => name === 'status').length
    expect(await driver.selfTest()).toEqual(ok(undefined))
    expect(reader.requests.filter(({ name }) => name === 'status')).toHaveLength(before + 1)
    expect(reader.errors).toEqual([])
  })

  it('is failed by a reader that is silent', async () => {
    const { reader, driver } = await onTheLine()
    reader.faults.add('status', { kind: 'silence' })
    expect(await driver.selfTest()).toEqual({ ok: false, fault: { kind: 'no-answer' } })
    expect(driver.status).toEqual({ state: 'absent' })
  })

  it('is failed by a reader that is gone', async () => {
    const { reader, driver } = await onTheLine()
    await reader.close()
    expect(await driver.selfTest()).toMatchObject({ ok: false, fault: { kind: 'disconnected' } })
  })
})
