import type { Ask, HallDatabase } from '../queue/store/postgres-database.ts'
import type { KeptPairing, PairingStore } from './pairing-store.ts'
import { placeIn, placeValues, type PlaceColumns } from './postgres-place.ts'

interface PairingRow extends PlaceColumns {
  readonly pairing_id: string
  readonly secret_hash: string
  readonly code: string
  readonly address: string
  readonly state: 'waiting' | 'refused' | 'over' | 'approved'
  readonly approved_by: string | null
  readonly age_ms: number
}

const ALL = `SELECT pairing_id, secret_hash, code, kind, at_window, area, terminal, address, state, approved_by,
    (extract(epoch FROM clock_timestamp() - asked_at) * 1000)::float8 AS age_ms
  FROM yimen.pairing WHERE hall = $1 ORDER BY asked_at, pairing_id`
const KEEP = `INSERT INTO yimen.pairing (hall, pairing_id, secret_hash, code, kind, at_window, area, terminal, address, state, approved_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT (hall, pairing_id) DO UPDATE SET state = excluded.state, approved_by = excluded.approved_by`
const FORGET_OLDER = `DELETE FROM yimen.pairing WHERE hall = $1 AND clock_timestamp() - asked_at >= $2 * interval '1 millisecond'`

/** One at a time in a hall: what was asked for is counted, and codes are not given twice. Let go of with the transaction. */
const ALONE = `SELECT pg_advisory_xact_lock(hashtextextended('yimen pairing ' || $1::text, 0))`

/** Pairings of a hall, asked for at one of its servers and answered at another. */
export function postgresPairings(database: HallDatabase): PairingStore {
  const allBy = async (ask: Ask) => (await ask<PairingRow>(ALL)).map(pairingIn)
  return {
    all: () => allBy(database.read),
    transact: (body) =>
      database.transact(async (tx) => {
        await tx.all(ALONE)
        return await body({
          all: () => allBy(tx.all),
          async keep({ id, secret, code, place, address, state }) {
            const [stands, by] = typeof state === 'object' ? ['approved', state.approvedBy] : [state, null]
            await tx.write(KEEP, [id, secret, code, ...placeValues(place), address, stands, by])
          },
          forgetOlder: async (ageMs) => void (await tx.write(FORGET_OLDER, [ageMs])),
          audit: async (entry) => tx.audit(entry),
        })
      }),
  }
}

function pairingIn(row: PairingRow): KeptPairing {
  return {
    id: row.pairing_id,
    secret: row.secret_hash,
    code: row.code,
    place: placeIn(row),
    address: row.address,
    ageMs: row.age_ms,
    state: row.state === 'approved' ? { approvedBy: row.approved_by ?? '' } : row.state,
  }
}
