import { createHash } from 'node:crypto'
import { handMadePdf } from './hand-made-pdf.ts'

/** ISO 32000-1, 7.6.3.3: what fills up a password. */
const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')
const ID = Buffer.alloc(16, 7)
/** Nothing is allowed: not printing, not copying. */
const PERMISSIONS = -64

/**
 * A PDF under passwords, by the oldest of the standard handlers (revision 2, RC4 with 40 bits). With an empty user
 * password everybody can open it, and a reader that keeps to the rules may not print it. It has neither strings nor
 * streams, so that nothing else in it is encrypted.
 */
export function encryptedPdf(passwords: { readonly user: string; readonly owner: string }): Buffer {
  const permissions = Buffer.alloc(4)
  permissions.writeInt32LE(PERMISSIONS)
  // Algorithms 3, 2 and 4.
  const owner = rc4(md5(padded(passwords.owner)).subarray(0, 5), padded(passwords.user))
  const key = md5(Buffer.concat([padded(passwords.user), owner, permissions, ID])).subarray(0, 5)
  const user = rc4(key, PADDING)
  const id = `<${ID.toString('hex')}>`
  const encrypt = `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> /P ${PERMISSIONS} >>`
  const text = handMadePdf().toString('latin1')
  return Buffer.from(text.replace('/Root 1 0 R >>', `/Root 1 0 R /ID [${id} ${id}] ${encrypt} >>`), 'latin1')
}

function padded(password: string): Buffer {
  return Buffer.concat([Buffer.from(password, 'latin1'), PADDING]).subarray(0, 32)
}

function md5(bytes: Buffer): Buffer {
  return createHash('md5').update(bytes).digest()
}

/** Node's own is switched off with OpenSSL 3. */
function rc4(key: Buffer, bytes: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, at) => at)
  const swap = (one: number, other: number) => {
    ;[state[one], state[other]] = [state[other] ?? 0, state[one] ?? 0]
  }
  let j = 0
  for (let i = 0; i < 256; i += 1) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) % 256
    swap(i, j)
  }
  let i = 0
  j = 0
  return Buffer.from(
    bytes.map((byte) => {
      i = (i + 1) % 256
      j = (j + (state[i] ?? 0)) % 256
      swap(i, j)
      return byte ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) % 256] ?? 0)
    }),
  )
}
