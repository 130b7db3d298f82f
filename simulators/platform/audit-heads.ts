import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { json, refuse, type Reply } from './replies.ts'
import type { AuditHead } from './requests.ts'

export interface AuditHeads {
  /** The longest head of each terminal's audit log. */
  readonly longest: ReadonlyMap<string, AuditHead>
  report(head: AuditHead): Reply
  /** Lets the platform know of a longer log than the terminal has now. */
  foresee(head: Pick<AuditHead, 'terminal' | 'count' | 'hash'>): void
}

const REFUSED = refuse(422, 'signature-refused', '审计签名不符 · The signature is not this terminal’s')

/** Keeps the first public key that each terminal tells. */
export function createAuditHeads(): AuditHeads {
  const longest = new Map<string, AuditHead>()
  const keys = new Map<string, string>()

  return {
    longest,
    report(head) {
      const key = keys.get(head.terminal) ?? head.publicKey
      if (key !== head.publicKey || !isSigned(head)) return REFUSED
      keys.set(head.terminal, key)
      const known = longest.get(head.terminal)
      const told = known === undefined ? {} : { known: { count: known.count, hash: known.hash } }
      if (known !== undefined && head.count < known.count) return json(200, { outcome: 'behind', ...told })
      if (known !== undefined && head.count === known.count && head.hash !== known.hash) {
        return json(200, { outcome: 'contradicts', ...told })
      }
      longest.set(head.terminal, head)
      return json(200, { outcome: 'taken' })
    },
    foresee(head) {
      const known = longest.get(head.terminal)
      if (known !== undefined) longest.set(head.terminal, { ...known, ...head })
    },
  }
}

function isSigned({ terminal, count, hash, at, publicKey, signature }: AuditHead): boolean {
  const key = ed25519Of(publicKey)
  const lines = ['yimen audit head, suite 1', terminal, count, hash, at].map((line) => `${line}\n`).join('')
  return key !== null && verify(null, Buffer.from(lines), key, Buffer.from(signature, 'base64'))
}

function ed25519Of(spki: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    // No key at all; whoever sent it hears that it is refused.
    return null
  }
}
