import assert from 'node:assert/strict'
import type { HallSeat } from '../contract/hall-pages.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { SUITE_AES_SHA256 } from '../ledger/suite.ts'
import type { DeviceStore } from './device-store.ts'
import type { HallDevice } from './hall-devices.ts'

interface DeviceRow {
  readonly device_id: string
  readonly kind: HallSeat['place']['kind']
  readonly window: string | null
  readonly area: string | null
  readonly enrolled_at: string
  readonly enrolled_by: string
  readonly credential_hash: Buffer
  readonly last_seen_at: string | null
  readonly used_twice_at: string | null
}

/** Windows and boards of one terminal, in its own ledger. It serves no other terminals. */
export function ledgerDevices(ledger: Ledger): DeviceStore {
  return {
    async all() {
      const rows = await ledger.read<DeviceRow>('SELECT * FROM hall_device')
      return rows.map((row) => ({ device: deviceIn(row), hash: row.credential_hash }))
    },

    async add({ device, hash }) {
      const { id, place, enrolledAt, enrolledBy: by } = device
      assert(place.kind !== 'terminal', 'terminals are let in by a hall server')
      const area = place.kind === 'board' ? place.area : null
      await ledger.transact((tx) => {
        tx.write(
          `INSERT INTO hall_device (device_id, kind, window, area, enrolled_at, enrolled_by, suite, credential_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          [id, place.kind, place.window, area, enrolledAt.toISOString(), by, SUITE_AES_SHA256, hash],
        )
        ledger.audit.append(tx, { actor: by, event: 'hall-device.enrolled', payload: { device: id, kind: place.kind, window: place.window, area } })
      })
      return device
    },

    remove: (id, by) =>
      ledger.transact(async (tx) => {
        const gone = await tx.all('DELETE FROM hall_device WHERE device_id = ? RETURNING 1', [id])
        if (gone.length === 0) return false
        ledger.audit.append(tx, { actor: by, event: 'hall-device.revoked', payload: { device: id } })
        return true
      }),

    noteSeen: (seen) =>
      ledger.transact((tx) => {
        for (const [id, at] of seen) tx.write('UPDATE hall_device SET last_seen_at = ? WHERE device_id = ?', [at.toISOString(), id])
      }),

    noteUsedTwice: (id, at, from) =>
      ledger.transact((tx) => {
        tx.write('UPDATE hall_device SET used_twice_at = ? WHERE device_id = ?', [at.toISOString(), id])
        ledger.audit.append(tx, { actor: 'terminal', event: 'hall-device.used-twice', payload: { device: id, ...from } })
      }),

    // the ledger has one writer, and everything goes through these devices
    onNews: () => () => {},
  }
}

function deviceIn(row: DeviceRow): HallDevice {
  return {
    id: row.device_id,
    place: placeIn(row),
    mark: null,
    enrolledAt: new Date(row.enrolled_at),
    enrolledBy: row.enrolled_by,
    lastSeenAt: row.last_seen_at === null ? null : new Date(row.last_seen_at),
    usedTwiceAt: row.used_twice_at === null ? null : new Date(row.used_twice_at),
  }
}

function placeIn({ kind, window, area }: DeviceRow): HallSeat['place'] {
  if (kind === 'manager') return { kind, window: null, area: null }
  // The table holds no window without its number.
  return kind === 'window' ? { kind, window: window ?? '' } : { kind, area, window }
}
