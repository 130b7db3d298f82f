import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCardReader } from '../../../drivers/id-card/card-reader.ts'
import type { CardReader, CardReaderStatus, Pace } from '../../../drivers/id-card/card-reader.ts'
import { nameOf } from '../../../drivers/id-card/identity-document.ts'
import { DEFAULT_PACE } from '../../../drivers/id-card/pace.ts'
import { openPort } from '../../../drivers/ports/open-port.ts'
import { startCardReader } from '../../../simulators/card-reader/card-reader.ts'
import type { CardReaderSimulator, LineOptions } from '../../../simulators/card-reader/card-reader.ts'
import type { Fault } from '../../../simulators/card-reader/faults.ts'
import { SPECIMENS, specimenOf } from '../../../simulators/card-reader/specimens.ts'
import { heldMegabytes } from '../../held-memory.ts'

// The driver and the virtual reader, each written from the protocol apart, on a real socket.

let desk: CardReaderSimulator
let driver: CardReader
let told: CardReaderStatus[]

async function setUp(line: LineOptions = { chunk: 64 }): Promise<void> {
  desk = await startCardReader({ listen: { host: '127.0.0.1', port: 0 }, ...line })
  watch()
}

/** Only the waits between commands are short, unless said otherwise: an answer may take its time on a busy machine. */
function watch(pace: Partial<Pace> = {}): void {
  driver = openCardReader({
    open: openPort(desk.url),
    transport: 'tcp',
    today: () => ({ year: 2026, month: 11, day: 22 }),
    mayRead: () => true,
    pace: { pollMs: 1, reprobeMs: 1, quietMs: 5, backOffMs: 1, mostBackOffMs: 5, ...pace },
  })
  told = []
  driver.onStatus((status) => told.push(status))
}

/** Waits for a status; the test's own time-out ends a wait for what never comes. */
function until(holds: (status: CardReaderStatus) => boolean): Promise<void> {
  if (holds(driver.status)) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = driver.onStatus((status) => {
      if (!holds(status)) return
      stop()
      resolve()
    })
  })
}
const state = (expected: CardReaderStatus['state']) => until((status) => status.state === expected)

/** Everybody who was told since, by name and number. */
const people = () => told.flatMap((status) => (status.state === 'present' ? [[nameOf(status.card), status.card.number]] : []))

beforeEach(() => setUp())
afterEach(async () => {
  await driver.close()
  await desk.close()
})

describe('every card of the desk', () => {
  it('is read once, as what is printed on it, and none is mistaken for the one before', async () => {
    await state('absent')
    for (const card of SPECIMENS) {
      told = []
      desk.place(card)
      await state('present')
      expect(people()).toEqual([[card.face.name, card.face.number]])
      desk.remove()
      await state('absent')
    }
    expect(desk.errors).toEqual([])
  })

  it('is read from a line at its own pace, and one laid down right after another is the other', async () => {
    await driver.close()
    await desk.close()
    await setUp({ pace: { baud: 115_200 } })
    for (const id of ['domestic', 'Y', 'J', 'I']) {
      desk.place(specimenOf(id))
      const { number } = specimenOf(id).face
      await until((status) => status.state === 'present' && status.card.number === number)
    }
    expect(desk.errors).toEqual([])
  })
})

/** Reference, "Status codes"; the last four are in no table. */
const STATUSES = [
  0x90, 0x91, 0x9f, 0x10, 0x11, 0x21, 0x23, 0x24, 0x31, 0x32, 0x33, 0x34, 0x37, 0x3f, 0x40, 0x41, 0x47, 0x50, 0x60, 0x61, 0x66, 0x80, 0x81, 0x00,
  0x35, 0x92, 0xff,
]

describe('whatever the reader answers', () => {
  it.each(['find', 'select', 'read-base'] as const)('each listed status, and some that no table lists, to %s is survived, and the card is read', async (on) => {
    // A success without its data is none, and is waited for.
    await driver.close()
    watch(impatient(200))
    await state('absent')
    for (const status of STATUSES) {
      told = []
      desk.faults.add(on, { kind: 'status', status })
      desk.place(specimenOf('domestic'))
      await state('present')
      expect([status, people().length]).toEqual([status, 1])
      const outOfOrder = told.some((each) => each.state === 'unreadable' && each.reason === 'reader-out-of-order')
      expect([status, outOfOrder]).toEqual([status, status === 0x60 || status === 0x66])
      desk.faults.clear()
      desk.remove()
      await state('absent')
    }
  })
})

/** What a read, and what follows it, waits for an answer that never comes. */
const impatient = (readBase: number): Partial<Pace> => ({ answerMs: { ...DEFAULT_PACE.answerMs, readBase, readNewestAddress: readBase } })

describe('a card whose reading went unheard', () => {
  it('is not called gone while it lies there selected, and is read', async () => {
    await driver.close()
    watch(impatient(100))
    await state('absent')
    told = []
    desk.faults.add('read-base', { kind: 'silence' })
    desk.place(specimenOf('domestic'))
    await state('present')
    expect(told.map((status) => status.state)).toEqual(['reading', 'present'])
  })
})

/** Of the long run, and of the short one. */
const CYCLES = process.env['YIMEN_LONG'] === '1' ? 5_000 : 200
/** When everything that is made once has been made. */
const WARM = 50
/** What neither 200 nor 5,000 cycles may add to what the process holds, driver and virtual reader together, MB. */
const MOST_GROWN_MB = 8

describe(`${CYCLES.toLocaleString('en-GB')} cards that come and go on a bad line`, () => {
  it('are each read once, whatever befalls their reading, and nothing of them is held', async () => {
    const line = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes): Fault => ({ kind: 'garbage', bytes })),
      fc.integer({ min: 1, max: 9 }).map((count): Fault => ({ kind: 'extra-aa', count })),
      fc.constant<Fault>({ kind: 'wrong-checksum' }),
      fc.integer({ min: 1, max: 5 }).map((milliseconds): Fault => ({ kind: 'slow', milliseconds })),
      fc.nat({ max: 1290 }).map((bytes): Fault => ({ kind: 'disconnect', bytes })),
    )
    const refused = fc.constantFrom(0x10, 0x21, 0x31, 0x33, 0x41, 0x47, 0x80, 0x81, 0xee).map((status): Fault => ({ kind: 'status', status }))
    const cut = fc.nat({ max: 1290 }).map((bytes): Fault => ({ kind: 'cut', bytes }))
    const befalls = fc.oneof(
      fc.tuple(fc.constantFrom('find', 'select', 'read-base', 'read-newest-address'), line),
      fc.tuple(fc.constantFrom('find', 'select', 'read-base'), refused),
      fc.tuple(fc.constant('read-base'), cut),
    )
    await driver.close()
    watch(impatient(30))
    await state('absent')
    let held = 0
    const samples = fc.sample(fc.tuple(fc.constantFrom(...SPECIMENS), fc.array(befalls, { maxLength: 2 })), CYCLES)
    for (const [cycle, [card, faults]] of samples.entries()) {
      if (cycle === WARM) held = heldMegabytes()
      told = []
      for (const [name, fault] of faults) desk.faults.add(name, fault)
      desk.place(card)
      await state('present')
      expect(people()).toEqual([[card.face.name, card.face.number]])
      desk.faults.clear()
      desk.remove()
      await state('absent')
    }
    expect(desk.errors).toEqual([])
    told = []
    expect(heldMegabytes() - held).toBeLessThan(MOST_GROWN_MB)
  })
})
