import { createHash, randomInt } from 'node:crypto'
import { err, ok, type Result } from '../../drivers/result.ts'
import { newToken } from '../host/admission.ts'
import type { HallDevice, HallDevices, HallPlace } from './hall-devices.ts'

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
  /** Told once, to whoever asked for the pairing: asked again, there is none. */
  | { readonly state: 'enrolled'; readonly device: HallDevice; readonly credential: string }
  | { readonly state: 'refused' }
  /** Void, answered already, or never asked for. */
  | { readonly state: 'none' }

/**
 * How a browser becomes a page of the hall: it asks, shows its code, an operator who has compared it says yes or no, and
 * the browser that asked, and no other, gets the credential. All of it is in memory: who asked before a restart asks again.
 */
export interface Pairings {
  /** The secret is the asking browser's own. Refused when too many ask. */
  ask(place: HallPlace, address: string, before: string | null): Promise<Result<{ readonly secret: string; readonly code: string; readonly leftMs: number }, 'too-many'>>
  standing(secret: string): Promise<PairingStanding>
  /** Those that wait for an operator, the oldest first. */
  list(): readonly Pairing[]
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

interface Kept {
  readonly id: string
  readonly code: string
  readonly place: HallPlace
  readonly address: string
  readonly until: number
  state: 'waiting' | 'refused' | { readonly approvedBy: string }
}

export function createPairings(parts: {
  readonly devices: Pick<HallDevices, 'enrol'>
  /** Milliseconds that only grow, whatever the clock is set to. */
  readonly ran: () => number
  readonly note: (actor: string, event: string, payload: Readonly<Record<string, string | null>>) => Promise<void>
  readonly onChange: () => void
}): Pairings {
  const { devices, ran, note, onChange } = parts
  /** By the hash of the asking browser's secret. */
  const kept = new Map<string, Kept>()
  let asked: { readonly address: string; readonly at: number }[] = []

  function forgetOld(): void {
    for (const [secret, { until }] of kept) if (until <= ran()) kept.delete(secret)
    asked = asked.filter(({ at }) => at + LIVES_MS > ran())
  }

  function waiting(id: string): Kept | null {
    forgetOld()
    return [...kept.values()].find((each) => each.id === id && each.state === 'waiting') ?? null
  }

  function freshCode(): string {
    for (;;) {
      const code = String(randomInt(1_000_000)).padStart(6, '0')
      if (![...kept.values()].some((each) => each.code === code)) return code
    }
  }

  return {
    async ask(place, address, before) {
      forgetOld()
      if (before !== null) kept.delete(hashOf(before))
      const waitingNow = [...kept.values()].filter(({ state }) => state === 'waiting').length
      const ofAddress = asked.filter((each) => each.address === address).length
      if (ofAddress >= ASKS_OF_AN_ADDRESS || asked.length >= ASKS_IN_ALL || waitingNow >= WAITING_AT_MOST) return err('too-many')
      asked.push({ address, at: ran() })
      const secret = newToken()
      const pairing: Kept = { id: newToken(), code: freshCode(), place, address, until: ran() + LIVES_MS, state: 'waiting' }
      kept.set(hashOf(secret), pairing)
      onChange()
      return ok({ secret, code: pairing.code, leftMs: LIVES_MS })
    },

    async standing(secret) {
      forgetOld()
      const pairing = kept.get(hashOf(secret))
      if (pairing === undefined) return { state: 'none' }
      const { state, code, place, until } = pairing
      if (state === 'waiting') return { state, code, place, leftMs: until - ran() }
      // Said once; two who ask at once with one secret are one who gets it and one who does not.
      kept.delete(hashOf(secret))
      if (state === 'refused') return { state }
      return { state: 'enrolled', ...(await devices.enrol(place, state.approvedBy)) }
    },

    list() {
      forgetOld()
      return [...kept.values()]
        .filter(({ state }) => state === 'waiting')
        .map(({ id, code, place, address, until }) => ({ id, code, place, address, leftMs: until - ran() }))
    },

    async approve(id, code, by) {
      const pairing = waiting(id)
      if (pairing === null || pairing.code !== code) return false
      pairing.state = { approvedBy: by }
      onChange()
      await note(by, 'hall-device.approved', aboutOf(pairing))
      return true
    },

    async refuse(id, by) {
      const pairing = waiting(id)
      if (pairing === null) return false
      pairing.state = 'refused'
      onChange()
      await note(by, 'hall-device.refused', aboutOf(pairing))
      return true
    },
  }
}

function aboutOf({ place, address }: Kept) {
  const terminal = place.kind === 'terminal' ? { terminal: place.terminal } : {}
  return { kind: place.kind, ...terminal, window: place.window, area: place.kind === 'board' ? place.area : null, address }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex')
}
