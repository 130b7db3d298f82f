import { terminalContract } from '../contract/server.ts'
import type { ReplaceOutcome } from '../contract/operator.ts'
import type { CertificateDesk } from '../certificates/certificate-desk.ts'
import type { CertificateCopies, CertificateHolder } from '../certificates/copies.ts'
import { settleCertificate } from '../certificates/sheets-for-operator.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Broadcast } from '../session/broadcast.ts'
import { documentOfNumber } from '../session/document-kind.ts'
import type { Asker } from '../session/proof.ts'
import type { OperatorSession, WhoActs } from './operator-session.ts'
import type { ReportPrinter } from './report-printer.ts'
import type { TrayWatch } from './tray-watch.ts'

/** What prints certificates here. */
export interface CertificatePrinting {
  readonly copies: CertificateCopies
  readonly desk: CertificateDesk
}

/** Handlers of the operator's screen about what the A4 printer prints: certificates, the report of the day, and its paper. */
export function a4Procedures(parts: {
  readonly ledger: Ledger
  readonly session: OperatorSession
  readonly whoActs: WhoActs
  readonly news: Broadcast<null>
  /** Null where the terminal prints no certificates. */
  readonly certificates: CertificatePrinting | null
  /** Null where the report of the day cannot be printed. */
  readonly report: ReportPrinter | null
  /** Null where the terminal has no A4 printer. */
  readonly tray: TrayWatch | null
  readonly businessDay: () => string
  readonly now: () => Date
}) {
  const { ledger, session, whoActs, news, certificates } = parts
  const { operator } = terminalContract

  /** One after another: two touches are one copy, and the second sees that of the first. */
  let last: Promise<unknown> = Promise.resolve()
  function inTurn(replace: () => Promise<ReplaceOutcome>): Promise<ReplaceOutcome> {
    const replaced = last.then(replace)
    // One that failed was told to its own caller; the next is none the worse.
    last = replaced.catch(() => undefined)
    return replaced
  }

  async function replace(
    { copies, desk }: CertificatePrinting,
    asked: { readonly requestId: string; readonly copy: string; readonly by: string },
    stillThere: () => void,
  ): Promise<ReplaceOutcome> {
    // A request that has its copy already is answered so, whatever the printer says by now.
    const made = await ledger.read('SELECT 1 FROM certificate_copy WHERE request_id = ? AND replaces = ?', [asked.requestId, asked.copy])
    if (made.length > 0) return { outcome: 'printing' }
    const holder = await copies.holderOf(asked.copy)
    const asker = holder === null ? null : askerFor(holder, asked.by)
    if (asker === null) return { outcome: 'forgotten' }
    const fault = await desk.printerFault()
    if (fault !== null) return { outcome: 'no-paper', reason: fault }
    stillThere()
    const { requestId, copy: key } = asked
    const replaced = await copies.replace({ key, requestId, businessDay: parts.businessDay(), by: `operator:${asked.by}` })
    if (replaced.outcome === 'unknown-copy') return { outcome: 'forgotten' }
    if (replaced.outcome !== 'intended') return { outcome: replaced.outcome }
    desk.bringOut([replaced.copy], asker, () => news.changed())
    return { outcome: 'printing' }
  }

  return {
    settleCertificate: operator.settleCertificate.handler(async ({ input, errors }) => {
      const by = `operator:${whoActs(errors)}`
      const settled = await ledger.transact((tx) => settleCertificate(ledger, tx, { ...input, by, at: parts.now() }))
      news.changed()
      return { settled }
    }),

    replaceCertificate: operator.replaceCertificate.handler(async ({ input, errors }) => {
      const name = whoActs(errors)
      if (certificates === null) return { outcome: 'not-offered' }
      const gone = session.signal
      const stillThere = () => {
        if (gone.aborted) throw errors.NOT_SIGNED_IN()
      }
      return await inTurn(() => replace(certificates, { ...input, by: name }, stillThere))
    }),

    printReport: operator.printReport.handler(async function* ({ errors }) {
      const name = whoActs(errors)
      if (parts.report === null) {
        yield { step: 'ended', end: { outcome: 'failed', reason: 'none' } }
        return
      }
      for await (const progress of parts.report.print(name)) {
        session.touch()
        yield progress
      }
    }),

    trayFilled: operator.trayFilled.handler(async ({ input, errors }) => {
      const by = `operator:${whoActs(errors)}`
      const left = parts.tray === null ? null : await parts.tray.filled({ by, ...input })
      news.changed()
      return { left }
    }),
  }
}

/** Whoever prints again for a person has them in front, as a clerk. Null where the platform could not be asked for them. */
function askerFor({ number, name }: CertificateHolder, operator: string): Asker | null {
  if (name === null) return null
  return { person: { document: documentOfNumber(number), number, name }, assurance: { level: 'clerk', clerk: operator } }
}
