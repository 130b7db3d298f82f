import type { HallFile } from '../configuration/hall-file.ts'

/** A board on a wall; `area` null: the whole hall. */
export interface WallBoard {
  readonly id: string
  readonly area: string | null
}

/** A board whose page watches at this server. */
export interface BoardThere extends WallBoard {
  /** Whether its browser lets sound out. */
  readonly sounds: boolean
}

/**
 * Which board of each area speaks its calls: one, since two that say the same out of step are understood by nobody. It is
 * the one that has been there longest among those whose browser lets sound out, and stays it as long as it is there; when
 * it goes the next one speaks at once. A board of the whole hall speaks for the areas, and the windows of none, that have
 * no board of their own.
 *
 * Nothing of this is kept. Where several servers share a hall, the one that has the lowest id of an area's boards speaks
 * there, as far as each knows: of another's boards it hears with a minute or two of delay. For so long two may speak after
 * a board has come at another server, and none after the speaking one has gone there.
 */
export interface BoardSpeakers {
  /** It is there from now on, until the function that this answers is called. */
  join(board: BoardThere): () => void
  /** Whether it is this one that speaks the calls of a window now. */
  spokenAt(board: BoardThere, hall: HallFile): (window: string) => boolean
}

export function createBoardSpeakers(parts: {
  /** Boards that another server of the hall has. */
  readonly elsewhere: () => readonly WallBoard[]
  /** Another one speaks now. */
  readonly onChange: () => void
}): BoardSpeakers {
  /** In the order in which they came. */
  const there = new Set<BoardThere>()

  /** Null for an area that has no board here or elsewhere; `elsewhere` where another server is to speak. */
  function ofArea(area: string | null): BoardThere | 'elsewhere' | null {
    const others = parts.elsewhere().filter((board) => board.area === area)
    const own = [...there].filter((board) => board.area === area)
    if (others.some(({ id }) => own.every((board) => id < board.id))) return 'elsewhere'
    return own.find(({ sounds }) => sounds) ?? own[0] ?? null
  }

  function speakers(): readonly unknown[] {
    return [null, ...new Set([...there].map(({ area }) => area))].map(ofArea)
  }

  function change(how: () => void): void {
    const before = new Set(speakers())
    how()
    const after = new Set(speakers())
    if (before.size !== after.size || [...after].some((speaker) => !before.has(speaker))) parts.onChange()
  }

  return {
    join(board) {
      change(() => there.add(board))
      return () => change(() => there.delete(board))
    },
    spokenAt(board, hall) {
      // A board asks of the windows that it shows: those of its own area, or all.
      const whole = ofArea(null)
      const ofAreas = new Map<string, ReturnType<typeof ofArea>>()
      return (window) => {
        const area = hall.windows?.find(({ no }) => no === window)?.area
        if (area === undefined) return whole === board
        if (!ofAreas.has(area)) ofAreas.set(area, ofArea(area))
        return (ofAreas.get(area) ?? whole) === board
      }
    },
  }
}
