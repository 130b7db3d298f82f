import type { PageContent, CertificateFault, Place } from './content.ts'
import type { Drawing, Element, Ink } from './drawing.ts'
import type { CertificateFonts } from './fonts.ts'
import { setText, type Line, type Setting } from './set-text.ts'
import type { CertificateTemplate } from './template.ts'

/** What a certificate is laid out from, and the faults found on the way. */
export interface Paper {
  readonly content: PageContent
  readonly template: CertificateTemplate
  readonly fonts: CertificateFonts
  /** The structure's root. */
  readonly root: Element
  readonly faults: CertificateFault[]
}

/** Top of the ideographic em box over the baseline, in em: typoAscender of Source Han Sans and Serif. */
const EM_BOX_TOP = 0.88

/** Lines under each other, each `leading` points high, from `top` on. */
export function textDrawings(
  lines: readonly Line[],
  {
    x,
    top,
    size,
    leading,
    ink = 'black',
  }: { readonly x: number; readonly top: number; readonly size: number; readonly leading: number; readonly ink?: Ink },
): readonly Drawing[] {
  return lines.map(({ runs }, at) => ({
    draw: 'text',
    x,
    baseline: top + at * leading + (leading - size) / 2 + EM_BOX_TOP * size,
    size,
    runs,
    ink,
  }))
}

/** One line that must fit; where it does not, the place is told and what was laid out is thrown away. */
export function oneLine(paper: Paper, text: string, setting: Setting, at: Place): readonly Line[] {
  const lines = setText(text, setting, true)
  if ((lines[0]?.width ?? 0) > setting.width + ROUNDING) paper.faults.push({ kind: 'overflow', at })
  return lines
}

/** Widths are sums of fractions. */
const ROUNDING = 0.001
