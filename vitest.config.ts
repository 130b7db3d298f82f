import { defineConfig } from 'vitest/config'
import { randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { LongestFirst } from './tests/longest-first.ts'

/** One fresh seed for every random test of a run, printed by the reporter; FAST_CHECK_SEED replays a run. */
const seed = process.env['FAST_CHECK_SEED'] ?? String(randomInt(2 ** 31))
process.env['FAST_CHECK_SEED'] = seed

const longRun = process.env['YIMEN_LONG'] === '1'

/** Of two cores a journey keeps less than one busy: half of its time it waits for paper, a person or a terminal to begin. */
const JOURNEYS_AT_ONCE = Math.max(4, availableParallelism())

/**
 * Files that have a process each. The others follow one another in the same processes: to begin one and to read the same
 * modules again takes half a second of the processor for each file, most of them more than their tests. Alone is what
 * opens a browser, measures or searches the memory of its own process, or needs services of the machine.
 */
const ALONE = [
  'tests/renderer/**/*.test.{ts,tsx}',
  'tests/drivers/id-card/simulated-reader.test.ts',
  'tests/printers/ipp/real-printers.test.ts',
  'tests/simulators/desk/**/*.test.ts',
  'tests/main/ledger/opening.test.ts',
  'tests/main/operations/passed-memory.test.ts',
  'tests/fuzz/**/*.test.ts',
]

// Far more than any needs: it ends what hangs, and decides nothing about a machine that is slow.
const UNIT_LIMITS = { testTimeout: longRun ? 600_000 : 60_000, hookTimeout: 120_000 }

export default defineConfig({
  test: {
    env: { FAST_CHECK_SEED: seed },
    // What is polled for is there at once on a fast machine; a second is not the slowest.
    expect: { poll: { timeout: 30_000 } },
    setupFiles: ['tests/seed.ts'],
    sequence: { sequencer: LongestFirst },
    // Much of the time is waiting, for a browser or for what does not come: one file more than two cores carry at once.
    maxWorkers: Math.max(3, availableParallelism()),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ALONE,
          globalSetup: ['tests/renderer/stand-in/once-a-run.ts'],
          ...UNIT_LIMITS,
        },
      },
      {
        extends: true,
        test: {
          name: 'unit-together',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/journeys/**', 'tests/faults/**', ...ALONE],
          isolate: false,
          setupFiles: ['tests/as-found.ts'],
          globalSetup: ['tests/main/queue/store/postgres-once-a-run.ts'],
          ...UNIT_LIMITS,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          globalSetup: ['tests/main/queue/store/postgres-once-a-run.ts'],
          testTimeout: longRun ? 3_600_000 : 240_000,
          hookTimeout: 120_000,
          fileParallelism: !longRun,
          maxWorkers: JOURNEYS_AT_ONCE,
          // Beside the journeys: these wait for paper and time, and leave the processor to what draws.
          sequence: { groupOrder: longRun ? 0 : 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          maxWorkers: JOURNEYS_AT_ONCE,
          // Each has a screen, ports and folders of its own.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
