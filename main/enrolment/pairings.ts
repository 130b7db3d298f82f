import { createHash, createHmac, randomInt } from 'node:crypto'
import { err, ok, type Result } from '../../drivers/result.ts'
import { newToken } from '../host/admission.ts'
import type { HallDevice, HallDevices, HallPlace } from './hall-devices.ts'
import type { KeptPairing, PairingStore } from './pairing-store.ts'

/** A browser that wants in: the code stands on its screen and on the operator's. */
export interface Pairing {
  readonly id: string
  /** Six digits. */
  readonly code: string
  readonly place: HallPlace
  /** The network address it comes from. */
  readonly address: string
  /** Milliseconds until it is void. */
  readonly leftMs: number
}

export type PairingStanding =
  | { readonly state: 'waiting'; readonly code: string; readonly place: HallPlace; readonly leftMs: number }
  /**
   * Told to whoever asked for the pairing, and told again until its device was seen, by every server that has read of it: the
   * answer may be lost on its way.
   */
  | { readonly state: 'enrolled'; readonly device: HallDevice; readonly credential: string }
  | { readonly state: 'refused' }
  /** Void, answered and heard, or never asked for. */
  | { readonly state: 'none' }

/**
 * How a browser becomes a page of the hall: it asks, shows its code, an operator who has compared it says yes or no, and
 * the browser that asked, and no other, gets the credential.
 */
export interface Pairings {
  /** The secret is the asking browser's own. Refused when too many ask. */
  ask(place: HallPlace, address: string, before: string | null): Promise<Result<{ readonly secret: string; readonly code: string; readonly leftMs: number }, 'too-many'>>
  standing(secret: string): Promise<PairingStanding>
  /** Those that wait for an operator, the oldest first. */
  list(): Promise<readonly Pairing[]>
  /** `code` is the one that the operator saw. False when there is no such pairing any more. */
  approve(id: string, code: string, by: string): Promise<boolean>
  refuse(id: string, by: string): Promise<boolean>
}

/** Long enough to walk from the window to the terminal. */
const LIVES_MS = 10 * 60_000
/** Asked from one address within that time: mistaken twice, and once more. */
const ASKS_OF_AN_ADDRESS = 5
/** From all of them, on a day on which a hall is set up. */
const ASKS_IN_ALL = 60
const WAITING_AT_MOST = 20

/** The rules of pairings, over whichever store keeps them. */
export function createPairings(parts: {
  readonly store: PairingStore
  readonly devices: Pick<HallDevices, 'enrol' | 'holderOf'>
  readonly onChange: () => void
}): Pairings {
  const { store, devices, onChange } = parts

  /** What an operator says of one that waits. */
  async function answer(id: string, code: string | null, state: KeptPairing['state'], by: string, event: string): Promise<boolean> {
    const answered = await store.transact(async (tx) => {
      const pairing = (await tx.all()).find((each) => each.id === id)
      if (pairing === undefined || !isWaiting(pairing) || (code !== null && pairing.code !== code)) return false
      await tx.keep({ ...pairing, state })
      await tx.audit({ actor: by, event, payload: aboutOf(pairing) })
      return true
    })
    if (answered) onChange()
    return answered
  }

  return {
    async ask(place, address, before) {
      const asked = await store.transact(async (tx) => {
        await tx.forgetOlder(LIVES_MS)
        const all = (await tx.all()).filter(lives)
        const earlier = before === null ? undefined : all.find(({ secret }) => secret === hashOf(before))
        if (earlier !== undefined) await tx.keep({ ...earlier, state: 'over' })
        const waitingNow = all.filter((each) => isWaiting(each) && each !== earlier).length
        const ofAddress = all.filter((each) => each.address === address).length
        if (ofAddress >= ASKS_OF_AN_ADDRESS || all.length >= ASKS_IN_ALL || waitingNow >= WAITING_AT_MOST) return err('too-many' as const)
        const secret = newToken()
        const code = freshCode(all)
        await tx.keep({ id: newToken(), secret: hashOf(secret), code, place, address, ageMs: 0, state: 'waiting' })
        return ok({ secret, code, leftMs: LIVES_MS })
      })
      if (asked.ok) onChange()
      return asked
    },

    async standing(secret) {
      const ofSecret = (each: KeptPairing) => lives(each) && each.secret === hashOf(secret)
      const looked = (await store.all()).find(ofSecret)
      if (looked === undefined) return { state: 'none' }
      if (isWaiting(looked)) return { state: 'waiting', code: looked.code, place: looked.place, leftMs: leftMs(looked) }
      const said = await store.transact(async (tx): Promise<KeptPairing['state']> => {
        const pairing = (await tx.all()).find(ofSecret)
        if (pairing === undefined) return 'over'
        // Let in once, whatever asks at once with one secret.
        await tx.keep({ ...pairing, state: 'over' })
        return pairing.state
      })
      if (said === 'refused') return { state: 'refused' }
      const credential = credentialOf(secret, looked.id)
      if (typeof said === 'object') return { state: 'enrolled', ...(await devices.enrol(looked.place, said.approvedBy, credential)) }
      const device = devices.holderOf(credential)
      return device !== null && device.lastSeenAt === null ? { state: 'enrolled', device, credential } : { state: 'none' }
    },

    async list() {
      const waiting = (await store.all()).filter(isWaiting)
      return waiting.map((each) => ({ id: each.id, code: each.code, place: each.place, address: each.address, leftMs: leftMs(each) }))
    },

    approve: (id, code, by) => answer(id, code, { approvedBy: by }, by, 'hall-device.approved'),
    refuse: (id, by) => answer(id, null, 'refused', by, 'hall-device.refused'),
  }
}

function lives({ ageMs }: KeptPairing): boolean {
  return ageMs < LIVES_MS
}

function isWaiting(pairing: KeptPairing): boolean {
  return lives(pairing) && pairing.state === 'waiting'
}

/** Never more than it was: the clock of a store may be set back. */
function leftMs({ ageMs }: KeptPairing): number {
  return Math.min(LIVES_MS, LIVES_MS - ageMs)
}

function freshCode(all: readonly KeptPairing[]): string {
  for (;;) {
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    if (!all.some((each) => each.code === code)) return code
  }
}

function aboutOf({ place, address }: KeptPairing) {
  const terminal = place.kind === 'terminal' ? { terminal: place.terminal } : {}
  return { kind: place.kind, ...terminal, window: place.window, area: place.kind === 'board' ? place.area : null, address }
}

/** Known to nobody without the asker's secret, of which the hall keeps a hash alone; the same whenever it is told. */
function credentialOf(secret: string, pairing: string): string {
  return createHmac('sha256', secret).update(`credential of ${pairing}`, 'utf8').digest('base64url')
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex')
}
