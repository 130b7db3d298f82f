import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What the JavaScript heap of this process holds after a collection, MB. */
export function heldMegabytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  // What the first finds a finaliser for, the second lets go.
  collect()
  collect()
  return process.memoryUsage().heapUsed / 1e6
}
