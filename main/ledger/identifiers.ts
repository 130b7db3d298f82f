import { randomUUID } from 'node:crypto'

/**
 * A UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then random. It sorts by time of making, is never
 * reset, and two terminals never make the same one.
 */
export function newIdentifier(now: Date): string {
  const time = now.getTime().toString(16).padStart(12, '0')
  const random = randomUUID() // version 4: its random bits and its variant serve, from a pool that Node keeps filled
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`
}
