import { describe } from 'vitest'
import { openLedgerEngine } from '../queue/store/ledger-engine.ts'
import { terminalSuite } from './terminal-suite.ts'

describe('what a hall does for its terminals, on a ledger', () => {
  terminalSuite(openLedgerEngine)
})
