import path from 'node:path'
import type { Result } from '../../drivers/result.ts'
import type { CertificateComposer } from '../../printers/certificate/composer.ts'
import type { PrintJob } from '../../printers/escpos/print-job.ts'
import type { ThermalPrinter } from '../../printers/escpos/thermal-printer.ts'
import type { ReceiptContent } from '../../printers/ticket/receipt.ts'
import type { TicketFault } from '../../printers/ticket/ticket.ts'
import type { HallFile } from '../configuration/hall-file.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { MachineKey } from '../ledger/machine-key.ts'
import type { Log } from '../operations/log.ts'
import type { Platform } from '../platform/platform.ts'
import { businessDay } from '../queue/calendar.ts'
import { hallTime } from '../queue/hall-time.ts'
import { sheetRecord } from '../queue/sheet-record.ts'
import type { Sessions } from '../session/sessions.ts'
import { deliverFilings, type DeliveryPlatform } from './delivery.ts'
import type { Draft, Drafts } from './draft.ts'
import { receiptContent } from './filing-facts.ts'
import { createFilingKeys } from './filing-keys.ts'
import { createFilingRegister, type Filed, type FiledItem } from './filing-register.ts'
import { followFilings } from './followed-filing.ts'
import { createMaterialFiles } from './material-files.ts'
import { materialProcedures } from './material-procedures.ts'
import { createMaterials, type Materials } from './materials.ts'
import { oneAtATime, type OneAtATime } from './one-at-a-time.ts'
import { createPageKeeper } from './page-keeper.ts'
import { openPhoneWay, type PhoneWay } from './phone-procedures.ts'
import { createPhoneSlots, type PhonePlatform } from './phone-slots.ts'
import { createReceiptCopies } from './receipt-copies.ts'
import { createReceiptDesk } from './receipt-desk.ts'
import type { ReceiptPages } from './receipt-pages.ts'
import { receiptProcedures } from './receipt-procedures.ts'
import { startForgetting } from './forgetting.ts'
import { createFilingsHere, type FilingsHere } from './filings-here.ts'
import { stillAwaited } from './supplements.ts'
import { sendProcedure } from './send-procedure.ts'
import type { Asker } from '../session/proof.ts'

/** The intake of filings: papers, handing in, receipt, and the way to the platform. */
export interface FilingIntake {
  readonly procedures: ReturnType<typeof materialProcedures> &
    PhoneWay['procedures'] &
    ReturnType<typeof receiptProcedures> & { readonly send: ReturnType<typeof sendProcedure> }
  /** For whoever keeps the drafts: a draft that goes takes its pages with it (`destroy`). */
  readonly materials: Materials
  /** What a phone was offered in it opens nothing any more. */
  sessionEnded(): Promise<void>
  /** Acts on one draft, by its id: whoever changes drafts beside this takes turns with it. */
  readonly oneAtATime: OneAtATime
  /** What was handed in here, for whoever may hear of it. */
  readonly here: FilingsHere
  /** Receipts settle first; then nothing is sent or written any more. */
  close(): Promise<void>
}

/**
 * Opens the intake, when the drafts are there: sweeps what a power cut left between a draft and its filing, and sends what
 * waits.
 */
export async function openFilingIntake(parts: {
  readonly ledger: Ledger
  readonly key: MachineKey
  /** The data folder. */
  readonly data: string
  readonly terminal: string
  readonly demonstration: boolean
  readonly hall: () => HallFile
  readonly sessions: Sessions
  readonly drafts: Drafts
  /** Drafts that are kept, whosever they are, after those whose time is over have gone. */
  readonly keptDrafts: () => Promise<ReadonlySet<string>>
  /**
   * A draft held against its item in use: `changed` where that is another version, and then it is kept as it fits. Null
   * where the item can no longer be filed.
   */
  readonly renewed: (draft: Draft) => Promise<{ readonly draft: Draft; readonly changed: boolean } | null>
  /** By which drafts are checked now. */
  readonly catalogueVersion: () => string
  readonly opens: (draft: Draft) => readonly Asker['assurance']['level'][]
  /** The day until which something may be owed that is owed for so many working days. */
  readonly owedUntil: (workingDays: number) => string
  /** Null where the terminal has none: filings wait. */
  readonly platform: (DeliveryPlatform & Pick<Platform, 'progress'>) | null
  /** Takes papers from phones; null where the terminal has no platform. */
  readonly phones: PhonePlatform | null
  /** Where a phone finds them; null where it finds nothing, and none is offered. */
  readonly phonesOpen: string | null
  /** Looks at PDFs that come from phones; null where nobody does, and none is taken. */
  readonly composer: Pick<CertificateComposer, 'inspectGiven'> | null
  /** What a phone opens; null where nothing is. */
  readonly publicUrl: string | null
  readonly printer: ThermalPrinter | null
  readonly encode: (content: ReceiptContent) => Result<PrintJob, TicketFault>
  /** Receipts on A4; null where there is no such printer. */
  readonly receiptPages: ReceiptPages | null
  readonly now: () => Date
  /** Whether the clock may be trusted with what cannot be undone. */
  readonly timeIsKnown: () => boolean
  readonly log: Log
  readonly onFault: (error: unknown) => void
}): Promise<FilingIntake> {
  const { ledger, hall, sessions, drafts, now, log, onFault } = parts
  const keys = createFilingKeys({ ledger, key: parts.key, now })
  const files = createMaterialFiles({ folder: path.join(parts.data, 'materials') })
  const materials = createMaterials({ ledger, keys, files })
  const today = () => businessDay(now(), hall().hall.timeZone)
  const register = createFilingRegister({
    ledger,
    keys,
    now,
    terminal: parts.terminal,
    hallCode: () => hall().hall.code,
    businessDay: today,
  })
  for (const draftId of await register.draftsLeft()) {
    await drafts.destroy(draftId, 'handed-in')
    await register.draftGone(draftId)
  }
  await materials.sweep(await parts.keptDrafts())

  const desk = createReceiptDesk({
    printer: parts.printer,
    encode: parts.encode,
    pages: parts.receiptPages,
    first: () => (hall().policy.receiptPaper === 'a4' ? 'document' : 'ticket'),
    record: sheetRecord(ledger.sheets),
    livesMs: () => hall().policy.sheetSeconds * 1000,
    log,
  })
  const followed = followFilings(sessions)
  const delivery =
    parts.platform &&
    deliverFilings({
      outbox: ledger.outbox,
      register,
      files,
      platform: parts.platform,
      now,
      random: Math.random,
      log,
      onState: (filingId, state) => followed.delivery(filingId, state),
      onFault,
    })
  const stopForgetting = startForgetting({
    register,
    keptDays: () => hall().policy.retentionDays.filing,
    now,
    timeIsKnown: parts.timeIsKnown,
    log,
    onFault,
  })
  const turns = oneAtATime()
  const keeper = createPageKeeper({ drafts, materials, onFault })
  const { phones, phonesOpen } = parts
  const phoneWay = openPhoneWay({
    sessions,
    drafts,
    keeper,
    oneAtATime: turns,
    phone: phones === null || phonesOpen === null ? null : { slots: createPhoneSlots({ ledger, platform: phones, now }), platform: phones, publicUrl: phonesOpen },
    composer: parts.composer,
    onFault,
  })
  // What a power cut left open.
  phoneWay.sessionEnded().catch(onFault)
  const timeHere = () => hallTime(hall().hall.timeZone)
  const content = ({ item, body, filed }: { readonly item: FiledItem; readonly body: Parameters<typeof receiptContent>[0]['facts']; readonly filed: Filed }, count: number | null) =>
    receiptContent({
      hall: hall().hall.name.zh,
      item,
      facts: body,
      filed,
      filedAt: timeHere().dateAndTime(filed.filedAt),
      terminal: parts.terminal,
      publicUrl: parts.publicUrl,
      demonstration: parts.demonstration,
      reprint: count === null ? null : { at: timeHere().dateAndTime(now()), count },
    })
  return {
    materials,
    oneAtATime: turns,
    here: createFilingsHere({ ledger, keys }),
    procedures: {
      ...receiptProcedures({
        sessions,
        register,
        copies: createReceiptCopies(ledger),
        desk,
        followed,
        oneAtATime: turns,
        receipt: content,
        timeOf: (instant) => timeHere().time(instant),
        onFault,
      }),
      ...materialProcedures({ sessions, drafts, materials, keeper, oneAtATime: turns }),
      ...phoneWay.procedures,
      send: sendProcedure({
        sessions,
        drafts,
        materials,
        register,
        desk,
        followed,
        oneAtATime: turns,
        renewed: parts.renewed,
        catalogueVersion: parts.catalogueVersion,
        opens: parts.opens,
        stillAwaited: (asker, supplement) => stillAwaited(parts.platform, asker, supplement, today()),
        owedUntil: parts.owedUntil,
        receipt: ({ item, facts, filed }) => content({ item, body: facts, filed }, null),
        onFault,
      }),
    },
    sessionEnded: () => phoneWay.sessionEnded(),
    async close() {
      stopForgetting()
      await Promise.all([desk.quiet(), delivery?.close()])
    },
  }
}
