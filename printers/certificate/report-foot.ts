import type { Foot } from './foot.ts'
import { FOOT_BOTTOM, LEFT, MM, SIZE, TEXT_WIDTH } from './page.ts'
import { oneLine, textDrawings, type Paper } from './paper.ts'
import { setText, type Setting } from './set-text.ts'

const LEADING = 1.4 * SIZE.foot

/** At the foot of every page of a report: which it is, where and when it was printed. Nothing of it can be looked up. */
export function layReportFoot(paper: Paper): Foot {
  const { number, terminal, printedAt } = paper.content
  const left: Setting = { typeface: paper.fonts.text, size: SIZE.foot, width: TEXT_WIDTH / 2, align: 'left' }
  const right: Setting = { ...left, align: 'right' }
  const top = FOOT_BOTTOM - 2 * LEADING
  const at = (side: 'left' | 'right', row: number) => ({
    x: side === 'left' ? LEFT : LEFT + TEXT_WIDTH / 2,
    top: top + row * LEADING,
    size: SIZE.foot,
    leading: LEADING,
  })
  const fixed = [
    ...textDrawings(oneLine(paper, `报表编号 ${number}`, left, 'number'), at('left', 0)),
    ...textDrawings(oneLine(paper, `打印终端 ${terminal}`, right, 'terminal'), at('right', 0)),
    ...textDrawings(oneLine(paper, `打印时间 ${printedAt}`, left, 'printedAt'), at('left', 1)),
  ]
  const rule = top - MM
  return {
    top: rule,
    rule: { draw: 'rule', from: { x: LEFT, y: rule }, to: { x: LEFT + TEXT_WIDTH, y: rule }, width: 0.75 },
    contentOf: (page, pages) => [
      {
        element: { tag: 'P', parent: paper.root },
        drawings: [...fixed, ...textDrawings(setText(`第${page}页 共${pages}页`, right), at('right', 1))],
      },
    ],
  }
}
