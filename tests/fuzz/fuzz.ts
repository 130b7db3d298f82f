import { CALL_PAD_PROPERTIES } from '../drivers/call-pad/bus-properties.ts'
import { DOCUMENT_PROPERTIES } from '../drivers/id-card/document-properties.ts'
import { HID_PROPERTIES } from '../drivers/id-card/hid-properties.ts'
import { NUMBER_PROPERTIES } from '../drivers/id-card/number-properties.ts'
import { PIPE_PROPERTIES } from '../drivers/id-card/pipe-properties.ts'
import { PICTURE_PROPERTIES } from '../drivers/id-card/picture-properties.ts'
import { SDT_PROPERTIES } from '../drivers/id-card/sdt-properties.ts'
import { SCANNER_PROPERTIES } from '../drivers/scanner/scanner-properties.ts'
import { SOCIAL_CARD_PROPERTIES } from '../drivers/social-card/social-card-properties.ts'
import { WINDOW_DISPLAY_PROPERTIES } from '../drivers/window-display/modbus-properties.ts'
import { heldMegabytes } from '../held-memory.ts'
import { CATALOGUE_PROPERTIES } from '../main/catalogue/catalogue-properties.ts'
import { CODE_PROPERTIES } from '../main/session/code-properties.ts'
import { STATUS_PROPERTIES } from '../printers/escpos/status-properties.ts'
import { IPP_PROPERTIES } from '../printers/ipp/codec-properties.ts'
import type { Property } from '../properties.ts'
import type { FuzzOrder } from './order.ts'

/** Everything that takes bytes or text from outside. */
export const PROPERTIES: readonly Property[] = [
  ...SDT_PROPERTIES,
  ...DOCUMENT_PROPERTIES,
  ...HID_PROPERTIES,
  ...PIPE_PROPERTIES,
  ...NUMBER_PROPERTIES,
  ...PICTURE_PROPERTIES,
  ...SCANNER_PROPERTIES,
  ...CODE_PROPERTIES,
  ...SOCIAL_CARD_PROPERTIES,
  ...CALL_PAD_PROPERTIES,
  ...WINDOW_DISPLAY_PROPERTIES,
  ...STATUS_PROPERTIES,
  ...IPP_PROPERTIES,
  ...CATALOGUE_PROPERTIES,
]

/** Cases of one turn at first; then as many as take about this long, ms. */
const FIRST_CASES = 50
const TURN_MS = 500
const MOST_CASES = 100_000
/** What the process may hold more after a collection than it did after its first round, MB: nothing keeps what it was fed. */
const MOST_GROWN_MB = 32

/**
 * Asks every property in turns until the time is over, each turn with a seed of its own that follows from the one printed.
 * Answers the process's exit status: 0 where all held.
 */
export async function fuzz(order: FuzzOrder, say: (line: string) => void): Promise<0 | 1> {
  const asked = PROPERTIES.filter(({ name }) => order.only === null || name === order.only)
  if (asked.length === 0) {
    say(`no property is called "${order.only ?? ''}"; there are:\n${PROPERTIES.map(({ name }) => `  ${name}`).join('\n')}`)
    return 1
  }
  if (order.path !== null) return again(asked, order.seed, order.path, say)
  say(`fuzzing ${asked.length} properties for ${order.minutes} minutes, seed ${order.seed}`)
  const until = Date.now() + order.minutes * 60_000
  const cases = new Map(asked.map(({ name }) => [name, { next: FIRST_CASES, asked: 0 }]))
  const failed = new Set<string>()
  let before: number | null = null
  let rounds = 0
  while (Date.now() < until && failed.size < asked.length) {
    for (const property of asked) {
      const count = cases.get(property.name)
      if (count === undefined || failed.has(property.name) || (rounds > 0 && Date.now() >= until)) continue
      const seed = (order.seed + rounds) | 0
      const began = Date.now()
      const { cases: done, failure } = await property.turn(count.next, seed)
      count.asked += done
      count.next = Math.min(MOST_CASES, Math.ceil((count.next * TURN_MS) / Math.max(1, Date.now() - began)))
      if (failure === null) continue
      failed.add(property.name)
      say(`\nFAILED: ${property.name}\n${failure.report}\nagain: npm run fuzz -- --only '${property.name}' --seed ${seed} --path ${failure.path}\n`)
    }
    rounds += 1
    before ??= heldMegabytes()
  }
  for (const [name, count] of cases) say(`${String(count.asked).padStart(10)} ${failed.has(name) ? 'FAILED' : 'held'}  ${name}`)
  const grown = before === null ? 0 : heldMegabytes() - before
  say(`${rounds} rounds, seed ${order.seed}; memory held after them ${grown.toFixed(1)} MB more than after the first`)
  if (grown > MOST_GROWN_MB) say(`FAILED: that is more than ${MOST_GROWN_MB} MB`)
  say(failed.size === 0 && grown <= MOST_GROWN_MB ? 'all held' : `${failed.size} failed`)
  return failed.size === 0 && grown <= MOST_GROWN_MB ? 0 : 1
}

async function again(asked: readonly Property[], seed: number, path: string, say: (line: string) => void): Promise<0 | 1> {
  const [property] = asked
  const ended = await property?.turn(1, seed, path)
  say(ended?.failure?.report ?? `held: ${property?.name ?? ''}`)
  return ended?.failure ? 1 : 0
}
