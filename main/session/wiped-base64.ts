const DIGITS = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')

/**
 * Base64 (RFC 4648), and the bytes are wiped. Node's own encoder leaves a copy in memory that it has given back, which
 * nobody can wipe and a core file shows.
 */
export function wipedBase64(bytes: Buffer): string {
  const text = Buffer.alloc(4 * Math.ceil(bytes.length / 3), '=')
  for (let at = 0, to = 0; at < bytes.length; at += 3) {
    const left = Math.min(3, bytes.length - at)
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    for (let digit = 0; digit <= left; digit += 1, to += 1) text[to] = DIGITS[(three >> (18 - 6 * digit)) & 0x3f] ?? 0
    to += 3 - left
  }
  bytes.fill(0)
  const written = text.toString('latin1')
  text.fill(0)
  return written
}
