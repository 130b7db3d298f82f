import { Buffer } from 'node:buffer'
import { call } from '@orpc/server'
import { expect, onTestFinished, test } from 'vitest'
import { CatalogueFile } from '../../../main/catalogue/catalogue-file.ts'
import { partOf } from '../../../main/catalogue/parts.ts'
import { guideProcedures } from '../../../main/catalogue/procedures.ts'
import { createSessions } from '../../../main/session/sessions.ts'
import { manyItems } from '../../benchmarks/many-items.ts'
import { filingHall } from '../filings/hall.ts'
import { SOLE_TRADER } from '../filings/specimen.ts'
import { dataFolder, open } from '../ledger/fixture.ts'

const ONE_CALL = 64 * 1024
const bytes = (answer: unknown) => Buffer.byteLength(JSON.stringify(answer))

/** Walks through a list part by part, and counts; no part may be larger than a call. */
async function counted<Answer extends object>(ask: (from: number) => Promise<Answer>, entriesOf: (answer: Answer) => readonly unknown[]) {
  let count = 0
  for (let from: number | null = 0; from !== null; ) {
    const answer: Answer = await ask(from)
    expect(bytes(answer)).toBeLessThan(ONE_CALL)
    count += entriesOf(answer).length
    from = 'next' in answer && typeof answer.next === 'number' ? answer.next : null
  }
  return count
}

test.each([5_000, 50_000])('of %i items every list comes in parts that one call carries', async (count) => {
  const sessions = createSessions({ policy: () => ({ idleSeconds: 60, warningSeconds: 30 }), onChange: () => undefined, onEnd: () => undefined })
  onTestFinished(() => sessions.end('terminal-ends'))
  sessions.open()
  const catalogue = manyItems(count)
  const guide = guideProcedures({ catalogue: { current: { file: catalogue, from: 'platform' } }, sessions, printer: null, samples: null, publicUrl: null })
  const ways = await call(guide.ways, { from: 0 })
  if (ways.outcome !== 'listed') throw new Error(ways.outcome)
  expect([bytes(ways) < ONE_CALL, ways.next, ways.ways.length]).toEqual([true, null, 18])
  const counts = await Promise.all(
    [...ways.ways.slice(0, 1), ...ways.ways.slice(-1)].map(async (way) => {
      if (way.by === 'package') throw new Error('it has none')
      const group = way.by === 'situation' ? { by: way.by, code: way.code } : { by: way.by, name: way.name.zh }
      const found = await counted((from) => call(guide.items, { group, from }), (part) => (part.outcome === 'listed' ? part.items : []))
      return found - way.count
    }),
  )
  expect(counts).toEqual([0, 0])
  expect(bytes(await call(guide.search, { text: '登记' }))).toBeLessThan(ONE_CALL)
  expect(bytes(await call(guide.item, { code: catalogue.items[0]?.task_code ?? '' }))).toBeLessThan(ONE_CALL)
  expect(await call(guide.items, { group: { by: 'department', name: '没有的局' }, from: 0 })).toEqual({ outcome: 'not-found' })
}, 60_000)

test('of thousands of items that can be filed a list comes in parts, and one of them by its code', async () => {
  const { items, ...rest } = manyItems(5_000)
  const hall = filingHall(await open(await dataFolder()))
  hall.catalogue = { ...rest, items: items.map((item) => ({ ...item, material: SOLE_TRADER.material, filing: SOLE_TRADER.filing })) }
  hall.sessions.open()
  expect((await call(hall.filings.item, { item: items.at(-1)?.task_code ?? '' }))?.code).toBe(items.at(-1)?.task_code)
  expect(await call(hall.filings.item, { item: 'none' })).toBeNull()
  // The first two hundred are read at once, the others while nobody waits.
  const found = await counted((from) => call(hall.filings.items, { from }), (part) => (part.outcome === 'listed' ? part.items : []))
  expect(found).toBeGreaterThan(200)
}, 60_000)

test('a part has one entry in any case, and never more than a call', () => {
  const line = '长'.repeat(1000)
  const item = { catalog_code: '532099001000', task_code: '11530323MB0A00018C4532099001000', task_name: line, dept_name: line, task_version: 1, english: { task_name: line, dept_name: line } }
  const [read] = CatalogueFile.parse({ version: '1', items: [item] }).items
  const parts = Array.from({ length: 9 }, () => read)
  const { entries, next } = partOf(parts, 0)
  expect([entries.length, next, bytes(entries) < ONE_CALL]).toEqual([4, 4, true])
  expect(partOf(parts, 8)).toEqual({ entries: [read], next: null })
  expect(partOf(parts, 9)).toEqual({ entries: [], next: null })
  expect(partOf([line.repeat(40)], 0).entries).toHaveLength(1)
})
