import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paginate, rulesOf, type FlowItem, type PlacedItem } from '../../../printers/certificate/flow.ts'

const ROOM = { first: 60, next: 80, bottom: 700 }

function item(height: number, keepsNext = false, above = 5): FlowItem {
  return { at: `${height}`, height, above, keepsNext, draw: () => ({ content: [] }) }
}

function pagesOf(items: readonly FlowItem[]): readonly (readonly PlacedItem[])[] {
  const paginated = paginate(items, ROOM)
  assert(paginated.ok)
  return paginated.value
}

/** Rows of one table under a head. */
function table(heights: readonly number[]): readonly FlowItem[] {
  const edges = [10, 50, 100]
  const one = {}
  const head: FlowItem = { ...item(20, true), row: { table: one, edges } }
  return [head, ...heights.map((height): FlowItem => ({ ...item(height), row: { table: one, edges, head } }))]
}

const heights = fc.array(fc.integer({ min: 5, max: 300 }), { minLength: 1, maxLength: 40 })
const items = fc.array(fc.record({ height: fc.integer({ min: 5, max: 300 }), keepsNext: fc.boolean(), above: fc.integer({ min: 0, max: 40 }) }), { minLength: 1, maxLength: 40 })

describe('what stands on the pages of a certificate', () => {
  test('is everything, once and in order, above the foot and over nothing else', () => {
    fc.assert(
      fc.property(items, (list) => {
        const all = list.map(({ height, keepsNext, above }) => item(height, keepsNext, above))
        const pages = pagesOf(all)
        expect(pages.flatMap((page) => page.map((placed) => placed.item))).toEqual(all)
        pages.forEach((page, number) => {
          let y = number === 0 ? ROOM.first : ROOM.next
          for (const { item: each, top } of page) {
            expect(top).toBeGreaterThanOrEqual(y)
            y = top + each.height
          }
          expect(y).toBeLessThanOrEqual(ROOM.bottom)
          expect(page.length).toBeGreaterThan(0)
        })
      }),
    )
  })

  test('keeps a heading with what follows it, wherever both have room', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 5, max: 250 }), { minLength: 2, maxLength: 40 }), (list) => {
        const pairs = list.flatMap((height) => [item(20, true), item(height)])
        for (const page of pagesOf(pairs)) expect(page.at(-1)?.item.keepsNext).toBe(false)
      }),
    )
  })

  test('has the head of a table again on each page that a row begins, and only there', () => {
    fc.assert(
      fc.property(heights, (list) => {
        for (const page of pagesOf(table(list))) {
          const isHead = page.map(({ item: each }) => each.row?.head === undefined)
          expect(isHead.indexOf(true)).toBe(0)
          expect(isHead.lastIndexOf(true)).toBe(0)
        }
        const again = pagesOf(table(list)).map((page) => page.filter((placed) => placed.again).length)
        expect(again).toEqual(again.map((_, at) => (at === 0 ? 0 : 1)))
      }),
    )
  })

  test('too high for any page is told by its place', () => {
    expect(paginate([item(30), item(621)], ROOM)).toEqual({ ok: false, fault: { at: '621' } })
    expect(paginate([item(30), item(620)], ROOM).ok).toBe(true)
  })
})

describe('the lines of a table', () => {
  test('frame its rows on each page, and cross them once between each two', () => {
    const [page] = pagesOf(table([30, 40, 50]))
    assert(page)
    const rules = rulesOf(page)
    const frames = rules.filter(({ draw }) => draw === 'frame')
    expect(frames).toEqual([expect.objectContaining({ box: { x: 10, y: 60, width: 90, height: 140 } })])
    const strokes = rules.flatMap((rule) => (rule.draw === 'rule' ? [rule] : []))
    expect(strokes.filter(({ from, to }) => from.y === to.y).map(({ from }) => from.y)).toEqual([80, 110, 150])
    expect(strokes.filter(({ from, to }) => from.x === to.x)).toEqual([expect.objectContaining({ from: { x: 50, y: 60 }, to: { x: 50, y: 200 } })])
  })
})
