import { randomUUID } from 'node:crypto'
import { rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openPort } from '../../drivers/ports/open-port.ts'
import type { PortFault } from '../../drivers/ports/port.ts'
import { err, ok, type Result } from '../../drivers/result.ts'
import {
  probePrinter,
  type ProbeFault,
  type ProbeQuestion,
  type ProbeStep,
  type ProbeTiming,
} from '../../printers/escpos/probe.ts'
import type { ProfileFile } from '../../printers/escpos/profile.ts'
import type { NotReadyReason } from '../../printers/escpos/status.ts'

export interface PrinterProbeOptions {
  readonly port: string
  /** Null writes the profile to where the words go. */
  readonly out: string | null
  readonly width: 58 | 80
  readonly today: string
  /** Takes words as they come, parts of lines among them. */
  readonly write: (text: string) => void
  readonly stop?: AbortSignal
  readonly timing?: Partial<ProbeTiming>
}

/** A sign of life while an answer is waited for. */
const SIGN_EVERY_MS = 500

/**
 * Probes the printer, tells in plain words what it answered and what to do next, and writes its profile whole or not at
 * all. The fault is one line that says what to mend.
 */
export async function runPrinterProbe(options: PrinterProbeOptions): Promise<Result<void, { readonly line: string }>> {
  const out = options.out === null ? null : path.resolve(options.out)
  if (out !== null && !(await isFolder(path.dirname(out)))) {
    return err({ line: `--out ${options.out}: there is no folder ${path.dirname(out)}; nothing was asked or printed` })
  }
  const teller = tellerOf(options.write)
  options.write(`Asking the printer at ${options.port}\n`)
  const probed = await probePrinter({
    open: openPort(options.port),
    width: options.width,
    today: options.today,
    onStep: teller.step,
    ...(options.stop === undefined ? {} : { stop: options.stop }),
    ...(options.timing === undefined ? {} : { timing: options.timing }),
  })
  teller.end()
  if (!probed.ok) return err({ line: `${options.port}: ${faultLine(probed.fault)}; no profile was written` })
  const text = `${JSON.stringify(probed.value, null, 2)}\n`
  if (out === null) {
    options.write(`\nThe profile; --out profile.json writes it to a file:\n${text}`)
  } else {
    const written = await writeWhole(out, text)
    if (!written.ok) return err({ line: `--out ${written.fault.line}` })
    options.write(`\nWritten: ${out}\n`)
  }
  options.write(nextSteps(probed.value, out))
  return ok(undefined)
}

function tellerOf(write: (text: string) => void) {
  let sign: NodeJS.Timeout | null = null
  let line: 'open' | 'ended' = 'ended'
  const begin = (text: string): void => {
    write(`  ${text} `)
    line = 'open'
    sign = setInterval(() => write('.'), SIGN_EVERY_MS)
  }
  const end = (text = ''): void => {
    if (sign !== null) clearInterval(sign)
    sign = null
    if (line === 'open') write(`${text}\n`)
    line = 'ended'
  }
  const step = (step: ProbeStep): void => {
    switch (step.kind) {
      case 'asking':
        return begin(`${questionWords(step.question)}:`)
      case 'heard':
        return end(
          step.answer.state === 'answered'
            ? `answered in ${step.answer.milliseconds} ms`
            : ` NOT answered within ${step.answer.milliseconds} ms; ${WITHOUT[step.question.kind]}`,
        )
      case 'printing':
        return begin('the test strip:')
      case 'printed':
        return end(
          step.confirmedBy === 'printer'
            ? `the printer confirms it after ${step.milliseconds} ms`
            : ' sent; this printer confirms nothing, so look whether it came out',
        )
    }
  }
  return { step, end }
}

/** What is asked, as `DLE EOT 4, roll paper`. */
export function questionWords(question: ProbeQuestion): string {
  switch (question.kind) {
    case 'realTimeQueries':
      return `DLE EOT ${question.query}, ${STATUS_OF[question.query]}`
    case 'automaticStatus':
      return 'GS a, status told by itself'
    case 'paperStatusFence':
      return 'GS r 1, paper status in order'
    case 'processId':
      return 'GS ( H, process id'
    case 'clearBuffers':
      return 'DLE DC4 fn 8, clear buffers'
  }
}

const STATUS_OF = { 1: 'printer', 2: 'cause of offline', 3: 'cause of error', 4: 'roll paper' } as const

/** What the terminal does without the answer. */
const WITHOUT: Readonly<Record<ProbeQuestion['kind'], string>> = {
  realTimeQueries: 'it will not be asked',
  automaticStatus: 'a change is noticed when the printer is next asked',
  paperStatusFence: 'it will not be used to confirm a ticket',
  processId: 'it will not be used to confirm a ticket',
  clearBuffers: 'what stays in the printer after a fault cannot be cleared from here',
}

const REASONS: Readonly<Record<NotReadyReason, string>> = {
  'cover-open': 'its cover is open: close it',
  'paper-out': 'it has no paper: put in a roll',
  cutter: 'its cutter is stuck: clear it, then switch the printer off and on',
  head: 'its head is too hot: let it cool down',
  error: 'it reports an error: switch it off and on',
  offline: 'it is offline: look at its lamps and release the feed button',
}

/** What is wrong and what to do, without a full stop. */
export function faultLine(fault: ProbeFault): string {
  switch (fault.kind) {
    case 'port':
      return portLine(fault.fault)
    case 'no-status':
      return (
        'answers none of DLE EOT 1 to 4: see that it is switched on and that address, cable and baud rate are right; ' +
        'a printer that never tells its status cannot be used'
      )
    case 'not-ready':
      return `${REASONS[fault.reason]}, and start the probe again; ${
        fault.strip === 'begun' ? 'the test strip may be in two pieces' : 'nothing was printed'
      }`
    case 'strip-unconfirmed':
      return 'the test strip was not confirmed in time: switch the printer off and on, and start the probe again'
    case 'stopped':
      return 'stopped as asked, between two commands'
    case 'fell-silent':
      return 'answers no more: switch it off and on, and start the probe again'
  }
}

function portLine(fault: PortFault): string {
  const next: Readonly<Record<PortFault['kind'], string>> = {
    'not-found': 'see that the device or address is spelled right and connected',
    refused: 'see that the printer is switched on, and that the address and the permission to use it are right',
    busy: 'another program uses it: stop the terminal first',
    broken: 'the line broke: look at the cable, switch the printer off and on',
    'timed-out': 'nobody is there: see that the printer is switched on and the address right',
    closed: 'the line broke: look at the cable, switch the printer off and on',
  }
  return `cannot be used (${fault.detail}): ${next[fault.kind]}`
}

function nextSteps(profile: ProfileFile, out: string | null): string {
  const confirms = profile.processId.support === 'yes' || profile.paperStatusFence.support === 'yes'
  const verdict = confirms
    ? 'This printer confirms its tickets.'
    : 'This printer confirms no ticket: tickets end as sent, and the screen asks people to look.'
  const file = out === null ? 'Probe again with --out and name the file' : 'Name the file'
  return `
${verdict}
What to do next:
  1. Look at the strip: nothing above its first line, the ruler of ${profile.columns.value} cells on one line,
     hanzi readable, all four edges of the frame, a code that a phone reads, the paper cut.
     A wrong width: probe again with --width ${profile.widthDots.value === 384 ? 80 : 58}.
  2. ${file} in terminal.yaml, devices.ticket.profile: ${JSON.stringify(out ?? './profile.json')}
`
}

/** Beside its place first, so that a power cut leaves the old file or the new one. */
export async function writeWhole(file: string, text: string): Promise<Result<void, { readonly line: string }>> {
  const beside = `${file}.${randomUUID()}.tmp`
  try {
    await writeFile(beside, text, { flag: 'wx', flush: true })
    await rename(beside, file)
    return ok(undefined)
  } catch (error) {
    await rm(beside, { force: true })
    const { code } = error as NodeJS.ErrnoException
    return err({ line: `${file}: cannot be written (${code ?? 'unknown reason'}); no profile was written` })
  }
}

async function isFolder(place: string): Promise<boolean> {
  try {
    return (await stat(place)).isDirectory()
  } catch {
    return false // not there, or not to be looked at: told in the same words
  }
}
