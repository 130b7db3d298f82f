import { setImmediate } from 'node:timers/promises'
import type { ThermalPrinterSimulator } from '../../../simulators/thermal-printer/thermal-printer.ts'
import type { Cell, Fault, PrinterKind, State } from './cells.ts'
import type { RunningTerminal } from './hall-under-test.ts'

/** ESC @, FS &, GS a, ESC c 5, and one byte of what follows. */
const FIRST_BYTES = 12
/** GS V 66 0. */
const CUT_BYTES = 4
/** GS r, and GS ( H with its id. */
const FENCE_BYTES: Readonly<Record<PrinterKind, number>> = { 'names-jobs': 14, 'has-a-fence': 3, 'tells-nothing': 0 }
const SOME_BYTES = 7
/** Later than a question is waited for, and sooner than a fence is. */
const LATE_MS = 700

/** How much of a job of so many bytes is in when the fault strikes. */
const BYTES_IN: Readonly<Record<State, (job: number) => number>> = {
  'before-number': () => 0,
  intended: () => 0,
  sending: () => 0,
  'first-bytes': () => FIRST_BYTES,
  'mid-job': (job) => job >> 1,
  'all-but-the-cut': (job) => job - CUT_BYTES,
  cut: (job) => job,
  settled: (job) => job,
}

/** Makes the fault happen now. What a person does in answer, or what follows by itself, is awaited. */
export async function strikeNow(fault: Fault, printer: ThermalPrinterSimulator, terminal: RunningTerminal): Promise<void> {
  strike(fault, printer, terminal)
  await follows(fault, printer, terminal)
}

/** Makes it happen when the printer has so much of the job in; called when none of it has left. */
export function strikeInFlight(
  { state, fault, printer: kind }: Cell,
  printer: ThermalPrinterSimulator,
  terminal: RunningTerminal,
  job: number,
): void {
  const from = BYTES_IN[state](job)
  if (fault === 'bytes-lost') printer.loseBytes(from, SOME_BYTES)
  else if (fault === 'end-lost') printer.loseBytes(from, job - from + FENCE_BYTES[kind])
  else {
    printer.afterBytes(from, () => {
      strike(fault, printer, terminal)
      void follows(fault, printer, terminal)
      if (fault.startsWith('off-while-open')) {
        printer.afterBytes(job - from, () => printer.powerOff({ keepBuffer: fault.endsWith('kept') }))
      }
    })
  }
}

function strike(fault: Fault, printer: ThermalPrinterSimulator, terminal: RunningTerminal): void {
  switch (fault) {
    case 'paper-out':
    case 'reloaded-in-time':
      return printer.setPaper('out')
    case 'near-end':
      return printer.setPaper('near-end')
    case 'cover-open':
    case 'off-while-open-kept':
    case 'off-while-open-lost':
      return printer.setCover('open')
    case 'blade-stuck':
      return printer.setCutter('fault')
    case 'blade-jams':
      return printer.jamAtNextCut()
    case 'head-hot':
      return printer.setHead('hot')
    case 'power-off-kept':
    case 'power-off-lost':
      return printer.powerOff({ keepBuffer: fault === 'power-off-kept' })
    case 'line-cut':
      return printer.disconnectAfterBytes(0)
    case 'silence':
      return printer.silence(true)
    case 'stalled':
      return printer.stall(true)
    case 'bytes-lost':
    case 'end-lost':
      return printer.loseBytes(0, 3 * 4) // four questions
    case 'answers-late':
      return printer.delayAnswers(LATE_MS)
    case 'no-gs-r':
      return void Object.assign(printer.answers, { gsR: false })
    case 'no-process-id':
      return void Object.assign(printer.answers, { processId: false })
    case 'no-fence':
      return void Object.assign(printer.answers, { gsR: false, processId: false })
    case 'terminal-killed':
      return terminal.die()
    case 'all-dark-kept':
    case 'all-dark-lost':
      terminal.die()
      return printer.powerOff({ keepBuffer: fault === 'all-dark-kept' })
  }
}

/** What the printer tells by itself is heard; who put paper in at once has done so. */
async function follows(fault: Fault, printer: ThermalPrinterSimulator, terminal: RunningTerminal): Promise<void> {
  if (STOPPING.has(fault)) await terminal.statusIs(({ state }) => state === 'not-ready')
  if (fault.startsWith('power-off')) await terminal.statusIs(({ state }) => state === 'disconnected')
  if (fault === 'reloaded-in-time') {
    printer.setPaper('ok')
    await terminal.statusIs(({ state }) => state === 'ready')
  }
}

const STOPPING: ReadonlySet<Fault> = new Set(['paper-out', 'reloaded-in-time', 'cover-open', 'blade-stuck', 'head-hot'])

/** Whoever looks after the printer puts right whatever is wrong with it. */
export async function mend(fault: Fault, printer: ThermalPrinterSimulator): Promise<void> {
  // Nobody is as quick as a line that has just been given up: the printer notices first.
  await setImmediate()
  await setImmediate()
  printer.silence(false)
  printer.stall(false)
  printer.delayAnswers(0)
  Object.assign(printer.answers, { gsR: true, processId: true })
  printer.setHead('ok')
  if (fault.startsWith('blade')) {
    printer.setCutter('ok')
    printer.setCover('open') // a blade goes home when the cover is opened and closed
  }
  printer.setCover('closed')
  printer.setPaper('ok')
  if (fault.startsWith('power-off') || fault.startsWith('off-while') || fault.startsWith('all-dark')) printer.powerOn()
}
