import type { FilableItems } from '../catalogue/filable-items.ts'
import { companyProcedure } from '../filings/companies.ts'
import { phonesOpen } from '../configuration/phones-open.ts'
import { recordDisputes } from '../filings/disputes.ts'
import { startDraftRetention } from '../filings/draft-retention.ts'
import { createDrafts } from '../filings/drafts.ts'
import { createFieldCodes } from '../filings/field-codes.ts'
import { openFilingIntake } from '../filings/intake.ts'
import { platformLicences } from '../filings/platform-licences.ts'
import { filingProcedures } from '../filings/procedures.ts'
import { progressProcedures } from '../filings/progress-procedures.ts'
import { createSupplements } from '../filings/supplements.ts'
import { workingDaysAfter } from '../filings/working-days.ts'
import type { Platform } from '../platform/platform.ts'
import type { HeldCodes } from '../session/held-codes.ts'
import type { LearnInsurance } from '../session/insured.ts'
import type { Sessions } from '../session/sessions.ts'
import type { A4Side } from './a4-side.ts'
import type { Ground } from './ground.ts'
import type { TicketSide } from './ticket-side.ts'

/** Applications: their drafts, what is handed in, its receipts, and how far it has come. */
export async function openFilingSide(
  ground: Ground,
  parts: {
    readonly items: FilableItems
    readonly sessions: Sessions
    /** Null where the terminal has none: filings wait. */
    readonly platform: Platform | null
    readonly learnInsurance: LearnInsurance | null
    readonly ticket: Pick<TicketSide, 'printer' | 'receipt'>
    readonly held: Pick<HeldCodes, 'take'>
    readonly a4: Pick<A4Side, 'pages' | 'receipts'>
  },
) {
  const { ledger, hall, now, timeIsKnown, log, onFault, businessDay: today } = ground
  const { machine, demonstration } = ground.configuration
  const { items, sessions, platform } = parts
  const publicUrl = phonesOpen(ground.configuration)
  const calendar = () => ({ ...hall().calendar, timeZone: hall().hall.timeZone })

  const drafts = createDrafts({
    ledger,
    items,
    now,
    today,
    keptDays: () => hall().policy.retentionDays.draft,
    inFront: () => sessions.current?.identity ?? null,
    phones: platform !== null && publicUrl !== null,
    // The pages of a draft go with it.
    onGone: (id) => void intake.materials.destroy(id).catch(onFault),
  })
  const intake = await openFilingIntake({
    ledger,
    key: ground.key,
    data: machine.data,
    terminal: machine.terminal.id,
    demonstration,
    hall,
    sessions,
    drafts,
    keptDrafts: async () => new Set((await ledger.read<{ readonly draft_id: string }>('SELECT draft_id FROM draft')).map((row) => row.draft_id)),
    renewed: (draft) => drafts.renewed(draft),
    catalogueVersion: () => items.current?.version ?? '',
    opens: (draft) => drafts.filable(draft).form.assurance,
    owedUntil: (workingDays) => workingDaysAfter(calendar(), today(), workingDays),
    platform,
    publicUrl,
    phones: platform,
    phonesOpen: publicUrl,
    composer: parts.a4.pages?.composer ?? null,
    printer: parts.ticket.printer,
    encode: parts.ticket.receipt,
    receiptPages: parts.a4.receipts,
    now,
    timeIsKnown,
    log,
    onFault,
  })
  const stopDraftRetention = startDraftRetention({ drafts, timeIsKnown, log, onFault })

  return {
    filings: {
      ...filingProcedures({
        items,
        drafts,
        sessions,
        codes: platform && createFieldCodes({ platform, now }),
        licences: platform && platformLicences(platform, today),
        learnInsurance: parts.learnInsurance,
        calendar,
        today,
        here: intake.here,
        oneAtATime: intake.oneAtATime,
        onFault,
      }),
      company: companyProcedure({ sessions, platform, held: parts.held }),
      ...intake.procedures,
    },
    progress: progressProcedures({
      sessions,
      platform,
      calendar,
      now,
      recordDispute: recordDisputes(ledger),
      here: intake.here,
      supplements: createSupplements({ drafts, here: intake.here, today, onFault }),
    }),
    /** A draft's time runs from here on, and what a phone was offered opens nothing any more. */
    sessionEnded(): void {
      drafts.sessionEnded().catch(onFault)
      intake.sessionEnded().catch(onFault)
    },
    /** No draft is destroyed for its age any more. */
    stopDraftRetention,
    /** Receipts settle first; then nothing is sent or written any more. */
    close: () => intake.close(),
  }
}
