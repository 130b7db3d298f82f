import { afterAll, vi } from 'vitest'

/** Where files follow one another in one process, each leaves clock, environment and spied functions as it found them. */
afterAll(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})
