import { describe } from 'vitest'
import { NO_POSTGRESQL } from './postgres-cluster.ts'
import { postgresEngine } from './postgres-engine.ts'
import { quotaSuite } from './quota-suite.ts'
import { storeSuite } from './store-suite.ts'

describe.skipIf(NO_POSTGRESQL)('the queue in PostgreSQL keeps what every engine keeps (needs postgresql)', () => {
  const openEngine = postgresEngine()
  storeSuite(openEngine)
  quotaSuite(openEngine)
})
