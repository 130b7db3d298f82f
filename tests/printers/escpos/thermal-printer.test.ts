import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CUT, JOB_START, joined } from '../../../printers/escpos/commands.ts'
import { GENERIC_80MM, type PrinterProfile } from '../../../printers/escpos/profile.ts'
import {
  openThermalPrinter,
  PRINTER_TIMING,
  type PrinterStatus,
  type Settlement,
  type ThermalPrinter,
} from '../../../printers/escpos/thermal-printer.ts'
import { readJob } from './read-job.ts'
import {
  ASB_COVER_OPEN,
  ASB_NO_PAPER,
  ASB_WELL,
  COVER_OPEN,
  JAMMED,
  MUTE,
  NO_PAPER,
  ScriptedPrinter,
  WELL,
} from './scripted-printer.ts'

const JOB = joined(JOB_START, Buffer.from('A007\n'), CUT)
const HOUR = 3_600_000
const WITH_ID: PrinterProfile = { ...GENERIC_80MM, processId: 'yes' }
const CAN_CLEAR: PrinterProfile = { ...GENERIC_80MM, clearBuffers: 'yes' }

const open = new Set<ThermalPrinter>()

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(async () => {
  for (const printer of open) await printer.close()
  open.clear()
  vi.useRealTimers()
})

function printerAt(script: ScriptedPrinter, profile = GENERIC_80MM): ThermalPrinter {
  const printer = openThermalPrinter({ open: script.open, profile })
  open.add(printer)
  return printer
}

/** Lets microtasks and due timers run. */
async function pass(milliseconds = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds)
}

/** Prints and tells what the ledger would have heard. */
function print(printer: ThermalPrinter, livesMs = 60_000) {
  const story: string[] = []
  const flight: { settled: Settlement | null } = { settled: null }
  const done = printer
    .print(JOB, {
      livesMs,
      sending: async () => void story.push('sending'),
      sent: async () => void story.push('sent'),
    })
    .then((settled) => {
      flight.settled = settled
      story.push(settled.state)
    })
  return { story, flight, done, settledAfter: async (ms: number) => pass(ms).then(() => flight.settled) }
}

describe('a sheet that prints', () => {
  test('is recorded before its first byte, sent in one write, and called printed when the printer confirms it', async () => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script)
    await pass()
    const seen: string[] = []
    const done = printer.print(JOB, {
      livesMs: 60_000,
      sending: async () => void seen.push(`sending with ${script.jobs.length} at the printer`),
      sent: async () => void seen.push(`sent with ${script.jobs.length} at the printer`),
    })
    await pass()
    expect(await done).toEqual({ state: 'printed' })
    expect(seen).toEqual(['sending with 0 at the printer', 'sent with 1 at the printer'])
    const [job] = script.jobs
    expect(job?.subarray(0, JOB.length).equals(JOB)).toBe(true)
    expect(job?.subarray(JOB.length).toString('hex')).toBe('1d7201')
  })

  test('on a printer that names finished jobs is printed by its own id only', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const printer = printerAt(script, WITH_ID)
    await pass()
    const { flight } = print(printer)
    await pass()
    const fence = readJob(script.jobs[0] ?? Buffer.alloc(0)).find((command) => command.name === 'process-id')
    const id = fence?.name === 'process-id' ? fence.id : ''
    expect(id).toMatch(/^\d{4}$/)
    const other = id === '0001' ? '0002' : '0001'
    script.say([0x37, 0x22, ...Buffer.from(other), 0x00])
    await pass()
    expect(flight.settled).toBeNull()
    script.say([0x37, 0x22, ...Buffer.from(id), 0x00])
    await pass()
    expect(flight.settled).toEqual({ state: 'printed' })
  })

  test('on such a printer, when the id stays away, is printed by the paper status some time after', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const { settledAfter } = print(printerAt(script, WITH_ID))
    await pass()
    script.say([0x00])
    expect(await settledAfter(PRINTER_TIMING.idAfterMs - 1)).toBeNull()
    expect(await settledAfter(1)).toEqual({ state: 'printed' })
  })

  test('on such a printer is not called printed by the paper status of the sheet before', async () => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script, WITH_ID)
    await pass()
    await print(printer).done
    const [first] = script.jobs
    expect(first?.subarray(JOB.length, JOB.length + 3).toString('hex')).toBe('1d7201')
    expect(first?.subarray(JOB.length + 3, JOB.length + 10).toString('hex')).toBe('1d284806003030')
  })

  test('needs no further question when the printer was asked just before', async () => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script)
    expect(await printer.check()).toEqual({ state: 'ready', paperLow: false })
    script.realTime = MUTE // asked again, it would not answer
    await print(printer).done
    expect(script.jobs).toHaveLength(1)
  })

  test('is followed by the next one only when it has ended', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const printer = printerAt(script)
    const first = print(printer)
    const second = print(printer)
    await pass()
    expect(script.jobs).toHaveLength(1)
    expect(second.story).toEqual([])
    script.confirms = true
    script.say([0x00])
    await Promise.all([first.done, second.done])
    expect([first.story, second.story]).toEqual([
      ['sending', 'sent', 'printed'],
      ['sending', 'sent', 'printed'],
    ])
  })
})

describe('a sheet that is not begun', () => {
  test.each([
    ['no paper', NO_PAPER, 'paper-out'],
    ['the cover open', COVER_OPEN, 'cover-open'],
    ['the cutter stuck', JAMMED, 'cutter'],
    ['nobody answering', MUTE, 'silent'],
  ] as const)('with %s fails at once, and nothing was recorded or sent', async (_name, realTime, reason) => {
    const script = new ScriptedPrinter()
    script.realTime = realTime
    const { story, settledAfter } = print(printerAt(script))
    expect(await settledAfter(PRINTER_TIMING.answerMs)).toEqual({ state: 'failed', reason })
    expect(story).toEqual(['failed'])
    expect(script.received).toEqual([])
  })

  test('with the printer unplugged fails, and prints again when it is plugged in', async () => {
    const script = new ScriptedPrinter()
    script.unplugged = true
    const printer = printerAt(script)
    expect(await print(printer).settledAfter(0)).toEqual({ state: 'failed', reason: 'disconnected' })
    script.unplugged = false
    await pass(PRINTER_TIMING.reconnectMs)
    expect(printer.status).toEqual({ state: 'ready', paperLow: false })
    expect(await print(printer).settledAfter(0)).toEqual({ state: 'printed' })
  })

  // The ledger is slow, and while it writes somebody pulls the plug or opens the cover.
  test.each([
    ['the plug is pulled', (script: ScriptedPrinter) => script.pullOut(), 'disconnected'],
    ['the cover is opened', (script: ScriptedPrinter) => script.say(ASB_COVER_OPEN), 'cover-open'],
  ] as const)('because %s while it is being recorded has failed, not been lost', async (_name, happen, reason) => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script)
    await pass()
    const settled = await printer.print(JOB, { livesMs: 60_000, sending: async () => happen(script), sent: async () => undefined })
    expect(settled).toEqual({ state: 'failed', reason })
    expect(script.received).toEqual([])
  })

  test('though the paper was out and put in again while it was being recorded, is in no doubt for that', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const printer = printerAt(script, { ...GENERIC_80MM, paperStatusFence: 'no' })
    await pass()
    const reloaded = async () => {
      script.say(ASB_NO_PAPER)
      script.say(ASB_WELL)
    }
    const settled = printer.print(JOB, { livesMs: 60_000, sending: reloaded, sent: async () => undefined })
    await pass(PRINTER_TIMING.flightPollMs)
    expect(await settled).toEqual({ state: 'sent' })
  })

  test('because its time was over while the sheet before it held the printer is not printed for nobody', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const printer = printerAt(script)
    await pass()
    const first = print(printer)
    const second = print(printer, PRINTER_TIMING.fenceMs - 1)
    expect(await first.settledAfter(PRINTER_TIMING.fenceMs)).toEqual({ state: 'sent' })
    expect(await second.settledAfter(0)).toEqual({ state: 'failed', reason: 'too-late' })
    expect(second.story).toEqual(['failed'])
    expect(script.jobs).toHaveLength(1)
  })

  test('all night because the printer was unplugged: in the morning nothing comes out', async () => {
    const script = new ScriptedPrinter()
    script.unplugged = true
    const printer = printerAt(script)
    for (let hour = 0; hour < 12; hour += 1) {
      expect(await print(printer).settledAfter(0)).toEqual({ state: 'failed', reason: 'disconnected' })
      await pass(3_600_000)
    }
    script.unplugged = false
    await pass(10 * 60_000)
    expect(printer.status).toEqual({ state: 'ready', paperLow: false })
    expect(script.jobs).toEqual([])
    expect(await print(printer).settledAfter(0)).toEqual({ state: 'printed' })
    expect(script.jobs).toHaveLength(1)
  })

  test('because it could not be recorded leaves the printer untouched', async () => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script)
    await pass()
    const full = async () => Promise.reject(new Error('disk full'))
    const settled = await printer.print(JOB, { livesMs: 60_000, sending: full, sent: async () => undefined })
    expect(settled).toEqual({ state: 'failed', reason: 'not-recorded' })
    expect(script.received).toEqual([])
  })
})

describe('a sheet in doubt', () => {
  test.each([
    ['the paper runs out', ASB_NO_PAPER, 'paper-out'],
    ['the cover is opened', ASB_COVER_OPEN, 'cover-open'],
  ] as const)('when %s on the way: unknown, told at once, and never sent twice', async (_name, asb, reason) => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const printer = printerAt(script)
    const { story, settledAfter } = print(printer)
    await pass()
    script.realTime = reason === 'paper-out' ? NO_PAPER : COVER_OPEN
    script.say(asb)
    expect(printer.status).toEqual({ state: 'not-ready', reason })
    expect(await settledAfter(PRINTER_TIMING.lateFenceMs - 1)).toBeNull()
    expect(await settledAfter(1)).toEqual({ state: 'unknown', reason })
    await pass(HOUR / 60)
    expect(script.jobs).toHaveLength(1)
    expect(story).toEqual(['sending', 'sent', 'unknown'])
  })

  test('is found out by asking, on a printer that tells nothing by itself', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const printer = printerAt(script)
    const { settledAfter } = print(printer)
    await pass()
    script.realTime = NO_PAPER
    await pass(PRINTER_TIMING.flightPollMs)
    expect(printer.status).toEqual({ state: 'not-ready', reason: 'paper-out' })
    expect(await settledAfter(PRINTER_TIMING.lateFenceMs)).toEqual({ state: 'unknown', reason: 'paper-out' })
  })

  test('is printed after all when the paper is put back and the printer finishes', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const { settledAfter } = print(printerAt(script))
    await pass()
    script.realTime = NO_PAPER
    script.say(ASB_NO_PAPER)
    expect(await settledAfter(PRINTER_TIMING.lateFenceMs - 1)).toBeNull()
    script.realTime = WELL
    script.say(ASB_WELL)
    expect(await settledAfter(PRINTER_TIMING.fenceMs - 1)).toBeNull()
    script.say([0x00])
    expect(await settledAfter(0)).toEqual({ state: 'printed' })
  })

  test('keeps the first reason: a cover is opened because the paper is out', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const { settledAfter } = print(printerAt(script))
    await pass()
    script.realTime = COVER_OPEN
    script.say(ASB_NO_PAPER)
    script.say(ASB_COVER_OPEN)
    expect(await settledAfter(PRINTER_TIMING.lateFenceMs)).toEqual({ state: 'unknown', reason: 'paper-out' })
  })

  test('is not waited for without end while somebody plays with the cover', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const { flight } = print(printerAt(script))
    await pass()
    for (let i = 0; i < 60; i += 1) {
      script.say(i % 2 === 0 ? ASB_COVER_OPEN : ASB_WELL)
      script.realTime = i % 2 === 0 ? COVER_OPEN : WELL
      await pass(2_000)
    }
    expect(flight.settled).toEqual({ state: 'unknown', reason: 'cover-open' })
  })

  test('whose fence says that there is no paper is not called printed', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const { settledAfter } = print(printerAt(script))
    await pass()
    script.say([0x0c])
    expect(await settledAfter(0)).toEqual({ state: 'unknown', reason: 'paper-out' })
  })

  test('when the printer falls silent: unknown', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const { settledAfter } = print(printerAt(script))
    await pass()
    script.realTime = MUTE
    expect(await settledAfter(PRINTER_TIMING.fenceMs)).toEqual({ state: 'unknown', reason: 'no-answer' })
  })

  test('when the printer was switched off and on: unknown, for want of power', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const { settledAfter } = print(printerAt(script))
    await pass()
    script.realTime = MUTE
    await pass(3 * PRINTER_TIMING.flightPollMs)
    script.realTime = WELL
    expect(await settledAfter(PRINTER_TIMING.fenceMs)).toEqual({ state: 'unknown', reason: 'power' })
  })

  test('when the confirmation is lost on a printer that otherwise confirms: unknown', async () => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script)
    expect(await print(printer).settledAfter(0)).toEqual({ state: 'printed' })
    script.confirms = false
    expect(await print(printer).settledAfter(PRINTER_TIMING.fenceMs)).toEqual({ state: 'unknown', reason: 'no-answer' })
  })

  test('when the line is cut after any byte: unknown, and the bytes are not sent again on the next line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: JOB.length }), async (byte) => {
        const script = new ScriptedPrinter()
        const printer = printerAt(script)
        await pass()
        script.breaksAfter = byte
        const { story, settledAfter } = print(printer)
        expect(await settledAfter(0)).toEqual({ state: 'unknown', reason: 'line-broken' })
        expect(story).toEqual(['sending', 'unknown'])
        script.unplugged = false
        script.breaksAfter = null
        await pass(10 * PRINTER_TIMING.reconnectMs)
        expect(printer.status.state).toBe('ready')
        expect(script.received).toHaveLength(1)
        await printer.close()
      }),
    )
  })

  test('when a write fails on a line that has not noticed yet that it is broken: unknown', async () => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script)
    await pass()
    script.refusesJobs = true
    expect(await print(printer).settledAfter(0)).toEqual({ state: 'unknown', reason: 'line-broken' })
  })

  test('when the line breaks while the fence is awaited: unknown', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const { settledAfter } = print(printerAt(script))
    await pass()
    script.pullOut()
    expect(await settledAfter(0)).toEqual({ state: 'unknown', reason: 'line-broken' })
  })

  // Paper runs out, the printer takes no more bytes, and the rest of the ticket waits in this machine.
  test('that could not leave whole is given up with its line, so that no rest of it comes out at night', async () => {
    const script = new ScriptedPrinter()
    script.stuck = true
    const printer = printerAt(script)
    const { story, settledAfter } = print(printer)
    await pass()
    script.realTime = NO_PAPER
    script.say(ASB_NO_PAPER)
    expect(await settledAfter(PRINTER_TIMING.lateFenceMs)).toEqual({ state: 'unknown', reason: 'paper-out' })
    expect(story).toEqual(['sending', 'unknown'])
    expect(printer.status.state).toBe('disconnected')
    await pass(PRINTER_TIMING.reconnectMs)
    expect(script.opened).toBe(2)
  })
})

describe('after a sheet in doubt', () => {
  // The first ticket's confirmation comes late, in the middle of the second ticket.
  test("its late confirmation is not taken for the next sheet's", async () => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script)
    await print(printer).settledAfter(0)
    script.confirms = false
    await print(printer).settledAfter(PRINTER_TIMING.fenceMs)
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
    const script = new ScriptedPrinter()
    const printer = printerAt(script)
    await print(printer).settledAfter(0)
    script.confirms = false
    await print(printer).settledAfter(PRINTER_TIMING.fenceMs)
    script.say([0x00])
    script.confirms = true
    expect(await print(printer).settledAfter(0)).toEqual({ state: 'printed' })
  })

  test('the next one is not sent to a printer that does not get that far', async () => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script)
    await print(printer).settledAfter(0)
    script.confirms = false
    await print(printer).settledAfter(PRINTER_TIMING.fenceMs)
    const next = print(printer)
    expect(await next.settledAfter(PRINTER_TIMING.fenceMs)).toEqual({ state: 'failed', reason: 'error' })
    expect(next.story).toEqual(['failed'])
    expect(script.jobs).toHaveLength(2)
  })

  test('a half-eaten picture is filled up with nothing before the next one', async () => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script)
    await print(printer).settledAfter(0)
    script.breaksAfter = 5
    await print(printer).settledAfter(0)
    script.breaksAfter = null
    script.unplugged = false
    await pass(PRINTER_TIMING.reconnectMs)
    expect(await print(printer).settledAfter(PRINTER_TIMING.quietMs)).toEqual({ state: 'printed' })
    const [, , filling, cut, barrier] = script.received
    expect(filling?.equals(Buffer.alloc(JOB.length))).toBe(true) // no picture of it can lack more
    expect(cut?.toString('hex')).toBe('0a1d564200')
    expect(barrier?.toString('hex')).toBe('1d7201')
  })

  test('the strip that it may have begun is cut off, lest it hangs on the ticket of the next person', async () => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script)
    await print(printer).settledAfter(0)
    script.confirms = false
    await print(printer).settledAfter(PRINTER_TIMING.fenceMs)
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
    const script = new ScriptedPrinter()
    const printer = printerAt(script)
    await print(printer).settledAfter(0)
    script.breaksAfter = 5
    await print(printer).settledAfter(0)
    script.breaksAfter = null
    script.unplugged = false
    await pass(PRINTER_TIMING.reconnectMs)
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
    const printer = openThermalPrinter({ open: script.open, profile: GENERIC_80MM, lastSheet: 'in-doubt' })
    open.add(printer)
    await pass(HOUR)
    expect(script.received).toEqual([])
    expect(await print(printer).settledAfter(PRINTER_TIMING.quietMs)).toEqual({ state: 'printed' })
    expect(script.received.map(({ length }) => length)).toEqual([(576 / 8) * 256, 5, 3, JOB.length + 3])
  })

  test("is not called printed by the last one's late confirmation", async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const printer = openThermalPrinter({ open: script.open, profile: GENERIC_80MM, lastSheet: 'in-doubt' })
    open.add(printer)
    await pass()
    const next = print(printer)
    await pass()
    script.say([0x00]) // of the last sheet
    await pass(PRINTER_TIMING.quietMs)
    expect(script.jobs).toHaveLength(1)
    expect(next.flight.settled).toBeNull()
  })
})

describe('a printer that confirms nothing', () => {
  test('and stays well: the sheet is called sent, not printed', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const { story, settledAfter } = print(printerAt(script))
    await pass()
    expect(await settledAfter(PRINTER_TIMING.fenceMs)).toEqual({ state: 'sent' })
    expect(story).toEqual(['sending', 'sent', 'sent'])
  })

  test('does not make the next citizen wait as long, unless it confirms after all', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const printer = printerAt(script)
    expect(await print(printer).settledAfter(PRINTER_TIMING.fenceMs)).toEqual({ state: 'sent' })
    expect(await print(printer).settledAfter(2 * PRINTER_TIMING.flightPollMs)).toEqual({ state: 'sent' })
    script.say([0x00])
    script.confirms = true
    await print(printer).settledAfter(PRINTER_TIMING.quietMs)
    script.confirms = false
    expect(await print(printer).settledAfter(2 * PRINTER_TIMING.flightPollMs)).toBeNull()
  })

  test("and then answers for a sheet before while the next is on its way: the next is not called printed by it", async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const printer = printerAt(script)
    expect(await print(printer).settledAfter(PRINTER_TIMING.fenceMs)).toEqual({ state: 'sent' })
    const next = print(printer)
    await pass()
    script.say([0x00]) // of the first
    expect(await next.settledAfter(2 * PRINTER_TIMING.flightPollMs)).toEqual({ state: 'sent' })
    script.confirms = true
    expect(await print(printer).settledAfter(PRINTER_TIMING.quietMs)).toEqual({ state: 'printed' })
  })

  test.each([
    ['at once: half of it may hang there, and is cut off before the next one', 1_000, 3],
    ['long after: it is out, and nothing is cut off', PRINTER_TIMING.fenceMs + 1_000, 1],
  ] as const)('and loses its power when a sheet was called sent, %s', async (_name, after, writes) => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script, { ...GENERIC_80MM, paperStatusFence: 'no' })
    expect(await print(printer).settledAfter(PRINTER_TIMING.flightPollMs)).toEqual({ state: 'sent' })
    await pass(after)
    script.pullOut()
    script.unplugged = false
    await pass(PRINTER_TIMING.reconnectMs)
    expect(await print(printer).settledAfter(PRINTER_TIMING.flightPollMs)).toEqual({ state: 'sent' })
    expect(script.received.slice(1).map(({ length }) => length)).toEqual([JOB.length, 5, JOB.length].slice(3 - writes))
  })

  test('and is known for it: nothing is asked behind the sheet, and nobody waits long', async () => {
    const script = new ScriptedPrinter()
    const { settledAfter } = print(printerAt(script, { ...GENERIC_80MM, paperStatusFence: 'no' }))
    await pass()
    expect(script.jobs[0]?.equals(JOB)).toBe(true)
    expect(await settledAfter(PRINTER_TIMING.flightPollMs)).toEqual({ state: 'sent' })
  })
})

describe('looking after an idle printer', () => {
  test('paper and cover are told the moment the printer tells them, and only when they change', async () => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script)
    const told: PrinterStatus[] = []
    const stop = printer.onStatus((status) => told.push(status))
    await pass()
    script.say(ASB_COVER_OPEN)
    script.say(ASB_COVER_OPEN)
    script.say([0x10, 0x00, 0x03, 0x00])
    stop()
    script.say(ASB_NO_PAPER)
    expect(told).toEqual([
      { state: 'ready', paperLow: false },
      { state: 'not-ready', reason: 'cover-open' },
      { state: 'ready', paperLow: true },
    ])
  })

  test('a printer that tells nothing by itself is asked every few seconds', async () => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script)
    await pass()
    script.realTime = NO_PAPER
    await pass(PRINTER_TIMING.idlePollMs)
    expect(printer.status).toEqual({ state: 'not-ready', reason: 'paper-out' })
  })

  test('a lost answer is asked for again, one by one, and nothing is mistaken for another', async () => {
    const script = new ScriptedPrinter()
    script.realTime = [0x1a, null, 0x12, 0x7e] // cover byte lost: taken in order, 12 would read as paper
    const checked = printerAt(script).check()
    await pass(PRINTER_TIMING.answerMs * 2)
    expect(await checked).toEqual({ state: 'not-ready', reason: 'paper-out' })
  })

  test('what it tells by itself is not undone by answers that were on their way before', async () => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script)
    await pass()
    script.realTime = MUTE
    const checked = printer.check()
    await pass()
    script.say([0x12, 0x12, 0x12, 0x12, ...ASB_COVER_OPEN])
    await pass()
    expect(await checked).toEqual({ state: 'not-ready', reason: 'cover-open' })
    expect(printer.status).toEqual({ state: 'not-ready', reason: 'cover-open' })
  })

  test('a head that knows two of the four questions is ready, and is not waited for again', async () => {
    const script = new ScriptedPrinter()
    script.realTime = [0x12, null, null, 0x12]
    const printer = printerAt(script)
    await pass(PRINTER_TIMING.answerMs * 3)
    expect(printer.status).toEqual({ state: 'ready', paperLow: false })
    const checked = printer.check()
    await pass()
    expect(await checked).toEqual({ state: 'ready', paperLow: false })
  })

  test('a plug pulled in the middle of a question is known at once', async () => {
    const script = new ScriptedPrinter()
    const printer = printerAt(script)
    await pass()
    script.realTime = MUTE
    const checked = printer.check()
    const heard: PrinterStatus[] = []
    void checked.then((status) => heard.push(status))
    await pass()
    script.pullOut()
    await pass()
    expect(heard.map(({ state }) => state)).toEqual(['disconnected'])
  })

  test('a printer that stays silent gets a fresh line, as a rebooted one needs', async () => {
    const script = new ScriptedPrinter()
    script.realTime = MUTE
    const printer = printerAt(script)
    const told: PrinterStatus[] = []
    printer.onStatus((status) => told.push(status))
    await pass(PRINTER_TIMING.answerMs)
    expect(printer.status).toEqual({ state: 'silent' })
    await pass(3 * PRINTER_TIMING.idlePollMs)
    expect(script.opened).toBeGreaterThan(1)
    expect(told).toEqual([{ state: 'silent' }])
    script.realTime = WELL
    await pass(2 * PRINTER_TIMING.idlePollMs)
    expect(printer.status).toEqual({ state: 'ready', paperLow: false })
  })

  test('a check while a sheet is on its way asks nothing and answers what is known', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const printer = printerAt(script)
    const { settledAfter } = print(printer)
    await pass()
    script.realTime = NO_PAPER
    expect(await printer.check()).toEqual({ state: 'ready', paperLow: false })
    script.say([0x00])
    expect(await settledAfter(0)).toEqual({ state: 'printed' })
  })

  test('a closed printer is not opened again, and a sheet in flight settles as unknown', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const printer = printerAt(script)
    const { flight } = print(printer)
    await pass()
    await printer.close()
    expect(flight.settled).toEqual({ state: 'unknown', reason: 'line-broken' })
    await pass(HOUR)
    expect(script.opened).toBe(1)
    expect(await print(printer).settledAfter(0)).toEqual({ state: 'failed', reason: 'disconnected' })
  })

  test('a sheet whose leaving could not be recorded is settled all the same', async () => {
    const script = new ScriptedPrinter()
    const logged: string[] = []
    const printer = openThermalPrinter({ open: script.open, profile: GENERIC_80MM, log: (line) => logged.push(line) })
    open.add(printer)
    await pass()
    const full = async () => Promise.reject(new Error('disk full'))
    expect(await printer.print(JOB, { livesMs: 60_000, sending: async () => undefined, sent: full })).toEqual({ state: 'printed' })
    expect(logged).toContain('sheet sent, not recorded as sent')
  })
})
