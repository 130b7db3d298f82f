import { err, ok } from '../../../drivers/result.ts'
import type { HallPagesDesk } from '../../../main/enrolment/operator-procedures.ts'
import type { Operators, SignInFault, StaffRole } from '../../../main/operations/operators.ts'
import { signInsInMemory } from '../../../main/operations/sign-ins.ts'

type AtPages = Pick<Operators, 'signInAtWindow' | 'signInAtDesk' | 'changePinAtWindow' | 'signedInAt' | 'signedIn' | 'signOut' | 'onPutOut'>

/** Nobody is let into this hall, and nobody asks to be. */
export const NO_PAGES: HallPagesDesk = {
  devices: { list: () => [], revoke: () => Promise.resolve(false) },
  pairings: { list: () => Promise.resolve([]), approve: () => Promise.resolve(false), refuse: () => Promise.resolve(false) },
  connected: () => new Set(),
}

/** Staff of whom each has the PIN 246813; who waits types `waits`. Who is signed in where is kept as a terminal keeps it. */
export function scriptedStaff(role: StaffRole, now: () => Date) {
  const signIns = signInsInMemory()
  const listeners: Parameters<Operators['onPutOut']>[0][] = []
  const tried = (name: string, pin: string) => {
    if (pin === '246813') return ok({ id: `id-${name}`, name, role })
    return err<SignInFault>(pin === 'waits' ? { kind: 'waiting', seconds: 15 } : { kind: 'wrong', triesLeft: 4 })
  }
  const signIn = (name: string, pin: string, device: string, window: string | null, businessDay: string) => {
    const answer = tried(name, pin)
    if (answer.ok) signIns.begin({ device, window, operator: answer.value, businessDay, since: now() })
    return Promise.resolve(answer)
  }
  const staff: AtPages = {
    signInAtWindow: (name, pin, { device, window }, businessDay) => signIn(name, pin, device, window, businessDay),
    signInAtDesk: (name, pin, device, businessDay) => signIn(name, pin, device, null, businessDay),
    changePinAtWindow: (name, pin, next) =>
      Promise.resolve(next === '111111' ? err({ kind: 'one-digit', line: 'the PIN is one digit repeated: take another' }) : tried(name, pin)),
    async signedInAt({ device, window }, businessDay) {
      const there = await signIns.at(device)
      return there?.window === window && there.businessDay === businessDay ? there.operator : null
    },
    signedIn: async (businessDay) => signIns.now().filter((each) => each.businessDay === businessDay),
    signOut: async (device) => signIns.end((each) => each.device === device),
    onPutOut: (listener) => void listeners.push(listener),
  }
  return {
    ...staff,
    /** As when the PIN was changed elsewhere. */
    putOut(name: string) {
      signIns.end(({ operator }) => operator.name === name)
      for (const tell of listeners) tell(name, null)
    },
  }
}
