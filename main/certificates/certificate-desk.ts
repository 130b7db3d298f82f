import type { A4Printer } from '../../printers/ipp/a4-printer.ts'
import type { Settlement } from '../../printers/ipp/settlement.ts'
import { a4Fault, type A4Fault } from '../../printers/ipp/status.ts'
import { err, type Result } from '../../drivers/result.ts'
import { settleSheet } from '../ledger/settle-sheet.ts'
import type { Sheets } from '../ledger/sheets.ts'
import type { Log } from '../operations/log.ts'
import type { ContentQuestion, Platform } from '../platform/platform.ts'
import type { Asker } from '../session/proof.ts'
import type { CertificatePaper, CertificatePapers, PaperFault } from './certificate-paper.ts'
import type { CertificateCopies, CertificateCopy, IntendedCopy } from './copies.ts'
import { platformReason } from './platform-reason.ts'

/** How a copy stands, once that is on the disk. */
export type CopyView = { readonly key: string; readonly pages: number | null } & (
  | { readonly state: 'waiting' | 'preparing' | 'printing' | 'printed' | 'sent' }
  | { readonly state: 'failed' | 'unknown'; readonly reason: string }
)

/** Turns copies that are in the ledger into paper, one after the other. */
export interface CertificateDesk {
  /** Null when a certificate can be printed now; else why not. Asked before a copy is intended. */
  printerFault(): Promise<A4Fault | null>
  /**
   * Starts the copies of one person on their way; what becomes of each is heard through `onState`. Before each is begun
   * `isWanted` is asked: a copy that nobody waits for any more is not authorised.
   */
  bringOut(
    copies: readonly IntendedCopy[],
    asker: Asker,
    onState: (view: CopyView) => void,
    isWanted?: () => boolean,
  ): void
  /** Resolves when no copy is on its way. */
  quiet(): Promise<void>
  /** Begins no further copy; resolves when none is on its way. */
  close(): Promise<void>
}

export function createCertificateDesk(parts: {
  readonly platform: Pick<Platform, 'content' | 'authorise'>
  readonly papers: CertificatePapers
  readonly printer: Pick<A4Printer, 'check' | 'print'>
  readonly copies: CertificateCopies
  readonly sheets: Sheets
  /** How long the printer may take to come to a sheet, ms. */
  readonly livesMs: () => number
  readonly now: () => Date
  readonly log: Log
}): CertificateDesk {
  const { platform, papers, printer, copies, sheets, log } = parts
  const onTheWay = new Set<Promise<void>>()
  let closed = false

  async function printerFault(): Promise<A4Fault | null> {
    return a4Fault(await printer.check())
  }

  /**
   * Everything before the first byte: asked for, authorised under the copy's own key, made, sealed. What can fail without an
   * authorisation fails before it.
   */
  async function prepared(copy: CertificateCopy, asker: Asker): Promise<Result<CertificatePaper, PaperFault | A4Fault>> {
    const fault = await printerFault()
    if (fault !== null) return err(fault)
    const question = questionOf(copy, asker)
    const content = await platform.content(copy.certificateId, question)
    if (!content.ok) return err(platformReason(content.fault))
    const draft = await papers.draft(content.value)
    if (!draft.ok) return draft
    // What no font has, or finds no room, is found before a number is spent on it.
    const tried = await draft.value.preview(parts.now())
    if (!tried.ok) return tried
    const authorised = await platform.authorise(copy.certificateId, question, copy.key)
    if (!authorised.ok) return err(platformReason(authorised.fault))
    const { id, number, code, verifyUrl, validUntil } = authorised.value
    await copies.authorised(copy.key, { id, number })
    const paper = await draft.value.paper({
      authorisation: id,
      key: copy.key,
      number,
      code,
      verifyUrl,
      validUntil: validUntil ?? null,
      at: parts.now(),
    })
    if (paper.ok) await copies.made(copy.key, paper.value)
    return paper
  }

  async function bringOut({ copy, sheetKey }: IntendedCopy, asker: Asker, onState: (view: CopyView) => void): Promise<void> {
    const { key } = copy
    onState({ key, state: 'preparing', pages: null })
    const made = await prepared(copy, asker)
    const ended = made.ok ? await print(sheetKey, made.value, () => onState({ key, state: 'printing', pages: made.value.pages })) : failed(made.fault)
    await settleSheet(sheets, sheetKey, ended)
    log.info({ sheet: sheetKey, ...ended }, 'sheet settled')
    onState({ key, pages: made.ok ? made.value.pages : null, ...ended })
  }

  /** The file is nobody's any more once the printer has it, or never will. */
  async function print(sheetKey: string, { pdf, pages }: CertificatePaper, onSending: () => void): Promise<Settlement> {
    const settled = await printer.print(
      { key: sheetKey, pdf, pages, sides: 'one-sided', color: 'monochrome' },
      {
        livesMs: parts.livesMs(),
        async sending() {
          await sheets.sending(sheetKey, null)
          onSending()
        },
        sent: () => sheets.sent(sheetKey, 'awaited'),
      },
    )
    pdf.fill(0)
    return settled
  }

  async function bringOutAll(all: readonly IntendedCopy[], asker: Asker, onState: (view: CopyView) => void, isWanted: () => boolean): Promise<void> {
    for (const { copy } of all) onState({ key: copy.key, state: 'waiting', pages: null })
    for (const each of all) {
      if (!closed && isWanted()) await bringOut(each, asker, onState)
      else await leaveOut(each, onState)
    }
  }

  /** Nothing was asked for it yet, and nobody is there who wants it. */
  async function leaveOut({ copy, sheetKey }: IntendedCopy, onState: (view: CopyView) => void): Promise<void> {
    const ended = failed('not-begun')
    await settleSheet(sheets, sheetKey, ended)
    log.info({ sheet: sheetKey, ...ended }, 'sheet settled')
    onState({ key: copy.key, pages: null, ...ended })
  }

  return {
    printerFault,
    bringOut(all, asker, onState, isWanted = () => true) {
      // A ledger that can no longer write is not something a page can be told of: the process must not go on.
      const way = bringOutAll(all, asker, onState, isWanted).finally(() => onTheWay.delete(way))
      onTheWay.add(way)
      way.catch((fault: unknown) => {
        queueMicrotask(() => {
          throw fault
        })
      })
    },
    async quiet() {
      await Promise.allSettled(onTheWay)
    },
    async close() {
      closed = true
      await Promise.allSettled(onTheWay)
    },
  }
}

type CopyEnd =
  | Settlement
  | { readonly state: 'failed'; readonly reason: PaperFault | A4Fault }

function failed(reason: PaperFault | A4Fault): CopyEnd {
  return { state: 'failed', reason }
}

function questionOf({ period, purpose }: CertificateCopy, asker: Asker): ContentQuestion {
  return { ...asker, ...(period === null ? {} : { period }), ...(purpose === null ? {} : { purpose }) }
}
