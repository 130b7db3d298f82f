import type { Ledger } from '../ledger/ledger.ts'
import type { MachineKey } from '../ledger/machine-key.ts'
import type { Transaction } from '../ledger/writer.ts'
import { carriedOver, NO_TRIES } from './lock-out.ts'
import { createOperators, type Operators } from './operators.ts'
import type { ScryptCost } from './pin.ts'
import { signInsInMemory, type MemorySignIns, type SignInTransaction } from './sign-ins.ts'
import { keptIn, triesIn, type StaffRow, type TriesRow } from './staff-row.ts'
import type { Looked, StaffStore, StaffTransaction } from './staff-store.ts'

type Ask = <Row>(sql: string, params: readonly (string | number)[]) => Promise<readonly Row[]>

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
  const { ledger, uptime, ...rest } = parts
  await carryWaitsOver(ledger, uptime())
  return createOperators({ store: ledgerStaff(ledger, uptime), ...rest })
}

function ledgerStaff(ledger: Ledger, uptime: () => number): StaffStore {
  const signIns = signInsInMemory()
  async function look(ask: Ask, name: string, bucket: number): Promise<Looked> {
    const [row] = await ask<StaffRow>(BY_NAME, [name])
    const [stranger] = await ask<TriesRow>(STRANGER, [bucket])
    return { kept: row === undefined ? null : keptIn(row, triesIn(row)), stranger: stranger === undefined ? NO_TRIES : triesIn(stranger), clock: uptime() }
  }
  return {
    look: (name, bucket) => look((sql, params) => ledger.read(sql, params), name, bucket),
    async all() {
      const rows = await ledger.read<StaffRow>('SELECT * FROM operator ORDER BY name')
      return { all: rows.map((row) => keptIn(row, triesIn(row))), clock: uptime() }
    },
    signIns,
    transact: (body) => ledger.transact((tx) => body(staffTransaction(tx))),
  }

  function staffTransaction(tx: Transaction): StaffTransaction {
    const write = async (sql: string, params?: Parameters<Transaction['write']>[1]) => tx.write(sql, params)
    return {
      look: (name, bucket) => look((sql, params) => tx.all(sql, params), name, bucket),
      add: ({ operator, pin, tries }, at) =>
        write(
          `INSERT INTO operator (operator_id, name, role, added_at, suite, parameters, salt, pin_hash, failures, wait_until)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          [operator.id, operator.name, operator.role, at.toISOString(), pin.suite, pin.parameters, pin.salt, pin.hash, tries.failures, tries.waitUntil],
        ),
      remove: (id) => write('DELETE FROM operator WHERE operator_id = ?', [id]),
      setPin: (id, { suite, parameters, salt, hash }) =>
        write('UPDATE operator SET suite = ?, parameters = ?, salt = ?, pin_hash = ? WHERE operator_id = ?', [suite, parameters, salt, hash, id]),
      noteTries: (id, { failures, waitUntil }) => write(NOTE_OPERATOR, [failures, waitUntil, id]),
      noteStranger: (bucket, { failures, waitUntil }) => write(NOTE_STRANGER, [failures, waitUntil, bucket]),
      forgetStrangers: () => write('DELETE FROM operator_stranger'),
      signIns: signInTransaction(tx, signIns),
      audit: (entry) => ledger.audit.append(tx, entry),
    }
  }
}

/** Memory changes once the transaction is on the disk. */
function signInTransaction(tx: Transaction, signIns: MemorySignIns): SignInTransaction {
  return {
    begin: async (signIn) => tx.onCommit(() => signIns.begin(signIn)),
    async end(device) {
      tx.onCommit(() => signIns.end((each) => each.device === device))
      return signIns.now().find((each) => each.device === device) ?? null
    },
    endOf: async (operator, but) => tx.onCommit(() => signIns.end((each) => each.operator.id === operator && each.device !== but)),
  }
}

async function carryWaitsOver(ledger: Ledger, uptime: number): Promise<void> {
  const operators = await ledger.read<StaffRow>('SELECT * FROM operator WHERE wait_until > 0')
  const strangers = await ledger.read<TriesRow & { readonly bucket: number }>('SELECT * FROM operator_stranger WHERE wait_until > 0')
  const places = [
    ...operators.map((row) => ({ note: NOTE_OPERATOR, place: row.operator_id, tries: triesIn(row) })),
    ...strangers.map((row) => ({ note: NOTE_STRANGER, place: row.bucket, tries: triesIn(row) })),
  ]
  const changed = places.filter(({ tries }) => carriedOver(tries, uptime).waitUntil !== tries.waitUntil)
  if (changed.length === 0) return
  await ledger.transact((tx) => {
    for (const { note, place, tries } of changed) {
      const { failures, waitUntil } = carriedOver(tries, uptime)
      tx.write(note, [failures, waitUntil, place])
    }
  })
}
