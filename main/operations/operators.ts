import { createHmac } from 'node:crypto'
import { err, ok, type Result } from '../../drivers/result.ts'
import { newIdentifier } from '../ledger/identifiers.ts'
import type { MachineKey } from '../ledger/machine-key.ts'
import { afterWrong, gateOf, NO_TRIES, type Gate, type Tries } from './lock-out.ts'
import { checkPin, hashOfNobody, hashPin, isPinOf, PIN_COST, type PinFault, type ScryptCost } from './pin.ts'
import type { SignIn, StaffSeat } from './sign-ins.ts'
import { aboutOf, actor, actorOf, note } from './staff-audit.ts'
import { faultOfName, written } from './staff-name.ts'
import type { KeptOperator, StaffStore, StaffTransaction } from './staff-store.ts'

/** `operator`: looks after the terminal. `clerk`: sits at a window, and nothing else. `manager`: an operator who looks after the hall, at a manager’s desk too. */
export type StaffRole = 'operator' | 'clerk' | 'manager'

export function isStaffRole(text: unknown): text is StaffRole {
  return text === 'operator' || text === 'clerk' || text === 'manager'
}

export interface Operator {
  readonly id: string
  /** Staff name or number, as the hall writes it. */
  readonly name: string
  readonly role: StaffRole
}

/** Who acts on operators: one who has signed in, or whoever has this machine's command line. */
export type Authority = { readonly kind: 'command-line' } | { readonly kind: 'operator'; readonly name: string }

/** What stands instead of a sign-in; the same for a name that no operator has. */
export type SignInFault =
  /** `triesLeft`: wrong ones until the first wait, 1 to 4. */
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  /** The wrong try that begins a wait is answered so, and each one within it, right or wrong, which is not looked at. */
  | Extract<Gate, { readonly kind: 'waiting' | 'locked' }>

export interface NameFault {
  readonly kind: 'bad-name' | 'taken' | 'unknown' | 'own-lock'
  /** One sentence for the command line. */
  readonly line: string
}

/** A page at which a PIN was changed stays signed in; this one is no page of the hall. */
export const OPERATORS_SCREEN = 'operators-screen'

/**
 * Staff of this terminal or hall: each with a PIN of his own, every act in the audit log. Who is signed in at a page of the
 * hall is kept beside them: a new PIN, a lock or a removal ends what that person has begun elsewhere, in its transaction.
 */
export interface Operators {
  /**
   * At the operator's screen, which a clerk's name and PIN do not open: they are answered as a name nobody has. Counts by
   * the store's rows alone: nothing is answered before what it counts is on the disk.
   */
  signIn(name: string, pin: string): Promise<Result<Operator, SignInFault>>
  /** At a window of the hall: whoever is staff here, for this day of the hall. Nobody is signed in at another page of that window any more. */
  signInAtWindow(name: string, pin: string, seat: WindowSeat, businessDay: string): Promise<Result<Operator, SignInFault>>
  /** At a manager's desk, `device` its enrolment: managers alone; anybody else is answered as a name nobody has. */
  signInAtDesk(name: string, pin: string, device: string, businessDay: string): Promise<Result<Operator, SignInFault>>
  /** Whoever is signed in at this very page today. */
  signedInAt(seat: StaffSeat, businessDay: string): Promise<Operator | null>
  /** All who are, today, at pages of the hall. */
  signedIn(businessDay: string): Promise<readonly SignIn[]>
  /** At a page of the hall; where nobody is signed in nothing happens. */
  signOut(device: string): Promise<void>
  /** One who has looked at card and person says that they belong together; counts as a sign-in does. */
  vouch(name: string, pin: string, session: string): Promise<Result<Operator, SignInFault>>
  /** With the PIN so far, which counts as a try. */
  changePin(name: string, pin: string, next: string): Promise<Result<Operator, SignInFault | PinFault>>
  /** The same at a window of the hall: whoever is staff here, clerks too. */
  changePinAtWindow(name: string, pin: string, next: string, seat: WindowSeat): Promise<Result<Operator, SignInFault | PinFault>>
  add(name: string, pin: string, role: StaffRole, by: Authority): Promise<Result<Operator, NameFault | PinFault>>
  /** Ends lock and wait. Nobody ends his own. */
  unlock(name: string, by: Authority): Promise<Result<Operator, NameFault>>
  remove(name: string, by: Authority): Promise<Result<Operator, NameFault>>
  /** By name. */
  list(): Promise<readonly (Operator & { readonly gate: Gate })[]>
  /** Whether one of this name is staff and not locked. */
  isStaff(name: string): Promise<boolean>
  /** Here one of the staff has lost every sign-in but that at `but`; what happens at another server is seen when it is asked for. */
  onPutOut(listener: (name: string, but: string | null) => void): void
}

type WindowSeat = StaffSeat & { readonly window: string }

/** Where the tries under a name are kept: in its operator's row, or in that of its bucket of names nobody has. */
type Place =
  | { readonly kind: 'operator'; readonly kept: KeptOperator }
  | { readonly kind: 'stranger'; readonly bucket: number; readonly tries: Tries }

/** Rows for names that nobody has: enough that two names seldom share one, few enough that nobody fills the disk. */
const BUCKETS = 1024

/** Whom the operator's screen lets in. */
const OF_THE_SCREEN: ReadonlySet<StaffRole> = new Set(['operator', 'manager'])
const ALL_STAFF: ReadonlySet<StaffRole> = new Set(['operator', 'clerk', 'manager'])
/** Whom a manager's desk lets in. */
const OF_THE_DESK: ReadonlySet<StaffRole> = new Set(['manager'])

/** The rules of names, PINs and lock-outs, over whichever store keeps them. */
export function createOperators(parts: {
  readonly store: StaffStore
  readonly key: MachineKey
  readonly now: () => Date
  readonly cost?: ScryptCost
}): Operators {
  const { store, key, now, cost = PIN_COST } = parts
  const nobody = hashOfNobody(cost)
  const nameKey = key.derive('operator-name')
  const putOutListeners: ((name: string, but: string | null) => void)[] = []

  /** Sign-ins end in the transaction that is the reason, and that is told once it is over. */
  async function transact<Value>(body: (tx: StaffTransaction, putOut: PutOut) => Promise<Value>): Promise<Value> {
    const out = new Map<Operator, string | null>()
    const value = await store.transact((tx) => {
      out.clear() // it may be run again
      return body(tx, async (operator, but) => {
        await tx.signIns.endOf(operator.id, but)
        out.set(operator, but)
      })
    })
    for (const [{ name }, but] of out) for (const tell of putOutListeners) tell(name, but)
    return value
  }

  /** One hash at a time: each takes a thread that the ledger's writes would wait for. */
  let lastTry: Promise<unknown> = Promise.resolve()
  function attempt(name: string, pin: string, roles: ReadonlySet<StaffRole>, right: Right) {
    const attempted = lastTry.then(() => tryNow(name, pin, roles, right))
    // a failed write is told to its own caller; the next try is none the worse
    lastTry = attempted.then(
      () => undefined,
      () => undefined,
    )
    return attempted
  }

  /**
   * The PIN is checked outside the transaction, which decides: whatever the gate was before, nobody hears whether a PIN
   * was right unless the gate is open in the moment that the try is counted.
   */
  async function tryNow(name: string, pin: string, roles: ReadonlySet<StaffRole>, right: Right): Promise<Result<Operator, SignInFault>> {
    const before = await placeOf(store, name, roles)
    const shut = gateOf(triesAt(before.place), before.clock)
    if (shut.kind !== 'open') return err(shut)
    const isRight = await isPinOf(before.place.kind === 'operator' ? before.place.kept.pin : nobody, pin, key)

    return await transact(async (tx, putOut) => {
      const { place, clock } = await placeOf(tx, name, roles)
      const gate = gateOf(triesAt(place), clock)
      if (gate.kind !== 'open') return err(gate)
      if (isRight && place.kind === 'operator' && before.place.kind === 'operator' && isSamePin(place.kept, before.place.kept)) {
        const { operator } = place.kept
        await noteTries(tx, place, NO_TRIES)
        await right(tx, operator, putOut)
        return ok(operator)
      }
      const tries = afterWrong(triesAt(place), clock)
      const next = gateOf(tries, clock)
      await noteTries(tx, place, tries)
      noteWrong(tx, place, tries, next)
      if (next.kind === 'locked' && place.kind === 'operator') await putOut(place.kept.operator, null)
      return err(next.kind === 'open' ? { kind: 'wrong', triesLeft: next.triesLeft } : next)
    })
  }

  /** Whoever else has known the PIN so far is signed in nowhere any more; `at` is where it was changed. */
  async function change(name: string, pin: string, next: string, roles: ReadonlySet<StaffRole>, at: string, changed: (tx: StaffTransaction, operator: Operator) => void) {
    const checked = checkPin(next, written(name))
    if (!checked.ok) return checked
    const hash = await hashPin(next, key, cost)
    return await attempt(name, pin, roles, async (tx, operator, putOut) => {
      await tx.setPin(operator.id, hash)
      await putOut(operator, at)
      changed(tx, operator)
    })
  }

  async function placeOf(
    from: Pick<StaffTransaction, 'look'>,
    typed: string,
    roles: ReadonlySet<StaffRole>,
  ): Promise<{ readonly place: Place; readonly clock: number }> {
    const name = written(typed)
    const bucket = bucketOf(name)
    const { kept, stranger, clock } = await from.look(name, bucket)
    if (kept !== null && roles.has(kept.operator.role)) return { place: { kind: 'operator', kept }, clock }
    return { place: { kind: 'stranger', bucket, tries: stranger }, clock }
  }

  function bucketOf(name: string): number {
    return createHmac('sha256', nameKey).update(name, 'utf8').digest().readUInt32BE() % BUCKETS
  }

  /** An act on one who is there. */
  function actOn(
    typed: string,
    by: Authority,
    event: string,
    act: Right,
  ): Promise<Result<Operator, NameFault>> {
    return transact(async (tx, putOut) => {
      const name = written(typed)
      const { kept } = await tx.look(name, bucketOf(name))
      if (kept === null) return err({ kind: 'unknown', line: 'there is no operator of this name' })
      await act(tx, kept.operator, putOut)
      note(tx, actor(by), event, aboutOf(kept.operator))
      return ok(kept.operator)
    })
  }

  return {
    signIn: (name, pin) =>
      attempt(name, pin, OF_THE_SCREEN, (tx, operator) => {
        note(tx, actorOf(operator), 'operator.signed-in', { operator: operator.id })
      }),

    signInAtWindow: (name, pin, { device, window }, businessDay) =>
      attempt(name, pin, ALL_STAFF, async (tx, operator) => {
        await tx.signIns.begin({ device, window, operator, businessDay, since: now() })
        note(tx, `clerk:${operator.name}`, 'clerk.signed-in', { operator: operator.id, window })
      }),

    signInAtDesk: (name, pin, device, businessDay) =>
      attempt(name, pin, OF_THE_DESK, async (tx, operator) => {
        await tx.signIns.begin({ device, window: null, operator, businessDay, since: now() })
        note(tx, actorOf(operator), 'manager.signed-in', { operator: operator.id, device })
      }),

    async signedInAt({ device, window }, businessDay) {
      const signIn = await store.signIns.at(device)
      return signIn !== null && signIn.window === window && signIn.businessDay === businessDay ? signIn.operator : null
    },

    signedIn: async (businessDay) => (await store.signIns.all()).filter((signIn) => signIn.businessDay === businessDay),

    signOut: (device) =>
      store.transact(async (tx) => {
        const ended = await tx.signIns.end(device)
        if (ended === null) return
        const { operator, window } = ended
        if (window === null) note(tx, actorOf(operator), 'manager.signed-out', { operator: operator.id, device })
        else note(tx, `clerk:${operator.name}`, 'clerk.signed-out', { operator: operator.id, window })
      }),

    vouch: (name, pin, session) =>
      attempt(name, pin, ALL_STAFF, (tx, operator) => {
        note(tx, actorOf(operator), 'operator.vouched', { operator: operator.id, session })
      }),

    changePin: (name, pin, next) =>
      change(name, pin, next, OF_THE_SCREEN, OPERATORS_SCREEN, (tx, operator) => {
        note(tx, actorOf(operator), 'operator.pin-changed', { operator: operator.id })
      }),

    changePinAtWindow: (name, pin, next, { device, window }) =>
      change(name, pin, next, ALL_STAFF, device, (tx, operator) => {
        note(tx, `clerk:${operator.name}`, 'clerk.pin-changed', { operator: operator.id, window })
      }),

    async add(typed, pin, role, by) {
      const name = written(typed)
      const line = faultOfName(name)
      if (line !== null) return err({ kind: 'bad-name', line })
      const checked = checkPin(pin, name)
      if (!checked.ok) return checked
      const hash = await hashPin(pin, key, cost)
      return store.transact(async (tx) => {
        const { kept } = await tx.look(name, bucketOf(name))
        if (kept !== null) return err({ kind: 'taken', line: 'there is an operator of this name already' })
        const operator = { id: newIdentifier(now()), name, role }
        await tx.add({ operator, pin: hash, tries: NO_TRIES }, now())
        note(tx, actor(by), 'operator.added', { ...aboutOf(operator), role })
        return ok(operator)
      })
    },

    async unlock(name, by) {
      if (by.kind === 'operator' && by.name === written(name)) {
        return err({ kind: 'own-lock', line: 'another operator unlocks, or the command line' })
      }
      return await actOn(name, by, 'operator.unlocked', async (tx, operator) => {
        await tx.noteTries(operator.id, NO_TRIES)
        // who mistypes his name for years would lock that too, and nobody could name it
        await tx.forgetStrangers()
      })
    },

    remove: (name, by) =>
      actOn(name, by, 'operator.removed', async (tx, operator, putOut) => {
        await putOut(operator, null)
        await tx.remove(operator.id)
      }),

    async list() {
      const { all, clock } = await store.all()
      return all.map(({ operator, tries }) => ({ ...operator, gate: gateOf(tries, clock) }))
    },

    async isStaff(name) {
      const { kept, clock } = await store.look(name, bucketOf(name))
      return kept !== null && gateOf(kept.tries, clock).kind !== 'locked'
    },

    onPutOut: (listener) => void putOutListeners.push(listener),
  }
}

/** What follows from a right PIN, in the transaction that counts the try; or what is done to one of the staff. */
type Right = (tx: StaffTransaction, operator: Operator, putOut: PutOut) => void | Promise<void>

/** Ends all sign-ins of one of the staff at pages of the hall, but that at the page of this enrolment. */
type PutOut = (operator: Operator, but: string | null) => Promise<void>

/** What was typed as a name nobody has may be anything, even a PIN: it is not kept. */
function noteWrong(tx: StaffTransaction, place: Place, tries: Tries, gate: Gate): void {
  if (place.kind === 'stranger') {
    note(tx, 'terminal', 'operator.unknown-name', { failures: tries.failures })
    return
  }
  const { operator } = place.kept
  note(tx, actorOf(operator), 'operator.wrong-pin', { operator: operator.id, failures: tries.failures })
  if (gate.kind === 'locked') note(tx, 'terminal', 'operator.locked', aboutOf(operator))
}

function noteTries(tx: StaffTransaction, place: Place, tries: Tries): Promise<void> {
  return place.kind === 'operator' ? tx.noteTries(place.kept.operator.id, tries) : tx.noteStranger(place.bucket, tries)
}

function triesAt(place: Place): Tries {
  return place.kind === 'operator' ? place.kept.tries : place.tries
}

/** Nobody has changed the PIN, or removed and added the operator anew, while the one tried was hashed. */
function isSamePin(now: KeptOperator, before: KeptOperator): boolean {
  return now.operator.id === before.operator.id && now.pin.salt.equals(before.pin.salt)
}
