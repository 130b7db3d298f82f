import { describe } from 'vitest'
import { NO_POSTGRESQL } from '../store/postgres-cluster.ts'
import { postgresEngine } from '../store/postgres-engine.ts'
import { callingProperties } from './calling-properties.ts'
import { callingSuite } from './calling-suite.ts'
import { dayEndSuite } from './day-end-suite.ts'
import { leftSuite } from './left-suite.ts'

describe.skipIf(NO_POSTGRESQL)('calling over PostgreSQL (needs postgresql)', () => {
  const openEngine = postgresEngine()
  callingSuite(openEngine)
  leftSuite(openEngine)
  dayEndSuite(openEngine)
  callingProperties(openEngine)
})
