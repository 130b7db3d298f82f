import { defineConfig, mergeConfig } from 'vitest/config'
import { LongTable } from './tests/benchmarks/long-table.ts'
import ClosingLines from './tests/reporter.ts'

// Said before the usual configuration is read, which takes its time-outs from it, and handed down to every worker.
process.env['YIMEN_LONG'] = '1'
const { default: usual } = await import('./vitest.config.ts')

/** `npm run test:long`: every test with its full counts. */
export default mergeConfig(
  usual,
  defineConfig({ test: { reporters: ['default', new ClosingLines(), new LongTable()] } }),
)
