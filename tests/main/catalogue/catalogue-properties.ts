import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { CatalogueFile } from '../../../main/catalogue/catalogue-file.ts'
import { SPECIMEN_CATALOGUE } from '../../../simulators/platform/catalogue.ts'
import { property } from '../../properties.ts'

/** The value with what stands at the end of a way through it replaced; numbers choose among keys, round and round. */
function changedAt(value: unknown, way: readonly number[], other: unknown): unknown {
  const [turn, ...rest] = way
  if (turn === undefined || value === null || typeof value !== 'object') return other
  const keys = Object.keys(value)
  const key = keys[turn % Math.max(1, keys.length)]
  if (key === undefined) return other
  if (Array.isArray(value)) return value.map((each: unknown, at) => (String(at) === key ? changedAt(each, rest, other) : each))
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, name === key ? changedAt(each, rest, other) : each]))
}

const TWO_ITEMS = { ...SPECIMEN_CATALOGUE, items: SPECIMEN_CATALOGUE.items.slice(0, 2) }
const way = fc.array(fc.nat(), { minLength: 1, maxLength: 7 })
const other = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined), fc.constantFrom('(a+)+$', '[', '__proto__', '2026-02-30', -1, 1e308))

export const changedCatalogue = property(
  'a catalogue with anything at any place is refused with the place, or is what it says',
  fc.tuple(way, other),
  ([places, value]) => {
    const changed: unknown = JSON.parse(JSON.stringify(changedAt(TWO_ITEMS, places, value)) ?? 'null')
    const read = CatalogueFile.safeParse(changed)
    if (read.success) assert.deepEqual(CatalogueFile.parse(JSON.parse(JSON.stringify(read.data))), read.data)
    else assert(read.error.issues.every(({ message }) => message !== ''))
  },
)

export const CATALOGUE_PROPERTIES = [changedCatalogue]
