import { createCalling } from '../queue/calling/create-calling.ts'
import type { Calling } from '../queue/calling/calling.ts'
import { createHallWaits, type HallWaitsNow } from '../queue/hall-waits.ts'
import { createLedgerStore, type LedgerStore } from '../queue/store/ledger-store.ts'
import type { Ground } from './ground.ts'

/** The calling of a terminal's own ledger, one for pads, windows, boards and screens. */
export interface CallingSide {
  readonly store: LedgerStore
  readonly calling: Calling
  readonly waits: HallWaitsNow
}

export function openCallingSide({ ledger, hall, now, timeIsKnown }: Pick<Ground, 'ledger' | 'hall' | 'now' | 'timeIsKnown'>): CallingSide {
  const store = createLedgerStore({ ledger, now })
  const calling = createCalling({ store, hall, now, timeIsKnown })
  return { store, calling, waits: createHallWaits({ calling, hall, now }) }
}
