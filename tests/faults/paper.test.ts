import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { setUpHall, viewWhere, type HallOnADesk } from '../hall-on-a-desk.ts'
import type { PageConnection, TerminalProcess } from '../terminal-process.ts'
import { readLedger } from './ledger-reading.ts'

let hall: HallOnADesk
let terminal: TerminalProcess
let page: PageConnection
beforeEach(async () => {
  hall = await setUpHall()
  terminal = await hall.start()
  page = await terminal.connect()
  await page.client.kiosk.hello()
  await viewWhere(page, (view) => view.printer.state === 'ready')
  await page.client.kiosk.open()
})
afterEach(async () => {
  page.close()
  await hall.clear()
})

const take = (paper: 'ticket' | 'screen' = 'ticket') =>
  page.client.kiosk.takeNumber({ requestId: randomUUID(), business: 'C', paper })

async function ticketsAfterStop(): Promise<number> {
  expect(await terminal.stop()).toBe(0)
  const [row] = await readLedger<{ tickets: number }>(hall.data, 'SELECT count(*) AS tickets FROM ticket')
  return row?.tickets ?? -1
}

describe('a printer that cannot print burns no number', () => {
  test('out of paper: told why, the number is offered by screen, and is the first of the day', async () => {
    hall.printer.setPaper('out')
    expect(await take()).toEqual({ outcome: 'no-paper', reason: 'paper-out', byScreen: true })
    const byScreen = await take('screen')
    expect(byScreen).toMatchObject({ outcome: 'issued', paper: 'screen', ticket: { number: 'C001' } })
    expect(await ticketsAfterStop()).toBe(1)
    expect(hall.printer.tickets).toEqual([])
  })

  test('cover open', async () => {
    hall.printer.setCover('open')
    expect(await take()).toEqual({ outcome: 'no-paper', reason: 'cover-open', byScreen: true })
    expect(await ticketsAfterStop()).toBe(0)
  })

  test('unplugged', async () => {
    await hall.printer.close()
    await viewWhere(page, (view) => view.printer.state === 'not-ready')
    expect(await take()).toEqual({ outcome: 'no-paper', reason: 'disconnected', byScreen: true })
    expect(await ticketsAfterStop()).toBe(0)
  })

  test('silent', async () => {
    hall.printer.silence(true)
    expect(await take()).toMatchObject({ outcome: 'no-paper', byScreen: true })
    expect(await ticketsAfterStop()).toBe(0)
  })

  test('once the paper is back, the same person gets a ticket', async () => {
    hall.printer.setPaper('out')
    expect(await take()).toMatchObject({ outcome: 'no-paper' })
    hall.printer.setPaper('ok')
    await viewWhere(page, (view) => view.printer.state === 'ready')
    expect(await take()).toMatchObject({ outcome: 'issued', ticket: { number: 'C001' } })
    const settled = await viewWhere(page, (view) => view.session?.sheet?.settled === true)
    expect(settled.session?.sheet).toMatchObject({ state: 'printed', settled: true })
  })
})

describe('a sheet that goes wrong is told as it is', () => {
  test('the roll ends in mid-ticket: nobody is told that it printed, and the person there may have it again', async () => {
    hall.printer.paperOutAfterRows(100)
    const taken = await take()
    expect(taken).toMatchObject({ outcome: 'issued', ticket: { number: 'C001' } })
    const unknown = await viewWhere(page, (view) => view.session?.sheet?.settled === true)
    expect(unknown.session?.sheet).toMatchObject({ state: 'unknown', reason: 'paper-out' })

    hall.printer.setPaper('ok')
    await viewWhere(page, (view) => view.printer.state === 'ready')
    const ticketId = taken.outcome === 'issued' ? taken.ticket.ticketId : ''
    const again = await page.client.kiosk.reprint({ requestId: randomUUID(), ticketId })
    expect(again).toMatchObject({ outcome: 'reprinting', ticket: { number: 'C001' } })
    await viewWhere(page, (view) => view.session?.sheet?.state === 'printed')
    expect(hall.printer.tickets.at(-1)?.text).toMatch(/补打[^]*C001/)
    expect(await ticketsAfterStop()).toBe(1)
  })

  test('a printer that confirms nothing: the paper is said to be sent, never printed', async () => {
    Object.assign(hall.printer.answers, { gsR: false, processId: false })
    expect(await take()).toMatchObject({ outcome: 'issued' })
    const settled = await viewWhere(page, (view) => view.session?.sheet?.settled === true)
    expect(settled.session?.sheet).toMatchObject({ state: 'sent' })
    expect(await terminal.stop()).toBe(0)
    expect(await readLedger(hall.data, 'SELECT state, detail FROM sheet')).toEqual([
      { state: 'sent', detail: 'not-possible' },
    ])
  })

  test('the power goes while the paper moves: at the next start nothing prints, and the sheet waits for a person', async () => {
    Object.assign(hall.printer.answers, { gsR: false, processId: false })
    const sheetMoves = viewWhere(page, (view) => view.session?.sheet?.state === 'sent')
    expect(await take()).toMatchObject({ outcome: 'issued' })
    await sheetMoves
    await terminal.cutPower()
    const printed = hall.printer.tickets.length

    terminal = await hall.start()
    const next = await terminal.connect()
    await next.client.kiosk.hello()
    await viewWhere(next, (view) => view.printer.state === 'ready')
    next.close()
    expect(await terminal.stop()).toBe(0)
    expect(hall.printer.tickets).toHaveLength(printed)
    expect(await readLedger(hall.data, 'SELECT state, detail FROM sheet')).toEqual([
      { state: 'unknown', detail: 'power-cut' },
    ])
  })
})
