import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import type { HallSeat } from '../contract/hall-pages.ts'
import { newToken } from '../host/admission.ts'
import { newIdentifier } from '../ledger/identifiers.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { MachineKey } from '../ledger/machine-key.ts'
import { SUITE_AES_SHA256 } from '../ledger/suite.ts'

/** Which page of the hall a browser is, or which terminal a machine that asks the hall server for numbers. */
export type HallPlace = HallSeat['place'] | { readonly kind: 'terminal'; readonly terminal: string; readonly window: null; readonly area: null }

/** A browser or a terminal of the hall that an operator has let in. */
export interface HallDevice {
  readonly id: string
  readonly place: HallPlace
  /** Of a terminal: the character behind the X of the numbers that it gives alone. No two in a hall share one; a page has none. */
  readonly mark: string | null
  readonly enrolledAt: Date
  /** The actor of the audit log who let it in. */
  readonly enrolledBy: string
  readonly lastSeenAt: Date | null
  /** When two browsers were last seen with its credential at once: it may have been copied. */
  readonly usedTwiceAt: Date | null
}

/** Windows and boards of this terminal. All of them are in memory too: five hundred that reconnect ask the ledger nothing. */
export interface HallDevices {
  /** Lets one in, a terminal with the first mark that no other of the hall has. Its credential is told here and kept nowhere. */
  enrol(place: HallPlace, by: string): Promise<{ readonly device: HallDevice; readonly credential: string }>
  /** Whose credential it is; null for nobody's, or one that was taken back. */
  holderOf(credential: string): HallDevice | null
  /** By kind and place. */
  list(): readonly HallDevice[]
  /** Takes its credential back; whoever is connected with it is told (`onRevoked`). False when there is no such device. */
  revoke(device: string, by: string): Promise<boolean>
  onRevoked(listener: (device: string) => void): void
  /** It is there now. Reaches the disk within a minute. */
  seen(device: string): void
  /** Two browsers at once have its credential: to the audit log, and to the operator. */
  usedTwice(device: string, from: { readonly newer: string; readonly older: string }): Promise<void>
  /** What was seen is on the disk. */
  close(): Promise<void>
}

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

const WRITE_SEEN_EVERY_MS = 60_000
const TOLD_AGAIN_AFTER_MS = 3_600_000

export async function openHallDevices(parts: {
  readonly ledger: Ledger
  readonly key: MachineKey
  readonly now: () => Date
  /** An operator sees it otherwise. */
  readonly onChange: () => void
  readonly onFault: (error: unknown) => void
}): Promise<HallDevices> {
  const { ledger, now, onChange, onFault } = parts
  const credentialKey = parts.key.derive('hall-credential')
  const hashOf = (credential: string) => createHmac('sha256', credentialKey).update(credential, 'utf8').digest()
  /** By the credential's hash, in hex. */
  const devices = new Map<string, HallDevice>()
  for (const row of await ledger.read<DeviceRow>('SELECT * FROM hall_device')) devices.set(row.credential_hash.toString('hex'), deviceIn(row))
  const revokedListeners: ((device: string) => void)[] = []
  const unwritten = new Set<string>()
  const writing = setInterval(() => void writeSeen().catch(onFault), WRITE_SEEN_EVERY_MS)

  function find(id: string): readonly [string, HallDevice] | null {
    return [...devices].find(([, device]) => device.id === id) ?? null
  }

  async function writeSeen(): Promise<void> {
    if (unwritten.size === 0) return
    const written = [...unwritten]
    unwritten.clear()
    await ledger.transact((tx) => {
      for (const id of written) {
        const at = find(id)?.[1].lastSeenAt
        if (at) tx.write('UPDATE hall_device SET last_seen_at = ? WHERE device_id = ?', [at.toISOString(), id])
      }
    })
  }

  return {
    async enrol(place, by) {
      assert(place.kind !== 'terminal', 'terminals are let in by a hall server')
      const credential = newToken()
      const hash = hashOf(credential)
      const device: HallDevice = { id: newIdentifier(now()), place, mark: null, enrolledAt: now(), enrolledBy: by, lastSeenAt: null, usedTwiceAt: null }
      const area = place.kind === 'board' ? place.area : null
      await ledger.transact((tx) => {
        tx.write(
          `INSERT INTO hall_device (device_id, kind, window, area, enrolled_at, enrolled_by, suite, credential_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          [device.id, place.kind, place.window, area, device.enrolledAt.toISOString(), by, SUITE_AES_SHA256, hash],
        )
        ledger.audit.append(tx, { actor: by, event: 'hall-device.enrolled', payload: { device: device.id, kind: place.kind, window: place.window, area } })
      })
      devices.set(hash.toString('hex'), device)
      onChange()
      return { device, credential }
    },

    holderOf: (credential) => devices.get(hashOf(credential).toString('hex')) ?? null,

    list: () => [...devices.values()].sort((a, b) => orderOf(a).localeCompare(orderOf(b), 'zh', { numeric: true })),

    async revoke(id, by) {
      const found = find(id)
      if (found === null) return false
      const [hash] = found
      // From here on nobody gets in by it, whatever the disk says of the entry.
      devices.delete(hash)
      for (const tell of revokedListeners) tell(id)
      await ledger.transact((tx) => {
        tx.write('DELETE FROM hall_device WHERE device_id = ?', [id])
        ledger.audit.append(tx, { actor: by, event: 'hall-device.revoked', payload: { device: id } })
      })
      onChange()
      return true
    },

    onRevoked: (listener) => void revokedListeners.push(listener),

    seen(id) {
      const found = find(id)
      if (found === null) return
      devices.set(found[0], { ...found[1], lastSeenAt: now() })
      unwritten.add(id)
    },

    async usedTwice(id, from) {
      const found = find(id)
      if (found === null) return
      const at = now()
      // Two that take the line from each other by turns fill no log.
      if (found[1].usedTwiceAt !== null && at.getTime() - found[1].usedTwiceAt.getTime() < TOLD_AGAIN_AFTER_MS) return
      devices.set(found[0], { ...found[1], usedTwiceAt: at })
      onChange()
      await ledger.transact((tx) => {
        tx.write('UPDATE hall_device SET used_twice_at = ? WHERE device_id = ?', [at.toISOString(), id])
        ledger.audit.append(tx, { actor: 'terminal', event: 'hall-device.used-twice', payload: { device: id, ...from } })
      })
    },

    async close() {
      clearInterval(writing)
      await writeSeen()
    },
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

function orderOf({ place, enrolledAt }: HallDevice): string {
  const area = place.kind === 'board' ? place.area : null
  return `${place.kind === 'window' ? 0 : 1} ${place.window ?? ''} ${area ?? ''} ${enrolledAt.toISOString()}`
}
