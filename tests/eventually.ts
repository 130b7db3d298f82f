import { vi } from 'vitest'

/** Waits until `holds` no longer throws: as long as the slowest machine may need, for what a fast one has at once. */
export function eventually(holds: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(holds, { timeout: 30_000 })
}
