import { GENERIC_80MM, type PrinterProfile } from '../../../printers/escpos/profile.ts'
import type { Told } from './hall-under-test.ts'

/**
 * What is promised of every state of a sheet under every fault, written from the design ("a sheet of paper") and from
 * what the manuals say of printers, and not from the code.
 */

/** How far a sheet is when the fault strikes. From `first-bytes` on: how much of its job the printer has in. */
export const STATES = [
  'before-number',
  'intended',
  'sending',
  'first-bytes',
  'mid-job',
  'all-but-the-cut',
  'cut',
  'settled',
] as const
export type State = (typeof STATES)[number]

export const FAULTS = {
  'paper-out': 'the paper runs out',
  'reloaded-in-time': 'the paper runs out and is put in at once',
  'near-end': 'the paper is near its end',
  'cover-open': 'the cover is opened',
  'blade-stuck': 'the blade stands out of its place',
  'blade-jams': 'the blade jams at the cut',
  'head-hot': 'the head is too hot',
  'power-off-kept': 'the printer loses its power and keeps its buffer',
  'power-off-lost': 'the printer loses its power and its buffer',
  'off-while-open-kept': 'the cover is opened, then the printer is switched off and keeps its buffer',
  'off-while-open-lost': 'the cover is opened, then the printer is switched off and loses its buffer',
  'line-cut': 'the line is cut',
  silence: 'the printer says nothing more',
  stalled: 'the printer takes nothing more in',
  'bytes-lost': 'some bytes never arrive',
  'end-lost': 'the end of the job never arrives',
  'answers-late': 'all answers are late',
  'no-gs-r': 'GS r is not answered',
  'no-process-id': 'the process id is not answered',
  'no-fence': 'no fence is answered',
  'terminal-killed': 'the terminal is killed',
  'all-dark-kept': 'terminal and printer lose their power, the buffer is kept',
  'all-dark-lost': 'terminal and printer lose their power, the buffer is lost',
} as const
export type Fault = keyof typeof FAULTS

export const PRINTERS = {
  'names-jobs': 'that names finished jobs and can clear its buffers',
  'has-a-fence': 'that answers GS r and cannot clear its buffers',
  'tells-nothing': 'that confirms nothing',
} as const
export type PrinterKind = keyof typeof PRINTERS

export const PROFILES: Readonly<Record<PrinterKind, PrinterProfile>> = {
  'names-jobs': { ...GENERIC_80MM, processId: 'yes', paperStatusFence: 'yes', clearBuffers: 'yes' },
  'has-a-fence': { ...GENERIC_80MM, processId: 'no', paperStatusFence: 'yes', clearBuffers: 'no' },
  'tells-nothing': { ...GENERIC_80MM, processId: 'no', paperStatusFence: 'no', clearBuffers: 'no' },
}

export interface Cell {
  readonly state: State
  readonly fault: Fault
  readonly printer: PrinterKind
}

/** The terminal goes with it. */
export function isDark(fault: Fault): boolean {
  return fault === 'terminal-killed' || fault === 'all-dark-kept' || fault === 'all-dark-lost'
}

export interface CellPromise {
  /** What the citizen is told, and the ledger holds. `nothing`: the terminal went dark over it. */
  readonly told: Told
  /** Whole tickets with the number that have come out once the fault is mended and everything has come to rest. */
  readonly wholeTickets: 0 | 1
}

type InFlight = 'first-bytes' | 'mid-job' | 'all-but-the-cut' | 'cut'

/** What stops a printer, as it tells. */
const STOPS = { 'paper-out': 'paper-out', 'cover-open': 'cover-open', 'blade-stuck': 'cutter', 'head-hot': 'head' } as const

/** On a sheet that is over. */
const MAKES_NO_DIFFERENCE: ReadonlySet<Fault> = new Set([
  'bytes-lost',
  'end-lost',
  'blade-jams',
  'no-gs-r',
  'no-process-id',
  'no-fence',
])

/** What a printer without any fault comes to. */
function well(printer: PrinterKind): CellPromise {
  return { told: { state: printer === 'tells-nothing' ? 'sent' : 'printed' }, wholeTickets: 1 }
}

/** Null: the fault cannot strike there, or is another one's by then. */
export function promiseOf({ state, fault, printer }: Cell): CellPromise | null {
  if (state === 'before-number') return beforeNumber(fault, printer)
  if (state === 'intended') return whileIntended(fault, printer)
  if (state === 'sending') return whileSending(fault, printer)
  if (state === 'settled') return MAKES_NO_DIFFERENCE.has(fault) ? null : well(printer) // what is over stays over
  return inFlight(state, fault, printer)
}

/** Whatever can be known before a number is given burns none. */
function beforeNumber(fault: Fault, printer: PrinterKind): CellPromise | null {
  const noPaper = (reason: Extract<Told, { state: 'no-paper' }>['reason']): CellPromise => ({
    told: { state: 'no-paper', reason },
    wholeTickets: 0,
  })
  switch (fault) {
    case 'paper-out':
    case 'cover-open':
    case 'blade-stuck':
    case 'head-hot':
      return noPaper(STOPS[fault])
    case 'power-off-kept':
    case 'power-off-lost':
    case 'line-cut':
      return noPaper('disconnected')
    case 'silence':
    case 'stalled':
    case 'answers-late':
    case 'bytes-lost': // of the question
      return noPaper('silent')
    case 'near-end':
      return well(printer)
    case 'no-gs-r':
    case 'no-process-id':
    case 'no-fence':
    case 'blade-jams':
      return inFlight('first-bytes', fault, printer)
    case 'terminal-killed':
    case 'all-dark-kept':
    case 'all-dark-lost':
      return { told: { state: 'nothing' }, wholeTickets: 0 }
    case 'reloaded-in-time':
    case 'off-while-open-kept':
    case 'off-while-open-lost':
    case 'end-lost':
      return null
  }
}

/** The number is given; what the printer tells when it is asked again keeps the sheet from being begun. */
function whileIntended(fault: Fault, printer: PrinterKind): CellPromise | null {
  const before = beforeNumber(fault, printer)
  return before?.told.state === 'no-paper'
    ? { told: { state: 'failed', reason: before.told.reason }, wholeTickets: 0 }
    : before
}

/** It is written down that bytes may move. What the printer tells by itself by then still keeps them back. */
function whileSending(fault: Fault, printer: PrinterKind): CellPromise | null {
  if (fault === 'off-while-open-kept' || fault === 'off-while-open-lost') return null
  if (fault === 'reloaded-in-time') return well(printer)
  return isHeardAtOnce(fault) ? whileIntended(fault, printer) : inFlight('first-bytes', fault, printer)
}

function isHeardAtOnce(fault: Fault): boolean {
  return fault in STOPS || fault.startsWith('power-off') || fault === 'near-end' || isDark(fault)
}

/** Bytes are at the printer: nobody sends them again, and nobody calls printed what was not confirmed. */
function inFlight(state: InFlight, fault: Fault, printer: PrinterKind): CellPromise | null {
  const clears = printer === 'names-jobs'
  const isOut = state === 'cut' ? 1 : 0
  const unknown = (reason: string, wholeTickets: 0 | 1): CellPromise => ({
    told: { state: 'unknown', reason },
    wholeTickets,
  })
  switch (fault) {
    case 'paper-out':
      // The end of the old roll comes away with what stands on it: only a sheet not begun comes out whole afterwards.
      return unknown('paper-out', state === 'first-bytes' && !clears ? 1 : isOut)
    case 'cover-open':
    case 'head-hot':
      return unknown(STOPS[fault], clears ? isOut : 1)
    case 'blade-stuck':
      // In this one state every printer can be told to forget the rest (DLE ENQ 2).
      return unknown('cutter', isOut)
    case 'blade-jams':
      return state === 'cut' ? null : unknown('cutter', 0)
    case 'reloaded-in-time': {
      const wholeTickets = state === 'first-bytes' || state === 'cut' ? 1 : 0
      return printer === 'tells-nothing' ? unknown('paper-out', wholeTickets) : { told: { state: 'printed' }, wholeTickets }
    }
    case 'near-end':
      return well(printer)
    case 'power-off-kept':
    case 'power-off-lost':
    case 'line-cut':
      return unknown('line-broken', isOut)
    case 'off-while-open-kept':
      return state === 'first-bytes' ? unknown('line-broken', clears ? 0 : 1) : null
    case 'off-while-open-lost':
      return state === 'first-bytes' ? unknown('line-broken', 0) : null
    case 'silence':
      return unknown('no-answer', 1)
    case 'stalled':
      return unknown('no-answer', isOut)
    case 'bytes-lost':
      // What a line garbled is obeyed and confirmed all the same: nothing at this end can know.
      return state === 'first-bytes' || state === 'mid-job' ? well(printer) : null
    case 'end-lost':
      if (printer === 'tells-nothing') return state === 'cut' ? null : { told: { state: 'sent' }, wholeTickets: 0 }
      return unknown('no-answer', isOut)
    case 'answers-late':
      return printer === 'tells-nothing' ? unknown('no-answer', 1) : well(printer)
    case 'no-gs-r':
      return printer === 'has-a-fence' ? unknown('no-answer', 1) : well(printer)
    case 'no-process-id':
      return well(printer)
    case 'no-fence':
      return printer === 'tells-nothing' ? well(printer) : unknown('no-answer', 1)
    case 'terminal-killed':
      // All bytes had left the machine.
      return { told: { state: 'nothing' }, wholeTickets: 1 }
    case 'all-dark-kept':
    case 'all-dark-lost':
      return { told: { state: 'nothing' }, wholeTickets: isOut }
  }
}
