import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * A call's own answer still holds its input for some turns, a poll of the reader what it last heard; and what has
 * survived once is moved before it is freed. Nothing else would collect for minutes in a terminal where nobody stands.
 */
const TURNS_MS = [0, 250, 1000, 3000, 8000, 15_000]

let turns: readonly NodeJS.Timeout[] = []

/**
 * When a session has ended or a card is gone, what the JavaScript heap still holds of it is collected and overwritten,
 * so that a core file of this process does not show the person who has left (design, promise 4). Text that came as a
 * string (a typed number, a decoded name) cannot be overwritten in place; V8 clears the memory it frees when told to.
 * A collection takes some 10 ms, writing over the young generation some 50 ms more.
 */
export function forgetPassedMemory(): void {
  for (const turn of turns) clearTimeout(turn)
  turns = TURNS_MS.map((after) => setTimeout(collect, after).unref())
}

setFlagsFromString('--clear-free-memory')
setFlagsFromString('--expose-gc')
const collectOnce = runInNewContext('gc') as () => void

function collect(): void {
  collectOnce()
  collectOnce()
  overwriteYoungGeneration()
}

/** More than V8's young generation holds (16 MiB twice): pages that were left as they were are written over. */
const OVERWRITES = 6000
const WORDS = 1024

/** A collection moves what lives out of the young generation and leaves the old copy standing until it is needed. */
function overwriteYoungGeneration(): void {
  for (let written = 0; written < OVERWRITES; written += 1) Array.from({ length: WORDS }).fill(0)
}
