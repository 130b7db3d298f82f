import { describe, expect, it } from 'vitest'
import { firstChunkBench, lazyChunkBench } from '../benchmarks/first-chunk.ts'

/** Bytes, gzipped. */
const FIRST_AT_MOST = 220_000
const JOURNEY_AT_MOST = 120_000

describe('what the built page brings', () => {
  it('before anything is seen is within its bound', async () => {
    const { script, style } = await firstChunkBench()
    expect(script.gzipped + style.gzipped).toBeLessThanOrEqual(FIRST_AT_MOST)
  })

  it.each(['certificate', 'filing', 'guide', 'progress'])('for %s is within its bound', async (journey) => {
    const { gzipped } = await lazyChunkBench(journey)
    expect(gzipped).toBeGreaterThan(1000)
    expect(gzipped).toBeLessThanOrEqual(JOURNEY_AT_MOST)
  })
})
