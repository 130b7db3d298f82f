import { createLedgerStore, type LedgerStore } from '../../../../main/queue/store/ledger-store.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../../ledger/fixture.ts'
import { CALLING_HALL, type Engine, type OpenEngine } from './engine.ts'

/** The queue in a ledger of its own, with what only a ledger is asked. */
export async function ledgerEngine(hall = CALLING_HALL): Promise<Engine & { readonly store: LedgerStore }> {
  const folder = await dataFolder()
  const clock = { now: TEN_O_CLOCK }
  const now = () => clock.now
  let ledger = await open(folder, now)
  return {
    store: createLedgerStore({ ledger, now }),
    clock,
    hall: () => hall,
    close: () => ledger.close(),
    async reopen() {
      await ledger.close()
      ledger = await open(folder, now)
      return createLedgerStore({ ledger, now })
    },
  }
}

export const openLedgerEngine: OpenEngine = (hall) => ledgerEngine(hall)
