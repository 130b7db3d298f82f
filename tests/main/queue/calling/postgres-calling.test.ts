import { describe } from 'vitest'
import { NO_POSTGRESQL } from '../store/postgres-cluster.ts'
import { postgresEngine } from '../store/postgres-engine.ts'
import { callingSuite } from './calling-suite.ts'

describe.skipIf(NO_POSTGRESQL)('calling over PostgreSQL (needs postgresql)', () => {
  callingSuite(postgresEngine())
})
