import type { CertificateComposer } from '../../printers/certificate/composer.ts'
import type { CertificateTemplate } from '../../printers/certificate/template.ts'
import type { A4Printer } from '../../printers/ipp/a4-printer.ts'
import { a4Fault } from '../../printers/ipp/status.ts'
import type { Guide, GuidePaperFault, PrintGuideOutcome } from '../contract/guide.ts'
import type { CopyView, PrintingView } from '../contract/view.ts'
import { guideSubject, isGuideSubject } from '../ledger/guide-subject.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { settleSheet } from '../ledger/settle-sheet.ts'
import type { SheetState } from '../ledger/sheets.ts'
import type { Log } from '../operations/log.ts'
import type { TrayWatch } from '../operations/tray-watch.ts'
import { guidePage } from './guide-page.ts'

/** One guide as it is wanted on paper, of the catalogue that it was read from. */
export interface GuideOnPaper {
  readonly guide: Guide
  readonly version: string
  readonly from: 'platform' | 'file'
  /** Text of the QR code; null where there is no public page. */
  readonly url: string | null
}

/** How a guide's sheet stands; in a session it has the place of a certificate's, and is never asked whether it was taken. */
export interface GuidePrinting {
  readonly view: PrintingView
  readonly moving: boolean
}

type Begun =
  | { readonly outcome: 'printing'; readonly printing: GuidePrinting }
  | Exclude<PrintGuideOutcome, { readonly outcome: 'printing' }>
  /** The id stands for another act. */
  | { readonly outcome: 'request-conflict' }

/** Prints guides on A4: one request id is one sheet, of however many pages, with nothing of a person on it. */
export interface GuidePrinter {
  /** `onChange`: the sheet stands otherwise. Once it is at the printer it comes out whether or not anybody waits. */
  print(requestId: string, wanted: GuideOnPaper, onChange: () => void): Promise<Begun>
  /** Resolves when no guide is at the printer. */
  quiet(): Promise<void>
}

/**
 * A guide costs nobody anything and nobody counts it: the ledger has its sheet and the audit log which guide it was, the
 * platform hears of neither, and one that failed or may have failed waits for no operator.
 */
export function createGuidePrinter(parts: {
  readonly ledger: Pick<Ledger, 'transact' | 'audit' | 'sheets' | 'read'>
  readonly composer: Pick<CertificateComposer, 'compose'>
  /** `guideTemplate` in main/configuration, once it is loaded; null: it cannot be used, which the log has said. */
  readonly template: Promise<CertificateTemplate | null>
  readonly printer: Pick<A4Printer, 'print' | 'check'>
  readonly tray: Pick<TrayWatch, 'usedByOthers'>
  /** Hall time, `2026-11-22 10:05`. */
  readonly hallTime: (instant: Date) => string
  /** How long the printer may take to come to a sheet, ms. */
  readonly livesMs: () => number
  readonly now: () => Date
  /** This terminal's id, as `K01`. */
  readonly terminal: string
  readonly demonstration: boolean
  readonly log: Log
}): GuidePrinter {
  const { ledger, printer, log } = parts
  const atThePrinter = new Map<string, { readonly printing: GuidePrinting; readonly ended: Promise<void> }>()

  async function composed({ guide, version, from, url }: GuideOnPaper, at: Date) {
    const template = await parts.template
    if (template === null) return null
    const made = await parts.composer.compose(
      {
        ...guidePage(guide),
        number: guide.codes.task,
        verification: null,
        validUntil: null,
        guide: { catalogue: `${version}（${from === 'platform' ? '政务服务平台' : '本大厅文件'}）`, url },
        terminal: parts.terminal,
        printedAt: parts.hallTime(at),
        createdAt: at.toISOString(),
        sealed: false,
        demonstration: parts.demonstration,
      },
      template,
    )
    return made
  }

  /** The sheet of a request that was made before, whatever became of it. */
  async function before(requestId: string): Promise<Begun | null> {
    const live = atThePrinter.get(requestId)
    if (live !== undefined) return { outcome: 'printing', printing: live.printing }
    const [row] = await ledger.read<{ readonly sheet_key: string }>('SELECT sheet_key FROM sheet WHERE request_id = ?', [requestId])
    const sheet = row === undefined ? null : await ledger.sheets.sheet(row.sheet_key)
    if (sheet === null) return null
    if (!isGuideSubject(sheet.subject)) return { outcome: 'request-conflict' }
    return { outcome: 'printing', printing: settled(requestId, sheet.state) }
  }

  async function bringOut(key: string, job: { readonly pdf: Uint8Array; readonly pages: number }, stands: (copy: CopyView) => void): Promise<void> {
    const { pdf, pages } = job
    const ended = await printer.print(
      { key, pdf, pages, sides: 'one-sided', color: 'monochrome' },
      { livesMs: parts.livesMs(), sending: () => ledger.sheets.sending(key, null), sent: () => ledger.sheets.sent(key, 'awaited') },
    )
    if (ended.state !== 'failed') await parts.tray.usedByOthers(pages)
    await settleSheet(ledger.sheets, key, ended)
    if ('reason' in ended) await letGo(ledger, key)
    log.info({ sheet: key, ...ended }, 'guide settled')
    stands({ pages, ...ended })
  }

  function begin(requestId: string, key: string, job: { readonly pdf: Uint8Array; readonly pages: number }, onChange: () => void): GuidePrinting {
    let copy: CopyView = { state: 'printing', pages: job.pages }
    const printing: GuidePrinting = {
      get view(): PrintingView {
        return { requestId, guide: true, copies: [copy], paper: 'none' }
      },
      get moving() {
        return copy.state === 'printing'
      },
    }
    const ended = bringOut(key, job, (next) => {
      copy = next
    }).finally(() => {
      atThePrinter.delete(requestId)
      onChange()
    })
    // A ledger that can no longer write is not something a page can be told of: the process must not go on.
    ended.catch((fault: unknown) => {
      queueMicrotask(() => {
        throw fault
      })
    })
    atThePrinter.set(requestId, { printing, ended })
    return printing
  }

  return {
    async print(requestId, wanted, onChange) {
      const earlier = await before(requestId)
      if (earlier !== null) return earlier
      const fault = a4Fault(await printer.check())
      if (fault !== null) return { outcome: 'no-paper', reason: fault }
      const at = parts.now()
      const made = await composed(wanted, at)
      if (made === null || !made.ok) {
        const reason: GuidePaperFault = made === null ? 'bad-template' : made.fault.kind
        log.error({ ...(made === null ? {} : made.fault), task: wanted.guide.codes.task }, 'a guide cannot be composed')
        return { outcome: 'failed', reason }
      }
      const { pdf, pages, sha256 } = made.value
      const key = await ledger.transact(async (tx) => {
        const known = await tx.all('SELECT 1 FROM sheet WHERE request_id = ?', [requestId])
        if (known.length > 0) return null
        const subject = guideSubject(at)
        const sheet = ledger.sheets.intend(tx, { device: 'document', subject, requestId, copy: 0, copyReason: null })
        const payload = { sheet, subject, task: wanted.guide.codes.task, version: wanted.version, sha256, pages }
        ledger.audit.append(tx, { actor: 'citizen', event: 'guide.print', payload })
        return sheet
      })
      // Two touches at once: the other one is on its way.
      if (key === null) return (await before(requestId)) ?? { outcome: 'request-conflict' }
      return { outcome: 'printing', printing: begin(requestId, key, { pdf, pages }, onChange) }
    },
    async quiet() {
      await Promise.allSettled([...atThePrinter.values()].map(({ ended }) => ended))
    },
  }
}

/** At start: guides that the last run left open are nobody's to decide about any more. */
export async function letGuidesGo(ledger: Pick<Ledger, 'transact' | 'sheets'>): Promise<void> {
  for (const { key, subject } of await ledger.sheets.undecided()) {
    if (isGuideSubject(subject)) await letGo(ledger, key)
  }
}

async function letGo(ledger: Pick<Ledger, 'transact' | 'sheets'>, key: string): Promise<void> {
  await ledger.transact((tx) => ledger.sheets.decide(tx, key, 'void', 'terminal'))
}

function settled(requestId: string, state: SheetState): GuidePrinting {
  return { view: { requestId, guide: true, copies: [copyOf(state)], paper: 'none' }, moving: false }
}

/** Of a sheet that nobody here is bringing out, an open state is one whose end is not known. */
function copyOf(state: SheetState): CopyView {
  switch (state.state) {
    case 'printed':
      return { state: 'printed', pages: null }
    case 'failed':
    case 'unknown':
      return { state: state.state, reason: state.reason, pages: null }
    case 'sent':
      return { state: state.confirmation === 'not-possible' ? 'sent' : 'unknown', pages: null }
    case 'intended':
    case 'sending':
      return { state: 'unknown', pages: null }
  }
}
