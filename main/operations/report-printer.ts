import { err } from '../../drivers/result.ts'
import type { CertificateComposer } from '../../printers/certificate/composer.ts'
import type { CertificateTemplate } from '../../printers/certificate/template.ts'
import type { A4Printer } from '../../printers/ipp/a4-printer.ts'
import type { HallFile } from '../configuration/hall-file.ts'
import type { ReportEnd, ReportProgress } from '../contract/operator.ts'
import { newIdentifier } from '../ledger/identifiers.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { hallTime } from '../queue/hall-time.ts'
import { dayReport } from './day-report.ts'
import type { Log } from './log.ts'
import type { TrayWatch } from './tray-watch.ts'

/** Prints the balance of the day on A4, for an operator to sign (日结报表). */
export interface ReportPrinter {
  /** `by`: the operator's name. Once it is at the printer it comes out whether or not anybody listens. */
  print(by: string): AsyncGenerator<ReportProgress, void, undefined>
  /** Resolves when no report is at the printer. */
  quiet(): Promise<void>
}

/**
 * A report is no act of a citizen and nothing is owed to anybody for it: the audit log says that it was ordered, before the
 * first byte, and how it ended. It has no sheet in the ledger, of which the platform would hear.
 */
export function createReportPrinter(parts: {
  readonly ledger: Pick<Ledger, 'transact' | 'audit'>
  readonly composer: Pick<CertificateComposer, 'compose'>
  /** `reportTemplate` in main/configuration, once it is loaded; null: it cannot be used, which the log has said. */
  readonly template: Promise<CertificateTemplate | null>
  readonly printer: Pick<A4Printer, 'print'>
  readonly tray: Pick<TrayWatch, 'usedByOthers'>
  readonly hall: () => HallFile
  readonly businessDay: () => string
  readonly now: () => Date
  /** This terminal's id, as `K01`. */
  readonly terminal: string
  readonly demonstration: boolean
  readonly log: Log
}): ReportPrinter {
  const { ledger, composer, printer } = parts
  let underWay: Promise<unknown> | null = null

  async function composed(by: string, number: string, at: Date) {
    const template = await parts.template
    if (template === null) return err({ kind: 'bad-template' as const })
    const hall = parts.hall()
    const day = parts.businessDay()
    const { fields, tables } = await dayReport(ledger, day, hall.businesses)
    const printedAt = hallTime(hall.hall.timeZone).dateAndTime(at)
    const about = { hall: hall.hall.name.zh, hallCode: hall.hall.code, terminal: parts.terminal, day: inWords(day), by, printedAt }
    return await composer.compose(
      {
        number,
        verification: null,
        validUntil: null,
        terminal: parts.terminal,
        printedAt,
        createdAt: at.toISOString(),
        fields: { ...fields, ...about },
        tables,
        sealed: false,
        demonstration: parts.demonstration,
      },
      template,
    )
  }

  function note(by: string, event: string, payload: Readonly<Record<string, string | number>>): Promise<void> {
    return ledger.transact((tx) => ledger.audit.append(tx, { actor: `operator:${by}`, event, payload }))
  }

  async function bringOut(by: string, number: string, at: Date, { pdf, sha256, pages }: { readonly pdf: Uint8Array; readonly sha256: string; readonly pages: number }): Promise<ReportEnd> {
    await note(by, 'report.print', { number, day: parts.businessDay(), sha256, pages })
    const ended = await printer.print(
      { key: newIdentifier(at), pdf, pages, sides: 'one-sided', color: 'monochrome' },
      { livesMs: parts.hall().policy.sheetSeconds * 1000, sending: () => Promise.resolve(), sent: () => Promise.resolve() },
    )
    await note(by, 'report.printed', { number, outcome: ended.state, ...('reason' in ended ? { reason: ended.reason } : {}) })
    if (ended.state !== 'failed') await parts.tray.usedByOthers(pages)
    return 'reason' in ended ? { outcome: ended.state, reason: ended.reason } : { outcome: ended.state }
  }

  return {
    async *print(by) {
      if (underWay !== null) {
        yield failed('busy')
        return
      }
      const at = parts.now()
      const number = numberOf(parts.terminal, hallTime(parts.hall().hall.timeZone).dateAndTime(at), at)
      yield { step: 'composing' }
      const made = await composed(by, number, at)
      if (!made.ok) {
        parts.log.error({ ...made.fault }, 'the report of the day cannot be composed')
        yield failed(made.fault.kind)
        return
      }
      // Another was ordered meanwhile, and is on its way.
      if (underWay !== null) {
        yield failed('busy')
        return
      }
      const printing = bringOut(by, number, at, made.value).finally(() => {
        underWay = null
      })
      underWay = printing
      // Whoever has left hears of it in the audit log.
      printing.catch(() => undefined)
      yield { step: 'printing', pages: made.value.pages }
      yield { step: 'ended', end: await printing }
    },
    async quiet() {
      await Promise.allSettled([underWay])
    },
  }
}

function failed(reason: string): ReportProgress {
  return { step: 'ended', end: { outcome: 'failed', reason } }
}

/** `K01-20261122180533`: to the second, since one takes longer than that to come out. */
function numberOf(terminal: string, hallTimeWritten: string, at: Date): string {
  return `${terminal}-${hallTimeWritten.replaceAll(/\D/g, '')}${String(at.getUTCSeconds()).padStart(2, '0')}`
}

/** `2026年11月22日`. */
function inWords(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${year}年${Number(month)}月${Number(date)}日`
}
