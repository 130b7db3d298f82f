import type { GuideFoot, Place, ReceiptFoot } from './content.ts'
import type { Foot } from './foot.ts'
import { FOOT_BOTTOM, LEFT, MM, SIZE, TEXT_WIDTH } from './page.ts'
import { oneLine, textDrawings, type Paper } from './paper.ts'
import { MODULE, qrModules, QUIET_MODULES } from './qr.ts'
import { setText, type Setting } from './set-text.ts'

const LEADING = 1.4 * SIZE.foot
/** Lines of the foot: catalogue and terminal, time and page, and what the code is for. */
const LINES = 3

/** At the foot of every page of a guide: of which catalogue it is, and a code that opens the guide on a telephone. */
export function layGuideFoot(paper: Paper, { catalogue, url }: GuideFoot): Foot {
  return layCodeFoot(paper, {
    about: `目录版本 ${catalogue}`,
    at: 'guide.catalogue',
    url,
    opens: '用手机扫二维码，可以看这份指南的最新内容。',
  })
}

/** At the foot of a receipt: its number once more, and a code that shows on a telephone how far it is. */
export function layReceiptFoot(paper: Paper, { url }: ReceiptFoot): Foot {
  return layCodeFoot(paper, { about: `回执号 ${paper.content.number}`, at: 'number', url, opens: '用手机扫二维码，可以查看办理进度。Scan for its progress.' })
}

/** What a foot says that has a code for a telephone. */
interface CodeFoot {
  readonly about: string
  /** Where that comes from. */
  readonly at: Place
  readonly url: string | null
  /** What the code is for. */
  readonly opens: string
}

/** What it is about, where and when it was printed, and the code. An address that is too long for a code has none. */
function layCodeFoot(paper: Paper, { about, at: place, url, opens }: CodeFoot): Foot {
  const { terminal, printedAt } = paper.content
  const qr = url === null ? null : qrModules(url)
  const side = qr === null ? 0 : qr.modules * MODULE
  const x = LEFT + (qr === null ? 0 : side + QUIET_MODULES * MODULE + 2 * MM)
  const width = LEFT + TEXT_WIDTH - x
  const height = Math.max(side, (qr === null ? LINES - 1 : LINES) * LEADING)
  const top = FOOT_BOTTOM - height
  const rule = top - (qr === null ? MM : QUIET_MODULES * MODULE + 0.5 * MM)
  const left: Setting = { typeface: paper.fonts.text, size: SIZE.foot, width: (width * 3) / 5, align: 'left' }
  const right: Setting = { ...left, width: (width * 2) / 5, align: 'right' }
  // Beside a code the lines stand in its middle.
  const first = top + (height - (qr === null ? LINES - 1 : LINES) * LEADING) / 2
  const at = (from: number, row: number) => ({ x: x + from, top: first + row * LEADING, size: SIZE.foot, leading: LEADING })
  const fixed = [
    ...textDrawings(oneLine(paper, about, left, place), at(0, 0)),
    ...textDrawings(oneLine(paper, `打印终端 ${terminal}`, right, 'terminal'), at(left.width, 0)),
    ...textDrawings(oneLine(paper, `打印时间 ${printedAt}`, left, 'printedAt'), at(0, 1)),
    ...(qr === null ? [] : textDrawings(setText(opens, { ...left, width }), at(0, 2))),
  ]
  return {
    top: rule,
    rule: { draw: 'rule', from: { x: LEFT, y: rule }, to: { x: LEFT + TEXT_WIDTH, y: rule }, width: 0.75 },
    contentOf: (page, pages) => [
      ...(qr === null
        ? []
        : [
            {
              element: { tag: 'Figure', parent: paper.root, alt: `二维码：${url}` } as const,
              drawings: [{ draw: 'qr', x: LEFT, y: top, module: MODULE, rectangles: qr.rectangles } as const],
            },
          ]),
      {
        element: { tag: 'P', parent: paper.root },
        drawings: [...fixed, ...textDrawings(setText(`第${page}页 共${pages}页`, right), at(left.width, 1))],
      },
    ],
  }
}
