/** A browser is given it again with each load, so one that is used stays in; one that lay in a drawer for so long does not. */
export const CREDENTIAL_SECONDS = 400 * 24 * 3600

/** The cookies of the hall's pages: each kind of page has one, so that a browser may be both, and who asks to be let in a third. */
export interface HallCookies {
  /** What a request's Cookie header holds under a name; null for nothing. */
  read(header: string | undefined, name: HallCookieName): string | null
  /** The Set-Cookie value; `seconds` 0 takes the cookie away. */
  set(name: HallCookieName, value: string, seconds: number): string
}

export type HallCookieName = 'window' | 'board' | 'manager' | 'pairing'

/**
 * Named for the port, because cookies, unlike origins, are shared by all ports of a host. Over TLS the name begins with
 * `__Host-`: a browser then takes it from this very host alone, over TLS, and for no other.
 */
export function hallCookies(options: { readonly port: number; readonly tls: boolean }): HallCookies {
  const nameOf = (name: HallCookieName) => `${options.tls ? '__Host-' : ''}yimen-${name}-${options.port}`
  return {
    read(header, name) {
      const start = `${nameOf(name)}=`
      const pair = (header ?? '').split(';').map((each) => each.trim()).find((each) => each.startsWith(start))
      return pair === undefined ? null : pair.slice(start.length)
    },
    set: (name, value, seconds) => `${nameOf(name)}=${value}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${seconds}${options.tls ? '; Secure' : ''}`,
  }
}
