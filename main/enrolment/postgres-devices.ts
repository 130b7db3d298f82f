import { SUITE_AES_SHA256 } from '../ledger/suite.ts'
import type { HallDatabase, HallTransaction } from '../queue/store/postgres-database.ts'
import type { DeviceStore } from './device-store.ts'
import type { HallDevice } from './hall-devices.ts'
import { placeIn, placeValues, type PlaceColumns } from './postgres-place.ts'

interface DeviceRow extends PlaceColumns {
  readonly device_id: string
  readonly mark: string | null
  readonly enrolled_at: Date
  readonly enrolled_by: string
  readonly credential_hash: Buffer
  readonly last_seen_at: Date | null
  readonly used_twice_at: Date | null
}

const LETTERS = Array.from('ABCDEFGHJKLMNPQRSTUVWXYZ')
/**
 * 1 to 9, then the letters that nobody takes for a digit, then two of them: a terminal's own numbers are `X1001`, `XA001`,
 * `XAB001`. Digits follow behind, so that two letters are never another terminal's one.
 */
const MARKS = [...Array.from('123456789'), ...LETTERS, ...LETTERS.flatMap((first) => LETTERS.map((second) => first + second))]

const ALL = `SELECT device_id, kind, at_window, area, device.terminal, mark, enrolled_at, enrolled_by, credential_hash, last_seen_at, used_twice_at
  FROM yimen.device LEFT JOIN yimen.terminal_mark ON terminal_mark.hall = device.hall AND terminal_mark.terminal = device.terminal
  WHERE device.hall = $1`
const MARK_OF = 'SELECT mark FROM yimen.terminal_mark WHERE hall = $1 AND terminal = $2'
const MARKS_TAKEN = 'SELECT mark FROM yimen.terminal_mark WHERE hall = $1'
const TAKE_MARK = 'INSERT INTO yimen.terminal_mark (hall, terminal, mark) VALUES ($1, $2, $3)'
const ADD = `INSERT INTO yimen.device (hall, device_id, kind, at_window, area, terminal, enrolled_at, enrolled_by, suite, credential_hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
const REPLACE = 'DELETE FROM yimen.device WHERE hall = $1 AND terminal = $2 RETURNING device_id'
const REMOVE = 'DELETE FROM yimen.device WHERE hall = $1 AND device_id = $2 RETURNING 1'
const SEEN = `UPDATE yimen.device SET last_seen_at = greatest(last_seen_at, seen.at)
  FROM unnest($2::text[], $3::timestamptz[]) AS seen (id, at) WHERE hall = $1 AND device_id = seen.id`
const USED_TWICE = 'UPDATE yimen.device SET used_twice_at = $3 WHERE hall = $1 AND device_id = $2'

/** Terminals, windows, boards and managers of a hall, let in at whichever of its servers. */
export function postgresDevices(database: HallDatabase): DeviceStore {
  return {
    async all() {
      const rows = await database.read<DeviceRow>(ALL)
      return rows.map((row) => ({ device: deviceIn(row), hash: row.credential_hash }))
    },

    add: ({ device, hash }) =>
      database.transact(async (tx) => {
        const { id, place, enrolledAt, enrolledBy: by } = device
        const mark = place.kind === 'terminal' ? await markOf(tx, place.terminal) : null
        if (place.kind === 'terminal') await replace(tx, place.terminal, by)
        await tx.write(ADD, [id, ...placeValues(place), enrolledAt, by, SUITE_AES_SHA256, hash])
        const named = place.kind === 'terminal' ? { terminal: place.terminal, mark } : {}
        tx.audit({ actor: by, event: 'hall-device.enrolled', payload: { device: id, kind: place.kind, ...named, window: place.window, area: place.kind === 'board' ? place.area : null } })
        return { ...device, mark }
      }),

    remove: (id, by) =>
      database.transact(async (tx) => {
        const gone = await tx.write(REMOVE, [id])
        if (gone.length === 0) return false
        tx.audit({ actor: by, event: 'hall-device.revoked', payload: { device: id } })
        return true
      }),

    async noteSeen(seen) {
      await database.read(SEEN, [[...seen.keys()], [...seen.values()]])
    },

    noteUsedTwice: (id, at, from) =>
      database.transact(async (tx) => {
        await tx.write(USED_TWICE, [id, at])
        tx.audit({ actor: 'terminal', event: 'hall-device.used-twice', payload: { device: id, ...from } })
      }),

    onNews: (listener) => database.onNews(listener),
  }
}

/** A terminal is one machine: whoever had its credential before is it no more. */
async function replace(tx: HallTransaction, terminal: string, by: string): Promise<void> {
  const before = await tx.write<Pick<DeviceRow, 'device_id'>>(REPLACE, [terminal])
  for (const { device_id: device } of before) tx.audit({ actor: by, event: 'hall-device.revoked', payload: { device } })
}

/** Of two servers that give one mark at once, the second is run again (`mark_of_one_terminal`). */
async function markOf(tx: HallTransaction, terminal: string): Promise<string> {
  const [own] = await tx.all<{ readonly mark: string }>(MARK_OF, [terminal])
  if (own !== undefined) return own.mark
  const taken = new Set((await tx.all<{ readonly mark: string }>(MARKS_TAKEN)).map(({ mark }) => mark))
  const free = MARKS.find((mark) => !taken.has(mark))
  if (free === undefined) throw new Error(`all ${MARKS.length} marks of the hall’s terminals are given`)
  await tx.write(TAKE_MARK, [terminal, free])
  return free
}

function deviceIn(row: DeviceRow): HallDevice {
  return {
    id: row.device_id,
    place: placeIn(row),
    mark: row.mark,
    enrolledAt: row.enrolled_at,
    enrolledBy: row.enrolled_by,
    lastSeenAt: row.last_seen_at,
    usedTwiceAt: row.used_twice_at,
  }
}
