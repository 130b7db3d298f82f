import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect as connectSocket } from 'node:net'
import { startThermalPrinter } from '../../simulators/thermal-printer/thermal-printer.ts'
import { viewWhere } from '../hall-on-a-desk.ts'
import { connect, writeConfiguration, type PageConnection } from '../terminal-process.ts'
import { answered } from './on-the-wire.ts'
import { openRecordedWire, type RecordedJob } from './recorded-wire.ts'
import { startTerminal } from './running-terminal.ts'
import { temporaryFolder, tidily } from './tidily.ts'

/** Milliseconds, of each ticket. */
export interface RequestToSettledFigures {
  /** From the request's leaving the page to the first byte's leaving for the printer. */
  readonly firstByte: readonly number[]
  /** From the same moment to the page's hearing that the sheet is printed. */
  readonly settled: readonly number[]
  /** The very same bytes from a bare socket to the same printer, until its fence answers: wire and paper, no more. */
  readonly bare: readonly number[]
}

const WARM_UP = 2
/** The head of the 80 mm class at its usual speed (VotingWorks measures 8 cm/s of its own). */
const PAPER_MM_PER_SECOND = 80

/**
 * The built terminal in a process of its own, a client on its WebSocket, a printer whose paper moves at 80 mm/s and
 * whose bytes come in at the speed of its line; null is a network. Each ticket is settled before the next is asked for.
 */
export function requestToSettledBench(options: {
  readonly tickets: number
  readonly baud: number | null
}): Promise<RequestToSettledFigures> {
  return tidily(async (later) => {
    const folder = await temporaryFolder(later)
    const printer = await startThermalPrinter({
      listen: { host: '127.0.0.1', port: 0 },
      speedMmPerSecond: PAPER_MM_PER_SECOND,
      ...(options.baud === null ? {} : { pace: { baud: options.baud } }),
    })
    later(() => printer.close())
    const wire = await openRecordedWire(printer.url)
    later(() => wire.close())
    const terminal = await startTerminal(folder, await writeConfiguration(folder, { printer: wire.url }))
    later(() => terminal.stop())
    const page = await connect(terminal.url)
    later(() => page.close())
    await page.client.kiosk.hello()
    await page.client.kiosk.open()
    await viewWhere(page, (view) => view.printer.state === 'ready')

    const taken: Taken[] = []
    while (taken.length < WARM_UP + options.tickets) taken.push(await takeTicket(page))
    // The printer has one host at a time.
    await terminal.stop()
    assert.equal(wire.jobs.length, taken.length)
    const [jobs, tickets] = [wire.jobs.slice(WARM_UP), taken.slice(WARM_UP)]

    const bare = await bareTimes(printer.url, jobs)
    assert.deepEqual(printer.errors, [])
    return {
      firstByte: tickets.map(({ from }, at) => (jobs[at]?.firstByteAt ?? NaN) - from),
      settled: tickets.map(({ from, settledAt }) => settledAt - from),
      bare,
    }
  })
}

interface Taken {
  readonly from: number
  readonly settledAt: number
}

async function takeTicket(page: PageConnection): Promise<Taken> {
  const from = performance.now()
  const taken = await page.client.kiosk.takeNumber({ requestId: randomUUID(), business: 'C', paper: 'ticket' })
  assert(taken.outcome === 'issued')
  const { ticketId } = taken.ticket
  const view = await viewWhere(page, ({ session }) => session?.sheet?.ticketId === ticketId && session.sheet.settled)
  const settledAt = performance.now()
  assert.equal(view.session?.sheet?.state, 'printed')
  return { from, settledAt }
}

async function bareTimes(printer: string, jobs: readonly RecordedJob[]): Promise<readonly number[]> {
  const { hostname, port } = new URL(printer)
  const socket = connectSocket({ host: hostname, port: Number(port), noDelay: true })
  await once(socket, 'connect')
  const times: number[] = []
  for (const { bytes } of jobs) {
    const from = performance.now()
    socket.write(bytes)
    await answered(socket)
    times.push(performance.now() - from)
  }
  socket.destroy()
  return times
}
