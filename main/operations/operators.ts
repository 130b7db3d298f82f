import { createHmac } from 'node:crypto'
import { err, ok, type Result } from '../../drivers/result.ts'
import type { AuditEntry } from '../ledger/audit.ts'
import { newIdentifier } from '../ledger/identifiers.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { MachineKey } from '../ledger/machine-key.ts'
import type { Transaction } from '../ledger/writer.ts'
import { afterWrong, carriedOver, gateOf, NO_TRIES, type Gate, type Tries } from './lock-out.ts'
import { checkPin, hashOfNobody, hashPin, isPinOf, PIN_COST, type PinFault, type PinHash, type ScryptCost } from './pin.ts'

/** `operator`: looks after the terminal. `clerk`: sits at a window, and nothing else. `manager`: an operator who reads reports. */
export type StaffRole = 'operator' | 'clerk' | 'manager'

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

/** Staff of this terminal: each with a PIN of his own, all in the ledger, every act in its audit log. */
export interface Operators {
  /**
   * At the operator's screen, which a clerk's name and PIN do not open: they are answered as a name nobody has. Counts by
   * the ledger's rows alone: nothing is answered before what it counts is on the disk.
   */
  signIn(name: string, pin: string): Promise<Result<Operator, SignInFault>>
  /** At a window of the hall: whoever is staff here. */
  signInAtWindow(name: string, pin: string, window: string): Promise<Result<Operator, SignInFault>>
  /** One who has looked at card and person says that they belong together; counts as a sign-in does. */
  vouch(name: string, pin: string, session: string): Promise<Result<Operator, SignInFault>>
  /** With the PIN so far, which counts as a try. */
  changePin(name: string, pin: string, next: string): Promise<Result<Operator, SignInFault | PinFault>>
  add(name: string, pin: string, role: StaffRole, by: Authority): Promise<Result<Operator, NameFault | PinFault>>
  /** Ends lock and wait. Nobody ends his own. */
  unlock(name: string, by: Authority): Promise<Result<Operator, NameFault>>
  remove(name: string, by: Authority): Promise<Result<Operator, NameFault>>
  /** By name. */
  list(): Promise<readonly (Operator & { readonly gate: Gate })[]>
}

interface OperatorRow {
  readonly operator_id: string
  readonly name: string
  readonly role: StaffRole
  readonly suite: number
  readonly parameters: string
  readonly salt: Buffer
  readonly pin_hash: Buffer
  readonly failures: number
  readonly wait_until: number
}

/** Where the tries under a name are kept: in its operator's row, or in that of its bucket of names nobody has. */
type Place =
  | { readonly kind: 'operator'; readonly row: OperatorRow; readonly tries: Tries }
  | { readonly kind: 'stranger'; readonly bucket: number; readonly tries: Tries }

type Ask = <Row>(sql: string, params: readonly (string | number)[]) => Promise<readonly Row[]>

/** Rows for names that nobody has: enough that two names seldom share one, few enough that nobody fills the disk. */
const BUCKETS = 1024

/** Whom the operator's screen lets in. */
const OF_THE_SCREEN: ReadonlySet<StaffRole> = new Set(['operator', 'manager'])
const ALL_STAFF: ReadonlySet<StaffRole> = new Set(['operator', 'clerk', 'manager'])

const BY_NAME = 'SELECT * FROM operator WHERE name = ?'
const STRANGER = 'SELECT failures, wait_until FROM operator_stranger WHERE bucket = ?'
const NOTE_OPERATOR = 'UPDATE operator SET failures = ?, wait_until = ? WHERE operator_id = ?'
const NOTE_STRANGER = 'INSERT OR REPLACE INTO operator_stranger (failures, wait_until, bucket) VALUES (?, ?, ?)'

/** Opens the operators of a ledger; waits that the terminal before this one began go on. */
export async function openOperators(parts: {
  readonly ledger: Ledger
  readonly key: MachineKey
  readonly now: () => Date
  /** Milliseconds since the machine was started, whatever its clock says (`os.uptime`). */
  readonly uptime: () => number
  readonly cost?: ScryptCost
}): Promise<Operators> {
  const { ledger, key, now, uptime, cost = PIN_COST } = parts
  const nobody = hashOfNobody(cost)
  const nameKey = key.derive('operator-name')
  await carryWaitsOver(ledger, uptime())

  /** One hash at a time: each takes a thread that the ledger's writes would wait for. */
  let lastTry: Promise<unknown> = Promise.resolve()
  function attempt(name: string, pin: string, roles: ReadonlySet<StaffRole>, right: (tx: Transaction, operator: Operator) => void) {
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
  async function tryNow(
    name: string,
    pin: string,
    roles: ReadonlySet<StaffRole>,
    right: (tx: Transaction, operator: Operator) => void,
  ): Promise<Result<Operator, SignInFault>> {
    const before = await placeOf((sql, params) => ledger.read(sql, params), name, roles)
    const shut = gateOf(before.tries, uptime())
    if (shut.kind !== 'open') return err(shut)
    const isRight = await isPinOf(before.kind === 'operator' ? hashIn(before.row) : nobody, pin, key)

    return await ledger.transact(async (tx) => {
      const place = await placeOf((sql, params) => tx.all(sql, params), name, roles)
      const gate = gateOf(place.tries, uptime())
      if (gate.kind !== 'open') return err(gate)
      if (isRight && place.kind === 'operator' && before.kind === 'operator' && isSamePin(place.row, before.row)) {
        const operator = operatorIn(place.row)
        noteTries(tx, place, NO_TRIES)
        right(tx, operator)
        return ok(operator)
      }
      const tries = afterWrong(place.tries, uptime())
      const next = gateOf(tries, uptime())
      noteTries(tx, place, tries)
      noteWrong(tx, place, tries, next)
      return err(next.kind === 'open' ? { kind: 'wrong', triesLeft: next.triesLeft } : next)
    })
  }

  async function placeOf(ask: Ask, typed: string, roles: ReadonlySet<StaffRole>): Promise<Place> {
    const name = written(typed)
    const [row] = await ask<OperatorRow>(BY_NAME, [name])
    // asked for every name, so that the work is alike
    const bucket = createHmac('sha256', nameKey).update(name, 'utf8').digest().readUInt32BE() % BUCKETS
    const [stranger] = await ask<{ failures: number; wait_until: number }>(STRANGER, [bucket])
    if (row !== undefined && roles.has(row.role)) return { kind: 'operator', row, tries: triesIn(row) }
    return { kind: 'stranger', bucket, tries: stranger === undefined ? NO_TRIES : triesIn(stranger) }
  }

  /** What was typed as a name nobody has may be anything, even a PIN: it is not kept. */
  function noteWrong(tx: Transaction, place: Place, tries: Tries, gate: Gate): void {
    if (place.kind === 'stranger') {
      note(tx, 'terminal', 'operator.unknown-name', { failures: tries.failures })
      return
    }
    const operator = operatorIn(place.row)
    note(tx, actorOf(operator), 'operator.wrong-pin', {
      operator: operator.id,
      failures: tries.failures,
    })
    if (gate.kind === 'locked') note(tx, 'terminal', 'operator.locked', aboutOf(operator))
  }

  function note(tx: Transaction, actor: string, event: string, payload: AuditEntry['payload']): void {
    ledger.audit.append(tx, { actor, event, payload })
  }

  /** An act on one who is there. */
  function actOn(
    name: string,
    by: Authority,
    event: string,
    act: (tx: Transaction, operator: Operator) => void,
  ): Promise<Result<Operator, NameFault>> {
    return ledger.transact(async (tx) => {
      const [row] = await tx.all<OperatorRow>(BY_NAME, [written(name)])
      if (row === undefined) return err({ kind: 'unknown', line: 'there is no operator of this name' })
      const operator = operatorIn(row)
      act(tx, operator)
      note(tx, actor(by), event, aboutOf(operator))
      return ok(operator)
    })
  }

  return {
    signIn: (name, pin) =>
      attempt(name, pin, OF_THE_SCREEN, (tx, operator) => {
        note(tx, actorOf(operator), 'operator.signed-in', { operator: operator.id })
      }),

    signInAtWindow: (name, pin, window) =>
      attempt(name, pin, ALL_STAFF, (tx, operator) => {
        note(tx, `clerk:${operator.name}`, 'clerk.signed-in', { operator: operator.id, window })
      }),

    vouch: (name, pin, session) =>
      attempt(name, pin, ALL_STAFF, (tx, operator) => {
        note(tx, actorOf(operator), 'operator.vouched', { operator: operator.id, session })
      }),

    async changePin(name, pin, next) {
      const checked = checkPin(next, written(name))
      if (!checked.ok) return checked
      const hash = await hashPin(next, key, cost)
      return attempt(name, pin, OF_THE_SCREEN, (tx, operator) => {
        const change = 'UPDATE operator SET suite = ?, parameters = ?, salt = ?, pin_hash = ? WHERE operator_id = ?'
        tx.write(change, [hash.suite, hash.parameters, hash.salt, hash.hash, operator.id])
        note(tx, actorOf(operator), 'operator.pin-changed', { operator: operator.id })
      })
    },

    async add(typed, pin, role, by) {
      const name = written(typed)
      const line = faultOfName(name)
      if (line !== null) return err({ kind: 'bad-name', line })
      const checked = checkPin(pin, name)
      if (!checked.ok) return checked
      const { suite, parameters, salt, hash } = await hashPin(pin, key, cost)
      return ledger.transact(async (tx) => {
        if ((await tx.all(BY_NAME, [name])).length > 0) {
          return err({ kind: 'taken', line: 'there is an operator of this name already' })
        }
        const operator = { id: newIdentifier(now()), name, role }
        tx.write(
          `INSERT INTO operator (operator_id, name, role, added_at, suite, parameters, salt, pin_hash, failures, wait_until)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)`,
          [operator.id, name, role, now().toISOString(), suite, parameters, salt, hash],
        )
        note(tx, actor(by), 'operator.added', { ...aboutOf(operator), role })
        return ok(operator)
      })
    },

    async unlock(name, by) {
      if (by.kind === 'operator' && by.name === written(name)) {
        return err({ kind: 'own-lock', line: 'another operator unlocks, or the command line' })
      }
      return await actOn(name, by, 'operator.unlocked', (tx, operator) => {
        tx.write(NOTE_OPERATOR, [NO_TRIES.failures, NO_TRIES.waitUntil, operator.id])
        // who mistypes his name for years would lock that too, and nobody could name it
        tx.write('DELETE FROM operator_stranger')
      })
    },

    remove: (name, by) =>
      actOn(name, by, 'operator.removed', (tx, operator) => {
        tx.write('DELETE FROM operator WHERE operator_id = ?', [operator.id])
      }),

    async list() {
      const rows = await ledger.read<OperatorRow>('SELECT * FROM operator ORDER BY name')
      return rows.map((row) => ({ ...operatorIn(row), gate: gateOf(triesIn(row), uptime()) }))
    },
  }
}

async function carryWaitsOver(ledger: Ledger, uptime: number): Promise<void> {
  const operators = await ledger.read<OperatorRow>('SELECT * FROM operator WHERE wait_until > 0')
  const strangers = await ledger.read<{ bucket: number; failures: number; wait_until: number }>(
    'SELECT * FROM operator_stranger WHERE wait_until > 0',
  )
  const places: readonly Place[] = [
    ...operators.map((row) => ({ kind: 'operator' as const, row, tries: triesIn(row) })),
    ...strangers.map((row) => ({ kind: 'stranger' as const, bucket: row.bucket, tries: triesIn(row) })),
  ]
  const changed = places.filter((place) => carriedOver(place.tries, uptime).waitUntil !== place.tries.waitUntil)
  if (changed.length === 0) return
  await ledger.transact((tx) => {
    for (const place of changed) noteTries(tx, place, carriedOver(place.tries, uptime))
  })
}

function noteTries(tx: Transaction, place: Place, { failures, waitUntil }: Tries): void {
  if (place.kind === 'operator') tx.write(NOTE_OPERATOR, [failures, waitUntil, place.row.operator_id])
  else tx.write(NOTE_STRANGER, [failures, waitUntil, place.bucket])
}

function triesIn(row: { readonly failures: number; readonly wait_until: number }): Tries {
  return { failures: row.failures, waitUntil: row.wait_until }
}

function operatorIn(row: OperatorRow): Operator {
  return { id: row.operator_id, name: row.name, role: row.role }
}

function hashIn(row: OperatorRow): PinHash {
  return { suite: row.suite, parameters: row.parameters, salt: row.salt, hash: row.pin_hash }
}

/** Nobody has changed the PIN, or removed and added the operator anew, while the one tried was hashed. */
function isSamePin(row: OperatorRow, before: OperatorRow): boolean {
  return row.operator_id === before.operator_id && row.salt.equals(before.salt)
}

function aboutOf(operator: Operator): AuditEntry['payload'] {
  return { operator: operator.id, name: operator.name }
}

function actorOf({ role, name }: Operator): string {
  return `${role === 'clerk' ? 'clerk' : 'operator'}:${name}`
}

function actor(by: Authority): string {
  return by.kind === 'command-line' ? 'command-line' : `operator:${by.name}`
}

/** One form for what looks the same: typed on another keyboard, a letter may come in two pieces (Unicode NFC). */
function written(name: string): string {
  return name.normalize('NFC').trim()
}

/** A sentence when this is no name to keep: it will stand in the audit log for good. */
function faultOfName(name: string): string | null {
  if (name === '' || name.length > 32) return 'the name is to have 1 to 32 characters'
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name)) return 'the name is to be of characters that can be seen'
  // GB 11643 and its 15-digit predecessor: an ID number is not how a hall names its staff
  return /\d{15}/.test(name) ? 'the name looks like an ID number: take the staff name or number' : null
}
