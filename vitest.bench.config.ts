import { defineConfig } from 'vitest/config'

/** `npm run bench`: one measurement after the other, with nothing beside it. */
export default defineConfig({
  test: {
    name: 'benchmarks',
    include: ['tests/benchmarks/**/*.bench.ts'],
    fileParallelism: false,
    globalSetup: ['tests/renderer/stand-in/once-a-run.ts', 'tests/main/queue/store/postgres-once-a-run.ts'],
    testTimeout: 1_800_000,
    // The table is printed as it is.
    disableConsoleIntercept: true,
  },
})
