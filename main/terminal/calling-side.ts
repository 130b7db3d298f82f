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

export function openCallingSide({ ledger, hall, now, timeIsKnown, businessDay }: Ground): CallingSide {
  const store = createLedgerStore({ ledger, now })
  const calling = createCalling({ store, hall, now, timeIsKnown })
  // A number is taken while this is read: no more of the hall than it needs, and in one look.
  const line = () => store.line(businessDay(), hall().businesses.map(({ code }) => code))
  return { store, calling, waits: createHallWaits({ line, hall, now }) }
}
