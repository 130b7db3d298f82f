import { describe } from 'vitest'
import { openLedgerEngine } from '../store/ledger-engine.ts'
import { callingSuite } from './calling-suite.ts'

describe('calling on the ledger', () => {
  callingSuite(openLedgerEngine)
})
