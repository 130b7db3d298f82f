import path from 'node:path'
import { openComposer, type CertificateComposer } from '../../printers/certificate/composer.ts'
import type { CertificateTemplate } from '../../printers/certificate/template.ts'
import { guideTemplate, loadCertificateTemplate, receiptTemplate, reportTemplate, shippedTemplates } from '../configuration/certificate-template.ts'
import type { Log } from '../operations/log.ts'

/** What makes pages for the A4 printer, and by which templates. */
export interface Pages {
  readonly composer: CertificateComposer
  /** Of certificates, by the names that the platform calls them. */
  readonly templates: Promise<ReadonlyMap<string, CertificateTemplate>>
  /** Of the report of the day; null where it cannot be used. */
  readonly report: Promise<CertificateTemplate | null>
  /** Of an item's guide; likewise. */
  readonly guide: Promise<CertificateTemplate | null>
  /** Of an application's receipt; likewise. */
  readonly receipt: Promise<CertificateTemplate | null>
  close(): Promise<void>
}

/**
 * Starts the composer at once. Each template is laid out as it is loaded, which warms the composer too; whoever prints in
 * the first second waits for them. One that cannot be used is said to the administrator, and the others are printed.
 */
export function openPages(parts: {
  /** Where fonts, templates and the composer's worker lie. */
  readonly appFolder: string
  /** Fonts for characters that ours lack (names in Ext B and beyond), in the order in which they are asked. */
  readonly fallbackFonts: readonly string[]
  readonly log: Log
}): Pages {
  const { appFolder, log } = parts
  const font = (file: string) => path.join(appFolder, 'printers/certificate/fonts', file)
  const composer = openComposer({
    workerFile: path.join(appFolder, 'out/main/certificate-worker.js'),
    fonts: { text: font('NotoSansSC-Regular.ttf'), title: font('NotoSerifSC-Bold.ttf'), fallback: parts.fallbackFonts, rare: font('rare') },
  })

  async function load(file: string): Promise<CertificateTemplate | null> {
    const loaded = await loadCertificateTemplate(file, composer.check)
    if (loaded.ok) return loaded.value
    log.error({ line: loaded.fault.line }, 'a template cannot be used')
    return null
  }

  async function loadAll(): Promise<ReadonlyMap<string, CertificateTemplate>> {
    const all = new Map<string, CertificateTemplate>()
    for (const file of shippedTemplates(appFolder)) {
      const template = await load(file)
      if (template !== null) all.set(template.name, template)
    }
    return all
  }

  const templates = loadAll()
  const report = templates.then(() => load(reportTemplate(appFolder)))
  const guide = report.then(() => load(guideTemplate(appFolder)))
  const receipt = guide.then(() => load(receiptTemplate(appFolder)))
  return {
    composer,
    templates,
    report,
    guide,
    receipt,
    async close() {
      await receipt
      await composer.close()
    },
  }
}
