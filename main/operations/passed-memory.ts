import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * When a session has ended, what the JavaScript heap still holds of it is collected and overwritten, so that a core
 * file of this process does not show the person who has left (design, promise 4). Text that came as a string (a typed
 * number, a decoded name) cannot be overwritten in place; V8 clears the memory it frees when told to.
 */
export function forgetPassedMemory(): void {
  collect()
}

setFlagsFromString('--clear-free-memory')
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
