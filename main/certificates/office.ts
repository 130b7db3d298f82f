import type { Result } from '../../drivers/result.ts'
import type { A4Printer } from '../../printers/ipp/a4-printer.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Log } from '../operations/log.ts'
import type { Content, Platform } from '../platform/platform.ts'
import { createCertificateDesk, type CertificateDesk } from './certificate-desk.ts'
import { createCertificatePapers, type CertificatePaper, type CertificatePapers, type PaperFault } from './certificate-paper.ts'
import { createCertificateCopies, type CertificateCopies } from './copies.ts'
import type { Pages } from './pages.ts'
import { recordTakenPaper, type TakenPaper } from './taken-paper.ts'

/** All that it takes to print certificates: the platform that has them, the pages, the printer and the account of it. */
export interface CertificateOffice {
  readonly platform: Pick<Platform, 'certificates' | 'content' | 'verifyPaper'>
  readonly copies: CertificateCopies
  readonly desk: CertificateDesk
  readonly takenPaper: TakenPaper
  /** The pages of a content, before there is an authorisation to print them. */
  preview(content: Content): Promise<Result<CertificatePaper, PaperFault>>
}

export function openCertificateOffice(parts: {
  readonly platform: Platform
  readonly printer: A4Printer
  readonly ledger: Ledger
  readonly pages: Pages
  readonly terminal: string
  readonly demonstration: boolean
  /** Hall time, `2026-11-22 10:05`. */
  readonly hallTime: (instant: Date) => string
  readonly livesMs: () => number
  readonly now: () => Date
  readonly log: Log
}): CertificateOffice {
  const { platform, printer, ledger, pages, now, log } = parts
  const { composer } = pages
  const papers: Promise<CertificatePapers> = pages.templates.then((templates) =>
    createCertificatePapers({
      platform,
      seals: platform,
      composer,
      templates,
      terminal: parts.terminal,
      hallTime: parts.hallTime,
      demonstration: parts.demonstration,
    }),
  )
  const copies = createCertificateCopies(ledger, now)
  const desk = createCertificateDesk({
    platform,
    papers: { draft: async (content) => (await papers).draft(content) },
    printer,
    copies,
    sheets: ledger.sheets,
    livesMs: parts.livesMs,
    now,
    log,
  })
  return {
    platform,
    copies,
    desk,
    takenPaper: recordTakenPaper(ledger, now),
    async preview(content) {
      const draft = await (await papers).draft(content)
      return draft.ok ? await draft.value.preview(now()) : draft
    },
  }
}
