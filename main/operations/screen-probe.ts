import path from 'node:path'
import { openPort } from '../../drivers/ports/open-port.ts'
import { Inbox } from '../../printers/escpos/inbox.ts'
import { probePrinter, type ProbeStep } from '../../printers/escpos/probe.ts'
import type { ThermalPrinter } from '../../printers/escpos/thermal-printer.ts'
import type { ProbeProgress } from '../contract/operator.ts'
import { faultLine, questionWords, writeWhole } from './printer-probe.ts'

/** Between two looks whether the probe is still wanted. */
const LOOK_EVERY_MS = 1_000

/**
 * Probes the installed printer from the operator's screen: the terminal lets go of its line for as long, and nothing is
 * printed for citizens meanwhile. The profile is written into `folder`; terminal.yaml is to name it. Ends early, between
 * two questions, when `signal` aborts.
 */
export async function* probeOnScreen(options: {
  readonly printer: ThermalPrinter
  readonly port: string
  readonly width: 58 | 80
  /** For the evidence, `2026-11-22`. */
  readonly today: string
  readonly folder: string
  /** The test strip begins to leave. */
  readonly onStrip: () => void
  readonly signal: AbortSignal
}): AsyncGenerator<ProbeProgress, void, undefined> {
  const { port, folder, signal } = options
  const inbox = new Inbox<ProbeProgress | 'ended'>()
  const resume = await options.printer.release()
  const stop = new AbortController()
  const probing = probePrinter({
    open: openPort(port),
    width: options.width,
    today: options.today,
    onStep(step) {
      if (step.kind === 'printing') options.onStrip()
      inbox.push(progressOf(step))
    },
    stop: AbortSignal.any([signal, stop.signal]),
  }).finally(() => inbox.push('ended'))
  try {
    for (;;) {
      const progress = await inbox.take(LOOK_EVERY_MS)
      if (progress === 'ended') break
      if (progress !== null) yield progress
    }
    const probed = await probing
    if (!probed.ok) {
      yield { step: 'failed', line: `${port}: ${faultLine(probed.fault)}` }
      return
    }
    const file = path.join(folder, 'printer-profile.json')
    const written = await writeWhole(file, `${JSON.stringify(probed.value, null, 2)}\n`)
    yield written.ok ? { step: 'written', file } : { step: 'failed', line: written.fault.line }
  } finally {
    // The page may have gone in mid-probe: the terminal takes its printer back when the last command is through.
    stop.abort()
    await probing.finally(resume)
  }
}

function progressOf(step: ProbeStep): ProbeProgress {
  switch (step.kind) {
    case 'asking':
      return { step: 'asking', question: questionWords(step.question) }
    case 'heard':
      return {
        step: 'heard',
        question: questionWords(step.question),
        answered: step.answer.state === 'answered',
        milliseconds: step.answer.milliseconds,
      }
    case 'printing':
      return { step: 'printing' }
    case 'printed':
      return { step: 'printed', confirmed: step.confirmedBy === 'printer' }
  }
}
