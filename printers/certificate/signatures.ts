import type { Place } from './content.ts'
import type { FlowItem } from './flow.ts'
import { LEFT, MM, SIZE, TEXT_WIDTH } from './page.ts'
import { oneLine, textDrawings, type Paper } from './paper.ts'
import type { Setting } from './set-text.ts'

/** Room above the line for a hand. */
const HEIGHT = 18 * MM
const BETWEEN = 6 * MM

/** Beside each other: who signs, and a line to sign on. */
export function signaturesItem(paper: Paper, by: readonly string[], at: Place): FlowItem {
  const width = (TEXT_WIDTH - (by.length - 1) * BETWEEN) / by.length
  const setting: Setting = { typeface: paper.fonts.text, size: SIZE.table, width, align: 'left' }
  const laid = by.map((name, index) => {
    const lines = oneLine(paper, `${name}：`, setting, `${at}.${index}`)
    const x = LEFT + index * (width + BETWEEN)
    return { x, lines, from: x + (lines[0]?.width ?? 0) + MM }
  })
  const leading = 1.4 * SIZE.table
  return {
    at,
    height: HEIGHT,
    above: 4 * MM,
    keepsNext: false,
    draw: (top) => {
      const bottom = top + HEIGHT
      return {
        artifacts: laid.map(({ x, from }) => ({ draw: 'rule', from: { x: from, y: bottom }, to: { x: x + width, y: bottom }, width: 0.75 })),
        content: laid.map(({ x, lines }) => ({
          element: { tag: 'P', parent: paper.root },
          drawings: textDrawings(lines, { x, top: bottom - leading, size: SIZE.table, leading }),
        })),
      }
    },
  }
}
