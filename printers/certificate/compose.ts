import { createHash } from 'node:crypto'
import { err, ok, type Result } from '../../drivers/result.ts'
import { contentFault } from './check-content.ts'
import type { PageContent, CertificateFault } from './content.ts'
import { drawPdf, type Archive } from './draw.ts'
import type { PagePlan } from './drawing.ts'
import type { CertificateFonts } from './fonts.ts'
import { PAGE } from './page.ts'
import { planPages } from './plan.ts'
import type { CertificateTemplate } from './template.ts'

/** A certificate ready to be printed or sealed. */
export interface ComposedCertificate {
  readonly pdf: Uint8Array
  /** Of the bytes, in lower-case hex: what the ledger keeps. */
  readonly sha256: string
  readonly pages: number
  /** Where a seal goes; null where the template has no room for one. */
  readonly seal: SealPlace | null
}

/** The middle of a seal, in points from the lower left corner of a page; `page` counts from 1. */
export interface SealPlace {
  readonly page: number
  readonly x: number
  readonly y: number
}

/** A certificate as PDF/A: the same content, template and fonts give the same bytes, whatever was composed before. */
export function composeCertificate(
  content: PageContent,
  template: CertificateTemplate,
  fonts: CertificateFonts,
  archive: Archive = 'PDF/A-2b',
): Result<ComposedCertificate, CertificateFault> {
  const fault = contentFault(content, template, fonts)
  if (fault !== null) return err(fault)
  const planned = planPages(content, template, fonts)
  if (!planned.ok) return planned
  if (planned.value.length > template.pages) return err({ kind: 'overflow', at: 'pages' })
  const pdf = drawPdf(planned.value, {
    title: template.title.zh,
    createdAt: new Date(content.createdAt),
    fonts,
    archive,
  })
  const sha256 = createHash('sha256').update(pdf).digest('hex')
  return ok({ pdf, sha256, pages: planned.value.length, seal: sealPlace(planned.value) })
}

function sealPlace(pages: readonly PagePlan[]): SealPlace | null {
  const at = pages.findIndex(({ seal }) => seal !== null)
  const point = pages[at]?.seal ?? null
  return point === null ? null : { page: at + 1, x: Math.round(point.x), y: Math.round(PAGE.height - point.y) }
}
