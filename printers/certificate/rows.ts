import type { Place, Row } from './content.ts'
import type { Drawing, Element } from './drawing.ts'
import { fieldAt } from './fields.ts'
import type { FlowItem } from './flow.ts'
import { LEFT, MM, SIZE, TEXT_WIDTH } from './page.ts'
import { oneLine, textDrawings, type Paper } from './paper.ts'
import { setText, type Line, type Setting } from './set-text.ts'
import type { CellKind, Column, Table } from './template.ts'

const LEADING = 1.4 * SIZE.table
const PADDING = { across: 2 * MM, along: 1.4 * MM }
/** Above a table or grid, where something stands above it. */
const ABOVE = 4 * MM
/** Of a grid: a label of seven hanzi. */
const LABEL_WIDTH = 30 * MM

/** Fields beside their labels, one or two to a row. */
export function gridItems(paper: Paper, rows: readonly (readonly string[])[], at: Place): readonly FlowItem[] {
  const table: Element = { tag: 'Table', parent: paper.root }
  return rows.map((names, index) => {
    const tr: Element = { tag: 'TR', parent: table }
    const valueWidth = names.length === 1 ? TEXT_WIDTH - LABEL_WIDTH : TEXT_WIDTH / 2 - LABEL_WIDTH
    const cells = names.flatMap((name, column): readonly LaidCell[] => {
      const field = fieldAt(paper, name, `${at}.${index}.${column}`)
      if (field === null) return []
      const x = LEFT + (column * TEXT_WIDTH) / 2
      const label = { x, width: LABEL_WIDTH, element: { tag: 'TH', parent: tr, scope: 'Row' }, shaded: true } as const
      const value = {
        x: x + LABEL_WIDTH,
        width: valueWidth,
        element: { tag: 'TD', parent: tr },
        shaded: false,
      } as const
      return [
        {
          ...label,
          lines: linesIn(
            paper,
            field.label,
            { kind: 'text', align: 'centre', width: LABEL_WIDTH },
            `fields.${name}.label`,
          ),
        },
        {
          ...value,
          lines: linesIn(paper, field.value, { kind: field.kind, align: 'left', width: valueWidth }, `fields.${name}`),
        },
      ]
    })
    return rowItem({ at: `${at}.${index}`, table, cells, keepsNext: false })
  })
}

/** A table with its head, which stands again on each page that it goes on to. */
export function tableItems(paper: Paper, name: string, table: Table): readonly FlowItem[] {
  const element: Element = { tag: 'Table', parent: paper.root }
  const columns = columnsOf(table)
  const at = `tables.${name}`
  const rowOf = (row: number, told: string, values: (column: LaidColumn) => RowCell) => {
    const tr: Element = { tag: 'TR', parent: element }
    return columns.map((column): LaidCell => {
      const { text, align, kind, tag } = values(column)
      return {
        x: column.x,
        width: column.width,
        element: {
          tag,
          parent: tr,
          ...(tag === 'TH' ? { scope: row === 0 ? ('Column' as const) : ('Row' as const) } : {}),
        },
        shaded: row === 0,
        lines: linesIn(paper, text, { kind, align, width: column.width }, `${told}.${column.name}`),
      }
    })
  }
  const headCells = rowOf(0, `${at}.columns`, ({ column }) => ({
    text: column.label,
    align: 'centre',
    kind: 'text',
    tag: 'TH',
  }))
  const head = rowItem({ at, table: element, cells: headCells, keepsNext: true })
  const content = paper.content.tables[name]
  const body = (content?.rows ?? []).map((row, index) => {
    const told = `${at}.${index + 1}`
    const cells = rowOf(index + 1, told, (column) => ({
      text: row[column.name] ?? '',
      align: ALIGNED[column.column.kind],
      kind: column.column.kind,
      tag: 'TD',
    }))
    return rowItem({ at: told, table: element, cells, keepsNext: false, head })
  })
  const total = table.total !== undefined && content?.total !== undefined ? [totalItem(content.total, table.total)] : []
  return withoutOrphans([head, ...(body.length > 0 ? body : [emptyItem()]), ...total])

  function totalItem(values: Row, label: string): FlowItem {
    const cells = rowOf(-1, `${at}.total`, ({ name: column, column: { kind }, isFirst }) =>
      isFirst
        ? { text: label, align: 'centre', kind: 'text', tag: 'TH' }
        : { text: values[column] ?? '', align: ALIGNED[kind], kind, tag: 'TD' },
    )
    return rowItem({ at: `${at}.total`, table: element, cells, keepsNext: false, head })
  }

  function emptyItem(): FlowItem {
    const tr: Element = { tag: 'TR', parent: element }
    const lines = linesIn(paper, table.empty, { kind: 'text', align: 'centre', width: TEXT_WIDTH }, `${at}.empty`)
    return rowItem({
      at,
      table: element,
      cells: [{ x: LEFT, width: TEXT_WIDTH, element: { tag: 'TD', parent: tr }, shaded: false, lines }],
      keepsNext: false,
      head,
    })
  }
}

interface RowCell {
  readonly text: string
  readonly align: Setting['align']
  readonly kind: CellKind
  readonly tag: 'TH' | 'TD'
}

const ALIGNED: Readonly<Record<CellKind, Setting['align']>> = {
  text: 'left',
  lines: 'left',
  digits: 'centre',
  code: 'centre',
  money: 'right',
}

/** The head has a row below it, and the last row one above it, on whatever page they stand. */
function withoutOrphans(items: readonly FlowItem[]): readonly FlowItem[] {
  return items.map((item, at) => (at === items.length - 2 ? { ...item, keepsNext: true } : item))
}

interface LaidColumn {
  readonly name: string
  readonly column: Column
  readonly x: number
  readonly width: number
  readonly isFirst: boolean
}

/** What the columns without a width have together, in millimetres; below nothing where the others take too much. */
export function restWidth({ columns }: Pick<Table, 'columns'>): number {
  return Object.values(columns).reduce((rest, { width }) => rest - (width ?? 0), TEXT_WIDTH / MM)
}

function columnsOf(table: Table): readonly LaidColumn[] {
  const rest = restWidth(table) * MM
  const named = Object.entries(table.columns)
  const hasRest = named.some(([, { width }]) => width === undefined)
  // Where every column says its width, they share what is left over alike.
  const more = hasRest ? 0 : rest / Math.max(named.length, 1)
  let x = LEFT
  return named.map(([name, column], at) => {
    const width = column.width === undefined ? rest : column.width * MM + more
    const laid = { name, column, x, width, isFirst: at === 0 }
    x += width
    return laid
  })
}

interface LaidCell {
  readonly x: number
  readonly width: number
  readonly element: Element
  readonly shaded: boolean
  readonly lines: readonly Line[]
}

function linesIn(
  paper: Paper,
  text: string,
  { kind, align, width }: { readonly kind: CellKind; readonly align: Setting['align']; readonly width: number },
  at: Place,
): readonly Line[] {
  const setting: Setting = { typeface: paper.fonts.text, size: SIZE.table, width: width - 2 * PADDING.across, align }
  if (kind !== 'text' && kind !== 'lines' && text !== '') return oneLine(paper, text, setting, at)
  // Not even one hanzi to a line.
  if (setting.width < SIZE.table) paper.faults.push({ kind: 'overflow', at })
  return text.split('\n').flatMap((each) => setText(each, setting))
}

function rowItem({
  at,
  table,
  cells,
  keepsNext,
  head,
}: {
  readonly at: Place
  readonly table: object
  readonly cells: readonly LaidCell[]
  readonly keepsNext: boolean
  readonly head?: FlowItem
}): FlowItem {
  const most = Math.max(1, ...cells.map(({ lines }) => lines.length))
  const height = most * LEADING + 2 * PADDING.along
  const last = cells.at(-1)
  return {
    at,
    height,
    above: ABOVE,
    keepsNext,
    row: {
      table,
      edges: [...cells.map(({ x }) => x), (last?.x ?? 0) + (last?.width ?? 0)],
      ...(head === undefined ? {} : { head }),
    },
    draw: (top) => ({
      artifacts: cells
        .filter(({ shaded }) => shaded)
        .map(({ x, width }): Drawing => ({ draw: 'shade', box: { x, y: top, width, height } })),
      content: cells.map(({ x, element, lines }) => ({
        element,
        drawings: textDrawings(lines, {
          x: x + PADDING.across,
          top: top + (height - lines.length * LEADING) / 2,
          size: SIZE.table,
          leading: LEADING,
        }),
      })),
    }),
  }
}
