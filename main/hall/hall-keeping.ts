import { createHallDevices, type HallDevices } from '../enrolment/hall-devices.ts'
import { createPairings, type Pairings } from '../enrolment/pairings.ts'
import { postgresDevices } from '../enrolment/postgres-devices.ts'
import { postgresPairings } from '../enrolment/postgres-pairings.ts'
import type { Operators } from '../operations/operators.ts'
import { postgresOperators } from '../operations/postgres-operators.ts'
import type { EvaluationStore } from '../queue/evaluation/evaluation-store.ts'
import { postgresEvaluations } from '../queue/evaluation/postgres-evaluations.ts'
import { createPostgresOutbox, type PostgresOutbox } from '../queue/store/postgres-outbox.ts'
import type { HallStore } from './hall-store.ts'
import { postgresTerminalCases, type TerminalCases } from './terminal-cases.ts'

/** Who belongs to the hall, how its people liked it, and what is to leave it, kept in its database for all of its servers. */
export interface HallKeeping {
  readonly devices: HallDevices
  readonly pairings: Pairings
  readonly operators: Operators
  readonly outbox: PostgresOutbox
  readonly evaluations: EvaluationStore
  readonly terminalCases: TerminalCases
  close(): Promise<void>
}

export async function openHallKeeping(
  { store: { database, keys }, key }: HallStore,
  parts: {
    readonly now: () => Date
    /** Who is let in, or asks to be, is no longer as it was. */
    readonly onChange?: () => void
    readonly onFault: (error: unknown) => void
  },
): Promise<HallKeeping> {
  const { now, onChange = () => undefined, onFault } = parts
  const devices = await createHallDevices({ store: postgresDevices(database), key, now, onChange, onFault })
  return {
    devices,
    pairings: createPairings({ store: postgresPairings(database), devices, onChange }),
    operators: postgresOperators({ database, key, now }),
    outbox: createPostgresOutbox(database, now),
    evaluations: postgresEvaluations(database, keys),
    terminalCases: postgresTerminalCases(database),
    close: () => devices.close(),
  }
}
