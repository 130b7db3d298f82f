import type { CallingHall } from './calling/windows-of-hall.ts'
import { createSteadyWaits } from './steady-waits.ts'
import type { HallLine, HallWaits } from './waiting-time.ts'

/** What is read of a hall for its waits; a whole picture has it. */
type LineNow = Omit<HallLine, 'hall'>

/** The waits of a hall, one account of them for boards, windows, screens and paper. */
export interface HallWaitsNow {
  readonly now: () => Promise<HallWaits>
  /** Of what has just been read. */
  readonly of: (line: LineNow) => HallWaits
}

export function createHallWaits(parts: {
  readonly line: () => Promise<LineNow>
  readonly hall: () => CallingHall
  readonly now: () => Date
}): HallWaitsNow {
  const steady = createSteadyWaits()
  const of = (line: LineNow) => steady({ hall: parts.hall(), ...line }, parts.now())
  return { of, now: async () => of(await parts.line()) }
}
