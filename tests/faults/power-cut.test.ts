import { randomInt, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { businessDay } from '../../main/queue/calendar.ts'
import { startThermalPrinter, type ThermalPrinterSimulator } from '../../simulators/thermal-printer/thermal-printer.ts'
import { startTerminalProcess, writeConfiguration, type PageConnection } from '../terminal-process.ts'
import { readLedger } from './ledger-reading.ts'

const LONG = process.env['YIMEN_LONG'] === '1'
const POWER_CUTS = LONG ? 1000 : 50
/** Citizens who take a number at once while the power goes, and the most that one of them waits for the next, ms. */
const TAKERS = 4
const PAUSE_MS = 50

/** With its printer, in the middle of most tickets: each is on its way for a third of a second. */
const SLOW_MM_PER_SECOND = 300
/** A day that ends at once, and one that is long enough for a ticket: what the last sheet left is cleared first. */
const SHORT_DAY_MS = 250
const LONG_DAY_MS = 1_500

let folder: string
let printer: ThermalPrinterSimulator
async function setUp(speedMmPerSecond: number | 'instant'): Promise<void> {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-power-cut-'))
  printer = await startThermalPrinter({ listen: { host: '127.0.0.1', port: 0 }, speedMmPerSecond })
}
afterEach(async () => {
  await printer.close()
  await rm(folder, { recursive: true })
})

/** Each number on paper with its day: what else its strip said, and when it was torn off. */
type OnPaper = Map<string, { readonly text: string; readonly torn: string }>

/**
 * Tears off what hangs out; answers how many numbers can be read on it. A number is on one strip of its day, a strip has
 * one. A strip that ends before its date was begun on `day`.
 */
function tearOff(paper: OnPaper, day: string, when: string): number {
  const sheets = [...printer.tickets]
  for (const sheet of sheets) printer.takeTicket(sheet.id)
  const read = sheets.map((sheet) => ({ text: sheet.text, torn: when, numbers: sheet.text.match(/\bC\d{3,}\b/g) ?? [] }))
  expect(read.filter(({ numbers }) => numbers.length > 1)).toEqual([])
  for (const { numbers, text, torn } of read) {
    for (const each of numbers) {
      const number = `${/\d{4}-\d\d-\d\d/.exec(text)?.[0] ?? day} ${each}`
      expect({ number, first: paper.get(number), again: { text, torn } }).toMatchObject({ first: undefined })
      paper.set(number, { text, torn })
    }
  }
  return read.flatMap(({ numbers }) => numbers).length
}

async function atRest(): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = () => {
      if (printer.state.printing) return
      forget()
      resolve()
    }
    const forget = printer.onChange(look)
    look()
  })
}

interface Told {
  readonly requestId: string
  readonly ticketId: string
  readonly number: string
}

/** Takes numbers until the line dies; a request without an answer is left in `unanswered` for the next start. */
async function takeNumbers(page: PageConnection, told: Told[], unanswered: Set<string>): Promise<void> {
  for (;;) {
    const requestId = unanswered.values().next().value ?? randomUUID()
    unanswered.delete(requestId)
    try {
      const paper = randomInt(2) === 0 ? 'ticket' : 'screen'
      const taken = await page.client.kiosk.takeNumber({ requestId, business: 'C', paper })
      if (taken.outcome !== 'issued') throw new Error(`a number was expected, not ${taken.outcome}`)
      told.push({ requestId, ticketId: taken.ticket.ticketId, number: taken.ticket.number })
      await sleep(randomInt(PAUSE_MS))
    } catch (error) {
      unanswered.add(requestId)
      if (page.socket.readyState === page.socket.OPEN) throw error
      return
    }
  }
}

describe(`the power fails ${POWER_CUTS} times while numbers are taken: none is given twice, none is lost, nothing prints by itself`, () => {
  const timeout = LONG ? 3_600_000 : 300_000

  test('the power of the terminal', { timeout }, async () => {
    await setUp('instant')
    expect(await cutPowerAgainAndAgain(() => undefined)).toBeGreaterThan(POWER_CUTS)
  })

  // What the printer had in its buffer comes out when its power is back, or never; in the dark nobody tears it off.
  test('and that of its printer, which keeps its buffer or loses it', { timeout }, async () => {
    await setUp(SLOW_MM_PER_SECOND)
    const darken = () => {
      if (randomInt(4) > 0) printer.powerOff({ keepBuffer: randomInt(2) === 0 })
    }
    expect(await cutPowerAgainAndAgain(darken)).toBeGreaterThan(0)
  })
})

/** Answers how many numbers were given. */
async function cutPowerAgainAndAgain(darkenPrinter: () => void): Promise<number> {
  const configuration = await writeConfiguration(folder, { printer: printer.url })
  const told: Told[] = []
  const unanswered = new Set<string>()
  const paper: OnPaper = new Map()
  // A long run may go on past midnight in the hall.
  const today = () => businessDay(new Date(), 'Asia/Shanghai')
  let day = today()

  for (let cut = 0; cut < POWER_CUTS; cut += 1) {
    tearOff(paper, day, `after ${cut} cuts, before the start`)
    day = today()
    const terminal = await startTerminalProcess({ folder, configuration })
    const page = await terminal.connect()
    await page.client.kiosk.hello()
    const [health] = await Promise.all([fetch(new URL('/health', terminal.ready.url)), page.client.kiosk.businesses()])
    expect(await health.json()).toMatchObject({ ledger: { ok: true } })
    // Nobody has asked for anything since the start.
    expect(tearOff(paper, day, `after ${cut} cuts, after the start`)).toBe(0)

    await page.client.kiosk.open()
    const takers = Array.from({ length: TAKERS }, () => takeNumbers(page, told, unanswered))
    await sleep(randomInt(5, cut % 4 < 3 ? SHORT_DAY_MS : LONG_DAY_MS))
    darkenPrinter()
    await terminal.cutPower()
    await Promise.all(takers)
    page.close()
    printer.powerOn()
    await atRest()
  }

  // One last start: every request that had no answer is asked again under its own id.
  const terminal = await startTerminalProcess({ folder, configuration })
  const page = await terminal.connect()
  await page.client.kiosk.hello()
  await page.client.kiosk.open()
  for (const requestId of unanswered) {
    const taken = await page.client.kiosk.takeNumber({ requestId, business: 'C', paper: 'screen' })
    if (taken.outcome === 'issued') told.push({ requestId, ticketId: taken.ticket.ticketId, number: taken.ticket.number })
  }
  // After all of it the printer is fit for the next person.
  const last = await page.client.kiosk.takeNumber({ requestId: randomUUID(), business: 'C', paper: 'ticket' })
  if (last.outcome !== 'issued') throw new Error(`a number was expected, not ${last.outcome}`)
  await vi.waitFor(() => expect(printer.tickets.at(-1)?.text).toContain(last.ticket.number), { timeout: 30_000 })
  page.close()
  expect(await terminal.stop()).toBe(0)

  const data = path.join(folder, 'data')
  const tickets = await readLedger<{ ticket_id: string; number: string; request_id: string; business_day: string }>(
    data,
    'SELECT ticket_id, number, request_id, business_day FROM ticket ORDER BY rowid',
  )
  expect(new Set(tickets.map((ticket) => `${ticket.business_day} ${ticket.number}`)).size).toBe(tickets.length)
  expect(new Set(tickets.map((ticket) => ticket.request_id)).size).toBe(tickets.length)

  // The numbers of each day are 1 to n, in the order they were given: none was lost, none burnt.
  for (const day of new Set(tickets.map((ticket) => ticket.business_day))) {
    const numbers = tickets.filter((ticket) => ticket.business_day === day).map((ticket) => Number(ticket.number.slice(1)))
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  }

  // What a citizen was told is what the ledger knows, for ever.
  const known = new Map(tickets.map((ticket) => [ticket.request_id, ticket]))
  for (const each of told) {
    expect(known.get(each.requestId)).toMatchObject({ ticket_id: each.ticketId, number: each.number })
  }

  const open = await readLedger(
    data,
    `SELECT state FROM sheet WHERE state IN ('intended', 'sending') OR (state = 'sent' AND detail = 'awaited')`,
  )
  expect(open).toEqual([])

  // No number is on two sheets, and every sheet carries a number that was given.
  const given = new Set(tickets.map((ticket) => `${ticket.business_day} ${ticket.number}`))
  tearOff(paper, day, 'at the end')
  expect([...paper].filter(([number]) => !given.has(number))).toEqual([])
  return tickets.length
}
