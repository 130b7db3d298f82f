import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TerminalView } from '../../main/contract/view.ts'
import { startCardReader, type CardReaderSimulator } from '../../simulators/card-reader/card-reader.ts'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { startThermalPrinter, type ThermalPrinterSimulator } from '../../simulators/thermal-printer/thermal-printer.ts'
import { startTerminalProcess, writeConfiguration, type PageConnection, type TerminalProcess } from '../terminal-process.ts'

const LOOPBACK = { host: '127.0.0.1', port: 0 }

let folder: string
let reader: CardReaderSimulator
let printer: ThermalPrinterSimulator
let terminal: TerminalProcess
let page: PageConnection
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-contract-'))
  reader = await startCardReader({ listen: LOOPBACK })
  printer = await startThermalPrinter({ listen: LOOPBACK })
  const configuration = await writeConfiguration(folder, { reader: reader.url, printer: printer.url })
  terminal = await startTerminalProcess({ folder, configuration })
  page = await terminal.connect()
})
afterAll(async () => {
  page.close()
  await terminal.stop()
  await Promise.all([reader.close(), printer.close()])
  await rm(folder, { recursive: true })
})

/** The first view for which `wanted` holds. */
async function viewWhere(wanted: (view: TerminalView) => boolean): Promise<TerminalView> {
  for await (const view of await page.client.kiosk.watch()) if (wanted(view)) return view
  throw new Error('the terminal stopped telling how it is')
}

describe('a number from wire to paper, without a screen', () => {
  test('a citizen with a card takes a number and the paper says it', async () => {
    const { kiosk } = page.client
    const facts = await kiosk.hello()
    expect(facts).toMatchObject({ terminal: 'K01', demonstration: false })
    await kiosk.open()
    await kiosk.agree({ version: facts.consent.version })
    await viewWhere((view) => view.card.state === 'absent' && view.printer.state === 'ready')
    reader.place(specimenOf('domestic'))
    await viewWhere((view) => view.card.state === 'present')
    expect(await kiosk.identifyByCard()).toEqual({
      outcome: 'identified',
      person: { assurance: 'card', name: '样**', number: '110***********002X' },
      booked: false,
    })
    const requestId = randomUUID()
    const taken = await kiosk.takeNumber({ requestId, business: 'B', paper: 'ticket' })
    expect(taken).toMatchObject({ outcome: 'issued', paper: 'ticket', ticket: { number: 'B001', ahead: 0 } })
    const settled = await viewWhere((view) => view.session?.sheet?.settled === true)
    expect(settled.session?.sheet?.state).toBe('printed')
    expect(printer.errors).toEqual([])
    expect(printer.tickets).toHaveLength(1)
    expect(printer.tickets[0]?.text).toContain('B001')

    // The same request again is the same ticket, and no second sheet.
    expect(await kiosk.takeNumber({ requestId, business: 'B', paper: 'ticket' })).toEqual(taken)
    // Another request of the same person is no second number, but the ticket may be had again, marked.
    const again = await kiosk.takeNumber({ requestId: randomUUID(), business: 'B', paper: 'ticket' })
    expect(again).toMatchObject({ outcome: 'already-waiting', ticket: { number: 'B001' } })
    expect(printer.tickets).toHaveLength(1)
    const ticketId = taken.outcome === 'issued' ? taken.ticket.ticketId : ''
    expect(await kiosk.reprint({ requestId: randomUUID(), ticketId })).toMatchObject({ outcome: 'reprinting' })
    await viewWhere(() => printer.tickets.length === 2)
    expect(printer.tickets[1]?.text).toContain('补打')

    await kiosk.end()
    expect(await viewWhere((view) => view.card.state === 'present')).toMatchObject({
      session: null,
      card: { state: 'present', leftBehind: true },
    })
    reader.remove()
    await viewWhere((view) => view.card.state === 'absent')
  })
})
