import { describe, expect, test } from 'vitest'
import { GENERIC_80MM, type PrinterProfile } from '../../../printers/escpos/profile.ts'
import { PRINTER_TIMING, type ThermalPrinter } from '../../../printers/escpos/thermal-printer.ts'
import { HOUR, inFakeTime, JOB, pass, print, printerAt } from './scripted-flight.ts'
import { ASB_NO_PAPER, ASB_WELL, JAMMED, MUTE, NO_PAPER, ScriptedPrinter, WELL } from './scripted-printer.ts'

inFakeTime()

const CAN_CLEAR: PrinterProfile = { ...GENERIC_80MM, clearBuffers: 'yes' }

/** A printer that confirmed one sheet and is silent about the second, which is now in doubt. */
async function unconfirmed() {
  const script = new ScriptedPrinter()
  const printer = printerAt(script)
  await print(printer).settledAfter(0)
  script.confirms = false
  await print(printer).settledAfter(PRINTER_TIMING.fenceMs)
  return { script, printer }
}

/** A printer whose line broke after five bytes of the second sheet, and is there again. */
async function cutOff() {
  const script = new ScriptedPrinter()
  const printer = printerAt(script)
  await print(printer).settledAfter(0)
  script.breaksAfter = 5
  await print(printer).settledAfter(0)
  script.breaksAfter = null
  script.unplugged = false
  await pass(PRINTER_TIMING.reconnectMs)
  return { script, printer }
}

describe('after a sheet in doubt', () => {
  // The first ticket's confirmation comes late, in the middle of the second ticket.
  test("its late confirmation is not taken for the next sheet's", async () => {
    const { script, printer } = await unconfirmed()
    const next = print(printer)
    await pass()
    expect(script.jobs).toHaveLength(2)
    script.say([0x00]) // of the doubtful sheet
    await pass(PRINTER_TIMING.quietMs - 1)
    script.say([0x00]) // of the question in between
    await pass(PRINTER_TIMING.quietMs)
    expect(script.jobs).toHaveLength(3)
    expect(next.flight.settled).toBeNull()
    script.say([0x00])
    expect(await next.settledAfter(0)).toEqual({ state: 'printed' })
  })

  test('a confirmation that comes while idle lets the next sheet go at once', async () => {
    const { script, printer } = await unconfirmed()
    script.say([0x00])
    script.confirms = true
    expect(await print(printer).settledAfter(0)).toEqual({ state: 'printed' })
  })

  test('the next one is not sent to a printer that does not get that far', async () => {
    const { script, printer } = await unconfirmed()
    const next = print(printer)
    expect(await next.settledAfter(PRINTER_TIMING.fenceMs)).toEqual({ state: 'failed', reason: 'error' })
    expect(next.story).toEqual(['failed'])
    expect(script.jobs).toHaveLength(2)
  })

  test('a half-eaten picture is filled up with nothing before the next one', async () => {
    const { script, printer } = await cutOff()
    expect(await print(printer).settledAfter(PRINTER_TIMING.quietMs)).toEqual({ state: 'printed' })
    const [, , filling, cut, barrier] = script.received
    expect(filling?.equals(Buffer.alloc(JOB.length))).toBe(true) // no picture of it can lack more
    expect(cut?.toString('hex')).toBe('0a1d564200')
    expect(barrier?.toString('hex')).toBe('1d7201')
  })

  test('the strip that it may have begun is cut off, lest it hangs on the ticket of the next person', async () => {
    const { script, printer } = await unconfirmed()
    script.confirms = true
    expect(await print(printer).settledAfter(PRINTER_TIMING.quietMs)).toEqual({ state: 'printed' })
    expect(script.received.slice(2).map((bytes) => bytes.toString('hex').slice(0, 10))).toEqual([
      '0000000000', // whatever may be half eaten
      '0a1d564200', // LF and cut
      '1d7201', // how far it is
      '1b401c261d', // the job
    ])
  })
})

describe('a sheet in doubt whose follower was not begun', () => {
  test('still has its strip cut off before the one after that', async () => {
    const { script, printer } = await cutOff()
    const pulled = printer.print(JOB, { livesMs: 60_000, sending: async () => script.pullOut(), sent: async () => undefined })
    await pass(PRINTER_TIMING.quietMs)
    expect(await pulled).toEqual({ state: 'failed', reason: 'disconnected' })
    script.unplugged = false
    await pass(PRINTER_TIMING.reconnectMs)
    expect(await print(printer).settledAfter(PRINTER_TIMING.quietMs)).toEqual({ state: 'printed' })
    const cuts = script.received.filter((bytes) => bytes.toString('hex') === '0a1d564200')
    expect(cuts).toHaveLength(2)
  })
})

describe('what a sheet in doubt left in a printer that can clear its buffers', () => {
  /** Paper runs out in mid-job, and stays out; the order to clear is answered, or lost. */
  async function outOfPaper(script: ScriptedPrinter, clears: boolean): Promise<ThermalPrinter> {
    script.clears = true
    const printer = printerAt(script, CAN_CLEAR)
    await pass()
    script.confirms = false
    script.clears = clears
    const { settledAfter } = print(printer)
    await pass()
    script.realTime = NO_PAPER
    script.say(ASB_NO_PAPER)
    expect(await settledAfter(PRINTER_TIMING.lateFenceMs + PRINTER_TIMING.answerMs)).toEqual({
      state: 'unknown',
      reason: 'paper-out',
    })
    return printer
  }

  test('is cleared at once, while the paper is still out: nothing of it comes out after reloading', async () => {
    const script = new ScriptedPrinter()
    const printer = await outOfPaper(script, true)
    // Once when the terminal met the printer, once for the sheet.
    expect(script.toldToClear).toBe(2)
    script.realTime = WELL
    script.say(ASB_WELL)
    script.confirms = true
    expect(await print(printer).settledAfter(0)).toEqual({ state: 'printed' })
    expect(script.toldToClear).toBe(2)
    expect(script.jobs).toHaveLength(2)
  })

  test('is cleared before the next sheet where it would not be cleared at once', async () => {
    const script = new ScriptedPrinter()
    const printer = await outOfPaper(script, false)
    script.realTime = WELL
    script.say(ASB_WELL)
    script.clears = true
    script.confirms = true
    expect(await print(printer).settledAfter(0)).toEqual({ state: 'printed' })
    expect(script.received.slice(-3, -2).map((bytes) => bytes.toString('hex'))).toEqual(['10140801031401060208'])
  })

  test('is tried to be cleared until the printer says that it is', async () => {
    const script = new ScriptedPrinter()
    await outOfPaper(script, false)
    await pass(2 * PRINTER_TIMING.idlePollMs)
    script.clears = true
    await pass(2 * PRINTER_TIMING.idlePollMs)
    const tries = script.toldToClear
    await pass(HOUR)
    expect(script.toldToClear).toBe(tries)
  })

  test('is cleared as soon as a printer that was off answers again, though nobody wants a ticket', async () => {
    const script = new ScriptedPrinter()
    script.clears = true
    const printer = printerAt(script, CAN_CLEAR)
    await pass()
    script.confirms = false
    const { settledAfter } = print(printer)
    await pass()
    script.pullOut()
    expect(await settledAfter(0)).toEqual({ state: 'unknown', reason: 'line-broken' })
    await pass(HOUR)
    const before = script.toldToClear
    script.unplugged = false
    await pass(PRINTER_TIMING.reconnectMs)
    expect(script.toldToClear).toBe(before + 1)
    expect(script.jobs).toHaveLength(1)
  })

  test('by a terminal that stopped is cleared by the next one, before anybody comes', async () => {
    const script = new ScriptedPrinter()
    script.clears = true
    script.realTime = NO_PAPER
    printerAt(script, CAN_CLEAR)
    await pass()
    expect(script.toldToClear).toBe(1)
    await pass(HOUR)
    expect(script.toldToClear).toBe(1)
  })

  test('all night because it was unplugged with its buffer full: in the morning it is cleared before it is believed', async () => {
    const script = new ScriptedPrinter()
    script.clears = true
    const printer = printerAt(script, CAN_CLEAR)
    await pass()
    script.confirms = false
    const evening = print(printer)
    await pass()
    script.pullOut()
    expect(await evening.settledAfter(0)).toEqual({ state: 'unknown', reason: 'line-broken' })
    for (let hour = 0; hour < 12; hour += 1) {
      expect(await print(printer).settledAfter(0)).toEqual({ state: 'failed', reason: 'disconnected' })
      await pass(HOUR)
    }
    script.unplugged = false
    script.confirms = true
    await pass(PRINTER_TIMING.reconnectMs)
    expect(script.received.at(-1)?.toString('hex')).toBe('10140801031401060208')
    await pass(HOUR)
    expect(script.jobs).toHaveLength(1)
    expect(await print(printer).settledAfter(0)).toEqual({ state: 'printed' })
  })
})

describe('what a sheet in doubt left in a printer that cannot clear its buffers', () => {
  test.each([
    ['is let go by a jammed blade that is told to try again without it', JAMMED, ['100502']],
    ['and that has no paper waits there for the next sheet', NO_PAPER, []],
  ] as const)('%s', async (_name, realTime, told) => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const { settledAfter } = print(printerAt(script))
    await pass()
    script.realTime = realTime
    await settledAfter(PRINTER_TIMING.flightPollMs + PRINTER_TIMING.lateFenceMs)
    await pass(HOUR)
    expect(script.received.slice(1).map((bytes) => bytes.toString('hex'))).toEqual(told)
  })

  test('goes with its line when the printer took nothing more in: it never arrives later', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const { settledAfter } = print(printerAt(script))
    await pass()
    script.realTime = MUTE
    expect(await settledAfter(PRINTER_TIMING.fenceMs)).toEqual({ state: 'unknown', reason: 'no-answer' })
    expect(script.thrownAway).toBe(1)
  })
})

describe('the first sheet of a terminal that took over from one in doubt', () => {
  test('follows the half picture and the strip that the last one may have left', async () => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script, GENERIC_80MM, { lastSheet: 'in-doubt' })
    await pass(HOUR)
    expect(script.received).toEqual([])
    expect(await print(printer).settledAfter(PRINTER_TIMING.quietMs)).toEqual({ state: 'printed' })
    expect(script.received.map(({ length }) => length)).toEqual([(576 / 8) * 256, 5, 3, JOB.length + 3])
  })

  test("is not called printed by the last one's late confirmation", async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const printer = printerAt(script, GENERIC_80MM, { lastSheet: 'in-doubt' })
    await pass()
    const next = print(printer)
    await pass()
    script.say([0x00]) // of the last sheet
    await pass(PRINTER_TIMING.quietMs)
    expect(script.jobs).toHaveLength(1)
    expect(next.flight.settled).toBeNull()
  })
})
