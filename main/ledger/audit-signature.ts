import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import type { MachineKey } from './machine-key.ts'

/** The head of the audit log, as it is told outside. */
export interface AuditHead {
  readonly terminal: string
  readonly count: number
  /** Lower-case hexadecimal. */
  readonly hash: string
  /** ISO 8601 in UTC. */
  readonly at: string
}

/** What shows that a head comes from the machine that keeps the log. Both base64: SPKI, and 64 bytes. */
export interface AuditSignature {
  readonly publicKey: string
  readonly signature: string
}

export type SignAuditHead = (head: AuditHead) => AuditSignature

/** An Ed25519 private key in PKCS #8 is these bytes and its seed (RFC 8410, section 7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Signs with a key of the machine's own (Ed25519, RFC 8032), which never leaves it. */
export function auditSigner(key: MachineKey): SignAuditHead {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519, key.derive('audit-signature')]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64')
  return (head) => ({ publicKey, signature: sign(null, signedBytes(head), privateKey).toString('base64') })
}

/** As the written API says them (`reportAuditHead`). */
function signedBytes({ terminal, count, hash, at }: AuditHead): Buffer {
  return Buffer.from(['yimen audit head, suite 1', terminal, count, hash, at].map((line) => `${line}\n`).join(''))
}
