import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect } from 'vitest'
import { openPort } from '../../../drivers/ports/open-port.ts'
import type { OpenPort, Port } from '../../../drivers/ports/port.ts'
import { HallFile } from '../../../main/configuration/hall-file.ts'
import type { PaperFault, SheetView } from '../../../main/contract/view.ts'
import { openLedger, type Ledger } from '../../../main/ledger/ledger.ts'
import { machineKeyFrom } from '../../../main/ledger/machine-key.ts'
import { openLog } from '../../../main/operations/log.ts'
import { createQueue, type Queue, type Ticket } from '../../../main/queue/queue.ts'
import { sheetRecord } from '../../../main/queue/sheet-record.ts'
import type { SheetRecord } from '../../../main/queue/sheets-in-motion.ts'
import { createTicketDesk, type TicketDesk } from '../../../main/queue/ticket-desk.ts'
import { outlineFonts } from '../../../printers/escpos/outline-glyph.ts'
import type { PrinterProfile } from '../../../printers/escpos/profile.ts'
import {
  openThermalPrinter,
  type PrinterStatus,
  type PrinterTiming,
  type ThermalPrinter,
} from '../../../printers/escpos/thermal-printer.ts'
import { encodeTicket } from '../../../printers/ticket/ticket.ts'
import {
  startThermalPrinter,
  type PrinterMake,
  type ThermalPrinterSimulator,
} from '../../../simulators/thermal-printer/thermal-printer.ts'
import { OPEN_HALL } from '../../terminal-process.ts'

/** The last line of each ticket: what has it and is cut off is whole. */
const FOOT = '过号请重新取号'
/** The number above, half of the job's bytes in the picture of the code, and two lines below. */
const TEMPLATE = ['hall', 'number', 'qr', { text: 'keep this ticket' }, 'notices']
const HALL = HallFile.parse({ ...OPEN_HALL, ticket: TEMPLATE, notices: { ...OPEN_HALL.notices, ticket: [FOOT] } })
const NOW = new Date('2026-11-22T02:00:00Z')
const FONTS = outlineFonts([])

/**
 * Short, and in the proportions of the product: a question unanswered is found out before a sheet without a fence is
 * let go. Nobody asks an idle printer but where the test waits for it.
 */
const TIMING: PrinterTiming = {
  answerMs: 400,
  idlePollMs: 60_000,
  reconnectMs: 30,
  freshMs: 0,
  flightPollMs: 600,
  writeMs: 20_000,
  fenceMs: 1_600,
  lateFenceMs: 900,
  idAfterMs: 200,
  quietMs: 50,
}

/** What a person at the terminal learns of one request for a number. */
export type Told =
  | { readonly state: 'no-paper'; readonly reason: PaperFault }
  /** Nothing more: the terminal went dark. */
  | { readonly state: 'nothing' }
  | { readonly state: SheetView['state']; readonly reason?: string }

/** Where something can be made to happen on a sheet's way; each is awaited before the sheet goes on. */
export interface OnTheWay {
  /** The number is given, and nothing else has happened. */
  readonly intended?: () => Promise<void>
  /** The ledger says that bytes may move; none has. `bytes` is how many the job has, its fence left out. */
  readonly sending?: (bytes: number) => Promise<void>
}

/** Ledger, queue, desk and driver as the terminal puts them together. Stopped without an end, it is a power cut. */
export interface RunningTerminal {
  readonly queue: Queue
  readonly ledger: Ledger
  readonly driver: ThermalPrinter
  /** As a person at the kiosk does: paper is asked for first; resolves when the sheet has settled. */
  take(onTheWay?: OnTheWay): Promise<{ readonly told: Told; readonly ticket: Ticket | null }>
  /** 补打 by somebody who may. */
  reprint(ticketId: string): Promise<Told>
  statusIs(wanted: (status: PrinterStatus) => boolean): Promise<void>
  /** Asks the printer until it is well. */
  printerIsWell(): Promise<void>
  /** Nothing more is written down, sent or heard from this moment on. What has left the machine has left it. */
  die(): void
  /** In order, or after `die` what is still open in this process, so that the next one can begin. */
  end(): Promise<void>
}

export interface HallUnderTest {
  readonly printer: ThermalPrinterSimulator
  start(): Promise<RunningTerminal>
  clear(): Promise<void>
}

export async function setUpHall(profile: PrinterProfile, make: PrinterMake = {}): Promise<HallUnderTest> {
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-print-matrix-'))
  const printer = await startThermalPrinter({ listen: { host: '127.0.0.1', port: 0 }, ...make })
  return {
    printer,
    start: () => startTerminal(folder, printer.url, profile),
    async clear() {
      await printer.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startTerminal(folder: string, url: string, profile: PrinterProfile): Promise<RunningTerminal> {
  const key = machineKeyFrom(Buffer.alloc(32, 1))
  const opened = await openLedger({ folder, key, terminal: 'K01', now: () => NOW })
  assert(opened.ok, opened.ok ? '' : opened.fault.line)
  const ledger = opened.value
  await ledger.sheets.settleOpenAtStart()
  const line = mortalLine(openPort(url))
  const driver = openThermalPrinter({
    open: line.open,
    profile,
    timing: TIMING,
    lastSheet: (await ledger.sheets.lastIsInDoubt()) ? 'in-doubt' : 'settled',
  })
  const queue = createQueue({ ledger, hall: () => HALL, now: () => NOW, terminal: 'K01', timeIsKnown: () => true })
  const life: { state: 'alive' | 'dead'; readonly deaths: (() => void)[] } = { state: 'alive', deaths: [] }
  let onTheWay: OnTheWay = {}
  let jobBytes = 0

  /** The dead write nothing down, and never hear that they did not. */
  const whileAlive = async <T>(act: () => Promise<T>): Promise<T> => {
    if (life.state === 'dead') return new Promise<T>(() => undefined)
    const done = await act()
    return isDead() ? new Promise<T>(() => undefined) : done
  }
  const isDead = (): boolean => life.state === 'dead'

  const rows = sheetRecord(ledger.sheets)
  const record: SheetRecord = {
    sending: async (sheet, lengthMm) => {
      await whileAlive(() => rows.sending(sheet, lengthMm))
      await onTheWay.sending?.(jobBytes)
      await whileAlive(async () => undefined)
    },
    sent: (sheet) => whileAlive(() => rows.sent(sheet)),
    settle: (sheet, end) => whileAlive(() => rows.settle(sheet, end)),
  }
  const desk: TicketDesk = createTicketDesk({
    printer: driver,
    encode: (content) => {
      const encoded = encodeTicket(content, profile, FONTS, HALL.ticket)
      if (encoded.ok) jobBytes = encoded.value.bytes.length
      return encoded
    },
    record,
    hall: () => HALL,
    publicUrl: 'https://example.cn',
    demonstration: false,
    log: openLog('silent'),
    now: () => NOW,
  })

  /** What the sheet's last view says, or that there will be none. */
  function bringOut(ticket: Ticket, sheetKey: string, reprint: number | null): Promise<Told> {
    return new Promise((resolve) => {
      if (isDead()) return resolve({ state: 'nothing' })
      life.deaths.push(() => resolve({ state: 'nothing' }))
      desk.bringOut({
        ticket,
        waits: () => null,
        sheetKey,
        holder: null,
        reprint,
        onState: ({ state, settled, reason }) => {
          if (settled && !isDead()) resolve({ state, ...(reason === undefined ? {} : { reason }) })
        },
      })
    })
  }

  return {
    queue,
    ledger,
    driver,

    async take(way = {}) {
      onTheWay = way
      const reason = await desk.paperFault()
      if (reason !== null) return { told: { state: 'no-paper', reason }, ticket: null }
      const request = { requestId: randomUUID(), business: 'C', person: null, origin: 'kiosk', paper: 'ticket' } as const
      const taken = await queue.takeNumber(request)
      assert(taken.outcome === 'issued' && taken.sheetKey !== null)
      await way.intended?.()
      if (isDead()) return { told: { state: 'nothing' }, ticket: taken.ticket }
      return { told: await bringOut(taken.ticket, taken.sheetKey, null), ticket: taken.ticket }
    },

    async reprint(ticketId) {
      onTheWay = {}
      const request = { requestId: randomUUID(), ticketId, reason: 'unknown-sheet', by: 'citizen' } as const
      const again = await queue.reprint(request)
      assert(again.outcome === 'reprint')
      return bringOut(again.ticket, again.sheetKey, again.count)
    },

    statusIs: (wanted) =>
      new Promise((resolve) => {
        const look = () => {
          if (!wanted(driver.status)) return
          stop()
          resolve()
        }
        const stop = driver.onStatus(look)
        look()
      }),

    async printerIsWell() {
      while ((await driver.check()).state !== 'ready') await setImmediate()
    },

    die() {
      life.state = 'dead'
      line.die()
      for (const tell of life.deaths) tell()
    },

    async end() {
      // The dead wait for ever for what they cannot write down.
      if (isDead()) void driver.close()
      else await driver.close()
      await ledger.close()
    },
  }
}

/** A line whose host can die: what was written before has left, and nothing leaves or is heard after. */
function mortalLine(open: OpenPort): { readonly open: OpenPort; die(): void } {
  const dead = { ok: false, fault: { kind: 'closed', detail: 'dead' } } as const
  let port: Port | null = null
  let state: 'alive' | 'dead' = 'alive'
  const isDead = () => state === 'dead'
  const leave = () => void port?.close('leaves') // never rejects
  return {
    async open() {
      if (isDead()) return dead
      const opened = await open()
      if (!opened.ok) return opened
      port = opened.value
      if (!isDead()) return opened
      // Who died on the way to the printer would hold it for ever: this process lives on.
      leave()
      return dead
    },
    die() {
      state = 'dead'
      leave()
    },
  }
}

/** Nothing moves in the printer, and nothing will by itself. */
export function atRest(printer: ThermalPrinterSimulator): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (printer.state.printing) return
      stop()
      resolve()
    }
    const stop = printer.onChange(look)
    look()
  })
}

/** No number on two tickets unless the second says 补打, and never two numbers on one strip. */
export function expectNoNumberTwice(printer: ThermalPrinterSimulator): void {
  const sheets = sheetsOf(printer)
  for (const number of new Set(sheets.map((sheet) => sheet.number))) {
    const whole = sheets.filter((sheet) => sheet.number === number && sheet.whole)
    expect(whole.slice(1).every(({ reprint }) => reprint)).toBe(true)
  }
  for (const { text } of printer.tickets) expect(new Set(text.match(NUMBERS)).size).toBeLessThanOrEqual(1)
}

/** Paper that has come out and bears a number. */
export interface Sheet {
  readonly number: string
  /** Its last line stands on it and it was cut off. */
  readonly whole: boolean
  readonly reprint: boolean
}

const NUMBERS = /\bC\d{3,}\b/g

/** Lost bytes may leave it in large letters, over two lines. */
function hasFoot(text: string): boolean {
  return text.replaceAll(/\s/g, '').includes(FOOT)
}

/** Whether what came out of a number, put together, is all of its ticket to the cut. */
export function isAllThere(printer: ThermalPrinterSimulator, number: string): boolean {
  const from = printer.tickets.findIndex(({ text }) => text.includes(number))
  const pieces = from === -1 ? [] : printer.tickets.slice(from)
  return pieces.some(({ text }) => hasFoot(text)) && pieces.some(({ cut }) => cut)
}

/** What came out, in order, bare strips left out; a strip that bears two numbers is told of once for each. */
export function sheetsOf(printer: ThermalPrinterSimulator): readonly Sheet[] {
  return printer.tickets.flatMap(({ text, cut }) =>
    [...new Set(text.match(NUMBERS))].map((number) => ({
      number,
      whole: cut && hasFoot(text),
      reprint: text.includes('补打'),
    })),
  )
}

