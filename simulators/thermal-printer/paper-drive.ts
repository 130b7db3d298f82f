import type { HeadWarmth } from './head-warmth.ts'
import type { Motion } from './head.ts'
import type { Paper } from './paper.ts'

/** The motor that draws the paper under the head, row by row. */
export interface PaperDrive {
  add(motions: readonly Motion[]): void
  /**
   * Moves as far as the clock allows: all is done, there is more for a later call, the roll has just ended, or the head
   * has just become too hot.
   */
  run(): 'done' | 'more' | 'roll ended' | 'too hot'
  readonly isMoving: boolean
  /** It stands still from now on: its clock starts anew with the next run. */
  rest(): void
  clear(): void
  endRollAfter(rows: number): void
}

/** 203 dots per inch. */
const DOTS_PER_MM = 8

export function createPaperDrive(
  paper: Paper,
  warmth: HeadWarmth,
  speedMmPerSecond: number | 'instant',
): PaperDrive {
  const msPerRow = speedMmPerSecond === 'instant' ? 0 : 1_000 / (speedMmPerSecond * DOTS_PER_MM)
  let motions: Motion[] = []
  /** Rows of the first motion that are on the paper. */
  let rowsDone = 0
  let rowsLeftOnRoll = Infinity
  /** Until when the time that has passed is used up; undefined at rest. */
  let spentUntil: number | undefined

  const rollHasEnded = (): boolean => {
    if (rowsLeftOnRoll > 0) return false
    rowsLeftOnRoll = Infinity
    return true
  }

  return {
    add: (more) => {
      motions.push(...more)
    },
    run: () => {
      const now = performance.now()
      spentUntil ??= now
      for (let motion = motions[0]; motion !== undefined; motion = motions[0]) {
        for (let row = motion.rows[rowsDone]; row !== undefined; row = motion.rows[rowsDone]) {
          if (rollHasEnded()) return 'roll ended'
          if (spentUntil + msPerRow > now) return 'more'
          spentUntil += msPerRow
          paper.advance(row)
          rowsDone += 1
          rowsLeftOnRoll -= 1
          warmth.burn(1)
          if (warmth.state === 'hot') return 'too hot'
        }
        if (motion.text !== undefined) paper.line(motion.text)
        motions.shift()
        rowsDone = 0
      }
      return rollHasEnded() ? 'roll ended' : 'done'
    },
    get isMoving() {
      return motions.length > 0
    },
    rest: () => {
      spentUntil = undefined
    },
    clear: () => {
      motions = []
      rowsDone = 0
    },
    endRollAfter: (rows) => {
      rowsLeftOnRoll = rows
    },
  }
}
