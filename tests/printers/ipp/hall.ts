import { onTestFinished } from 'vitest'
import { openA4Printer, type A4Printer, type A4PrinterOptions } from '../../../printers/ipp/a4-printer.ts'
import type { A4Job } from '../../../printers/ipp/job-ticket.ts'
import type { Settlement } from '../../../printers/ipp/settlement.ts'
import type { A4Timing } from '../../../printers/ipp/timing.ts'
import { startA4Printer, type A4PrinterOptions as Laser, type A4PrinterSimulator } from '../../../simulators/a4-printer/a4-printer.ts'

/** Quick where a printer answers at once; no limit is short unless a test is about its end. */
const QUICK: Partial<A4Timing> = { idlePollMs: 10, pollMs: 5, retryMs: 10, searchMs: 3 }

export const OPERATION = { printJob: 2, validateJob: 4, createJob: 5, sendDocument: 6, cancelJob: 8, getJob: 9, getJobs: 10, getPrinter: 11 } as const

/** A document of so many pages and at least so many bytes. */
export function pdfOf(pages: number, bytes = 0): Uint8Array {
  const body = Array.from({ length: pages }, (_, page) => `${page + 1} 0 obj<</Type/Page/MediaBox[0 0 595 842]>>endobj\n`).join('')
  const head = `%PDF-1.7\n${body}`
  return Buffer.from(`${head}%${'x'.repeat(Math.max(0, bytes - head.length))}\n%%EOF\n`)
}

export function jobOf(key: string, pages = 1, bytes = 0): A4Job {
  return { key, pdf: pdfOf(pages, bytes), pages, sides: 'one-sided', color: 'monochrome' }
}

export async function laser(options: Partial<Laser> = {}): Promise<A4PrinterSimulator> {
  const simulator = await startA4Printer({ listen: { host: '127.0.0.1', port: 0 }, ...options })
  onTestFinished(() => simulator.close())
  return simulator
}

export function printerAt(url: string, options: Partial<A4PrinterOptions> = {}): A4Printer {
  const printer = openA4Printer({ url, ...options, timing: { ...QUICK, ...options.timing } })
  onTestFinished(() => printer.close())
  return printer
}

/** Prints, and tells what the ledger would have heard. */
export function print(
  printer: A4Printer,
  job: A4Job,
  livesMs = 60_000,
): { readonly story: readonly string[]; readonly done: Promise<Settlement> } {
  const story: string[] = []
  const done = printer
    .print(job, { livesMs, sending: async () => void story.push('sending'), sent: async () => void story.push('sent') })
    .then((settled) => {
      story.push(settled.state)
      return settled
    })
  return { story, done }
}

/** Resolves when `condition` holds, looked at whenever printer or simulator say that something changed. */
export function until(simulator: A4PrinterSimulator, printer: A4Printer | null, condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const forget: (() => void)[] = []
    const look = (): void => {
      if (!condition()) return
      for (const each of forget) each()
      resolve()
    }
    forget.push(simulator.onChange(look))
    if (printer !== null) forget.push(printer.onStatus(look))
    look()
  })
}

/** Keys and pages of what lies in the output tray. */
export function tray(simulator: A4PrinterSimulator): readonly string[] {
  return simulator.outputs.map(({ jobName, page, pages }) => `${jobName} ${page}/${pages}`)
}
