import { describe } from 'vitest'
import { openLedgerEngine } from '../store/ledger-engine.ts'
import { callingProperties } from './calling-properties.ts'
import { callingSuite } from './calling-suite.ts'
import { dayEndSuite } from './day-end-suite.ts'
import { leftSuite } from './left-suite.ts'

describe('calling on the ledger', () => {
  callingSuite(openLedgerEngine)
  leftSuite(openLedgerEngine)
  dayEndSuite(openLedgerEngine)
  callingProperties(openLedgerEngine)
})
