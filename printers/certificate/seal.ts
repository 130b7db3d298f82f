import type { Place } from './content.ts'
import type { Drawing, Element, Point } from './drawing.ts'
import { fieldAt } from './fields.ts'
import type { FlowItem } from './flow.ts'
import { LEFT, MM, SIZE, TEXT_WIDTH } from './page.ts'
import { textDrawings, type Paper } from './paper.ts'
import { setText, type Setting } from './set-text.ts'
import type { CertificateBlock } from './template.ts'

/** Room for a round seal of 42 mm, which most offices have; lines may be wider. */
const SEAL = { diameter: 42 * MM, width: 84 * MM }
const RING_WIDTH = 1.2 * MM

/** Issuer and date in the middle of the room that a seal over both has. */
export function sealItems(
  paper: Paper,
  { issuer, date }: Extract<CertificateBlock, { block: 'seal' }>,
  at: Place,
): readonly FlowItem[] {
  const leading = 1.8 * SIZE.paragraph
  const setting: Setting = { typeface: paper.fonts.text, size: SIZE.paragraph, width: SEAL.width, align: 'centre' }
  const lines = [
    ...setText(fieldAt(paper, issuer, `${at}.issuer`)?.value ?? '', setting),
    ...setText(fieldAt(paper, date, `${at}.date`)?.value ?? '', setting),
  ]
  const x = LEFT + TEXT_WIDTH - SEAL.width
  const element: Element = { tag: 'P', parent: paper.root }
  const height = Math.max(SEAL.diameter, lines.length * leading)
  return [
    {
      at,
      height,
      above: 4 * MM,
      keepsNext: false,
      draw: (top) => ({
        seal: { x: x + SEAL.width / 2, y: top + height / 2 },
        artifacts: [
          ...(paper.content.demonstration && !paper.content.sealed
            ? specimenSeal(paper, { x: x + SEAL.width / 2, y: top + height / 2 })
            : []),
          ...(paper.content.verification === null && paper.content.sealed ? sealToCome(paper, x, top + height) : []),
        ],
        content: [
          {
            element,
            drawings: textDrawings(lines, {
              x,
              top: top + (height - lines.length * leading) / 2,
              size: SIZE.paragraph,
              leading,
            }),
          },
        ],
      }),
    },
  ]
}

/** Of pages that are only looked at: whoever misses the seal is told that it comes. */
function sealToCome(paper: Paper, x: number, bottom: number): readonly Drawing[] {
  const lines = setText('（印章在打印时加盖）', {
    typeface: paper.fonts.text,
    size: SIZE.note,
    width: SEAL.width,
    align: 'centre',
  })
  return textDrawings(lines, { x, top: bottom - 2 * SIZE.note, size: SIZE.note, leading: SIZE.note })
}

/** What stands where a seal would, in the demonstration hall only; no real seal looks like it. */
function specimenSeal(paper: Paper, centre: Point): readonly Drawing[] {
  const radius = SEAL.diameter / 2 - RING_WIDTH
  const size = 13
  const word = (text: string, y: number) =>
    textDrawings(
      setText(text, { typeface: paper.fonts.title, size, width: 2 * radius, align: 'centre', tracking: 0.3 }),
      {
        x: centre.x - radius,
        top: y,
        size,
        leading: size,
        ink: 'seal',
      },
    )
  return [
    { draw: 'ring', centre, radius, width: RING_WIDTH, ink: 'seal' },
    ...word('样本', centre.y - 0.72 * radius),
    ...word('演示专用', centre.y + 0.72 * radius - size),
  ]
}
