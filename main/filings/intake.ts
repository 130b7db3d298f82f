import path from 'node:path'
import type { Result } from '../../drivers/result.ts'
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
import { deliverFilings } from './delivery.ts'
import type { Draft, Drafts } from './draft.ts'
import { receiptContent } from './filing-facts.ts'
import { createFilingKeys } from './filing-keys.ts'
import { createFilingRegister } from './filing-register.ts'
import { followFilings } from './followed-filing.ts'
import { createMaterialFiles } from './material-files.ts'
import { materialProcedures } from './material-procedures.ts'
import { createMaterials, type Materials } from './materials.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { createReceiptDesk } from './receipt-desk.ts'
import { startForgetting } from './forgetting.ts'
import { sendProcedure } from './send-procedure.ts'
import type { Asker } from '../session/proof.ts'

/** The intake of filings: papers, handing in, receipt, and the way to the platform. */
export interface FilingIntake {
  readonly procedures: ReturnType<typeof materialProcedures> & { readonly send: ReturnType<typeof sendProcedure> }
  /** For whoever keeps the drafts: a draft that goes takes its pages with it (`destroy`). */
  readonly materials: Materials
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
  readonly sureEnough: (draft: Draft, assurance: Asker['assurance']) => boolean
  /** The day until which something may be owed that is owed for so many working days. */
  readonly owedUntil: (workingDays: number) => string
  /** Null where the terminal has none: filings wait. */
  readonly platform: Pick<Platform, 'upload' | 'uploadPart' | 'file'> | null
  /** What a phone opens; null where nothing is. */
  readonly publicUrl: string | null
  readonly printer: ThermalPrinter | null
  readonly encode: (content: ReceiptContent) => Result<PrintJob, TicketFault>
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
  const register = createFilingRegister({
    ledger,
    keys,
    now,
    terminal: parts.terminal,
    hallCode: () => hall().hall.code,
    businessDay: () => businessDay(now(), hall().hall.timeZone),
  })
  for (const draftId of await register.draftsLeft()) {
    await drafts.destroy(draftId, 'handed-in')
    await register.draftGone(draftId)
  }
  await materials.sweep(await parts.keptDrafts())

  const desk = createReceiptDesk({
    printer: parts.printer,
    encode: parts.encode,
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
  return {
    materials,
    procedures: {
      ...materialProcedures({ sessions, drafts, materials, oneAtATime: turns, onFault }),
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
        sureEnough: parts.sureEnough,
        owedUntil: parts.owedUntil,
        receipt: ({ view, facts, filed }) =>
          receiptContent({
            hall: hall().hall.name.zh,
            view,
            facts,
            filed,
            filedAt: hallTime(hall().hall.timeZone).dateAndTime(filed.filedAt),
            terminal: parts.terminal,
            publicUrl: parts.publicUrl,
            demonstration: parts.demonstration,
          }),
        onFault,
      }),
    },
    async close() {
      stopForgetting()
      await Promise.all([desk.quiet(), delivery?.close()])
    },
  }
}
