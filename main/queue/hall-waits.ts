import type { CallingHall } from './calling/windows-of-hall.ts'
import { createSteadyWaits } from './steady-waits.ts'
import { waitIn, type HallLine, type HallWaits, type LineWait } from './waiting-time.ts'

/** What is read of a hall for its waits; a whole picture has it. */
type LineNow = Omit<HallLine, 'hall'>

/** The waits of a hall, one account of them for boards, windows, screens and paper. */
export interface HallWaitsNow {
  readonly now: () => Promise<HallWaits>
  /** Of what has just been read. */
  readonly of: (line: LineNow) => HallWaits
}

/** The line of one business as a hall server tells its terminals of it. */
interface ToldLine extends LineWait {
  readonly business: string
}

/** The waits of a hall from its own queue. */
export interface ReckonedWaits extends HallWaitsNow {
  /** Of each business of the hall of which anybody can say: who is told these says what is said here (`waitsAsTold`). */
  readonly lines: (line: LineNow) => readonly ToldLine[]
}

export function createHallWaits(parts: {
  readonly line: () => Promise<LineNow>
  readonly hall: () => CallingHall
  readonly now: () => Date
}): ReckonedWaits {
  const steady = createSteadyWaits()
  const linesOf = (line: LineNow) => steady({ hall: parts.hall(), ...line }, parts.now())
  function of(line: LineNow): HallWaits {
    const lines = linesOf(line)
    return (business, ahead) => saidOf(lines(business), ahead)
  }
  return {
    of,
    now: async () => of(await parts.line()),
    lines(line) {
      const lines = linesOf(line)
      return parts.hall().businesses.flatMap(({ code: business }) => {
        const known = lines(business)
        return known === null ? [] : [{ business, ...known }]
      })
    },
  }
}

/** The waits of a hall as its server told them. */
export function waitsAsTold(told: readonly ToldLine[]): HallWaits {
  const lines = new Map(told.map((line) => [line.business, line]))
  return (business, ahead) => saidOf(lines.get(business) ?? null, ahead)
}

function saidOf(line: LineWait | null, ahead: number | undefined) {
  return line && waitIn(line, ahead)
}
