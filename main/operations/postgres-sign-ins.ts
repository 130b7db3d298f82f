import type { Ask, HallDatabase, HallTransaction } from '../queue/store/postgres-database.ts'
import type { StaffRole } from './operators.ts'
import type { SignIn, SignIns, SignInTransaction } from './sign-ins.ts'

interface SignInRow {
  readonly device_id: string
  readonly at_window: string | null
  readonly business_day: string
  readonly since: Date
  readonly operator_id: string
  readonly name: string
  readonly role: StaffRole
}

const ALL = `SELECT device_id, at_window, business_day, since, operator_id, name, role
  FROM yimen.sign_in JOIN yimen.operator USING (hall, operator_id) WHERE hall = $1`
const AT = `${ALL} AND device_id = $2`
const MAKE_ROOM = 'DELETE FROM yimen.sign_in WHERE hall = $1 AND at_window = $3 AND device_id <> $2'
/** The device stays until this is committed, or is gone already: then nobody signs in. */
const BEGIN = `INSERT INTO yimen.sign_in (hall, device_id, at_window, operator_id, business_day, since)
  SELECT hall, device_id, $3::text, $4::text, $5::text, $6::timestamptz FROM yimen.device WHERE hall = $1 AND device_id = $2 FOR KEY SHARE
  ON CONFLICT (hall, device_id) DO UPDATE
  SET at_window = excluded.at_window, operator_id = excluded.operator_id, business_day = excluded.business_day, since = excluded.since`
const END = 'DELETE FROM yimen.sign_in WHERE hall = $1 AND device_id = $2'
const END_OF = 'DELETE FROM yimen.sign_in WHERE hall = $1 AND operator_id = $2 AND device_id IS DISTINCT FROM $3::text'

export function postgresSignIns({ read }: Pick<HallDatabase, 'read'>): SignIns {
  return {
    at: (device) => signInAt(read, device),
    all: async () => (await read<SignInRow>(ALL)).map(signInOf),
  }
}

export function signInTransaction(tx: HallTransaction): SignInTransaction {
  return {
    async begin({ device, window, operator, businessDay, since }) {
      if (window !== null) await tx.write(MAKE_ROOM, [device, window])
      await tx.write(BEGIN, [device, window, operator.id, businessDay, since])
    },
    async end(device) {
      const signIn = await signInAt(tx.all, device)
      if (signIn !== null) await tx.write(END, [device])
      return signIn
    },
    endOf: async (operator, but) => void (await tx.write(END_OF, [operator, but])),
  }
}

async function signInAt(ask: Ask, device: string): Promise<SignIn | null> {
  const [row] = await ask<SignInRow>(AT, [device])
  return row === undefined ? null : signInOf(row)
}

function signInOf(row: SignInRow): SignIn {
  return {
    device: row.device_id,
    window: row.at_window,
    operator: { id: row.operator_id, name: row.name, role: row.role },
    businessDay: row.business_day,
    since: row.since,
  }
}
