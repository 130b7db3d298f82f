import path from 'node:path'
import type { Result } from '../../drivers/result.ts'
import { openComposer } from '../../printers/certificate/composer.ts'
import type { CertificateTemplate } from '../../printers/certificate/template.ts'
import type { A4Printer } from '../../printers/ipp/a4-printer.ts'
import { loadCertificateTemplate, shippedTemplates } from '../configuration/certificate-template.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Log } from '../operations/log.ts'
import type { Content, Platform } from '../platform/platform.ts'
import { createCertificateDesk, type CertificateDesk } from './certificate-desk.ts'
import { createCertificatePapers, type CertificatePaper, type CertificatePapers, type PaperFault } from './certificate-paper.ts'
import { createCertificateCopies, type CertificateCopies } from './copies.ts'
import { recordTakenPaper, type TakenPaper } from './taken-paper.ts'

/** All that it takes to print certificates: the platform that has them, the pages, the printer and the account of it. */
export interface CertificateOffice {
  readonly platform: Pick<Platform, 'certificates' | 'content' | 'verifyPaper'>
  readonly copies: CertificateCopies
  readonly desk: CertificateDesk
  readonly takenPaper: TakenPaper
  /** The pages of a content, before there is an authorisation to print them. */
  preview(content: Content): Promise<Result<CertificatePaper, PaperFault>>
  /** Resolves when no copy is on its way. */
  close(): Promise<void>
}

export function openCertificateOffice(parts: {
  readonly platform: Platform
  readonly printer: A4Printer
  readonly ledger: Ledger
  /** Where fonts, templates and the composer's worker lie. */
  readonly appFolder: string
  /** Fonts for characters that ours lack (names in Ext B and beyond), in the order in which they are asked. */
  readonly fallbackFonts: readonly string[]
  readonly terminal: string
  readonly demonstration: boolean
  /** Hall time, `2026-11-22 10:05`. */
  readonly hallTime: (instant: Date) => string
  readonly livesMs: () => number
  readonly now: () => Date
  readonly log: Log
}): CertificateOffice {
  const { platform, printer, ledger, appFolder, now, log } = parts
  const font = (file: string) => path.join(appFolder, 'printers/certificate/fonts', file)
  const composer = openComposer({
    workerFile: path.join(appFolder, 'out/main/certificate-worker.js'),
    fonts: { text: font('NotoSansSC-Regular.ttf'), title: font('NotoSerifSC-Bold.ttf'), fallback: parts.fallbackFonts },
  })
  /** Laid out once as they are loaded, which warms the composer too; whoever prints in the first second waits for them. */
  const templates = loadTemplates(appFolder, composer.check, log)
  const papers: Promise<CertificatePapers> = templates.then((loaded) =>
    createCertificatePapers({
      platform,
      seals: platform,
      composer,
      templates: loaded,
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
    async close() {
      await desk.quiet()
      await papers
      await composer.close()
    },
  }
}

/** A template that cannot be used is said to the administrator; its certificates are refused, the others are printed. */
async function loadTemplates(
  appFolder: string,
  check: Parameters<typeof loadCertificateTemplate>[1],
  log: Log,
): Promise<ReadonlyMap<string, CertificateTemplate>> {
  const loaded = new Map<string, CertificateTemplate>()
  for (const file of shippedTemplates(appFolder)) {
    const template = await loadCertificateTemplate(file, check)
    if (template.ok) loaded.set(template.value.name, template.value)
    else log.error({ line: template.fault.line }, 'a certificate template cannot be used')
  }
  return loaded
}
