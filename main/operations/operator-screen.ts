import path from 'node:path'
import type { CardReader } from '../../drivers/id-card/card-reader.ts'
import { openPort } from '../../drivers/ports/open-port.ts'
import { powerCycle } from '../../drivers/relay/power.ts'
import type { PrinterProfile } from '../../printers/escpos/profile.ts'
import { testStrip } from '../../printers/escpos/test-strip.ts'
import type { ThermalPrinter } from '../../printers/escpos/thermal-printer.ts'
import type { HallFile } from '../configuration/hall-file.ts'
import type { TerminalFile } from '../configuration/terminal-file.ts'
import type { DeviceName, PowerCycleOutcome, SelfTestOutcome } from '../contract/operator.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Queue } from '../queue/queue.ts'
import { maskedHolder } from '../queue/sheets-for-operator.ts'
import type { TicketDesk } from '../queue/ticket-desk.ts'
import { createBroadcast } from '../session/broadcast.ts'
import type { Closure } from './closure.ts'
import type { DeviceFaults } from './device-faults.ts'
import type { Log } from './log.ts'
import { createOperatorSession } from './operator-session.ts'
import { operatorView } from './operator-view.ts'
import type { Operators } from './operators.ts'
import type { PaperWatch } from './paper-watch.ts'
import { operatorProcedures } from './procedures.ts'
import { probeOnScreen } from './screen-probe.ts'

/** A strip that has not begun by then comes out for nobody. */
const STRIP_LIVES_MS = 15_000
/** What changes without telling (the time since, the outbox) is looked at so often while an operator is there. */
const LOOK_EVERY_MS = 5_000
/** The answer to the act leaves before the terminal ends; a page that misses it sees the terminal go anyway. */
const ANSWER_FIRST_MS = 200

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
  readonly printer: ThermalPrinter | null
  readonly queue: Queue
  readonly desk: TicketDesk
  readonly paper: PaperWatch | null
  readonly faults: DeviceFaults
  readonly closure: Closure
  /** An operator has come or gone. */
  readonly onSignIn: () => void
  readonly onSignOut: () => void
  readonly end: (how: 'restart' | 'stop') => void
}) {
  const { ledger, machine, profile, printer, queue, desk, closure } = parts
  const news = createBroadcast<null>(() => null)
  const session = createOperatorSession(parts.onSignOut)
  const look = setInterval(() => session.current !== null && news.changed(), LOOK_EVERY_MS)

  async function printTestStrip(to: ThermalPrinter): Promise<SelfTestOutcome> {
    const { bytes, lengthMm } = testStrip(profile)
    const ended = await to.print(bytes, {
      livesMs: STRIP_LIVES_MS,
      sending: () => Promise.resolve(),
      sent: () => Promise.resolve(),
    })
    if (ended.state !== 'failed') {
      await ledger.transact((tx) => ledger.paperRolls.used(tx, { sheets: 1, usedMm: Math.round(lengthMm) }))
    }
    if (ended.state === 'printed') return { outcome: 'passed' }
    return ended.state === 'sent' ? { outcome: 'look' } : { outcome: 'failed', reason: ended.reason }
  }

  async function cyclePower(device: DeviceName): Promise<PowerCycleOutcome> {
    const power = machine.devices[device]?.power
    if (power === undefined) return { outcome: 'failed', reason: 'no-relay' }
    if (device === 'ticket' && desk.busy()) return { outcome: 'failed', reason: 'busy' }
    const cycled = await powerCycle({ open: openPort(power.relay), channel: power.channel })
    if (cycled.ok) return { outcome: 'done' }
    parts.log.error({ device, fault: cycled.fault.kind }, cycled.fault.line)
    return { outcome: 'failed', reason: cycled.fault.kind === 'left-off' ? 'left-off' : 'relay' }
  }

  const { ticket } = machine.devices
  const procedures = operatorProcedures({
    ledger,
    operators: parts.operators,
    session,
    onSignIn: parts.onSignIn,
    news,
    view: (operator) =>
      operatorView(operator, {
        ledger,
        hall: parts.hall,
        machine,
        now: parts.now,
        businessDay: () => queue.businessDay(),
        reader: parts.reader,
        printer,
        faults: parts.faults,
        paper: parts.paper,
        closed: () => closure.current(),
      }),
    queue,
    desk,
    holder: (ticketId) => maskedHolder(ledger, ticketId),
    paper: parts.paper,
    closure,
    reader: parts.reader,
    printTestStrip: printer && (() => printTestStrip(printer)),
    probe:
      printer === null || ticket === undefined
        ? null
        : (signal) =>
            probeOnScreen({
              printer,
              port: ticket.port,
              width: profile.widthDots <= WIDTH_OF_58_MM ? 58 : 80,
              today: queue.businessDay(),
              folder: path.resolve(machine.data),
              signal,
            }),
    powerCycle: cyclePower,
    end: (how) => {
      setTimeout(() => parts.end(how), ANSWER_FIRST_MS)
    },
  })

  return {
    procedures,
    /** Something that an operator sees has changed. */
    changed: () => news.changed(),
    signOut: () => session.signOut(),
    close() {
      clearInterval(look)
      session.signOut()
      news.end()
    },
  }
}

/** 48 mm of 58 mm paper are printed, at 8 dots a millimetre. */
const WIDTH_OF_58_MM = 384
