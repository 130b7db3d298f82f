import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { viewWhere } from '../hall-on-a-desk.ts'
import { connect, writeConfiguration, type PageConnection } from '../terminal-process.ts'
import { openPaperFloor } from './paper-floor.ts'
import { openPrinterStandIn, type PrinterStandIn } from './printer-stand-in.ts'
import { startTerminal } from './running-terminal.ts'
import { temporaryFolder, tidily } from './tidily.ts'

/** Of each ticket and of the floor measured right after it, in ms. */
export interface RequestToPaperFigures {
  readonly tickets: readonly number[]
  readonly floors: readonly number[]
  /** Of one ticket, its fence included. */
  readonly bytes: number
}

const WARM_UP = 20

/**
 * From the request's leaving the page to the last byte of its ticket at the printer's port: the built terminal in a
 * process of its own, a client on its WebSocket, a printer on TCP that is always ready. Each ticket is settled before
 * the next is asked for, and each is followed by one floor.
 */
export function requestToPaperBench(options: {
  readonly tickets: number
  readonly qr: boolean
}): Promise<RequestToPaperFigures> {
  return tidily(async (later) => {
    const folder = await temporaryFolder(later)
    const printer = await openPrinterStandIn()
    later(() => printer.close())
    const floor = await openPaperFloor(folder, printer)
    later(() => floor.close())
    const configuration = await writeConfiguration(folder, {
      printer: `tcp://${printer.host}:${printer.port}`,
      terminal: options.qr ? { platform: { publicUrl: 'https://zwfw.example.gov.cn/' } } : {},
    })
    const terminal = await startTerminal(folder, configuration)
    later(() => terminal.stop())
    const page = await connect(terminal.url)
    later(() => page.close())
    await page.client.kiosk.hello()
    await page.client.kiosk.open()
    await viewWhere(page, (view) => view.printer.state === 'ready')

    const tickets: number[] = []
    const floors: number[] = []
    let bytes = 0
    for (let taken = 0; taken < WARM_UP + options.tickets; taken += 1) {
      const ticket = await takeTicket(page, printer)
      const least = await floor.measure(ticket.bytes)
      bytes = ticket.bytes
      if (taken < WARM_UP) continue
      tickets.push(ticket.milliseconds)
      floors.push(least)
    }
    return { tickets, floors, bytes }
  })
}

async function takeTicket(
  page: PageConnection,
  printer: PrinterStandIn,
): Promise<{ readonly milliseconds: number; readonly bytes: number }> {
  const arrival = printer.nextJob()
  const from = performance.now()
  const taking = page.client.kiosk.takeNumber({ requestId: randomUUID(), business: 'C', paper: 'ticket' })
  const [{ at, bytes }, taken] = await Promise.all([arrival, taking])
  assert(taken.outcome === 'issued')
  const { ticketId } = taken.ticket
  const settled = await viewWhere(page, ({ session }) => session?.sheet?.ticketId === ticketId && session.sheet.settled)
  assert.equal(settled.session?.sheet?.state, 'printed')
  return { milliseconds: at - from, bytes }
}
