import { createLedgerStore } from '../../../../main/queue/store/ledger-store.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../../ledger/fixture.ts'
import { CALLING_HALL, type OpenEngine } from './engine.ts'

/** The queue in a ledger of its own. */
export const openLedgerEngine: OpenEngine = async (hall = CALLING_HALL) => {
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
