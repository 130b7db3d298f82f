import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { err, ok, type Result } from '../../drivers/result.ts'
import { platformAddress } from '../platform/address.ts'
import { unreadable } from './yaml-file.ts'

/** How a terminal reaches its hall server. */
export interface HallServerAccess {
  /** `https://hall.local:8443`, without a slash at its end. */
  readonly url: string
  /** The terminal writes it itself once it is let in; until then there is none. */
  readonly credentialFile: string
  /** PEM, of who signed the server's certificate; null: whoever this machine trusts. */
  readonly authority: string | null
}

const ADDRESS = 'expected embedded, or the address of the hall server, https://HOST:PORT (http:// on this machine alone)'
const CREDENTIAL = 'expected { file: PATH }: the terminal keeps there what the hall server lets it in by'
const EMBEDDED_ASKS_NOBODY = 'expected none: an embedded terminal asks no hall server'
const AUTHORITY = 'expected the certificate (PEM) of who signed the hall server’s'

/** `server` of terminal.yaml; null: embedded, this terminal counts by itself. */
export const HallServer = z
  .strictObject(
    {
      hall: z.string(ADDRESS),
      credential: z.strictObject({ file: z.string(CREDENTIAL).min(1, CREDENTIAL) }, CREDENTIAL).optional(),
      authority: z.string(AUTHORITY).min(1, AUTHORITY).optional(),
    },
    'expected { hall: embedded }, or { hall: "https://HOST:PORT", credential: { file: PATH } }',
  )
  .transform(({ hall, credential, authority }, context) => {
    const fault = (key: string, message: string) => {
      context.addIssue({ code: 'custom', path: [key], message })
      return z.NEVER
    }
    if (hall === 'embedded') {
      if (credential !== undefined) return fault('credential', EMBEDDED_ASKS_NOBODY)
      return authority === undefined ? null : fault('authority', EMBEDDED_ASKS_NOBODY)
    }
    const address = platformAddress(hall)
    if (!address.ok || new URL(address.value).pathname !== '/') return fault('hall', `${ADDRESS}, found ${JSON.stringify(hall)}`)
    if (credential === undefined) return fault('credential', CREDENTIAL)
    return { url: address.value, credential, ...(authority === undefined ? {} : { authority }) }
  })

/** Reads the file that `server.authority` names. */
export async function readAuthority(file: string | undefined, beside: (name: string) => string): Promise<Result<string | null, string>> {
  if (file === undefined) return ok(null)
  let pem: string
  try {
    pem = await readFile(beside(file), 'utf8')
  } catch (error) {
    return err(`${AUTHORITY}; ${unreadable(error)}`)
  }
  try {
    return ok(new X509Certificate(pem).raw.length > 0 ? pem : null)
  } catch {
    // What is wrong with it OpenSSL says in words of its own; the installer needs the file and what was expected.
    return err(`${AUTHORITY}; the file holds none`)
  }
}
