import { describe } from 'vitest'
import { NO_POSTGRESQL } from '../queue/store/postgres-cluster.ts'
import { postgresEngine } from '../queue/store/postgres-engine.ts'
import { terminalSuite } from './terminal-suite.ts'

describe.skipIf(NO_POSTGRESQL)('what a hall does for its terminals, on PostgreSQL (needs postgresql)', () => {
  terminalSuite(postgresEngine())
})
