import type { HallPicture } from './calling/calling.ts'
import type { CallingHall } from './calling/windows-of-hall.ts'
import { createSteadyWaits } from './steady-waits.ts'
import type { HallWaits } from './waiting-time.ts'

/** The waits of a hall, one account of them for boards, windows, screens and paper. */
export interface HallWaitsNow {
  readonly now: () => Promise<HallWaits>
  /** Of a picture that has just been read. */
  readonly of: (picture: HallPicture) => HallWaits
}

export function createHallWaits(parts: {
  readonly picture: () => Promise<HallPicture>
  readonly hall: () => CallingHall
  readonly now: () => Date
}): HallWaitsNow {
  const steady = createSteadyWaits()
  const of = (picture: HallPicture) => steady({ hall: parts.hall(), ...picture }, parts.now())
  return { of, now: async () => of(await parts.picture()) }
}
