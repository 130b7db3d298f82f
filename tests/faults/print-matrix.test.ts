import { afterAll, describe, expect, test, vi } from 'vitest'
import type { SheetState } from '../../main/ledger/sheets.ts'
import type { Ticket } from '../../main/queue/queue.ts'
import type { ThermalPrinterSimulator } from '../../simulators/thermal-printer/thermal-printer.ts'
import { FAULTS, isDark, PRINTERS, PROFILES, promiseOf, STATES, type Cell, type CellPromise, type Fault, type PrinterKind } from './print-matrix/cells.ts'
import {
  atRest,
  expectNoNumberTwice,
  isAllThere,
  setUpHall,
  sheetsOf,
  type HallUnderTest,
  type RunningTerminal,
  type Sheet,
  type Told,
} from './print-matrix/hall-under-test.ts'
import { watchForStalls } from './print-matrix/machine-stalls.ts'
import { mend, strikeInFlight, strikeNow } from './print-matrix/strike.ts'

// Every state of a sheet under every fault, on every kind of printer: what the citizen is told, what the ledger holds,
// what the operator sees, what paper comes out with which number, and what a restart does. Most of a cell is waiting
// for answers that do not come, so that many run at once.

vi.setConfig({ maxConcurrency: 40 })

const MOST_RUNS = 4
const stalls = watchForStalls()
afterAll(() => stalls.end())

/** A ticket at this speed is longer on its way than a driver needs to find its printer again. */
const SLOW_MM_PER_SECOND = 120

const CELLS = STATES.flatMap((state) =>
  (Object.keys(FAULTS) as Fault[]).flatMap((fault) =>
    (Object.keys(PRINTERS) as PrinterKind[]).flatMap((printer) => {
      const promised = promiseOf({ state, fault, printer })
      return promised === null ? [] : [{ state, fault, printer, promised }]
    }),
  ),
)

describe.concurrent.each(STATES)('a sheet %s', (state) => {
  for (const cell of CELLS.filter((each) => each.state === state)) {
    test(`${FAULTS[cell.fault]}, on a printer ${PRINTERS[cell.printer]}`, async () => {
      await expect(livesOnAMachineThatRuns(cell, cell.promised)).resolves.toBeUndefined()
    })
  }
})

/** A run in which this process stood still longer than a printer is waited for shows nothing, and is made again. */
async function livesOnAMachineThatRuns(cell: Cell, promised: CellPromise): Promise<void> {
  for (let run = 1; ; run += 1) {
    const from = performance.now()
    const make = cell.fault.startsWith('off-while') ? { speedMmPerSecond: SLOW_MM_PER_SECOND } : {}
    const hall = await setUpHall(PROFILES[cell.printer], make)
    try {
      await lives(hall, cell, promised)
      return
    } catch (error) {
      if (run === MOST_RUNS || !stalls.since(from)) throw error
    } finally {
      await hall.clear()
    }
  }
}

async function lives(hall: HallUnderTest, cell: Cell, promised: CellPromise): Promise<void> {
  const { printer } = hall
  const first = await hall.start()
  await first.printerIsWell()
  expect((await first.take()).told).toEqual(wellOn(cell.printer))
  await atRest(printer)

  const { told, ticket } = await takeUnder(cell, first, printer)
  expect(told).toEqual(promised.told)
  const given = ticket === null ? ['C001'] : ['C001', 'C002']
  if (!isDark(cell.fault)) await ledgerHolds(first, ticket, told, given)

  await mend(cell.fault, printer)
  if (!isDark(cell.fault)) await first.printerIsWell()
  await atRest(printer)
  expect(wholeOf(printer, ticket?.number)).toHaveLength(promised.wholeTickets)
  if (told.state === 'printed') expect(isAllThere(printer, ticket?.number ?? '')).toBe(true)

  // In half of the cells the next citizen comes before the restart, in the others after it.
  const comesBefore = !isDark(cell.fault) && CELLS.findIndex((each) => each.promised === promised) % 2 === 0
  if (comesBefore) given.push(await nextCitizen(cell, first, printer))
  const out = sheetsOf(printer)
  await first.end()

  // The next start prints nothing by itself, and loses no number.
  const next = await hall.start()
  await next.printerIsWell()
  await atRest(printer)
  expect(sheetsOf(printer)).toEqual(out)
  await ledgerHolds(next, ticket, told, given)

  if (!comesBefore) given.push(await nextCitizen(cell, next, printer))
  // Whoever has no ticket, or is not sure of it, identifies again.
  if (ticket !== null && told.state !== 'printed') {
    expect(await next.reprint(ticket.ticketId)).toEqual(wellOn(cell.printer))
    await atRest(printer)
    expect(wholeOf(printer, ticket.number).filter(({ reprint }) => reprint)).toHaveLength(1)
  }
  expect(await next.ledger.sheets.undecided()).toEqual([])
  expect(new Set(given).size).toBe(given.length)
  if (!nobodyKnows(cell)) expectNoNumberTwice(printer)
  await next.end()
}

function wellOn(printer: PrinterKind): Told {
  return { state: printer === 'tells-nothing' ? 'sent' : 'printed' }
}

/** Gets a ticket as if nothing had been; answers the number on it. */
async function nextCitizen(cell: Cell, terminal: RunningTerminal, printer: ThermalPrinterSimulator): Promise<string> {
  const { told, ticket } = await terminal.take()
  expect(told).toEqual(wellOn(cell.printer))
  await atRest(printer)
  if (!nobodyKnows(cell)) expect(wholeOf(printer, ticket?.number)).toHaveLength(1)
  return ticket?.number ?? 'none'
}

function wholeOf(printer: ThermalPrinterSimulator, number: string | undefined): readonly Sheet[] {
  return sheetsOf(printer).filter((sheet) => sheet.whole && sheet.number === number)
}

/**
 * A printer that tells of nothing cannot tell that it lacks the end of a job either: half a picture swallows the beginning
 * of the next, and a strip without its cut hangs on it.
 */
function nobodyKnows({ fault, printer }: Cell): boolean {
  return printer === 'tells-nothing' && fault === 'end-lost'
}

const DARK = { told: { state: 'nothing' }, ticket: null } as const

/** Takes the number and lets the fault happen where the cell says. */
async function takeUnder(
  cell: Cell,
  terminal: RunningTerminal,
  printer: ThermalPrinterSimulator,
): Promise<{ readonly told: Told; readonly ticket: Ticket | null }> {
  const { state, fault } = cell
  const now = () => strikeNow(fault, printer, terminal)
  if (state === 'before-number') {
    await now()
    return isDark(fault) ? DARK : terminal.take()
  }
  if (state === 'intended') return terminal.take({ intended: now })
  if (state === 'settled') {
    const taken = await terminal.take()
    await now()
    return taken
  }
  if (state === 'sending' && fault !== 'end-lost' && fault !== 'bytes-lost') return terminal.take({ sending: now })
  return terminal.take({ sending: async (job) => strikeInFlight(cell, printer, terminal, job) })
}

/** The number with its sheet as it was told, and the sheet with the operator exactly if a person has to decide. */
async function ledgerHolds(
  { queue, ledger }: RunningTerminal,
  ticket: Ticket | null,
  told: Told,
  given: readonly string[],
): Promise<void> {
  const tickets = await ledger.read<{ number: string }>('SELECT number FROM ticket ORDER BY seq')
  expect(tickets.map(({ number }) => number)).toEqual(given)
  expect(await ledger.sheets.openSheets()).toEqual([])
  const undecided = await ledger.sheets.undecided()
  if (ticket === null) {
    expect(undecided).toEqual([])
    return
  }
  expect(await queue.ticket(ticket.ticketId)).toMatchObject({ number: 'C002', status: 'waiting' })
  const sheets = await ledger.sheets.sheetsOf(ticket.ticketId)
  expect(sheets.map(({ state }) => state)).toEqual([rowOf(told)])
  expect(undecided).toEqual(told.state === 'printed' || told.state === 'sent' ? [] : sheets)
}

function rowOf(told: Told): Partial<SheetState> {
  if (told.state === 'nothing') return { state: 'unknown', reason: 'power-cut' }
  if (told.state === 'sent') return { state: 'sent', confirmation: 'not-possible' }
  return told as Partial<SheetState>
}
