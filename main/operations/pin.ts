import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import assert from 'node:assert/strict'
import { err, ok, type Result } from '../../drivers/result.ts'
import type { MachineKey } from '../ledger/machine-key.ts'
import { SUITE_AES_SHA256 } from '../ledger/suite.ts'

/** Why a PIN is not taken. `line` says it in one sentence, without the PIN. */
export interface PinFault {
  readonly kind: 'not-digits' | 'wrong-length' | 'one-digit' | 'run' | 'like-the-name'
  readonly line: string
}

const LINES: Readonly<Record<PinFault['kind'], string>> = {
  'not-digits': 'the PIN is to be of the digits 0 to 9 alone',
  'wrong-length': 'the PIN is to have 6 to 12 digits',
  'one-digit': 'the PIN is one digit repeated: take another',
  run: 'the PIN is a run of digits, up or down: take another',
  'like-the-name': 'the PIN stands in the operator’s own name or number: take another',
}

/** Whether `pin` may become the PIN of the operator of this name. */
export function checkPin(pin: string, name: string): Result<string, PinFault> {
  const kind = faultOf(pin, name)
  return kind === null ? ok(pin) : err({ kind, line: LINES[kind] })
}

function faultOf(pin: string, name: string): PinFault['kind'] | null {
  if (!/^[0-9]*$/.test(pin)) return 'not-digits'
  if (pin.length < 6 || pin.length > 12) return 'wrong-length'
  const digits = Array.from(pin, Number)
  // 0 follows 9, as on a row of keys: 567890 is a run too
  const steps = new Set(digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10))
  if (steps.size === 1 && steps.has(0)) return 'one-digit'
  if (steps.size === 1 && (steps.has(1) || steps.has(9))) return 'run'
  return name.includes(pin) ? 'like-the-name' : null
}

/** What scrypt costs (RFC 7914, section 2): 128·N·r bytes of memory, p times over. */
export interface ScryptCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/**
 * 32 MiB, three times over (OWASP Password Storage Cheat Sheet: one of its equal settings, that with little memory).
 * A PIN of six digits would not outlive a copied ledger by cost alone: the machine's key is in it as well.
 */
export const PIN_COST: ScryptCost = { N: 2 ** 15, r: 8, p: 3 }

/** A PIN as its row holds it. */
export interface PinHash {
  readonly suite: number
  /** `ScryptCost` as JSON. */
  readonly parameters: string
  readonly salt: Buffer
  readonly hash: Buffer
}

const SALT_BYTES = 16
const HASH_BYTES = 32

export async function hashPin(pin: string, key: MachineKey, cost: ScryptCost): Promise<PinHash> {
  const salt = randomBytes(SALT_BYTES)
  return { suite: SUITE_AES_SHA256, parameters: JSON.stringify(cost), salt, hash: await derive(pin, key, salt, cost) }
}

export async function isPinOf(kept: PinHash, pin: string, key: MachineKey): Promise<boolean> {
  assert.equal(kept.suite, SUITE_AES_SHA256, 'a PIN of a suite that this program does not know')
  const hash = await derive(pin, key, kept.salt, JSON.parse(kept.parameters) as ScryptCost)
  return timingSafeEqual(hash, kept.hash)
}

/** A hash that no PIN has, for names that no operator has: they are to cost as much. */
export function hashOfNobody(cost: ScryptCost): PinHash {
  const [salt, hash] = [randomBytes(SALT_BYTES), randomBytes(HASH_BYTES)]
  return { suite: SUITE_AES_SHA256, parameters: JSON.stringify(cost), salt, hash }
}

/** scrypt over HMAC-SHA-256 under the machine's key. */
function derive(pin: string, key: MachineKey, salt: Buffer, { N, r, p }: ScryptCost): Promise<Buffer> {
  const secret = createHmac('sha256', key.derive('operator-pin')).update(pin, 'utf8').digest()
  // what OpenSSL counts lies a little above 128·N·r
  const maxmem = 256 * N * r
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, HASH_BYTES, { N, r, p, maxmem }, (error, hash) => {
      if (error === null) resolve(hash)
      else reject(error)
    })
  })
}
