import type { CardReader } from '../../drivers/id-card/card-reader.ts'
import type { A4Printer } from '../../printers/ipp/a4-printer.ts'
import { a4Fault } from '../../printers/ipp/status.ts'
import type {
  OperatorReprintOutcome,
  OperatorView,
  PoweredDevice,
  PowerCycleOutcome,
  ProbeProgress,
  SelfTestOutcome,
  TestedDevice,
  SignInOutcome,
} from '../contract/operator.ts'
import { terminalContract } from '../contract/server.ts'
import { hallPagesProcedures, type HallPagesDesk } from '../enrolment/operator-procedures.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { AuditEntry } from '../ledger/audit.ts'
import { isSettled } from '../ledger/sheets.ts'
import type { Queue } from '../queue/queue.ts'
import type { TicketDesk } from '../queue/ticket-desk.ts'
import type { HallWaits } from '../queue/waiting-time.ts'
import type { Broadcast } from '../session/broadcast.ts'
import { a4Procedures, type CertificatePrinting } from './a4-procedures.ts'
import type { Closure } from './closure.ts'
import { evaluationProcedures } from './evaluation-procedures.ts'
import type { NotSignedIn, OperatorSession } from './operator-session.ts'
import type { Operators } from './operators.ts'
import { outboxView } from './outbox-view.ts'
import type { PaperWatch } from './paper-watch.ts'
import type { ReportPrinter } from './report-printer.ts'
import { changePinOutcome, shutOutcome } from './shut-outcome.ts'
import type { TrayWatch } from './tray-watch.ts'

/** Handlers of the operator's screen. Each act is in the audit log under the operator's name. */
export function operatorProcedures(parts: {
  readonly ledger: Ledger
  readonly operators: Operators
  readonly session: OperatorSession
  /** Resolves when the end of the last session is in the audit log, or the ledger has refused it. */
  readonly signedOut: () => Promise<void>
  /** A PIN has been looked at, right or wrong: nothing of it need stay in memory. */
  readonly onPin: () => void
  /** An operator has come: whoever stood here before has gone. */
  readonly onSignIn: () => void
  /** Tells that something on the screen may have changed. */
  readonly news: Broadcast<null>
  readonly view: (operator: string) => Promise<OperatorView>
  readonly queue: Queue
  readonly desk: TicketDesk
  readonly waits: () => Promise<HallWaits>
  /** Whether the hall has a business, by its code; it may have left the hall's file since a number was given. */
  readonly hasBusiness: (code: string) => boolean
  /** The masked name that stands on a ticket. */
  readonly holder: (ticketId: string) => Promise<string | null>
  /** Null where the terminal has no ticket printer. */
  readonly paper: PaperWatch | null
  readonly closure: Closure
  readonly reader: CardReader | null
  /** The A4 printer. */
  readonly document: A4Printer | null
  /** Null where the terminal prints no certificates. */
  readonly certificates: CertificatePrinting | null
  /** Null where the report of the day cannot be printed. */
  readonly report: ReportPrinter | null
  /** Null where the terminal has no A4 printer. */
  readonly tray: TrayWatch | null
  /** Null where this terminal serves no windows and boards. */
  readonly hallPages: HallPagesDesk | null
  readonly now: () => Date
  /** The terminal's data folder. */
  readonly folder: string
  readonly printTestStrip: (() => Promise<SelfTestOutcome>) | null
  readonly probe: ((signal: AbortSignal) => AsyncGenerator<ProbeProgress, void, undefined>) | null
  readonly powerCycle: (device: PoweredDevice) => Promise<PowerCycleOutcome>
  /** The line for an installer when the configuration, as it lies there now, opens no terminal; else null. */
  readonly configurationFault: () => Promise<string | null>
  /** Ends the terminal in order, to be started again or not. */
  readonly end: (how: 'restart' | 'stop') => void
}) {
  const { ledger, operators, session, queue, desk, closure, news } = parts
  const { operator } = terminalContract

  /** A line of the audit log about an act that changes nothing else in the ledger. */
  function note(by: string, event: string, payload: AuditEntry['payload'] = {}): Promise<void> {
    return ledger.transact((tx) => ledger.audit.append(tx, { actor: `operator:${by}`, event, payload }))
  }

  /** The operator who acts; each act is a sign of life. */
  function whoActs(errors: NotSignedIn): string {
    const name = session.current
    if (name === null) throw errors.NOT_SIGNED_IN()
    session.touch()
    return name
  }

  /** One reprint after another, so that each sees the sheets of those before it. */
  let lastReprint: Promise<unknown> = Promise.resolve()
  function inTurn(reprint: () => Promise<OperatorReprintOutcome>): Promise<OperatorReprintOutcome> {
    const reprinted = lastReprint.then(reprint)
    // One that failed was told to its own caller; the next is none the worse.
    lastReprint = reprinted.catch(() => undefined)
    return reprinted
  }

  /** A page costs toner and proves no more than the printer's own answer. */
  async function testDocument(printer: A4Printer): Promise<SelfTestOutcome> {
    const fault = a4Fault(await printer.check())
    return fault === null ? { outcome: 'passed' } : { outcome: 'failed', reason: fault }
  }

  async function test(device: TestedDevice): Promise<SelfTestOutcome> {
    if (device === 'ticket') return parts.printTestStrip?.() ?? { outcome: 'failed', reason: 'none' }
    if (device === 'document') return parts.document === null ? { outcome: 'failed', reason: 'none' } : await testDocument(parts.document)
    if (parts.reader === null) return { outcome: 'failed', reason: 'none' }
    const tested = await parts.reader.selfTest()
    return tested.ok ? { outcome: 'passed' } : { outcome: 'failed', reason: tested.fault.kind }
  }

  return {
    names: operator.names.handler(async () => (await operators.list()).filter(({ role }) => role !== 'clerk').map(({ name }) => name)),

    signIn: operator.signIn.handler(async ({ input, errors }): Promise<SignInOutcome> => {
      const leftMeanwhile = session.arriving()
      const signed = await operators.signIn(input.name, input.pin).finally(parts.onPin)
      if (!signed.ok) return shutOutcome(signed.fault)
      if (leftMeanwhile()) {
        await note(signed.value.name, 'operator.signed-out')
        throw errors.NOT_SIGNED_IN()
      }
      parts.onSignIn()
      session.signIn(signed.value.name)
      return { outcome: 'signed-in', operator: signed.value.name }
    }),

    signOut: operator.signOut.handler(async () => {
      if (session.current === null) return
      session.signOut()
      await parts.signedOut()
    }),

    touch: operator.touch.handler(({ errors }) => {
      whoActs(errors)
    }),

    changePin: operator.changePin.handler(async ({ input, errors }) => {
      const name = whoActs(errors)
      return changePinOutcome(await operators.changePin(name, input.pin, input.next).finally(parts.onPin))
    }),

    watch: operator.watch.handler(async function* ({ errors, signal }) {
      const name = whoActs(errors)
      const until = AbortSignal.any([session.signal, ...(signal === undefined ? [] : [signal])])
      for await (const _ of news.values(until)) {
        const view = await parts.view(name)
        // He may have gone while the ledger was read.
        if (until.aborted) return
        yield view
      }
    }),

    outbox: operator.outbox.handler(({ errors }) => {
      whoActs(errors)
      return outboxView(ledger)
    }),

    tryAgain: operator.tryAgain.handler(async ({ input, errors }) => {
      const by = `operator:${whoActs(errors)}`
      const released = await ledger.transact((tx) => ledger.outbox.release(tx, input.events, by))
      news.changed()
      return { released }
    }),

    reprint: operator.reprint.handler(({ input, errors }) => {
      const name = whoActs(errors)
      const gone = session.signal
      return inTurn(async () => {
        const { requestId, ticketId, reason } = input
        // A request that has its sheet already is answered so, whatever the printer says by now; and so is one for a
        // ticket of which a sheet is on its way: a second tap is not a second slip.
        const sheets = await ledger.sheets.sheetsOf(ticketId)
        if (sheets.some((sheet) => sheet.requestId === requestId || !isSettled(sheet.state))) return { outcome: 'reprinting' }
        const ticket = await queue.ticket(ticketId)
        if (ticket === null || !parts.hasBusiness(ticket.business)) return { outcome: 'no-longer-waiting' }
        const fault = await desk.paperFault()
        if (fault !== null) return { outcome: 'no-paper', reason: fault }
        // Before the intent: what fails between the intent and the printing leaves a sheet that nobody brings out.
        const holder = await parts.holder(ticketId)
        const waits = await parts.waits()
        if (gone.aborted) throw errors.NOT_SIGNED_IN()
        const sheet = await queue.reprint({ requestId, ticketId, reason, by: `operator:${name}` })
        if (sheet.outcome !== 'reprint') return { outcome: 'no-longer-waiting' }
        if (!sheet.repeated) {
          const { sheetKey, count } = sheet
          desk.bringOut({ ticket: sheet.ticket, waits, sheetKey, holder, reprint: count, onState: () => news.changed() })
        }
        return { outcome: 'reprinting' }
      })
    }),

    voidSheets: operator.voidSheets.handler(async ({ input, errors }) => {
      const by = `operator:${whoActs(errors)}`
      const voided = await ledger.transact(async (tx) => {
        let count = 0
        for (const key of new Set(input.keys)) if (await ledger.sheets.decide(tx, key, 'void', by)) count += 1
        return count
      })
      news.changed()
      return { voided }
    }),

    ...hallPagesProcedures({ ...parts, whoActs }),

    ...a4Procedures({ ...parts, whoActs, businessDay: () => queue.businessDay() }),
    ...evaluationProcedures({ ...parts, whoActs, businessDay: () => queue.businessDay() }),

    paperChanged: operator.paperChanged.handler(async ({ input, errors }) => {
      const by = `operator:${whoActs(errors)}`
      const lengthMm = input.lengthMetres === null ? null : Math.round(input.lengthMetres * 1000)
      const taken = await ledger.transact((tx) => ledger.paperRolls.changed(tx, { by, lengthMm }))
      await parts.paper?.look()
      news.changed()
      return { sheets: taken.sheets, usedMm: taken.usedMm }
    }),

    selfTest: operator.selfTest.handler(async ({ input, errors }) => {
      const name = whoActs(errors)
      await note(name, 'device.test', { device: input.device })
      const outcome = await test(input.device)
      await note(name, 'device.tested', { device: input.device, outcome: outcome.outcome })
      session.touch()
      return outcome
    }),

    probe: operator.probe.handler(async function* ({ errors, signal }) {
      const name = whoActs(errors)
      if (parts.probe === null) {
        yield { step: 'failed', line: 'this terminal has no ticket printer' }
        return
      }
      await note(name, 'device.probe', { device: 'ticket' })
      const until = AbortSignal.any([session.signal, ...(signal === undefined ? [] : [signal])])
      for await (const progress of parts.probe(until)) {
        session.touch()
        yield progress
      }
    }),

    powerCycle: operator.powerCycle.handler(async ({ input, errors }) => {
      const name = whoActs(errors)
      await note(name, 'device.power-cycle', { device: input.device })
      const outcome = await parts.powerCycle(input.device)
      await note(name, 'device.power-cycled', { device: input.device, outcome: outcome.outcome })
      session.touch()
      return outcome
    }),

    closeHall: operator.closeHall.handler(({ input, errors }) => closure.close(input.reason, input.until, whoActs(errors))),
    reopenHall: operator.reopenHall.handler(({ errors }) => closure.reopen(whoActs(errors))),

    lockedOperators: operator.lockedOperators.handler(async ({ errors }) => {
      whoActs(errors)
      return (await operators.list()).filter((each) => each.gate.kind === 'locked').map((each) => each.name)
    }),

    unlock: operator.unlock.handler(async ({ input, errors }) => {
      const name = whoActs(errors)
      return { unlocked: (await operators.unlock(input.name, { kind: 'operator', name })).ok }
    }),

    restart: operator.restart.handler(async ({ errors }) => {
      const name = whoActs(errors)
      const line = await parts.configurationFault()
      if (line !== null) throw errors.FAULTY_CONFIGURATION({ data: { line } })
      await note(name, 'terminal.restart')
      parts.end('restart')
    }),

    stop: operator.stop.handler(async ({ errors }) => {
      await note(whoActs(errors), 'terminal.stop')
      parts.end('stop')
    }),
  }
}
