import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * What lets a page in. The token stands in the address that the shell opens and is worth one exchange; the cookie it is
 * exchanged for lasts for the run, across reloads and restarts of the terminal process.
 */
export interface Admission {
  /** Null once it has been exchanged. */
  readonly token: string | null
  readonly cookie: string
}

export function newAdmission(): Admission {
  return { token: newToken(), cookie: newToken() }
}

/** 256 random bits, fit for an address. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Guards one server: its token, its cookie. Comparisons take the same time whatever is offered. */
export interface Gate {
  /** The Set-Cookie value when the token is the right one, which is then spent; otherwise null. */
  exchange(token: string): string | null
  /** Whether the request's Cookie header holds this run's cookie. */
  admits(cookieHeader: string | undefined): boolean
  /** Lets one more page in by a fresh token; the cookie stays. */
  renew(token: string): void
}

/** The cookie is named for the port because cookies, unlike origins, are shared by all ports of a host. */
export function openGate(admission: Admission, port: number): Gate {
  const cookieName = `yimen-${port}`
  let token = admission.token
  return {
    exchange: (offered) => {
      if (token === null || !same(offered, token)) return null
      token = null
      return `${cookieName}=${admission.cookie}; HttpOnly; SameSite=Strict; Path=/`
    },
    admits: (cookieHeader) =>
      (cookieHeader ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(`${cookieName}=`))
        .some((pair) => same(pair.slice(cookieName.length + 1), admission.cookie)),
    renew: (fresh) => {
      token = fresh
    },
  }
}

function same(offered: string, right: string): boolean {
  return timingSafeEqual(digest(offered), digest(right))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
