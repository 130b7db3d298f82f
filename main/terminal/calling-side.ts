import { createCalling } from '../queue/calling/create-calling.ts'
import type { Calling } from '../queue/calling/calling.ts'
import { createHallWaits, type HallWaitsNow } from '../queue/hall-waits.ts'
import { createLedgerStore, type LedgerStore } from '../queue/store/ledger-store.ts'
import type { HallWaits } from '../queue/waiting-time.ts'
import type { Ground } from './ground.ts'

/** The calling of a terminal's own ledger, one for pads, windows, boards and screens. */
export interface CallingSide {
  readonly store: LedgerStore
  readonly calling: Calling
  readonly waits: HallWaitsNow
}

/** `told`: the waits as a hall server tells them, where there is one that does; else they are reckoned from this ledger. */
export function openCallingSide(
  { ledger, hall, now, timeIsKnown, businessDay }: Pick<Ground, 'ledger' | 'hall' | 'now' | 'timeIsKnown' | 'businessDay'>,
  told: () => HallWaits | null,
): CallingSide {
  const store = createLedgerStore({ ledger, now })
  const calling = createCalling({ store, hall, now, timeIsKnown })
  // A number is taken while this is read: no more of the hall than it needs, and in one look.
  const line = () => store.line(businessDay(), hall().businesses.map(({ code }) => code))
  const own = createHallWaits({ line, hall, now })
  return { store, calling, waits: { of: (picture) => told() ?? own.of(picture), now: async () => told() ?? (await own.now()) } }
}
