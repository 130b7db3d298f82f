import type { Place } from './content.ts'
import type { Element } from './drawing.ts'
import { filled } from './fields.ts'
import type { FlowItem } from './flow.ts'
import { LEFT, MM, SIZE, TEXT_WIDTH } from './page.ts'
import { oneLine, textDrawings, type Paper } from './paper.ts'
import { gridItems, tableItems } from './rows.ts'
import { sealItems } from './seal.ts'
import { signaturesItem } from './signatures.ts'
import { setText, type Line, type Setting } from './set-text.ts'
import { tableOf, type CertificateBlock } from './template.ts'

/** Title, number and everything that the template lays out, from top to bottom. */
export function bodyItems(paper: Paper): readonly FlowItem[] {
  const blocks = paper.template.body.map((block, at) => blockItems(paper, block, `body.${at}`))
  return [...titleItems(paper), ...blocks.flatMap((each, at) => keptTo(each, paper.template.body[at + 1]))]
}

/** A seal stands on no page alone: what is before it comes along. */
function keptTo(items: readonly FlowItem[], next: CertificateBlock | undefined): readonly FlowItem[] {
  if (next?.block !== 'seal') return items
  return items.map((item, at) => (at === items.length - 1 ? { ...item, keepsNext: true } : item))
}

function titleItems(paper: Paper): readonly FlowItem[] {
  const { zh, en } = paper.template.title
  const heading: Element = { tag: 'H1', parent: paper.root }
  const title = oneLine(
    paper,
    zh,
    { typeface: paper.fonts.title, size: SIZE.title, width: TEXT_WIDTH, align: 'centre', tracking: TITLE_TRACKING },
    'title.zh',
  )
  const number: Setting = { typeface: paper.fonts.text, size: SIZE.table, width: TEXT_WIDTH, align: 'right' }
  return [
    lineItem('title.zh', title, heading, { size: SIZE.title, leading: 1.5 * SIZE.title, above: 0, keepsNext: true }),
    ...(en === undefined
      ? []
      : [
          lineItem(
            'title.en',
            oneLine(
              paper,
              en,
              { typeface: paper.fonts.text, size: SIZE.english, width: TEXT_WIDTH, align: 'centre' },
              'title.en',
            ),
            { tag: 'P', parent: paper.root, lang: 'en' },
            { size: SIZE.english, leading: 1.5 * SIZE.english, above: 0.5 * MM, keepsNext: true },
          ),
        ]),
    lineItem(
      'number',
      oneLine(paper, `编号：${paper.content.number}`, number, 'number'),
      { tag: 'P', parent: paper.root },
      {
        size: SIZE.table,
        leading: 1.5 * SIZE.table,
        above: 5 * MM,
        keepsNext: true,
      },
    ),
  ]
}

/** In em: a title breathes a little. */
const TITLE_TRACKING = 0.08

function blockItems(paper: Paper, block: CertificateBlock, at: Place): readonly FlowItem[] {
  switch (block.block) {
    case 'grid':
      return gridItems(paper, block.rows, `${at}.grid`)
    case 'paragraph':
      return paragraphItems(paper, filled(paper, block.text, `${at}.paragraph`), `${at}.paragraph`)
    case 'heading':
      return headingItems(paper, block.text, `${at}.heading`)
    case 'statement':
      return statementItems(paper, filled(paper, block.text, `${at}.statement`), `${at}.statement`)
    case 'table': {
      const table = tableOf(paper.template, block.table)
      if (table !== undefined) return tableItems(paper, block.table, table)
      paper.faults.push({ kind: 'bad-template', at: `${at}.table`, reason: `no table ${block.table} is declared` })
      return []
    }
    case 'notes':
      return noteItems(paper, block.notes, `${at}.notes`)
    case 'signatures':
      return [signaturesItem(paper, block.by, `${at}.signatures`)]
    case 'seal':
      return sealItems(paper, block, `${at}.seal`)
  }
}

function paragraphItems(paper: Paper, text: string, at: Place): readonly FlowItem[] {
  const lines = setText(text, {
    typeface: paper.fonts.text,
    size: SIZE.paragraph,
    width: TEXT_WIDTH,
    indent: 2 * SIZE.paragraph,
    align: 'justified',
  })
  const element: Element = { tag: 'P', parent: paper.root }
  return lines.map((line, index) =>
    lineItem(at, [line], element, {
      size: SIZE.paragraph,
      leading: 1.8 * SIZE.paragraph,
      above: index === 0 ? 3 * MM : 0,
      // Neither its first line nor its last stands on a page alone.
      keepsNext: index < lines.length - 1 && (index === 0 || index === lines.length - 2),
    }),
  )
}

function headingItems(paper: Paper, text: string, at: Place): readonly FlowItem[] {
  const lines = oneLine(
    paper,
    text,
    { typeface: paper.fonts.title, size: SIZE.heading, width: TEXT_WIDTH, align: 'left' },
    at,
  )
  const style = { size: SIZE.heading, leading: 1.4 * SIZE.heading, above: 6 * MM, keepsNext: true }
  return [lineItem(at, lines, { tag: 'H2', parent: paper.root }, style)]
}

function statementItems(paper: Paper, text: string, at: Place): readonly FlowItem[] {
  const [padding, leading] = [5 * MM, 1.6 * SIZE.statement]
  const setting = balanced(text, {
    typeface: paper.fonts.title,
    size: SIZE.statement,
    width: TEXT_WIDTH - 2 * padding,
    align: 'centre',
  })
  const lines = setText(text, setting)
  const x = LEFT + (TEXT_WIDTH - setting.width) / 2
  const height = lines.length * leading + 2 * padding
  const element: Element = { tag: 'P', parent: paper.root }
  return [
    {
      at,
      height,
      above: 6 * MM,
      keepsNext: false,
      draw: (top) => ({
        artifacts: [{ draw: 'frame', box: { x: LEFT, y: top, width: TEXT_WIDTH, height }, width: 1.5, ink: 'black' }],
        content: [{ element, drawings: textDrawings(lines, { x, top: top + padding, size: SIZE.statement, leading }) }],
      }),
    },
  ]
}

/** The least width in which the text takes no more lines: none of them is left with a single word. */
function balanced(text: string, widest: Setting): Setting {
  const lines = setText(text, widest).length
  let setting = widest
  while (setting.width > widest.width / 2) {
    const narrower = { ...setting, width: setting.width - setting.size }
    if (setText(text, narrower).length > lines) break
    setting = narrower
  }
  return setting
}

function noteItems(paper: Paper, notes: readonly string[], at: Place): readonly FlowItem[] {
  const leading = 1.6 * SIZE.note
  const hang = 1.8 * SIZE.note
  const list: Element = { tag: 'L', parent: paper.root }
  const word = setText('说明：', { typeface: paper.fonts.title, size: SIZE.note, width: TEXT_WIDTH, align: 'left' })
  const style = { size: SIZE.note, leading, keepsNext: true }
  return [
    lineItem(at, word, { tag: 'P', parent: paper.root }, { ...style, above: 5 * MM }),
    // Few lines, read together.
    ...notes.flatMap((note, index) => {
      const element: Element = { tag: 'LBody', parent: { tag: 'LI', parent: list } }
      const setting: Setting = {
        typeface: paper.fonts.text,
        size: SIZE.note,
        width: TEXT_WIDTH - hang,
        align: 'justified',
      }
      const numeral = setText(`${index + 1}.`, { ...setting, align: 'left' })
      return setText(note, setting).map((line, row, all): FlowItem => ({
        at: `${at}.${index}`,
        height: leading,
        above: 0,
        keepsNext: row < all.length - 1 || index < notes.length - 1,
        draw: (top) => ({
          content: [
            {
              element,
              drawings: [
                ...(row === 0 ? textDrawings(numeral, { x: LEFT, top, size: SIZE.note, leading }) : []),
                ...textDrawings([line], { x: LEFT + hang, top, size: SIZE.note, leading }),
              ],
            },
          ],
        }),
      }))
    }),
  ]
}

function lineItem(
  at: Place,
  lines: readonly Line[],
  element: Element,
  {
    size,
    leading,
    above,
    keepsNext,
  }: { readonly size: number; readonly leading: number; readonly above: number; readonly keepsNext: boolean },
): FlowItem {
  return {
    at,
    height: leading,
    above,
    keepsNext,
    draw: (top) => ({ content: [{ element, drawings: textDrawings(lines, { x: LEFT, top, size, leading }) }] }),
  }
}
