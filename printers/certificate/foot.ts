import { GIVEN_AT_PRINTING } from './content.ts'
import type { Drawing, PagePlan } from './drawing.ts'
import { FOOT_BOTTOM, LEFT, MM, SIZE, TEXT_WIDTH } from './page.ts'
import { oneLine, textDrawings, type Paper } from './paper.ts'
import { MODULE, qrModules, QUIET_MODULES } from './qr.ts'
import { layGuideFoot, layReceiptFoot } from './guide-foot.ts'
import { layReportFoot } from './report-foot.ts'
import { setText, type Setting } from './set-text.ts'

/** What stands at the foot of every page: how the sheet is verified, where and when it was printed, and which it is. */
export interface Foot {
  /** Its upper edge. */
  readonly top: number
  readonly rule: Drawing
  /** Read on the last page only; on the others it is an artifact. */
  readonly contentOf: (page: number, pages: number) => PagePlan['content']
}

const LEADING = 1.4 * SIZE.foot
/** Between the rule above and what is below: the quiet zone, and a little. */
const BELOW_RULE = QUIET_MODULES * MODULE + 0.5 * MM
const LABEL_WIDTH = 4.6 * SIZE.foot

/** What stands where the QR code is. */
interface Code {
  readonly side: number
  readonly alt: string
  readonly drawings: (top: number) => readonly Drawing[]
}

/** Answers null, with the fault noted, when the QR code's address is too long. */
export function layFoot(paper: Paper): Foot | null {
  const { validUntil, guide, receipt } = paper.content
  if (guide !== undefined) return layGuideFoot(paper, guide)
  if (receipt !== undefined) return layReceiptFoot(paper, receipt)
  return validUntil === null ? layReportFoot(paper) : layCertificateFoot(paper, validUntil)
}

function layCertificateFoot(paper: Paper, validUntil: string): Foot | null {
  const { content } = paper
  const qr = content.verification === null ? codeToCome(paper) : codeOf(content.verification.url)
  if (qr === null) {
    paper.faults.push({ kind: 'overflow', at: 'verification.url' })
    return null
  }
  const { side } = qr
  const x = LEFT + side + QUIET_MODULES * MODULE + 2 * MM
  const width = LEFT + TEXT_WIDTH - x
  const half = width / 2
  const text: Setting = { typeface: paper.fonts.text, size: SIZE.foot, width, align: 'left' }
  const help = setText(
    content.verification === null
      ? '打印出的证明带有编号、验证码和二维码，可用以核验真伪。'
      : `扫描二维码，或在${content.verification.site}输入编号和验证码，可核验本证明的真伪。`,
    text,
  )
  // Two lines of help where its address is not known yet, so that the body breaks as it will on paper.
  const lines = content.verification === null ? 2 : help.length
  const height = Math.max(side, 4 * LEADING + LEADING + lines * LEADING)
  const top = FOOT_BOTTOM - height
  const figure = { tag: 'Figure', parent: paper.root, alt: qr.alt } as const
  const paragraph = { tag: 'P', parent: paper.root } as const

  const labelled = (
    label: string,
    value: string,
    row: number,
    {
      from,
      to,
      at,
      size = SIZE.foot,
    }: { readonly from: number; readonly to: number; readonly at: string; readonly size?: number },
  ) => {
    const room = { ...text, size, width: to - from - LABEL_WIDTH }
    return [
      ...textDrawings(setText(label, text), {
        x: x + from,
        top: top + row * LEADING,
        size: SIZE.foot,
        leading: LEADING,
      }),
      ...textDrawings(oneLine(paper, value, room, at), {
        x: x + from + LABEL_WIDTH,
        top: top + row * LEADING,
        size,
        leading: LEADING,
      }),
    ]
  }
  const fixed = [
    ...labelled('证明编号', content.number, 0, { from: 0, to: width, at: 'number' }),
    ...labelled('验证码', content.verification?.code ?? GIVEN_AT_PRINTING, 1.1, {
      from: 0,
      to: width,
      at: 'verification.code',
      size: SIZE.code,
    }),
    ...labelled('有效期至', validUntil, 2.2, { from: 0, to: half, at: 'validUntil' }),
    ...labelled('打印终端', content.terminal, 2.2, { from: half, to: width, at: 'terminal' }),
    ...labelled('打印时间', content.printedAt, 3.2, { from: 0, to: half, at: 'printedAt' }),
    ...textDrawings(help, { x, top: top + 4.4 * LEADING, size: SIZE.foot, leading: LEADING }),
  ]
  return {
    top: top - BELOW_RULE,
    rule: {
      draw: 'rule',
      from: { x: LEFT, y: top - BELOW_RULE },
      to: { x: LEFT + TEXT_WIDTH, y: top - BELOW_RULE },
      width: 0.75,
    },
    contentOf: (page, pages) => {
      const count = setText(`第${page}页 共${pages}页`, { ...text, width: half })
      return [
        { element: figure, drawings: qr.drawings(top) },
        {
          element: paragraph,
          drawings: [
            ...fixed,
            ...textDrawings(count, { x: x + half, top: top + 3.2 * LEADING, size: SIZE.foot, leading: LEADING }),
          ],
        },
      ]
    },
  }
}

function codeOf(url: string): Code | null {
  const qr = qrModules(url)
  return qr === null
    ? null
    : {
        side: qr.modules * MODULE,
        alt: `核验二维码：${url}`,
        drawings: (top) => [{ draw: 'qr', x: LEFT, y: top, module: MODULE, rectangles: qr.rectangles }],
      }
}

/** An empty frame with words: nothing in it that a phone could open. */
function codeToCome(paper: Paper): Code {
  const side = MODULES_TO_COME * MODULE
  const setting: Setting = { typeface: paper.fonts.text, size: SIZE.foot, width: side, align: 'centre' }
  const lines = ['二维码', GIVEN_AT_PRINTING].flatMap((words) => setText(words, setting))
  return {
    side,
    alt: `二维码${GIVEN_AT_PRINTING}`,
    drawings: (top) => [
      { draw: 'frame', box: { x: LEFT, y: top, width: side, height: side }, width: 0.75, ink: 'black' },
      ...textDrawings(lines, {
        x: LEFT,
        top: top + (side - lines.length * LEADING) / 2,
        size: SIZE.foot,
        leading: LEADING,
      }),
    ],
  }
}

/** Version 4 of a QR code, 62 bytes at level M: an address with a code of its own. */
const MODULES_TO_COME = 33
