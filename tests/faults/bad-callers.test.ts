import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { setUpHall, viewWhere, type HallOnADesk } from '../hall-on-a-desk.ts'
import type { PageConnection, TerminalProcess } from '../terminal-process.ts'
import { readLedger } from './ledger-reading.ts'

let hall: HallOnADesk
let terminal: TerminalProcess
let page: PageConnection
beforeAll(async () => {
  hall = await setUpHall({ hall: { policy: { numberByScreenWhenNoPaper: true } } })
  terminal = await hall.start()
  page = await terminal.connect()
  await viewWhere(page, (view) => view.printer.state === 'ready' && view.card.state === 'absent')
})
afterAll(async () => {
  page.close()
  await hall.clear()
})
beforeEach(async () => {
  await page.client.kiosk.hello()
})

const take = (business: string, requestId: string = randomUUID()) =>
  page.client.kiosk.takeNumber({ requestId, business, paper: 'ticket' })

describe('a page that calls out of order is told what must come first', () => {
  const wrongStep = (needs: string) => ({ code: 'WRONG_STEP', data: { needs } })

  test('nothing without a session', async () => {
    await expect(take('C')).rejects.toMatchObject(wrongStep('session'))
    await expect(page.client.kiosk.agree({ version: 1 })).rejects.toMatchObject(wrongStep('session'))
    await expect(page.client.kiosk.identifyByCard()).rejects.toMatchObject(wrongStep('session'))
    const reprint = page.client.kiosk.reprint({ requestId: randomUUID(), ticketId: 'unknown' })
    await expect(reprint).rejects.toMatchObject(wrongStep('session'))
  })

  test('nobody is identified who has not agreed', async () => {
    await page.client.kiosk.open()
    await expect(page.client.kiosk.identifyByCard()).rejects.toMatchObject(wrongStep('agreement'))
    const typed = page.client.kiosk.identifyByNumber({ number: '11010519491231002X' })
    await expect(typed).rejects.toMatchObject(wrongStep('agreement'))
  })

  test('another version of the notice is no agreement to this one', async () => {
    await page.client.kiosk.open()
    await expect(page.client.kiosk.agree({ version: 2 })).rejects.toMatchObject(wrongStep('agreement'))
  })

  test('no number for nobody, and a typed number is no card', async () => {
    await page.client.kiosk.open()
    await expect(take('A')).rejects.toMatchObject(wrongStep('identity'))
    await page.client.kiosk.agree({ version: 1 })
    await page.client.kiosk.identifyByNumber({ number: '11010519491231002X' })
    await expect(take('B')).rejects.toMatchObject(wrongStep('card'))
  })

  test('a ticket of somebody else is neither shown nor printed', async () => {
    await page.client.kiosk.open()
    const reprint = page.client.kiosk.reprint({ requestId: randomUUID(), ticketId: randomUUID() })
    await expect(reprint).rejects.toMatchObject(wrongStep('own-ticket'))
  })
})

describe('a page that calls with wrong types gets a typed error', () => {
  const BAD = { code: 'BAD_REQUEST' }
  // The client's own types would not let these through; a broken or hostile page has no types.
  const kiosk = () => page.client.kiosk as unknown as Record<string, (input: unknown) => Promise<unknown>>
  const call = (name: string, input: unknown) => kiosk()[name]?.(input)

  test.each([
    ['takeNumber', { business: 'C', paper: 'ticket' }],
    ['takeNumber', { requestId: 'one', business: 'C', paper: 'ticket' }],
    ['takeNumber', { requestId: randomUUID(), business: 7, paper: 'ticket' }],
    ['takeNumber', { requestId: randomUUID(), business: 'C', paper: 'stone' }],
    ['takeNumber', { requestId: randomUUID(), business: 'C'.repeat(100), paper: 'ticket' }],
    ['identifyByNumber', { number: 11010519491231002 }],
    ['identifyByNumber', { number: '1'.repeat(1000) }],
    ['identifyByNumber', null],
    ['agree', { version: '1' }],
    ['reprint', { requestId: randomUUID(), ticketId: { $ne: null } }],
  ])('%s %#', async (name, input) => {
    await page.client.kiosk.open()
    await expect(call(name, input)).rejects.toMatchObject(BAD)
  })

  test('a business that does not exist is not available', async () => {
    await page.client.kiosk.open()
    expect(await take('Z')).toMatchObject({ outcome: 'not-available' })
  })

  test('a procedure that does not exist is not found', async () => {
    await expect(call('openTheSafe', {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a card that the last person left behind', () => {
  test('opens nothing for the next until it has been taken away', async () => {
    hall.reader.place(specimenOf('domestic'))
    await viewWhere(page, (view) => view.card.state === 'present')
    await page.client.kiosk.open()
    await page.client.kiosk.agree({ version: 1 })
    expect(await page.client.kiosk.identifyByCard()).toMatchObject({ outcome: 'identified' })
    await page.client.kiosk.end()

    await page.client.kiosk.open()
    await page.client.kiosk.agree({ version: 1 })
    expect(await page.client.kiosk.identifyByCard()).toEqual({
      outcome: 'no-card',
      card: { state: 'present', leftBehind: true },
    })
    hall.reader.remove()
    await viewWhere(page, (view) => view.card.state === 'absent')
    hall.reader.place(specimenOf('domestic'))
    await viewWhere(page, (view) => view.card.state === 'present')
    expect(await page.client.kiosk.identifyByCard()).toMatchObject({ outcome: 'identified' })
    hall.reader.remove()
    await viewWhere(page, (view) => view.card.state === 'absent')
  })
})

describe('after all of these calls', () => {
  test('there is no ticket, no sheet, no event and no paper', async () => {
    expect(await terminal.stop()).toBe(0)
    for (const table of ['ticket', 'sheet', 'outbox']) {
      expect(await readLedger(hall.data, `SELECT count(*) AS rows FROM ${table}`)).toEqual([{ rows: 0 }])
    }
    expect(hall.printer.tickets).toEqual([])
  })
})
