import path from 'node:path'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { FilableItems } from '../catalogue/filable-items.ts'
import { guideProcedures } from '../catalogue/procedures.ts'
import { openSampleFiles } from '../catalogue/sample-files.ts'
import { certificateProcedures } from '../certificates/procedures.ts'
import { terminalContract, type TerminalRouter } from '../contract/server.ts'
import type { createOperatorScreen } from '../operations/operator-screen.ts'
import type { Operators } from '../operations/operators.ts'
import { forgetPassedMemory } from '../operations/passed-memory.ts'
import type { Platform } from '../platform/platform.ts'
import { hallTime } from '../queue/hall-time.ts'
import { queueProcedures } from '../queue/procedures.ts'
import type { Bookings } from '../queue/appointments/bookings.ts'
import type { Queue } from '../queue/queue.ts'
import type { HallWaits } from '../queue/waiting-time.ts'
import { reprintReason } from '../queue/reprint-reason.ts'
import { consentOf, factsOf } from '../session/facts.ts'
import { askerOf } from '../session/proof.ts'
import { scanProcedures } from '../session/scan-procedures.ts'
import { sessionProcedures } from '../session/procedures.ts'
import { proofProcedures } from '../session/proof-procedures.ts'
import { evaluationProcedures } from '../queue/evaluation/procedures.ts'
import type { Evaluations } from '../queue/evaluation/evaluations.ts'
import type { A4Side } from './a4-side.ts'
import type { CallFaults } from './call-faults.ts'
import type { openFilingSide } from './filing-side.ts'
import type { Front } from './front.ts'
import type { Ground } from './ground.ts'
import type { Readers } from './readers.ts'
import type { TicketSide } from './ticket-side.ts'

/** What pages may ask, each answered by the part that knows. */
export function terminalRouter(
  ground: Ground,
  parts: {
    readonly version: string
    readonly front: Front
    readonly readers: Readers
    readonly queue: Queue
    readonly waits: () => Promise<HallWaits>
    readonly ticket: TicketSide
    readonly a4: A4Side
    readonly platform: Platform | null
    readonly bookings: Bookings | null
    readonly catalogue: Catalogue
    readonly items: FilableItems
    readonly filing: Awaited<ReturnType<typeof openFilingSide>>
    readonly evaluations: Evaluations
    readonly operators: Operators
    readonly operatorScreen: ReturnType<typeof createOperatorScreen>
    readonly callFaults: CallFaults
  },
): TerminalRouter {
  const { configuration, ledger, hall, now, log, onFault } = ground
  const { front, readers, queue, a4, platform, catalogue, items, filing, operators, operatorScreen } = parts
  const { sessions, views, card } = front
  const { machine } = configuration
  const reader = readers.card
  const { printer, desk } = parts.ticket
  const today = () => hallTime(hall().hall.timeZone).day(now())
  const evaluation = evaluationProcedures({ ledger, sessions, evaluations: parts.evaluations })
  return terminalContract.router({
    kiosk: {
      ...sessionProcedures({
        operatorLeaves: () => operatorScreen.signOut(),
        facts: async () =>
          factsOf({ ...configuration, hall: hall() }, parts.version, {
            clerks: (await operators.list()).length > 0,
            guides: catalogue.current !== null,
            filings: (items.current?.items.size ?? 0) > 0,
          }),
        consentVersion: () => consentOf(hall(), machine).version,
        views,
        sessions,
        seats: front.seats,
        card,
        today,
        async hasBooked(identity) {
          const asker = parts.bookings && askerOf(identity, null)
          return asker !== null && (await parts.bookings?.has(asker)) === true
        },
        async recordAgreement(agreement) {
          await ledger.recordAgreement(agreement)
          parts.callFaults.ledgerWrote()
        },
      }),
      ...scanProcedures({
        sessions,
        scans: readers.scans,
        held: readers.held,
        queue,
        ticketView: async (ticket) => (hall().businesses.some(({ code }) => code === ticket.business) ? desk.ticketView(ticket, await parts.waits()) : null),
        evaluationOf: (session, ticket) => evaluation.offered(session, ticket),
        platform,
        now,
      }),
      ...queueProcedures({
        queue,
        bookings: parts.bookings,
        desk,
        sessions,
        hall,
        waits: parts.waits,
        now,
        reprintReason: async (ticketId) => reprintReason((await ledger.sheets.sheetsOf(ticketId)).at(-1)),
        lacks(business) {
          if (business.identify === 'card' && front.seats.length === 0) return 'needs-reader'
          return printer || hall().policy.numberByScreenWhenNoPaper ? null : 'needs-printer'
        },
      }),
    },
    proof: proofProcedures({
      sessions,
      platform,
      faces: platform,
      reader,
      photos: readers.photos,
      operators,
      onPin: forgetPassedMemory,
      now,
      recordProof: ({ session, by }) =>
        ledger.transact((tx) => ledger.audit.append(tx, { actor: 'citizen', event: 'session.proven', payload: { session, by } })),
    }),
    certificates: certificateProcedures({
      office: a4.office,
      sessions,
      businessDay: ground.businessDay,
      hallDay: (instant) => ground.hallTime(instant).slice(0, 10),
      onFault,
    }),
    guide: guideProcedures({
      catalogue,
      sessions,
      printer: a4.guides,
      samples: platform && openSampleFiles({ folder: path.join(machine.data, 'catalogue-files'), fetch: (id) => platform.catalogueFile(id), log }),
      publicUrl: machine.platform?.publicUrl ?? null,
    }),
    progress: filing.progress,
    filings: filing.filings,
    evaluation: evaluation.procedures,
    operator: operatorScreen.procedures,
  })
}
