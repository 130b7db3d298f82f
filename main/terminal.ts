import os from 'node:os'
import path from 'node:path'
import { openCardReader } from '../drivers/id-card/card-reader.ts'
import { givePower } from '../drivers/relay/power.ts'
import { openPort } from '../drivers/ports/open-port.ts'
import { ok, type Result } from '../drivers/result.ts'
import { outlineFonts } from '../printers/escpos/outline-glyph.ts'
import { openThermalPrinter } from '../printers/escpos/thermal-printer.ts'
import { openA4Printer } from '../printers/ipp/a4-printer.ts'
import { encodeReceipt } from '../printers/ticket/receipt.ts'
import { encodeTicket } from '../printers/ticket/ticket.ts'
import { openCatalogue } from './catalogue/catalogue.ts'
import { createFilableItems } from './catalogue/filable-items.ts'
import { readKeptCatalogue } from './catalogue/kept-catalogue.ts'
import { createGuidePrinter, letGuidesGo } from './catalogue/guide-printer.ts'
import { guideProcedures } from './catalogue/procedures.ts'
import { openSampleFiles } from './catalogue/sample-files.ts'
import { openCertificateOffice } from './certificates/office.ts'
import { openPages } from './certificates/pages.ts'
import { certificateProcedures } from './certificates/procedures.ts'
import { recordDisputes } from './filings/disputes.ts'
import { progressProcedures } from './filings/progress-procedures.ts'
import { loadHall, type Configuration } from './configuration/configuration.ts'
import { watchGoodFile } from './configuration/watch-file.ts'
import type { TerminalView } from './contract/view.ts'
import { terminalContract, type TerminalRouter } from './contract/server.ts'
import { startDraftRetention } from './filings/draft-retention.ts'
import { createDrafts } from './filings/drafts.ts'
import { createFieldCodes } from './filings/field-codes.ts'
import { openFilingIntake } from './filings/intake.ts'
import { platformLicences } from './filings/platform-licences.ts'
import { filingProcedures } from './filings/procedures.ts'
import { workingDaysAfter } from './filings/working-days.ts'
import { auditSigner } from './ledger/audit-signature.ts'
import { LedgerFailure } from './ledger/faults.ts'
import { createPaperTrays } from './ledger/paper-trays.ts'
import { openMachineLedger } from './ledger/machine-ledger.ts'
import type { Sheet } from './ledger/sheets.ts'
import { closureView, openClosure } from './operations/closure.ts'
import { watchDeviceFaults } from './operations/device-faults.ts'
import { healthOf, type Health } from './operations/health.ts'
import type { Log } from './operations/log.ts'
import { watchKnownTime } from './operations/known-time.ts'
import { watchPaper } from './operations/paper-watch.ts'
import { watchTray } from './operations/tray-watch.ts'
import { createReportPrinter } from './operations/report-printer.ts'
import { createOperatorScreen } from './operations/operator-screen.ts'
import { openOperators } from './operations/operators.ts'
import { forgetPassedMemory } from './operations/passed-memory.ts'
import { NO_PLATFORM } from './platform/delivery.ts'
import { linkPlatform } from './platform/link.ts'
import { startRetention } from './operations/retention.ts'
import { businessDay } from './queue/calendar.ts'
import { hallTime } from './queue/hall-time.ts'
import { queueProcedures } from './queue/procedures.ts'
import { createQueue, type ReprintReason } from './queue/queue.ts'
import { createTicketDesk } from './queue/ticket-desk.ts'
import { sheetRecord } from './queue/sheet-record.ts'
import { createBroadcast } from './session/broadcast.ts'
import { watchLeftCard } from './session/left-card.ts'
import { sessionProcedures } from './session/procedures.ts'
import { proofProcedures } from './session/proof-procedures.ts'
import { createSessions, type Session } from './session/sessions.ts'
import { consentOf, factsOf } from './session/facts.ts'
import { cardView, documentView, printerView } from './session/terminal-view.ts'

export type { Health } from './operations/health.ts'

/** A terminal that runs: what its pages may ask, how it is, and its end. */
export interface Terminal {
  readonly router: TerminalRouter
  health(): Promise<Health>
  /** What a call fell over, other than by the contract's own errors: it is logged and shown in the health. */
  noteFault(error: unknown): void
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
  const { machine, demonstration } = configuration
  const startedAt = performance.now()
  const now = () => new Date()
  let { hall } = configuration
  const currentHall = () => hall
  const thisBusinessDay = () => businessDay(now(), hall.hall.timeZone)
  const today = () => hallTime(hall.hall.timeZone).day(now())

  const opened = await openMachineLedger(machine, { now, warn: (line) => log.warn(line) })
  if (!opened.ok) return opened
  const { ledger, key } = opened.value
  const leftOpen = await ledger.sheets.settleOpenAtStart()
  if (leftOpen > 0) log.warn({ sheets: leftOpen }, 'sheets were open at the last stop; they wait for a person')

  const documentsInDoubt = (await ledger.sheets.undecided()).flatMap(({ device, state, key }) =>
    device === 'document' && state.state === 'unknown' ? [key] : [],
  )
  await letGuidesGo(ledger)

  const { platform: access } = configuration
  const catalogueFile = path.join(machine.data, 'platform-catalogue.json')
  const keptCatalogue = access === null ? ok(null) : await readKeptCatalogue(catalogueFile, access.catalogueKey)
  const lastSheet = (await ledger.sheets.lastIsInDoubt()) ? 'in-doubt' : 'settled'

  let ledgerWrites = true
  const knownTime = await watchKnownTime({ ledger, now, ran: () => performance.now(), log, onFault: noteFault })
  const operators = await openOperators({ ledger, key, now, uptime: () => os.uptime() * 1000 })
  const closure = await openClosure({
    ledger,
    now,
    businessDay: thisBusinessDay,
    timeIsKnown: knownTime.believed,
    onChange: changed,
  })
  const hallForQueue = () => ({ ...hall, closedByStaff: closure.current() !== null })
  const queue = createQueue({ ledger, hall: hallForQueue, now, terminal: machine.terminal.id, timeIsKnown: knownTime.believed })
  const { idCard, ticket } = machine.devices
  const reader = idCard
    ? openCardReader({
        open: openPort(idCard.port),
        transport: idCard.port.startsWith('serial:') ? 'serial' : 'tcp',
        today,
        // Nothing of a card is read before its holder has agreed to it.
        mayRead: () => sessions.current !== null && sessions.current.agreed !== null && !leftCard.leftBehind,
        log: (event, facts) => log.info({ device: 'idCard', ...facts }, event),
      })
    : null
  // A terminal that was cut off in the midst of a power cycle may have left a device without.
  for (const power of [idCard?.power, ticket?.power]) {
    if (power === undefined) continue
    const { relay, channel } = power
    void givePower({ open: openPort(relay), channel }).then((given) => {
      if (!given.ok) log.error({ fault: given.fault.kind }, given.fault.line)
    })
  }
  const profile = configuration.ticketProfile
  const printer = ticket
    ? openThermalPrinter({
        open: openPort(ticket.port),
        profile,
        lastSheet,
        log: (event, facts) => log.info({ device: 'ticket', ...facts }, event),
      })
    : null

  const a4 = machine.devices.document
  const document = a4
    ? openA4Printer({ url: a4.port, inDoubt: documentsInDoubt, log: (event, facts) => log.info({ device: 'document', ...facts }, event) })
    : null

  function noteFault(error: unknown): void {
    if (error instanceof LedgerFailure) {
      ledgerWrites = false
      log.error({ fault: error.fault.kind, line: error.fault.line }, 'the ledger cannot be written')
      return
    }
    // The message of an error that nobody foresaw may quote what a page sent; its frames do not.
    const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : []
    log.error({ error: error instanceof Error ? error.name : typeof error, frames: frames.slice(0, 8) }, 'a call failed')
  }

  const views = createBroadcast<TerminalView>(() => ({
    now: now().getTime(),
    businessDay: queue.businessDay(),
    session: sessions.view(),
    card: card(),
    printer: printerView(printer?.status ?? null),
    document: documentView(document?.status ?? null),
    closure: closureView(closure.current()),
  }))
  const sessions = createSessions({
    policy: () => hall.policy,
    onChange: changed,
    onEnd(session, why) {
      // Whoever has laid another card is the next person, not the last.
      if (why !== 'another-card') leftCard.sessionEnded()
      log.info({ session: session.id, why }, 'session ended')
      drafts.sessionEnded().catch(noteFault)
      forgetPassedMemory()
    },
  })
  const leftCard = watchLeftCard(reader, { afterCrash: ledger.afterCrash })
  const card = () => cardView(reader?.status ?? null, leftCard.leftBehind)

  /** No clock runs while a card is read or paper moves (the journey's sixth step). */
  function changed(): void {
    reader?.mayReadChanged()
    const { sheet, printing, filing } = sessions.current ?? {}
    const paperMoves = sheet?.settled === false || printing?.moving === true || filing?.paper?.settled === false
    sessions.hold(reader?.status.state === 'reading' || paperMoves)
    views.changed()
    operatorScreen.changed()
  }
  reader?.onStatus((status) => {
    if (status.state === 'absent') forgetPassedMemory()
    if (status.state === 'present' && isAnothersCard(sessions.current, status.card.number)) sessions.end('another-card')
    changed()
  })
  printer?.onStatus(changed)
  document?.onStatus(changed)
  const paper = printer ? watchPaper({ printer, ledger, log, onChange: () => operatorScreen.changed(), onFault: noteFault }) : null
  const tray =
    document &&
    watchTray({
      printer: document,
      ledger,
      trays: createPaperTrays(ledger, now),
      log,
      onChange: () => operatorScreen.changed(),
      onFault: noteFault,
    })

  const fonts = outlineFonts([path.join(options.appFolder, 'printers/certificate/fonts/NotoSansSC-Regular.ttf')])
  const desk = createTicketDesk({
    printer,
    encode: (content) => encodeTicket(content, profile, fonts, hall.ticket),
    record: sheetRecord(ledger.sheets),
    hall: currentHall,
    publicUrl: machine.platform?.publicUrl ?? null,
    demonstration,
    log,
    now,
  })

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
      onChange: () => operatorScreen.changed(),
      onFault: noteFault,
    })
  const platformView = () => link?.view ?? NO_PLATFORM
  const pages = document && openPages({ appFolder: options.appFolder, fallbackFonts: machine.fonts.fallback, log })
  const office =
    link &&
    document &&
    pages &&
    openCertificateOffice({
      platform: link.platform,
      printer: document,
      ledger,
      pages,
      terminal: machine.terminal.id,
      demonstration,
      hallTime: (instant) => hallTime(hall.hall.timeZone).dateAndTime(instant),
      livesMs: () => hall.policy.sheetSeconds * 1000,
      now,
      log,
    })
  const report =
    document &&
    tray &&
    pages &&
    createReportPrinter({
      ledger,
      composer: pages.composer,
      template: pages.report,
      printer: document,
      tray,
      hall: currentHall,
      businessDay: thisBusinessDay,
      now,
      terminal: machine.terminal.id,
      demonstration,
      log,
    })
  const guides =
    document &&
    tray &&
    pages &&
    createGuidePrinter({
      ledger,
      composer: pages.composer,
      template: pages.guide,
      printer: document,
      tray,
      hallTime: (instant) => hallTime(hall.hall.timeZone).dateAndTime(instant),
      livesMs: () => hall.policy.sheetSeconds * 1000,
      now,
      terminal: machine.terminal.id,
      demonstration,
      log,
    })
  const samples =
    link && openSampleFiles({ folder: path.join(machine.data, 'catalogue-files'), fetch: (id) => link.platform.catalogueFile(id), log })

  const faults = watchDeviceFaults({ ledger, reader, printer, document, now, onChange: () => operatorScreen.changed(), onFault: noteFault })
  const operatorScreen = createOperatorScreen({
    ledger,
    operators,
    now,
    log,
    machine,
    profile,
    hall: currentHall,
    reader,
    printer,
    queue,
    desk,
    paper,
    document,
    certificates: office,
    report,
    tray,
    faults,
    closure,
    platform: platformView,
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
    const { id } = machine.terminal
    return healthOf({ version: options.version, terminal: id, startedAt, reader, printer, document, paper, ledger, catalogue, items, platform: platformView(), ledgerWrites })
  }

  const stopHallWatch =
    configuration.hallFile === null
      ? () => undefined
      : watchGoodFile(configuration.hallFile, loadHall, {
          changed(next) {
            hall = next
            log.info('the hall file has changed and is in use')
            views.changed()
          },
          faulty: (line) => log.error({ line }, 'the hall file is faulty; the last good one stays in use'),
        })
  const catalogue = openCatalogue({ first: configuration.catalogue, file: machine.catalogue ?? null, pulled: link?.catalogue ?? null, log })
  const items = createFilableItems({ catalogue, log })
  const drafts = createDrafts({
    ledger,
    items,
    now,
    today: thisBusinessDay,
    keptDays: () => hall.policy.retentionDays.draft,
    inFront: () => sessions.current?.identity ?? null,
    // The pages of a draft go with it.
    onGone: (id) => void intake.materials.destroy(id).catch(noteFault),
  })
  const owedUntil = (workingDays: number) => workingDaysAfter({ ...hall.calendar, timeZone: hall.hall.timeZone }, thisBusinessDay(), workingDays)
  const intake = await openFilingIntake({
    ledger,
    key,
    data: machine.data,
    terminal: machine.terminal.id,
    demonstration,
    hall: currentHall,
    sessions,
    drafts,
    keptDrafts: async () => new Set((await ledger.read<{ readonly draft_id: string }>('SELECT draft_id FROM draft')).map((row) => row.draft_id)),
    renewed: (draft) => drafts.renewed(draft),
    catalogueVersion: () => items.current?.version ?? '',
    sureEnough: (draft, { level }) => drafts.filable(draft).form.assurance.includes(level),
    owedUntil,
    platform: link?.platform ?? null,
    publicUrl: machine.platform?.publicUrl ?? null,
    printer,
    encode: (content) => encodeReceipt(content, profile, fonts),
    now,
    timeIsKnown: knownTime.believed,
    log,
    onFault: noteFault,
  })
  const stopDraftRetention = startDraftRetention({ drafts, timeIsKnown: knownTime.believed, log, onFault: noteFault })
  const stopRetention = startRetention({ ledger, hall: currentHall, now, timeIsKnown: knownTime.believed, log, onFault: noteFault })

  return ok({
    router: terminalContract.router({
      kiosk: {
        ...sessionProcedures({
          operatorLeaves: () => operatorScreen.signOut(),
          facts: async () =>
            factsOf({ ...configuration, hall }, options.version, {
              clerks: (await operators.list()).length > 0,
              guides: catalogue.current !== null,
              filings: (items.current?.items.size ?? 0) > 0,
            }),
          consentVersion: () => consentOf(hall).version,
          views,
          sessions,
          reader,
          card,
          today,
          async recordAgreement(agreement) {
            await ledger.recordAgreement(agreement)
            ledgerWrites = true
          },
        }),
        ...queueProcedures({
          queue,
          desk,
          sessions,
          hall: currentHall,
          now,
          reprintReason: async (ticketId) => reprintReason((await ledger.sheets.sheetsOf(ticketId)).at(-1)),
          lacks(business) {
            if (business.identify === 'card' && !reader) return 'needs-reader'
            return printer || hall.policy.numberByScreenWhenNoPaper ? null : 'needs-printer'
          },
        }),
      },
      proof: proofProcedures({
        sessions,
        platform: link?.platform ?? null,
        faces: link?.platform ?? null,
        reader,
        operators,
        onPin: forgetPassedMemory,
        now,
        recordProof: ({ session, by }) =>
          ledger.transact((tx) => ledger.audit.append(tx, { actor: 'citizen', event: 'session.proven', payload: { session, by } })),
      }),
      certificates: certificateProcedures({
        office,
        sessions,
        businessDay: thisBusinessDay,
        hallDay: (instant) => hallTime(hall.hall.timeZone).dateAndTime(instant).slice(0, 10),
        onFault: noteFault,
      }),
      guide: guideProcedures({ catalogue, sessions, printer: guides, samples, publicUrl: machine.platform?.publicUrl ?? null }),
      progress: progressProcedures({
        sessions,
        platform: link?.platform ?? null,
        calendar: () => ({ ...hall.calendar, timeZone: hall.hall.timeZone }),
        now,
        recordDispute: recordDisputes(ledger),
      }),
      filings: {
        ...filingProcedures({
          items,
          drafts,
          sessions,
          codes: link && createFieldCodes({ platform: link.platform, now }),
          licences: link && platformLicences(link.platform),
          calendar: () => ({ ...hall.calendar, timeZone: hall.hall.timeZone }),
          today: thisBusinessDay,
          onFault: noteFault,
        }),
        ...intake.procedures,
      },
      operator: operatorScreen.procedures,
    }),
    health,
    noteFault,
    async close() {
      stopHallWatch()
      catalogue.close()
      stopRetention()
      stopDraftRetention()
      knownTime.close()
      sessions.end('terminal-ends')
      closure.stop()
      await Promise.all([operatorScreen.close(), link?.close()])
      faults.close()
      views.end()
      // No copy is begun any more before the printer goes; what is in it then settles by what is known.
      const certificates = office?.desk.close()
      await Promise.all([reader?.close(), printer?.close(), document?.close()])
      await desk.quiet()
      await intake.close()
      await Promise.all([certificates, report?.quiet(), guides?.quiet()])
      await pages?.close()
      await Promise.all([paper?.close(), tray?.close()])
      await ledger.close()
    },
  })
}

/** In a session that knows its person by card, another card is another person (a hand reaches over, or a queue moves up). */
function isAnothersCard(session: Session | null, number: string): boolean {
  const { identity } = session ?? {}
  return identity?.assurance === 'card' && !identity.number.equals(Buffer.from(number, 'latin1'))
}

/** Why a sheet is printed again, from how the last one ended. */
function reprintReason(last: Sheet | undefined): ReprintReason {
  if (last?.state.state === 'failed') return 'failed-sheet'
  return last?.state.state === 'printed' ? 'asked-by-holder' : 'unknown-sheet'
}
