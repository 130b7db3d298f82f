import { err, ok, type Result } from '../../drivers/result.ts'

/** The demonstration hall and tests have their platform on the same machine, where nobody listens on the way. As `URL` writes a host. */
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/

/**
 * The address of the API without a slash at its end. The credential and what is known of people go to it, so it is
 * `https:`, or `http:` on this machine itself.
 */
export function platformAddress(url: string): Result<string, { readonly line: string }> {
  const address = URL.canParse(url) ? new URL(url) : null
  const safe = address?.protocol === 'https:' || (address?.protocol === 'http:' && LOOPBACK.test(address.hostname))
  const plain = address?.username === '' && address.password === '' && address.search === '' && address.hash === ''
  if (address === null || !safe || !plain) {
    return err({
      line: 'platform.url: expected https://HOST/PATH, or http:// on this machine, without a name or password',
    })
  }
  return ok(address.href.replace(/\/+$/, ''))
}

/** A credential as it stands in its file, without the line's end. It is to fit into a header (RFC 6750, section 2.1). */
export function deviceCredential(text: string): Result<string, { readonly line: string }> {
  const credential = text.trim()
  return /^[A-Za-z0-9._~+/-]+=*$/.test(credential)
    ? ok(credential)
    : err({ line: 'platform.credential: expected one line of letters, digits and . _ ~ + / - =' })
}
