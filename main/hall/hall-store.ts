import { setTimeout as sleep } from 'node:timers/promises'
import { err, ok, type Result } from '../../drivers/result.ts'
import type { HallServerConfiguration } from '../configuration/hall-server-file.ts'
import { loadMachineKey, type MachineKey } from '../ledger/machine-key.ts'
import { openPostgresStore, type PostgresStore, type PostgresStoreFault } from '../queue/store/postgres.ts'

/** The queue of a hall as its servers hold it, and the key that they share. */
export interface HallStore {
  readonly store: PostgresStore
  readonly key: MachineKey
}

const AGAIN_MS = 2_000

/** Opens it once, or says in one line why not. */
export async function openHallStore(
  { hall, key: source, database: address }: HallServerConfiguration,
  options: { readonly now: () => Date; readonly promote: boolean; readonly warn: (line: string) => void },
): Promise<Result<HallStore, { readonly kind: 'no-key' | PostgresStoreFault['kind']; readonly line: string }>> {
  const key = await loadMachineKey(source, { whenMissing: 'refuse', warn: options.warn })
  if (!key.ok) return err({ kind: 'no-key', line: `key: ${key.fault.line}` })
  const { now, promote } = options
  const opened = await openPostgresStore({ address, hall: hall.hall.code, key: key.value, now, promote })
  return opened.ok ? ok({ store: opened.value, key: key.value }) : opened
}

/** The same for a server that starts, which waits for a PostgreSQL that cannot be reached; null when it is stopped meanwhile. */
export async function awaitHallStore(
  configuration: HallServerConfiguration,
  options: { readonly now: () => Date; readonly promote: boolean; readonly say: (line: string) => void; readonly stop: AbortSignal },
): Promise<Result<HallStore, { readonly line: string }> | null> {
  let said = false
  while (!options.stop.aborted) {
    const opened = await openHallStore(configuration, { ...options, warn: options.say })
    if (opened.ok || opened.fault.kind !== 'unreachable') return opened
    if (!said) options.say(`${opened.fault.line} The server starts as soon as it can be.`)
    said = true
    await sleep(AGAIN_MS, undefined, { signal: options.stop }).catch(() => undefined) // stopped: the loop ends
  }
  return null
}
