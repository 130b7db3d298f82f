import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Sheet as LedgerSheet } from '../../main/ledger/sheets.ts'
import { PRINTERS, PROFILES, type PrinterKind } from './print-matrix/cells.ts'
import {
  atRest,
  expectNoNumberTwice,
  setUpHall,
  sheetsOf,
  type HallUnderTest,
  type RunningTerminal,
} from './print-matrix/hall-under-test.ts'

// The power of the terminal, of its printer, or of both goes at any moment while people take numbers and those whose
// tickets went wrong have them again; the printer keeps what it has in its buffer, or loses it.

/** On each of the three kinds of printer. */
const CUTS = process.env['YIMEN_LONG'] === '1' ? 334 : 34
/** A ticket is on its way for a third of a second: most cuts come in the middle of one. */
const MM_PER_SECOND = 250
const LONGEST_MS = 450
const TAKERS = 2

const cut = fc.record({
  afterMs: fc.integer({ min: 0, max: LONGEST_MS }),
  darkens: fc.constantFrom('the terminal', 'the printer', 'both'),
  keepBuffer: fc.boolean(),
})
type Cut = typeof cut extends fc.Arbitrary<infer Value> ? Value : never

test.concurrent.each(Object.entries(PRINTERS) as [PrinterKind, string][])(
  `the power fails ${CUTS} times (%s): no number is lost, and none is on two tickets but as 补打, on a printer %s`,
  async (kind) => {
    const hall = await setUpHall(PROFILES[kind], { speedMmPerSecond: MM_PER_SECOND })
    const told = new Set<string>()
    try {
      for (const each of fc.sample(cut, CUTS)) await untilTheCut(hall, each, told)
      expect(told.size).toBeGreaterThan(0)
      await expectAllInOrder(hall, told)
    } finally {
      await hall.clear()
    }
  },
)

/** One day in small: start, people, darkness, and the light again. */
async function untilTheCut(hall: HallUnderTest, { afterMs, darkens, keepBuffer }: Cut, told: Set<string>): Promise<void> {
  const { printer } = hall
  const before = sheetsOf(printer).length
  const terminal = await hall.start()
  await terminal.printerIsWell()
  await atRest(printer)
  expect(sheetsOf(printer)).toHaveLength(before)

  const day = new AbortController()
  const people = [
    reprintAll(terminal, await terminal.ledger.sheets.undecided(), day.signal),
    ...Array.from({ length: TAKERS }, () => takeNumbers(terminal, day.signal, told)),
  ]
  await sleep(afterMs)
  if (darkens !== 'the terminal') printer.powerOff({ keepBuffer })
  if (darkens === 'the printer') {
    printer.powerOn()
    await sleep(afterMs)
  }
  day.abort()
  terminal.die()
  await Promise.all(people)
  await terminal.end()
  if (darkens === 'both') printer.powerOn()
  await atRest(printer)
}

async function takeNumbers(terminal: RunningTerminal, day: AbortSignal, told: Set<string>): Promise<void> {
  while (!day.aborted) {
    const { ticket } = await terminal.take()
    if (ticket !== null) told.add(ticket.number)
  }
}

/** Whoever is still there, or identifies again, gets it again. */
async function reprintAll(terminal: RunningTerminal, sheets: readonly LedgerSheet[], day: AbortSignal): Promise<void> {
  for (const { subject } of sheets) {
    if (day.aborted) return
    await terminal.reprint(subject)
  }
}

async function expectAllInOrder(hall: HallUnderTest, told: ReadonlySet<string>): Promise<void> {
  const last = await hall.start()
  expect(await last.ledger.sheets.openSheets()).toEqual([])
  const tickets = await last.ledger.read<{ number: string; seq: number }>('SELECT number, seq FROM ticket ORDER BY seq')
  expect(tickets.map(({ seq }) => seq)).toEqual(tickets.map((_, index) => index + 1))
  const given = new Set(tickets.map(({ number }) => number))
  expect([...told].filter((number) => !given.has(number))).toEqual([])

  const sheets = sheetsOf(hall.printer)
  expect(sheets.some(({ reprint }) => reprint)).toBe(true)
  expect(sheets.filter(({ number }) => !given.has(number))).toEqual([])
  expectNoNumberTwice(hall.printer)
  // Nothing is called printed that did not come out whole.
  const printed = await last.ledger.read<{ number: string; times: number }>(
    `SELECT number, count(*) AS times FROM sheet JOIN ticket ON ticket_id = subject WHERE state = 'printed' GROUP BY number`,
  )
  for (const { number, times } of printed) {
    expect(sheets.filter((sheet) => sheet.whole && sheet.number === number).length).toBeGreaterThanOrEqual(times)
  }
  await last.end()
}
