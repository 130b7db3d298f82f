import type { Place } from './content.ts'
import type { Drawing } from './drawing.ts'
import { LEFT, MARKS, MM, PAGE, RUNNING_HEAD, SIZE, TEXT_WIDTH } from './page.ts'
import { oneLine, textDrawings, type Paper } from './paper.ts'
import { setText, type Setting } from './set-text.ts'

/** What no template can leave out: 演示 at the top and across every page (design, promise 9), 补打 with time and count. */
export function markDrawings(paper: Paper): readonly Drawing[] {
  const { demonstration, reprint } = paper.content
  return [
    ...(demonstration
      ? [...across(paper), ...framed(paper, '演示 DEMONSTRATION 样本，无任何效力', 'left', 'demonstration')]
      : []),
    ...(reprint ? framed(paper, `补打 REPRINT 第${reprint.count}次 ${reprint.at}`, 'right', 'reprint.at') : []),
  ]
}

/** Each turned up along the page, pale enough to read through and wide enough that no cut leaves a page without one. */
function across(paper: Paper): readonly Drawing[] {
  const size = 76
  const setting: Setting = { typeface: paper.fonts.title, size, width: PAGE.width, align: 'centre', tracking: 0.2 }
  return [0.24, 0.5, 0.76].map((part) => {
    const middle = PAGE.height * part
    return {
      draw: 'turned',
      degrees: 30,
      about: { x: PAGE.width / 2, y: middle },
      drawings: textDrawings(setText('演示样本', setting), {
        x: 0,
        top: middle - size / 2,
        size,
        leading: size,
        ink: 'pale',
      }),
    }
  })
}

function framed(paper: Paper, text: string, side: 'left' | 'right', at: Place): readonly Drawing[] {
  const padding = 2 * MM
  // Half the page each: both may be there.
  const room = TEXT_WIDTH / 2 - 2 * padding
  const lines = oneLine(paper, text, { typeface: paper.fonts.text, size: SIZE.mark, width: room, align: 'left' }, at)
  const width = (lines[0]?.width ?? 0) + 2 * padding
  const x = side === 'left' ? LEFT : LEFT + TEXT_WIDTH - width
  return [
    { draw: 'frame', box: { x, y: MARKS.top, width, height: MARKS.height }, width: 1, ink: 'black' },
    ...textDrawings(lines, { x: x + padding, top: MARKS.top, size: SIZE.mark, leading: MARKS.height }),
  ]
}

/** Of the pages behind the first: which certificate a loose sheet belongs to. */
export function runningHead(paper: Paper): readonly Drawing[] {
  const setting: Setting = { typeface: paper.fonts.text, size: SIZE.note, width: TEXT_WIDTH, align: 'left' }
  const place = { x: LEFT, top: RUNNING_HEAD.top, size: SIZE.note, leading: RUNNING_HEAD.height }
  const y = RUNNING_HEAD.top + RUNNING_HEAD.height
  return [
    ...textDrawings(setText(paper.template.title.zh, setting, true), place),
    ...textDrawings(setText(`编号：${paper.content.number}`, { ...setting, align: 'right' }, true), place),
    { draw: 'rule', from: { x: LEFT, y }, to: { x: LEFT + TEXT_WIDTH, y }, width: 0.75 },
  ]
}
