import { afterEach, beforeEach, vi } from 'vitest'
import { CUT, JOB_START, joined } from '../../../printers/escpos/commands.ts'
import { GENERIC_80MM, type PrinterProfile } from '../../../printers/escpos/profile.ts'
import {
  openThermalPrinter,
  type Settlement,
  type ThermalPrinter,
  type ThermalPrinterOptions,
} from '../../../printers/escpos/thermal-printer.ts'
import type { ScriptedPrinter } from './scripted-printer.ts'

// A driver at a scripted printer, in fake time.

export const JOB = joined(JOB_START, Buffer.from('A007\n'), CUT)
export const HOUR = 3_600_000

const open = new Set<ThermalPrinter>()

/** Each test of the file has the clock in hand, and its printers are closed after it. To be called where tests are declared. */
export function inFakeTime(): void {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(async () => {
    for (const printer of open) await printer.close()
    open.clear()
    vi.useRealTimers()
  })
}

export function printerAt(
  script: ScriptedPrinter,
  profile: PrinterProfile = GENERIC_80MM,
  more: Pick<ThermalPrinterOptions, 'lastSheet' | 'log'> = {},
): ThermalPrinter {
  const printer = openThermalPrinter({ open: script.open, profile, ...more })
  open.add(printer)
  return printer
}

/** Lets microtasks and due timers run. */
export async function pass(milliseconds = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds)
}

/** Prints and tells what the ledger would have heard. */
export function print(printer: ThermalPrinter, livesMs = 60_000) {
  const story: string[] = []
  const flight: { settled: Settlement | null } = { settled: null }
  const done = printer
    .print(JOB, {
      livesMs,
      sending: async () => void story.push('sending'),
      sent: async () => void story.push('sent'),
    })
    .then((settled) => {
      flight.settled = settled
      story.push(settled.state)
    })
  return { story, flight, done, settledAfter: async (ms: number) => pass(ms).then(() => flight.settled) }
}
