import { createCalling } from '../queue/calling/create-calling.ts'
import type { Calling } from '../queue/calling/calling.ts'
import { pictureOf } from '../queue/calling/picture.ts'
import { createHallWaits, type HallWaitsNow } from '../queue/hall-waits.ts'
import { createLedgerStore, type LedgerStore } from '../queue/store/ledger-store.ts'
import type { Ground } from './ground.ts'

/** The calling of a terminal's own ledger, one for pads, windows, boards and screens. */
export interface CallingSide {
  readonly store: LedgerStore
  readonly calling: Calling
  readonly waits: HallWaitsNow
}

export function openCallingSide({ ledger, hall, now, timeIsKnown, businessDay }: Ground): CallingSide {
  const store = createLedgerStore({ ledger, now })
  const calling = createCalling({ store, hall, now, timeIsKnown })
  // Only read: the days of a hall server's tickets, which are followed in this ledger too, are not its terminals' to end.
  const picture = () => store.transact((tx) => pictureOf(tx, hall(), businessDay(), now()))
  return { store, calling, waits: createHallWaits({ picture, hall, now }) }
}
