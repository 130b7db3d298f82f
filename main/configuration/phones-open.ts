import type { Configuration } from './configuration.ts'

/**
 * Where the codes that are shown and printed here lead: the platform's public address, or null where there is none and no
 * code is made. In the demonstration the phone is the one on the desk: it reaches the platform where it is, and no other
 * phone does.
 */
export function phonesOpen({ machine, demonstration, platform }: Configuration): string | null {
  return machine.platform?.publicUrl ?? (demonstration && platform !== null ? new URL(platform.url).origin : null)
}
