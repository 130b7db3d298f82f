import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GENERIC_80MM, type PrinterProfile } from '../../../printers/escpos/profile.ts'
import { PRINTER_TIMING, type PrinterStatus } from '../../../printers/escpos/thermal-printer.ts'
import { readJob } from './read-job.ts'
import { HOUR, inFakeTime, JOB, pass, print, printerAt } from './scripted-flight.ts'
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

inFakeTime()

const WITH_ID: PrinterProfile = { ...GENERIC_80MM, processId: 'yes' }

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
    const printer = printerAt(script, GENERIC_80MM, { log: (line) => logged.push(line) })
    await pass()
    const full = async () => Promise.reject(new Error('disk full'))
    expect(await printer.print(JOB, { livesMs: 60_000, sending: async () => undefined, sent: full })).toEqual({ state: 'printed' })
    expect(logged).toContain('sheet sent, not recorded as sent')
  })
})
