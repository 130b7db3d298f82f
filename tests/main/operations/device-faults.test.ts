import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { CallPadsStatus } from '../../../drivers/call-pad/call-pads.ts'
import type { CardReaderStatus } from '../../../drivers/id-card/card-reader.ts'
import type { ScannerStatus } from '../../../drivers/scanner/scanner.ts'
import type { SocialCardStatus } from '../../../drivers/social-card/social-card-reader.ts'
import type { WindowDisplaysStatus } from '../../../drivers/window-display/window-displays.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { watchDeviceFaults } from '../../../main/operations/device-faults.ts'
import { RELEASED, type PrinterStatus } from '../../../printers/escpos/thermal-printer.ts'
import type { A4Status } from '../../../printers/ipp/status.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { eventually } from '../../eventually.ts'

const NOT_CONNECTED = { state: 'disconnected', detail: 'not connected yet' } as const
const REFUSED = { state: 'disconnected', detail: 'refused: ECONNREFUSED' } as const
const READY: PrinterStatus = { state: 'ready', paperLow: false }
const OUT: PrinterStatus = { state: 'not-ready', reason: 'paper-out' }
const NO_CARD: CardReaderStatus = { state: 'absent' }
const OUT_OF_ORDER: CardReaderStatus = { state: 'unreadable', reason: 'reader-out-of-order' }

/** A device that says what the test has it say. */
function sayingDevice<Status>(status: Status) {
  const listeners = new Set<(status: Status) => void>()
  return {
    get status() {
      return status
    },
    onStatus(listener: (status: Status) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    says(next: Status) {
      status = next
      for (const listener of listeners) listener(next)
    },
  }
}

/** Minutes after ten o'clock. */
const at = (minute: number) => new Date(TEN_O_CLOCK.getTime() + 60_000 * minute)

function watched(ledger: Ledger, startMinute = 0) {
  const printer = sayingDevice<PrinterStatus>(NOT_CONNECTED)
  const reader = sayingDevice<CardReaderStatus>(NOT_CONNECTED)
  const socialCard = sayingDevice<SocialCardStatus>(NOT_CONNECTED)
  const scanner = sayingDevice<ScannerStatus>(NOT_CONNECTED)
  const document = sayingDevice<A4Status>({ state: 'unreachable', detail: 'not asked yet' })
  const callPads = sayingDevice<CallPadsStatus>(NOT_CONNECTED)
  const windowDisplays = sayingDevice<WindowDisplaysStatus>(NOT_CONNECTED)
  const refusals: unknown[] = []
  let minute = startMinute
  let changes = 0
  const faults = watchDeviceFaults({
    ledger,
    reader,
    socialCard,
    scanner,
    printer,
    document,
    hardware: { callPads, windowDisplays },
    now: () => at(minute),
    onChange: () => (changes += 1),
    onFault: (error) => refusals.push(error),
  })
  onTestFinished(() => faults.close())
  return {
    faults,
    printer,
    reader,
    socialCard,
    scanner,
    document,
    callPads,
    windowDisplays,
    refusals,
    changes: () => changes,
    minute: (next: number) => {
      minute = next
    },
  }
}

afterEach(() => {
  vi.useRealTimers()
})

describe('the last fault of what hangs at the windows', () => {
  test('is one that some of a bus have, or its line, while it lasts and after it has passed', async () => {
    const { faults, callPads, windowDisplays, minute } = watched(await open(await dataFolder()))
    callPads.says({ state: 'ready' })
    windowDisplays.says({ state: 'faulty', detail: 'display 9 does not answer' })
    await eventually(async () => expect(await faults.last('windowDisplays')).toEqual({ fault: 'faulty', since: at(0), passedAt: null }))
    minute(2)
    windowDisplays.says({ state: 'ready' })
    callPads.says(REFUSED)
    await eventually(async () => {
      expect(await faults.last('windowDisplays')).toEqual({ fault: 'faulty', since: at(0), passedAt: at(2) })
      expect(await faults.last('callPads')).toEqual({ fault: 'disconnected', since: at(2), passedAt: null })
    })
  })
})

describe('the last fault of a device', () => {
  test('is none where none has happened', async () => {
    const { faults, printer, reader } = watched(await open(await dataFolder()))
    printer.says(READY)
    reader.says(NO_CARD)
    expect([await faults.last('ticket'), await faults.last('idCard')]).toEqual([null, null])
  })

  test('is told while it lasts and after it has passed', async () => {
    const { faults, printer, minute } = watched(await open(await dataFolder()))
    printer.says(READY)
    minute(5)
    printer.says(OUT)
    expect(await faults.last('ticket')).toEqual({ fault: 'paper-out', since: at(5), passedAt: null })
    minute(7)
    printer.says(READY)
    minute(9)
    printer.says({ state: 'ready', paperLow: true })
    expect(await faults.last('ticket')).toEqual({ fault: 'paper-out', since: at(5), passedAt: at(7) })
    expect(await faults.last('idCard')).toBeNull()
  })

  test('gives way to the next', async () => {
    const { faults, printer, minute } = watched(await open(await dataFolder()))
    printer.says(READY)
    printer.says(OUT)
    minute(2)
    printer.says({ state: 'silent' })
    expect(await faults.last('ticket')).toEqual({ fault: 'silent', since: at(2), passedAt: null })
    minute(3)
    printer.says(REFUSED)
    expect(await faults.last('ticket')).toEqual({ fault: 'disconnected', since: at(3), passedAt: null })
  })

  test('of the A4 printer is none while it only has not been asked yet, nor when it is at work', async () => {
    const { faults, document, minute } = watched(await open(await dataFolder()))
    document.says({ state: 'busy', tonerLow: true, paperLow: false })
    expect(await faults.last('document')).toBeNull()
    document.says({ state: 'not-ready', reason: 'media-jam' })
    minute(4)
    document.says({ state: 'unsuitable', lacks: 'a4' })
    expect(await faults.last('document')).toEqual({ fault: 'no-a4', since: at(4), passedAt: null })
    minute(5)
    document.says({ state: 'unreachable', detail: 'timed out' })
    expect(await faults.last('document')).toEqual({ fault: 'unreachable', since: at(5), passedAt: null })
  })

  test('is none of a printer whose port was given to the probe, until it is not there afterwards', async () => {
    const { faults, printer, minute } = watched(await open(await dataFolder()))
    printer.says(READY)
    printer.says({ state: 'disconnected', detail: RELEASED })
    expect(await faults.last('ticket')).toBeNull()
    minute(3)
    printer.says(REFUSED)
    expect(await faults.last('ticket')).toEqual({ fault: 'disconnected', since: at(3), passedAt: null })
  })

  test('is the reader’s own: a card that cannot be read is none', async () => {
    const { faults, reader, minute } = watched(await open(await dataFolder()))
    for (const reason of ['remove-and-place-again', 'unknown-card'] as const) {
      reader.says({ state: 'unreadable', reason })
    }
    expect(await faults.last('idCard')).toBeNull()
    minute(1)
    reader.says(OUT_OF_ORDER)
    minute(2)
    reader.says(NO_CARD)
    expect(await faults.last('idCard')).toEqual({ fault: 'reader-out-of-order', since: at(1), passedAt: at(2) })
  })

  test('of the slot of social-security cards and of the scanner is that they are not there, and never a card', async () => {
    const { faults, socialCard, scanner, minute } = watched(await open(await dataFolder()))
    socialCard.says({ state: 'unreadable', reason: 'holder-hidden' })
    scanner.says({ state: 'ready' })
    expect([await faults.last('socialCard'), await faults.last('scanner')]).toEqual([null, null])
    minute(1)
    socialCard.says({ state: 'disconnected', detail: 'no-service: it has ended' })
    scanner.says(REFUSED)
    minute(2)
    scanner.says({ state: 'ready' })
    expect(await faults.last('socialCard')).toEqual({ fault: 'disconnected', since: at(1), passedAt: null })
    expect(await faults.last('scanner')).toEqual({ fault: 'disconnected', since: at(1), passedAt: at(2) })
  })

  test('began when the line was lost, however often it is tried again', async () => {
    const { faults, reader, minute, changes } = watched(await open(await dataFolder()))
    reader.says(NO_CARD)
    minute(1)
    reader.says(REFUSED)
    minute(2)
    reader.says({ state: 'disconnected', detail: 'timed-out: no connection within 3000 ms' })
    expect(await faults.last('idCard')).toEqual({ fault: 'disconnected', since: at(1), passedAt: null })
    expect(changes()).toBe(2)
  })
})

describe('at a start', () => {
  test('a device that has not been connected yet has no fault', async () => {
    const { faults, printer, reader } = watched(await open(await dataFolder()))
    reader.says(REFUSED)
    printer.says({ state: 'silent' })
    expect([await faults.last('ticket'), await faults.last('idCard')]).toEqual([null, null])
    reader.says(NO_CARD)
    printer.says(READY)
    expect([await faults.last('ticket'), await faults.last('idCard')]).toEqual([null, null])
  })

  test('a device that stays away has one after ten seconds', async () => {
    const ledger = await open(await dataFolder())
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { faults, reader } = watched(ledger)
    reader.says(NO_CARD)
    vi.advanceTimersByTime(9_999)
    expect(await faults.last('ticket')).toBeNull()
    vi.advanceTimersByTime(1)
    expect(await faults.last('ticket')).toEqual({ fault: 'disconnected', since: at(0), passedAt: null })
    expect(await faults.last('idCard')).toBeNull()
  })

  test('a printer that says at once that it has no paper has that fault', async () => {
    const { faults, printer } = watched(await open(await dataFolder()))
    printer.says(OUT)
    expect(await faults.last('ticket')).toMatchObject({ fault: 'paper-out' })
  })

  test('a fault that lasts since before it keeps the moment when it began; one that has passed meanwhile, passes', async () => {
    const folder = await dataFolder()
    const ledger = await open(folder)
    const before = watched(ledger)
    before.printer.says(OUT)
    before.reader.says(OUT_OF_ORDER)
    await before.faults.last('ticket')
    before.faults.close()
    await ledger.close()

    const ledgerAgain = await open(folder)
    const { faults, printer, reader, minute } = watched(ledgerAgain, 60)
    expect(await faults.last('ticket')).toEqual({ fault: 'paper-out', since: at(0), passedAt: null })
    minute(61)
    printer.says(OUT)
    reader.says(NO_CARD)
    expect(await faults.last('ticket')).toEqual({ fault: 'paper-out', since: at(0), passedAt: null })
    expect(await faults.last('idCard')).toEqual({ fault: 'reader-out-of-order', since: at(0), passedAt: at(61) })
    const next = watched(ledgerAgain, 65)
    next.reader.says(NO_CARD)
    expect(await next.faults.last('idCard')).toMatchObject({ passedAt: at(61) })
    printer.says(READY)
    minute(70)
    printer.says(OUT)
    expect(await faults.last('ticket')).toEqual({ fault: 'paper-out', since: at(70), passedAt: null })
  })
})

test('at the end, a line that is closed is no fault', async () => {
  const ledger = await open(await dataFolder())
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { faults, printer } = watched(ledger)
  printer.says(READY)
  faults.close()
  printer.says(REFUSED)
  vi.advanceTimersByTime(10_000)
  expect([await faults.last('ticket'), await faults.last('idCard')]).toEqual([null, null])
})

test('a ledger that refuses is told of, and the next fault is noted', async () => {
  const ledger = await open(await dataFolder())
  const full = new Error('disk full')
  let refuses = true
  const refusing: Ledger = {
    ...ledger,
    transact: (body) => (refuses ? Promise.reject(full) : ledger.transact(body)),
  }
  const { faults, printer, refusals } = watched(refusing)
  printer.says(OUT)
  await eventually(() => expect(refusals).toEqual([full]))
  refuses = false
  printer.says({ state: 'silent' })
  expect(await faults.last('ticket')).toMatchObject({ fault: 'silent' })
})
