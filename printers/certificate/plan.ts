import { err, ok, type Result } from '../../drivers/result.ts'
import { bodyItems } from './blocks.ts'
import type { PageContent, CertificateFault } from './content.ts'
import type { Element, PagePlan } from './drawing.ts'
import { paginate, rulesOf } from './flow.ts'
import type { CertificateFonts } from './fonts.ts'
import { layFoot } from './foot.ts'
import { markDrawings, runningHead } from './marks.ts'
import { BODY_TOP, MM } from './page.ts'
import type { Paper } from './paper.ts'
import type { CertificateTemplate } from './template.ts'

/** Between the body and the foot's rule. */
const ABOVE_FOOT = 4 * MM

/** Every page with everything on it, or the first thing that does not fit. All characters have glyphs. */
export function planPages(
  content: PageContent,
  template: CertificateTemplate,
  fonts: CertificateFonts,
): Result<readonly PagePlan[], CertificateFault> {
  const root: Element = { tag: 'Document', parent: null }
  const paper: Paper = { content, template, fonts, root, faults: [] }
  const items = bodyItems(paper)
  const foot = layFoot(paper)
  const marks = markDrawings(paper)
  const head = runningHead(paper)
  const [fault] = paper.faults
  if (fault !== undefined) return err(fault)
  if (foot === null) return err({ kind: 'overflow', at: 'verification.url' })

  const placed = paginate(items, { ...BODY_TOP, bottom: foot.top - ABOVE_FOOT })
  if (!placed.ok) return err({ kind: 'overflow', at: placed.fault.at })
  const pages = placed.value
  const plans = pages.map((page, at): PagePlan => {
    const drawn = page.map(({ item, top, again }) => ({ ...item.draw(top), again }))
    const footContent = foot.contentOf(at + 1, pages.length)
    const isLast = at === pages.length - 1
    const under = drawn.flatMap(({ artifacts }) => artifacts ?? [])
    const drawingsOf = (content: PagePlan['content']) => content.flatMap(({ drawings }) => drawings)
    return {
      artifacts: [
        ...under.filter(({ draw }) => draw === 'shade'),
        ...marks,
        ...under.filter(({ draw }) => draw !== 'shade'),
        ...rulesOf(page),
        ...(at === 0 ? [] : head),
        ...drawn.flatMap(({ again, content }) => (again ? drawingsOf(content) : [])),
        foot.rule,
        ...(isLast ? [] : drawingsOf(footContent)),
      ],
      content: [...drawn.flatMap(({ again, content }) => (again ? [] : content)), ...(isLast ? footContent : [])],
      seal: drawn.find(({ seal }) => seal !== undefined)?.seal ?? null,
    }
  })
  return ok(plans)
}
