import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { SUITE_AES_SHA256 } from './suite.ts'

const CIPHER = 'aes-256-gcm'
export const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = 1 + NONCE_BYTES

/** What an envelope is bound to: unambiguous whatever the parts hold. */
function bindingOf(parts: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify([SUITE_AES_SHA256, ...parts]), 'utf8')
}

/** `suite (1 byte) | nonce (12) | ciphertext | tag (16)`, authentic only with the same binding. */
export function encrypt(secret: Uint8Array, plain: Uint8Array, binding: readonly string[]): Buffer {
  const nonce = nextNonce()
  const cipher = createCipheriv(CIPHER, secret, nonce)
  cipher.setAAD(bindingOf(binding))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(SUITE_AES_SHA256), nonce, sealed, cipher.getAuthTag()])
}

/** Random bytes for the nonces to come: to ask for them one by one costs as much as the sealing. */
const nonces = { bytes: randomBytes(NONCE_BYTES * 256), used: 0 }

function nextNonce(): Buffer {
  if (nonces.used === nonces.bytes.length) {
    nonces.bytes = randomBytes(nonces.bytes.length)
    nonces.used = 0
  }
  return nonces.bytes.subarray(nonces.used, (nonces.used += NONCE_BYTES))
}

/** Null when the envelope is not authentic for this key and place, or of a suite that this version does not know. */
export function decrypt(secret: Uint8Array, envelope: Uint8Array, binding: readonly string[]): Buffer | null {
  if (envelope[0] !== SUITE_AES_SHA256 || envelope.length < HEAD_BYTES + TAG_BYTES) return null
  const decipher = createDecipheriv(CIPHER, secret, envelope.subarray(1, HEAD_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(bindingOf(binding))
  decipher.setAuthTag(envelope.subarray(envelope.length - TAG_BYTES))
  const plain = decipher.update(envelope.subarray(HEAD_BYTES, envelope.length - TAG_BYTES))
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch {
    return null // how node:crypto says that the tag does not fit
  } finally {
    plain.fill(0)
  }
}
