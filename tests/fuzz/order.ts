import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { err, ok, type Result } from '../../drivers/result.ts'

/** What `npm run fuzz` is asked for. */
export interface FuzzOrder {
  readonly minutes: number
  /** By which all cases are found again, on any machine. */
  readonly seed: number
  /** The name of one property, as it is printed; null for all. */
  readonly only: string | null
  /** Of one case that failed under `seed`, as it is printed; null for all. */
  readonly path: string | null
}

const MINUTES = 10
const USAGE = `npm run fuzz -- [minutes, ${MINUTES} unless said] [--seed N] [--only 'a property' [--path P]]`

/** Reads the words behind `npm run fuzz --`; a fault is one line that says what was expected. */
export function fuzzOrder(words: readonly string[]): Result<FuzzOrder, string> {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { seed: { type: 'string' }, only: { type: 'string' }, path: { type: 'string' } },
    })
    const minutes = Number(positionals[0] ?? MINUTES)
    const seed = Number(values.seed ?? randomInt(2 ** 31))
    const { only = null, path = null } = values
    const sound = positionals.length <= 1 && minutes > 0 && Number.isInteger(seed) && (path === null || only !== null)
    return sound ? ok({ minutes, seed, only, path }) : err(USAGE)
  } catch (error) {
    return err(`${String(error)}\n${USAGE}`)
  }
}
