import os from 'node:os'
import path from 'node:path'
import { ok, type Result } from '../drivers/result.ts'
import { openCatalogue } from './catalogue/catalogue.ts'
import { createFilableItems } from './catalogue/filable-items.ts'
import { readKeptCatalogue } from './catalogue/kept-catalogue.ts'
import { loadHall, type Configuration } from './configuration/configuration.ts'
import { watchGoodFile } from './configuration/watch-file.ts'
import type { TerminalRouter } from './contract/server.ts'
import { tellLeftOut } from './configuration/call-clips.ts'
import { createHallDevices } from './enrolment/hall-devices.ts'
import { ledgerDevices } from './enrolment/ledger-devices.ts'
import { auditSigner } from './ledger/audit-signature.ts'
import { openClosure } from './operations/closure.ts'
import { watchDeviceFaults } from './operations/device-faults.ts'
import { healthOf, type Health } from './operations/health.ts'
import type { Log } from './operations/log.ts'
import { watchKnownTime } from './operations/known-time.ts'
import { createOperatorScreen } from './operations/operator-screen.ts'
import { openOperators } from './operations/ledger-operators.ts'
import { forgetPassedMemory } from './operations/passed-memory.ts'
import { startRetention } from './operations/retention.ts'
import { NO_PLATFORM } from './platform/delivery.ts'
import { linkPlatform } from './platform/link.ts'
import { followBookings } from './queue/appointments/bookings.ts'
import { businessDay } from './queue/calendar.ts'
import { hallTime } from './queue/hall-time.ts'
import { createEvaluations } from './queue/evaluation/evaluations.ts'
import { ledgerEvaluations } from './queue/evaluation/ledger-evaluations.ts'
import { numbersAtTerminal } from './queue/number-at-terminal.ts'
import { createQueue } from './queue/queue.ts'
import { createInsured } from './session/insured.ts'
import { openA4Side } from './terminal/a4-side.ts'
import { createCallFaults } from './terminal/call-faults.ts'
import { openCallingSide } from './terminal/calling-side.ts'
import { openFilingSide } from './terminal/filing-side.ts'
import { openHallLinkSide } from './terminal/hall-link-side.ts'
import { openFront } from './terminal/front.ts'
import type { Ground } from './terminal/ground.ts'
import { openHallSide, type HallSide } from './terminal/hall-side.ts'
import { openLedgerAtStart } from './terminal/ledger-at-start.ts'
import { givePowerBack } from './terminal/power-at-start.ts'
import { openReaders } from './terminal/readers.ts'
import { terminalRouter } from './terminal/router.ts'
import { openTicketSide } from './terminal/ticket-side.ts'
import { openWindowSide } from './terminal/window-side.ts'

export type { Health } from './operations/health.ts'

/** A terminal that runs: what its pages may ask, how it is, and its end. */
export interface Terminal {
  readonly router: TerminalRouter
  health(): Promise<Health>
  /** What a call fell over, other than by the contract's own errors: it is logged and shown in the health. */
  noteFault(error: unknown): void
  /** What it does for windows and boards of the hall; null where it serves none. */
  readonly hallSide: HallSide | null
  /** Ends devices and ledger in order; resolves when everything is on the disk. */
  close(): Promise<void>
}

/**
 * Puts a terminal together from its configuration: ledger first (no terminal without one), then devices, which may come
 * and go. A fault is one line for the installer, and nothing has been started.
 */
export async function startTerminal(options: {
  readonly configuration: Configuration
  readonly version: string
  readonly log: Log
  /** Where the fonts for rare characters are: the product's own folder. */
  readonly appFolder: string
  /** An operator asks for this terminal to end, to be started again or not. */
  readonly end: (how: 'restart' | 'stop') => void
  /** The line for an installer when the configuration, as it lies there now, opens no terminal; else null. */
  readonly configurationFault: () => Promise<string | null>
}): Promise<Result<Terminal, { readonly line: string }>> {
  const { configuration, log } = options
  const { machine, platform: access } = configuration
  const startedAt = performance.now()
  const now = () => new Date()
  let { hall } = configuration
  const currentHall = () => hall
  const thisBusinessDay = () => businessDay(now(), hall.hall.timeZone)

  const opened = await openLedgerAtStart(machine, { now, log })
  if (!opened.ok) return opened
  const { ledger, key, lastSheet, documentsInDoubt } = opened.value
  const catalogueFile = path.join(machine.data, 'platform-catalogue.json')
  const keptCatalogue = access === null ? ok(null) : await readKeptCatalogue(catalogueFile, access.catalogueKey)

  const callFaults = createCallFaults(log)
  const noteFault = (error: unknown) => callFaults.note(error)
  const knownTime = await watchKnownTime({ ledger, now, ran: () => performance.now(), log, onFault: noteFault })
  const operators = await openOperators({ ledger, key, now, uptime: () => os.uptime() * 1000 })
  const hallDevicesChanged = () => {
    operatorScreen.changed()
    hallSide?.changed()
  }
  const hallDevices = configuration.hallPages && (await createHallDevices({ store: ledgerDevices(ledger), key, now, onChange: hallDevicesChanged, onFault: noteFault }))
  const closure = await openClosure({
    ledger,
    now,
    businessDay: thisBusinessDay,
    timeIsKnown: knownTime.believed,
    onChange: () => front.changed(),
  })
  const ground: Ground = {
    configuration,
    appFolder: options.appFolder,
    ledger,
    key,
    hall: currentHall,
    now,
    timeIsKnown: knownTime.believed,
    businessDay: thisBusinessDay,
    hallTime: (instant) => hallTime(hall.hall.timeZone).dateAndTime(instant),
    sheetLivesMs: () => hall.policy.sheetSeconds * 1000,
    log,
    onFault: noteFault,
  }

  const hallForQueue = () => ({ ...hall, closedByStaff: closure.current() !== null })
  const hallLink = await openHallLinkSide(ground, { hall: hallForQueue, onChange: () => operatorScreen.changed() })

  // From the first device to the operator's screen nothing is awaited: what a device tells may reach whatever is named here.
  givePowerBack(machine.devices, log)
  const readers = openReaders({
    devices: machine.devices,
    today: () => hallTime(hall.hall.timeZone).day(now()),
    mayReadCard: (at) => front.mayReadCard(at),
    session: () => front.sessions.current?.id ?? null,
    now,
    log,
  })
  const reader = readers.card
  const queue = hallLink?.queue ?? createQueue({ ledger, hall: hallForQueue, now, terminal: machine.terminal.id, timeIsKnown: knownTime.believed })
  const operatorSees = () => operatorScreen.changed()
  const ownEvaluations = createEvaluations({
    store: ledgerEvaluations(ledger),
    calendar: () => ({ ...hall.calendar, timeZone: hall.hall.timeZone }),
    now,
    onBad: () => {
      operatorSees()
      hallSide?.changed()
      hallLink?.badCasesChanged()
    },
  })
  const evaluations = hallLink?.evaluations(ownEvaluations) ?? ownEvaluations
  // Where a hall server has the queue it ends the days, and this terminal only looks at them.
  const callingSide = openCallingSide(hallLink ? { ...ground, now: hallLink.now, timeIsKnown: () => false } : ground, () => hallLink?.waits() ?? null)
  const hardware = openWindowSide(ground, callingSide, { evaluations, operators })
  const ticket = openTicketSide(ground, { lastSheet, onChange: operatorSees })
  const { printer, paper, desk } = ticket
  const give = numbersAtTerminal({ queue, desk, waits: callingSide.waits.now })
  const hallSide =
    configuration.hallPages && hallDevices && openHallSide(ground, callingSide, { access: configuration.hallPages, devices: hallDevices, operators, give, onChange: operatorSees })
  const link =
    access &&
    linkPlatform({
      access,
      terminal: machine.terminal.id,
      catalogueFile,
      kept: keptCatalogue,
      ledger,
      signAuditHead: auditSigner(key),
      health,
      now,
      log,
      onChange: operatorSees,
      onFault: noteFault,
    })
  const platform = link?.platform ?? null
  const bookings =
    platform &&
    followBookings({ ledger, platform, hallCode: () => hall.hall.code, businessDay: thisBusinessDay, now, log, onFault: noteFault })
  const platformView = () => link?.view ?? NO_PLATFORM
  const a4 = openA4Side(ground, { documentsInDoubt, platform, onChange: operatorSees })
  const front = openFront(ground, {
    reader,
    socialCard: readers.socialCard,
    printer,
    document: a4.printer,
    closure,
    queue,
    onChange: operatorSees,
    onEnd: () => {
      readers.held.wipe()
      filing.sessionEnded()
    },
  })
  const { sessions, views } = front

  const faults = watchDeviceFaults({
    ledger,
    reader,
    socialCard: readers.socialCard,
    scanner: readers.scanner,
    printer,
    document: a4.printer,
    hardware,
    now,
    onChange: operatorSees,
    onFault: noteFault,
  })
  const operatorScreen = createOperatorScreen({
    ledger,
    operators,
    now,
    log,
    machine,
    profile: configuration.ticketProfile,
    hall: currentHall,
    reader,
    socialCard: readers.socialCard,
    scanner: readers.scanner,
    printer,
    queue,
    desk,
    waits: callingSide.waits.now,
    paper,
    document: a4.printer,
    hardware,
    certificates: a4.office,
    report: a4.report,
    tray: a4.tray,
    faults,
    closure,
    platform: platformView,
    hallPages: hallSide && hallSide.desk,
    hallServer: () => hallLink && hallLink.state,
    // Whoever waits for their certificate stays, behind the operator who has come to put paper in.
    onSignIn: () => {
      if (sessions.current?.printing?.moving !== true) sessions.end('operator')
    },
    onSignOut: forgetPassedMemory,
    onPin: forgetPassedMemory,
    onFault: noteFault,
    configurationFault: options.configurationFault,
    end: options.end,
  })

  function health(): Promise<Health> {
    return healthOf({
      version: options.version,
      terminal: machine.terminal.id,
      startedAt,
      reader,
      socialCard: readers.socialCard,
      scanner: readers.scanner,
      printer,
      document: a4.printer,
      hardware,
      paper,
      ledger,
      catalogue,
      items,
      platform: platformView(),
      hall: hallSide && hallSide.health(),
      hallServer: hallLink && hallLink.state,
      ledgerWrites: callFaults.ledgerWrites,
    })
  }

  tellLeftOut(hall.policy.calls.clips, log)
  const stopHallWatch =
    configuration.hallFile === null
      ? () => undefined
      : watchGoodFile(configuration.hallFile, loadHall, {
          changed(next) {
            hall = next
            tellLeftOut(next.policy.calls.clips, log)
            log.info('the hall file has changed and is in use')
            views.changed()
          },
          faulty: (line) => log.error({ line }, 'the hall file is faulty; the last good one stays in use'),
        })
  const catalogue = openCatalogue({ first: configuration.catalogue, file: machine.catalogue ?? null, pulled: link?.catalogue ?? null, log })
  const items = createFilableItems({ catalogue, log })
  const { insurance: library, socialCard: slot } = readers
  const learnInsurance = library && slot && createInsured({ library, slot, inFront: () => sessions.current?.identity ?? null, log })
  const filing = await openFilingSide(ground, { items, sessions, platform, learnInsurance, ticket, a4, held: readers.held })
  const stopRetention = startRetention({ ledger, hall: currentHall, now, timeIsKnown: knownTime.believed, log, onFault: noteFault })

  return ok({
    router: terminalRouter(ground, {
      version: options.version,
      front,
      readers,
      queue,
      waits: callingSide.waits.now,
      ticket,
      a4,
      platform,
      bookings,
      catalogue,
      items,
      filing,
      evaluations,
      operators,
      operatorScreen,
      callFaults,
    }),
    health,
    noteFault,
    hallSide,
    async close() {
      stopHallWatch()
      catalogue.close()
      stopRetention()
      filing.stopDraftRetention()
      knownTime.close()
      sessions.end('terminal-ends')
      closure.stop()
      await Promise.all([operatorScreen.close(), bookings?.close(), link?.close(), hallSide?.close(), hallLink?.close()])
      faults.close()
      views.end()
      readers.scans.end()
      await Promise.all([a4.closePrinter(), readers.close(), printer?.close(), hardware.close()])
      await desk.quiet()
      await filing.close()
      await a4.close()
      await paper?.close()
      await ledger.close()
    },
  })
}
