import { afterAll, expect, test } from 'vitest'
import { GROUPS } from './groups.ts'
import { tableOf, writeResults, type Outcome } from './results.ts'

const outcomes: Outcome[] = []

// A run of some of them (`-t`) leaves the table of the last whole run alone.
afterAll(async () => {
  console.log(`\n${outcomes.length === GROUPS.length ? await writeResults(outcomes) : tableOf(outcomes)}`)
})

// It fails where something could not be measured; a missed goal is told by the table.
test.each(GROUPS)('$name', async ({ name, how, measure }) => {
  try {
    const measured = await measure()
    const figures = measured.flatMap(({ figure, beside }) => (beside ? [figure.value, beside.value] : [figure.value]))
    expect(figures).toEqual(figures.map(() => expect.any(Number)))
    expect(figures.filter((figure) => !Number.isFinite(figure))).toEqual([])
    outcomes.push({ name, how, measured })
  } catch (error) {
    outcomes.push({ name, how, failed: true })
    throw error
  }
})
