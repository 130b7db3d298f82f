import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { err, ok, type Result } from '../../drivers/result.ts'
import { isLoopback, parseHallListen, type HallListen } from '../host/listen.ts'
import { unreadable } from './yaml-file.ts'

/** Where windows and boards of the hall are served, and with which certificate. */
export interface HallPagesAccess {
  readonly listen: HallListen
  /** Null: on loopback, without TLS. */
  readonly tls: HallTls | null
}

/** PEM, read and found to belong together. */
export interface HallTls {
  /** The certificate, with those between it and its root. */
  readonly certificate: string
  readonly key: string
}

const LISTEN = 'expected an address of this machine and a port, such as 0.0.0.0:8443'
const TLS = 'expected { certificate: FILE, key: FILE }: without TLS windows and boards are served to this machine alone (127.0.0.1 or [::1])'

/** Where windows and boards are served, as an installer writes it. */
export const HALL_PAGES_KEYS = {
  listen: z.string(LISTEN).transform((written, context): HallListen => {
    const listen = parseHallListen(written)
    if (listen !== null) return listen
    context.addIssue({ code: 'custom', message: `${LISTEN}, found ${JSON.stringify(written)}` })
    return z.NEVER
  }),
  tls: z.strictObject({ certificate: z.string().min(1), key: z.string().min(1) }, TLS).optional(),
}

/** Nothing of the hall goes over a network unencrypted. */
export const NEEDS_TLS = { message: TLS, path: ['tls'] }
export function isReachedSafely({ listen, tls }: { readonly listen: HallListen; readonly tls?: object | undefined }): boolean {
  return tls !== undefined || isLoopback(listen)
}

/** `hall` of terminal.yaml. */
export const HallPagesPlace = z
  .strictObject(HALL_PAGES_KEYS, 'expected { listen: ADDRESS:PORT, tls: { certificate: FILE, key: FILE } }')
  .refine(isReachedSafely, NEEDS_TLS)

/** Reads the files that `tls` names. The fault says which key of `tls` leads to what is wrong, and what was expected. */
export async function readHallTls(
  tls: { readonly certificate: string; readonly key: string } | undefined,
  beside: (name: string) => string,
): Promise<Result<HallTls | null, { readonly key: 'certificate' | 'key'; readonly expected: string }>> {
  if (tls === undefined) return ok(null)
  const certificate = await readText(beside(tls.certificate))
  if (!certificate.ok) return err({ key: 'certificate', expected: `expected a certificate (PEM); ${certificate.fault}` })
  const key = await readText(beside(tls.key))
  if (!key.ok) return err({ key: 'key', expected: `expected the certificate’s private key (PEM); ${key.fault}` })
  const first = certificateIn(certificate.value)
  if (first === null) return err({ key: 'certificate', expected: 'expected a certificate (PEM); the file holds none' })
  const secret = keyIn(key.value)
  if (secret === null) return err({ key: 'key', expected: 'expected a private key (PEM) without a password; the file holds none' })
  if (!first.checkPrivateKey(secret)) return err({ key: 'key', expected: 'expected the private key of the certificate; this is another one’s' })
  return ok({ certificate: certificate.value, key: key.value })
}

/** The fault says why it cannot be read. */
export async function readText(file: string): Promise<Result<string, string>> {
  try {
    return ok(await readFile(file, 'utf8'))
  } catch (error) {
    return err(unreadable(error))
  }
}

/** The first of a chain; null where OpenSSL reads none. */
export function certificateIn(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem)
  } catch {
    // What is wrong with it OpenSSL says in words of its own; the installer needs the file and what was expected.
    return null
  }
}

function keyIn(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem)
  } catch {
    // As above.
    return null
  }
}
