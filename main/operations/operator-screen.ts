import path from 'node:path'
import type { CardReader } from '../../drivers/id-card/card-reader.ts'
import { openPort } from '../../drivers/ports/open-port.ts'
import { powerCycle } from '../../drivers/relay/power.ts'
import type { Scanner } from '../../drivers/scanner/scanner.ts'
import type { SocialCardReader } from '../../drivers/social-card/social-card-reader.ts'
import type { PrinterProfile } from '../../printers/escpos/profile.ts'
import { testStrip } from '../../printers/escpos/test-strip.ts'
import type { ThermalPrinter } from '../../printers/escpos/thermal-printer.ts'
import type { A4Printer } from '../../printers/ipp/a4-printer.ts'
import type { HallFile } from '../configuration/hall-file.ts'
import type { TerminalFile } from '../configuration/terminal-file.ts'
import type { PlatformView, PoweredDevice, PowerCycleOutcome, ProbeProgress, SelfTestOutcome } from '../contract/operator.ts'
import type { HallPagesDesk } from '../enrolment/operator-procedures.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { HallLinkState } from '../queue/hall-link/hall-link.ts'
import type { Queue } from '../queue/queue.ts'
import { maskedHolder } from '../queue/sheets-for-operator.ts'
import type { WindowHardware } from '../queue/window-hardware.ts'
import type { TicketDesk } from '../queue/ticket-desk.ts'
import type { HallWaits } from '../queue/waiting-time.ts'
import { createBroadcast } from '../session/broadcast.ts'
import type { CertificatePrinting } from './a4-procedures.ts'
import type { Closure } from './closure.ts'
import type { DeviceFaults } from './device-faults.ts'
import type { Log } from './log.ts'
import { createOperatorSession } from './operator-session.ts'
import { operatorView } from './operator-view.ts'
import { OPERATORS_SCREEN, type Operators } from './operators.ts'
import type { PaperWatch } from './paper-watch.ts'
import { operatorProcedures } from './procedures.ts'
import type { ReportPrinter } from './report-printer.ts'
import { probeOnScreen } from './screen-probe.ts'
import type { TrayWatch } from './tray-watch.ts'

/** A strip that has not begun by then comes out for nobody. */
const STRIP_LIVES_MS = 15_000
/** What changes without telling (the time since, the outbox) is looked at so often while an operator is there. */
const LOOK_EVERY_MS = 5_000
/** The answer to the act leaves before the terminal ends; a page that misses it sees the terminal go anyway. */
const ANSWER_FIRST_MS = 200
/** Judgement: what a ticket takes on a printer that is well, and no longer than a person waits who wants a restart. */
const LAST_SHEET_MS = 15_000

/** The operator's screen of a terminal: who is signed in, what they see and what they may do. */
export function createOperatorScreen(parts: {
  readonly ledger: Ledger
  readonly operators: Operators
  readonly now: () => Date
  readonly log: Log
  readonly machine: TerminalFile
  readonly profile: PrinterProfile
  readonly hall: () => HallFile
  readonly reader: CardReader | null
  readonly socialCard: SocialCardReader | null
  readonly scanner: Scanner | null
  readonly hardware: Pick<WindowHardware, 'callPads' | 'windowDisplays'>
  readonly printer: ThermalPrinter | null
  readonly queue: Queue
  readonly desk: TicketDesk
  readonly waits: () => Promise<HallWaits>
  readonly paper: PaperWatch | null
  readonly document: A4Printer | null
  /** Null where the terminal prints no certificates. */
  readonly certificates: CertificatePrinting | null
  /** Null where the report of the day cannot be printed. */
  readonly report: ReportPrinter | null
  /** Null where the terminal has no A4 printer. */
  readonly tray: TrayWatch | null
  readonly faults: DeviceFaults
  readonly closure: Closure
  readonly platform: () => PlatformView
  /** Null where this terminal serves no windows and boards. */
  readonly hallPages: HallPagesDesk | null
  /** Null where this terminal counts by itself. */
  readonly hallServer: () => HallLinkState | null
  /** An operator has come or gone. */
  readonly onSignIn: () => void
  readonly onSignOut: () => void
  /** A PIN has been looked at, right or wrong. */
  readonly onPin: () => void
  /** What went wrong beside any act. */
  readonly onFault: (error: unknown) => void
  /** The line for an installer when the configuration, as it lies there now, opens no terminal; else null. */
  readonly configurationFault: () => Promise<string | null>
  readonly end: (how: 'restart' | 'stop') => void
}) {
  const { ledger, machine, profile, printer, queue, desk, closure, certificates, report } = parts
  const closing = new AbortController()
  /** Devices that a probe or a power cycle has for itself. */
  const taken = new Set<PoweredDevice>()
  let strips = 0
  const powerCycles = new Set<Promise<unknown>>()
  let ending: { how: 'restart' | 'stop'; readonly timer: NodeJS.Timeout } | null = null
  const news = createBroadcast<null>(() => null)
  let signedOut: Promise<void> = Promise.resolve()
  const session = createOperatorSession((name) => {
    parts.onSignOut()
    // By himself, by the clock or by a citizen's first touch: the audit log says until when he was there.
    const entry = { actor: `operator:${name}`, event: 'operator.signed-out', payload: {} }
    signedOut = ledger.transact((tx) => ledger.audit.append(tx, entry)).catch(parts.onFault)
  })
  parts.operators.onPutOut((name, but) => {
    if (session.current === name && but !== OPERATORS_SCREEN) session.signOut()
  })
  const look = setInterval(() => session.current !== null && news.changed(), LOOK_EVERY_MS)

  async function printTestStrip(to: ThermalPrinter): Promise<SelfTestOutcome> {
    strips += 1
    const ended = await to.print(testStrip(profile).bytes, {
      livesMs: STRIP_LIVES_MS,
      sending: () => Promise.resolve(),
      sent: () => Promise.resolve(),
    })
    strips -= 1
    if (ended.state !== 'failed') await countStrip()
    if (ended.state === 'printed') return { outcome: 'passed' }
    return ended.state === 'sent' ? { outcome: 'look' } : { outcome: 'failed', reason: ended.reason }
  }

  /** A strip takes as much of the roll, whoever prints it. */
  function countStrip(): Promise<void> {
    const usedMm = Math.round(testStrip(profile).lengthMm)
    return ledger.transact((tx) => ledger.paperRolls.used(tx, { sheets: 1, usedMm }))
  }

  async function cyclePower(device: PoweredDevice): Promise<PowerCycleOutcome> {
    const power = machine.devices[device]?.power
    if (power === undefined) return { outcome: 'failed', reason: 'no-relay' }
    const paperMoves = device === 'ticket' && (desk.busy() || strips > 0)
    if (paperMoves || taken.has(device)) return { outcome: 'failed', reason: 'busy' }
    taken.add(device)
    const cycling = withoutPower(device, power)
    powerCycles.add(cycling)
    const cycled = await cycling
    powerCycles.delete(cycling)
    taken.delete(device)
    if (cycled.ok) return { outcome: 'done' }
    parts.log.error({ device, fault: cycled.fault.kind }, cycled.fault.line)
    return { outcome: 'failed', reason: cycled.fault.kind === 'left-off' ? 'left-off' : 'relay' }
  }

  /** The printer's line is let go of meanwhile, so that no number is given on a printer that is about to go dark. */
  async function withoutPower(device: PoweredDevice, power: NonNullable<DevicePower>) {
    const resume = device === 'ticket' ? await printer?.release() : undefined
    const cycled = await powerCycle({ open: openPort(power.relay), channel: power.channel, stop: closing.signal })
    resume?.()
    return cycled
  }

  async function* probe(to: ThermalPrinter, port: string, signal: AbortSignal): AsyncGenerator<ProbeProgress, void, undefined> {
    if (taken.has('ticket')) {
      yield { step: 'failed', line: 'the printer is in use by another act of this screen: wait until that has ended' }
      return
    }
    taken.add('ticket')
    try {
      yield* probeOnScreen({
        printer: to,
        port,
        width: profile.widthDots <= WIDTH_OF_58_MM ? 58 : 80,
        today: queue.businessDay(),
        folder: path.resolve(machine.data),
        onStrip: () => {
          countStrip().then(() => news.changed(), parts.onFault)
        },
        signal,
      })
    } finally {
      taken.delete('ticket')
    }
  }

  /** Once, however often it is asked for; what was asked for last is done. */
  function end(how: 'restart' | 'stop'): void {
    if (ending === null) ending = { how, timer: setTimeout(() => void endAfterSheets(), ANSWER_FIRST_MS) }
    else ending.how = how
  }

  /** A sheet that is coming out would be torn between two runs, and nobody could say what became of it. */
  async function endAfterSheets(): Promise<void> {
    let late: NodeJS.Timeout | undefined
    const longEnough = new Promise<void>((resolve) => {
      late = setTimeout(resolve, LAST_SHEET_MS)
    })
    await Promise.race([Promise.all([desk.quiet(), certificates?.desk.quiet(), report?.quiet()]), longEnough])
    clearTimeout(late)
    if (ending !== null && !closing.signal.aborted) parts.end(ending.how)
  }

  const { ticket } = machine.devices
  const procedures = operatorProcedures({
    ledger,
    operators: parts.operators,
    session,
    signedOut: () => signedOut,
    onSignIn: parts.onSignIn,
    onPin: parts.onPin,
    news,
    view: (operator) =>
      operatorView(operator, {
        ledger,
        hall: parts.hall,
        machine,
        now: parts.now,
        businessDay: () => queue.businessDay(),
        reader: parts.reader,
        socialCard: parts.socialCard,
        scanner: parts.scanner,
        hardware: parts.hardware,
        printer,
        document: parts.document,
        faults: parts.faults,
        paper: parts.paper,
        tray: parts.tray,
        reports: report !== null,
        platform: parts.platform,
        closed: () => closure.current(),
        hallPages: parts.hallPages,
        hallServer: parts.hallServer,
      }),
    queue,
    desk,
    waits: parts.waits,
    hasBusiness: (code) => parts.hall().businesses.some((each) => each.code === code),
    holder: (ticketId) => maskedHolder(ledger, ticketId),
    paper: parts.paper,
    closure,
    reader: parts.reader,
    document: parts.document,
    certificates,
    report,
    tray: parts.tray,
    hallPages: parts.hallPages,
    now: parts.now,
    folder: machine.data,
    printTestStrip: printer && (() => printTestStrip(printer)),
    probe:
      printer === null || ticket === undefined
        ? null
        : (signal) => probe(printer, ticket.port, signal),
    powerCycle: cyclePower,
    configurationFault: parts.configurationFault,
    end,
  })

  return {
    procedures,
    /** Something that an operator sees has changed. */
    changed: () => news.changed(),
    signOut: () => session.signOut(),
    /** Resolves when every device has its power again. */
    async close() {
      clearInterval(look)
      if (ending !== null) clearTimeout(ending.timer)
      session.signOut()
      news.end()
      closing.abort()
      await Promise.all(powerCycles)
    },
  }
}

type DevicePower = NonNullable<TerminalFile['devices'][PoweredDevice]>['power']

/** 48 mm of 58 mm paper are printed, at 8 dots a millimetre. */
const WIDTH_OF_58_MM = 384
