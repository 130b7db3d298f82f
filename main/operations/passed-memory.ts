import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * A call's own answer still holds its input for some turns, a poll of the reader what it last heard. Nothing else would
 * collect for minutes in a terminal where nobody stands.
 */
const TURNS_MS = [0, 250, 1000, 3000, 8000, 15_000]

let turns: readonly NodeJS.Timeout[] = []

/**
 * When a session has ended or a card is gone, what the JavaScript heap still holds of it is collected, so that a core
 * file of this process does not show the person who has left (design, promise 4). Text that came as a string (a typed
 * number, a decoded name) cannot be overwritten in place: what lives is moved to other pages, and the pages that held
 * the rest are given back or cleared. One turn takes some 30 ms.
 */
export function forgetPassedMemory(): void {
  for (const turn of turns) clearTimeout(turn)
  turns = TURNS_MS.map((after) => setTimeout(collect, after).unref())
}

setFlagsFromString('--clear-free-memory')
setFlagsFromString('--expose-gc')
const collectOnce = runInNewContext('gc') as () => void

/**
 * V8 clears what it frees in the pages that it sweeps (`--clear-free-memory`), not the old copies of what it has moved,
 * nor, in newer versions, what a sweep has merely listed as free. `--stress-compaction` empties every page it may.
 */
function collect(): void {
  setFlagsFromString('--stress-compaction')
  collectOnce()
  // What the first has moved into a page beside something dead is moved once more.
  collectOnce()
  setFlagsFromString('--no-stress-compaction')
}
