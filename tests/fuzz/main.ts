import { fuzz } from './fuzz.ts'
import { fuzzOrder } from './order.ts'

/** `npm run fuzz`; answers the process's exit status. */
export async function main(words: readonly string[]): Promise<number> {
  const order = fuzzOrder(words)
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  if (order.ok) return fuzz(order.value, say)
  say(order.fault)
  return 2
}
