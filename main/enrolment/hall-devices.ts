import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HallSeat } from '../contract/hall-pages.ts'
import { newToken } from '../host/admission.ts'
import { newIdentifier } from '../ledger/identifiers.ts'
import type { MachineKey } from '../ledger/machine-key.ts'
import type { DeviceStore, KeptDevice } from './device-store.ts'

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

/**
 * Windows and boards of a terminal, or of a hall with its terminals. All of them are in memory too: five hundred that
 * reconnect ask the disk nothing.
 */
export interface HallDevices {
  /** Lets one in, a terminal with the mark that it had before, or else the first that no other of the hall has. Its credential, a new one unless it is said, is told here and kept nowhere. */
  enrol(place: HallPlace, by: string, credential?: string): Promise<{ readonly device: HallDevice; readonly credential: string }>
  /** Whose credential it is; null for nobody's, or one that was taken back. */
  holderOf(credential: string): HallDevice | null
  /** By kind and place. */
  list(): readonly HallDevice[]
  /** Takes its credential back; whoever is connected with it is told (`onRevoked`), at other servers of the hall within seconds. False when there is no such device. */
  revoke(device: string, by: string): Promise<boolean>
  onRevoked(listener: (device: string) => void): void
  /** It is there now. Reaches the disk within a minute. */
  seen(device: string): void
  /**
   * Those that are at another server of the hall: it has seen them later than this one did, and not longer than two and a
   * half minutes ago. It tells what it has seen once a minute, and that is read once a minute.
   */
  elsewhere(): readonly HallDevice[]
  /** Two browsers at once have its credential: to the audit log, and to the operator. */
  usedTwice(device: string, from: { readonly newer: string; readonly older: string }): Promise<void>
  /** What was seen is on the disk. */
  close(): Promise<void>
}

const WRITE_SEEN_EVERY_MS = 60_000
const TOLD_AGAIN_AFTER_MS = 3_600_000

/** A device that is at another server is known to be there so long: its ping, that server's writing and this one's reading, and some. */
const ELSEWHERE_MS = 150_000

/** What others keep is read at most so often, however much happens in the hall. */
const READ_AGAIN_MS = 1000

/** The devices of a store, in memory from now on. */
export async function createHallDevices(parts: {
  readonly store: DeviceStore
  readonly key: MachineKey
  readonly now: () => Date
  /** An operator sees it otherwise. */
  readonly onChange: () => void
  readonly onFault: (error: unknown) => void
}): Promise<HallDevices> {
  const { store, now, onChange, onFault } = parts
  const credentialKey = parts.key.derive('hall-credential')
  const hashOf = (credential: string) => createHmac('sha256', credentialKey).update(credential, 'utf8').digest()
  /** By the credential's hash, in hex. */
  const devices = new Map<string, HallDevice>()
  for (const { device, hash } of await store.all()) devices.set(hash.toString('hex'), device)
  const revokedListeners: ((device: string) => void)[] = []
  const unwritten = new Set<string>()
  /** Seen at another server later than here. */
  const elsewhere = new Set<string>()
  const writing = setInterval(() => void writeSeen().then(readKept, onFault), WRITE_SEEN_EVERY_MS)
  /** Let in here since the store was last read. */
  const letIn = new Set<string>()
  /** Whatever the store says of these, nobody gets in by them. */
  const takenBack = new Set<string>()
  let reading: Promise<void> | null = null
  let readAgain = false
  const closing = new AbortController()
  const stopNews = store.onNews(readKept)

  /** What others have let in, taken back and seen. */
  function readKept(): void {
    if (closing.signal.aborted) return
    if (reading === null) reading = readWhileTold()
    else readAgain = true
  }

  async function readWhileTold(): Promise<void> {
    do {
      readAgain = false
      letIn.clear()
      try {
        settle(await store.all())
      } catch (error) {
        onFault(error)
      }
      await sleep(READ_AGAIN_MS, undefined, { signal: closing.signal }).catch(() => {}) // closing
    } while (readAgain && !closing.signal.aborted)
    reading = null
  }

  /** What was let in or taken back elsewhere is so here. */
  function settle(kept: readonly KeptDevice[]): void {
    const there = new Set(kept.map(({ device }) => device.id))
    let changed = false
    for (const [hash, { id }] of devices) {
      if (there.has(id) || letIn.has(id)) continue
      devices.delete(hash)
      for (const tell of revokedListeners) tell(id)
      changed = true
    }
    for (const { device, hash } of kept) {
      if (takenBack.has(device.id)) continue
      const before = devices.get(hash.toString('hex'))
      const lastSeenAt = later(before?.lastSeenAt, device.lastSeenAt)
      const usedTwiceAt = later(before?.usedTwiceAt, device.usedTwiceAt)
      if (lastSeenAt !== null && lastSeenAt !== before?.lastSeenAt) elsewhere.add(device.id)
      changed ||= before?.lastSeenAt !== lastSeenAt || before?.usedTwiceAt !== usedTwiceAt
      devices.set(hash.toString('hex'), { ...device, lastSeenAt, usedTwiceAt })
    }
    if (changed) onChange()
  }

  function find(id: string): readonly [string, HallDevice] | null {
    return [...devices].find(([, device]) => device.id === id) ?? null
  }

  async function writeSeen(): Promise<void> {
    const seen = new Map<string, Date>()
    for (const id of unwritten) {
      const at = find(id)?.[1].lastSeenAt
      if (at) seen.set(id, at)
    }
    unwritten.clear()
    if (seen.size > 0) await store.noteSeen(seen)
  }

  return {
    async enrol(place, by, credential = newToken()) {
      const hash = hashOf(credential)
      const asked: HallDevice = { id: newIdentifier(now()), place, mark: null, enrolledAt: now(), enrolledBy: by, lastSeenAt: null, usedTwiceAt: null }
      const device = await store.add({ device: asked, hash })
      letIn.add(device.id)
      devices.set(hash.toString('hex'), device)
      onChange()
      return { device, credential }
    },

    holderOf: (credential) => devices.get(hashOf(credential).toString('hex')) ?? null,

    list: () => [...devices.values()].sort((a, b) => orderOf(a).localeCompare(orderOf(b), 'zh', { numeric: true })),

    async revoke(id, by) {
      const found = find(id)
      if (found !== null) {
        devices.delete(found[0])
        takenBack.add(id)
        for (const tell of revokedListeners) tell(id)
      }
      const removed = await store.remove(id, by)
      if (removed) onChange()
      return removed
    },

    onRevoked: (listener) => void revokedListeners.push(listener),

    seen(id) {
      const found = find(id)
      if (found === null) return
      devices.set(found[0], { ...found[1], lastSeenAt: now() })
      unwritten.add(id)
      elsewhere.delete(id)
    },

    elsewhere: () => [...devices.values()].filter(({ id, lastSeenAt }) => elsewhere.has(id) && lastSeenAt !== null && now().getTime() - lastSeenAt.getTime() < ELSEWHERE_MS),

    async usedTwice(id, from) {
      const found = find(id)
      if (found === null) return
      const at = now()
      // Two that take the line from each other by turns fill no log.
      if (found[1].usedTwiceAt !== null && at.getTime() - found[1].usedTwiceAt.getTime() < TOLD_AGAIN_AFTER_MS) return
      devices.set(found[0], { ...found[1], usedTwiceAt: at })
      onChange()
      await store.noteUsedTwice(id, at, from)
    },

    async close() {
      closing.abort()
      stopNews()
      clearInterval(writing)
      await reading
      await writeSeen()
    },
  }
}

/** `one` itself unless `other` is later. */
function later(one: Date | null | undefined, other: Date | null): Date | null {
  if (one === null || one === undefined) return other
  return other !== null && other > one ? other : one
}

function orderOf({ place, enrolledAt }: HallDevice): string {
  const area = place.kind === 'board' ? place.area : null
  return `${place.kind === 'window' ? 0 : 1} ${place.window ?? ''} ${area ?? ''} ${enrolledAt.toISOString()}`
}
