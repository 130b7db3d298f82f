import { err, ok, type Result } from '../../drivers/result.ts'
import type { Place } from './content.ts'
import type { Box, Drawing, Element, Point } from './drawing.ts'

/** A piece of the body that stays on one page: a line, a row, a seal's place. */
export interface FlowItem {
  /** Whose fault it is when it fits no page. */
  readonly at: Place
  /** In points. */
  readonly height: number
  /** Free above it, except at the top of a page; in points. */
  readonly above: number
  /** It does not end a page: a heading, the last lines before a seal. */
  readonly keepsNext: boolean
  readonly draw: (top: number) => Drawn
  /** Of a row. */
  readonly row?: TableRow
}

/** Content in reading order, and what lies under it. */
export interface Drawn {
  readonly content: readonly { readonly element: Element; readonly drawings: readonly Drawing[] }[]
  readonly artifacts?: readonly Drawing[]
  /** The middle of the room for a seal. */
  readonly seal?: Point
}

export interface TableRow {
  /** Rows of one table have the same. */
  readonly table: object
  /** Where its cells begin and end, from left to right. */
  readonly edges: readonly number[]
  /** Stands again above the row where a page begins with it. */
  readonly head?: FlowItem
}

/** An item with its upper edge; `again` is a head that was read before. */
export interface PlacedItem {
  readonly item: FlowItem
  readonly top: number
  readonly again: boolean
}

/** The least and the greatest of a page's heights that the body has, in points from the top. */
export interface Room {
  readonly first: number
  readonly next: number
  readonly bottom: number
}

/** What stands on each page, or the item that no page can hold. */
export function paginate(
  items: readonly FlowItem[],
  room: Room,
): Result<readonly (readonly PlacedItem[])[], { readonly at: Place }> {
  const pages: PlacedItem[][] = [[]]
  let page: PlacedItem[] = pages[0] ?? []
  let y = room.first

  const begin = (item: FlowItem) => {
    page = []
    pages.push(page)
    y = room.next
    const head = item.row?.head
    if (head !== undefined) put(head, true)
  }
  const put = (item: FlowItem, again = false) => {
    y += page.length === 0 || follows(page, item) ? 0 : item.above
    page.push({ item, top: y, again })
    y += item.height
  }
  for (const group of groupsOf(items)) {
    const [first] = group
    if (first === undefined) continue
    if (y + heightOf(group, page) > room.bottom && page.length > 0) begin(first)
    for (const item of group) {
      // A group higher than a page is parted where it must be.
      if (y + heightOf([item], page) > room.bottom && page.some(({ again }) => !again)) begin(item)
      put(item)
      if (y > room.bottom + ROUNDING) return err({ at: item.at })
    }
  }
  return ok(pages)
}

/** Heights are sums of fractions. */
const ROUNDING = 0.001

/** Items that are to stand on one page. */
function groupsOf(items: readonly FlowItem[]): readonly (readonly FlowItem[])[] {
  const groups: FlowItem[][] = []
  let joins = false
  for (const item of items) {
    const last = groups.at(-1)
    if (joins && last !== undefined) last.push(item)
    else groups.push([item])
    joins = item.keepsNext
  }
  return groups
}

function heightOf(group: readonly FlowItem[], page: readonly PlacedItem[]): number {
  return group.reduce((sum, item, at) => {
    const isFirst = at === 0 ? page.length === 0 || follows(page, item) : false
    return sum + item.height + (isFirst ? 0 : item.above)
  }, 0)
}

/** A row right below a row of its own table. */
function follows(page: readonly PlacedItem[], item: FlowItem): boolean {
  return item.row !== undefined && page.at(-1)?.item.row?.table === item.row.table
}

/** The lines of the tables on a page: each stroke as long as it can be, hairlines within, a stronger frame around. */
export function rulesOf(page: readonly PlacedItem[]): readonly Drawing[] {
  return tablesOf(page).flatMap((rows) => {
    const [first] = rows
    const last = rows.at(-1)
    if (first?.item.row === undefined || last === undefined) return []
    const left = first.item.row.edges[0] ?? 0
    const right = first.item.row.edges.at(-1) ?? 0
    const bottom = last.top + last.item.height
    const across = rows.slice(1).map(({ top }): Drawing => ({
      draw: 'rule',
      from: { x: left, y: top },
      to: { x: right, y: top },
      width: HAIRLINE,
    }))
    const box: Box = { x: left, y: first.top, width: right - left, height: bottom - first.top }
    return [...across, ...uprightsOf(rows), { draw: 'frame', box, width: FRAME, ink: 'black' }]
  })
}

/** In points: 0.18 and 0.35 mm, four and eight dots of a 600 dpi laser. */
const HAIRLINE = 0.5
const FRAME = 1

function tablesOf(page: readonly PlacedItem[]): readonly (readonly PlacedItem[])[] {
  const tables: PlacedItem[][] = []
  let before: object | undefined
  for (const placed of page) {
    const table = placed.item.row?.table
    if (table !== undefined && table === before) tables.at(-1)?.push(placed)
    else if (table !== undefined) tables.push([placed])
    before = table
  }
  return tables
}

function uprightsOf(rows: readonly PlacedItem[]): readonly Drawing[] {
  const open = new Map<number, number>()
  const strokes: Drawing[] = []
  const close = (x: number, bottom: number) => {
    const top = open.get(x)
    if (top !== undefined) strokes.push({ draw: 'rule', from: { x, y: top }, to: { x, y: bottom }, width: HAIRLINE })
    open.delete(x)
  }
  let bottom = 0
  for (const { item, top } of rows) {
    const within = new Set(item.row?.edges.slice(1, -1))
    for (const x of open.keys()) if (!within.has(x)) close(x, top)
    for (const x of within) if (!open.has(x)) open.set(x, top)
    bottom = top + item.height
  }
  for (const x of open.keys()) close(x, bottom)
  return strokes
}
