import { createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { err, ok, type Result } from '../../drivers/result.ts'
import { readYamlFile, type ConfigurationFault } from './yaml-file.ts'

/** How a terminal reaches the platform, and how they know each other. */
export interface PlatformAccess {
  /** Of the written API, as `https://platform.example/api/v1`. */
  readonly url: string
  /** The device's credential; it is in no log and on no command line. */
  readonly token: string
  /** Ed25519, of whoever signs the catalogue. */
  readonly catalogueKey: KeyObject
}

/** The file that a platform hands out for one terminal. */
const CredentialFile = z.strictObject({
  token: z.string('expected the device’s token').regex(/^[\x21-\x7e]{16,4096}$/, 'expected the device’s token, without spaces'),
  catalogueKey: z.string('expected an Ed25519 public key in base64 (SPKI)').transform((text, context) => {
    const key = ed25519Of(text)
    if (key !== null) return key
    context.addIssue({ code: 'custom', message: 'expected an Ed25519 public key in base64 (SPKI)' })
    return z.NEVER
  }),
})

/** Reads the credential that `platform.credential.file` of terminal.yaml names. */
export async function loadPlatformAccess(
  url: string,
  credentialFile: string,
): Promise<Result<PlatformAccess, ConfigurationFault>> {
  const read = await readYamlFile(credentialFile, CredentialFile)
  return read.ok ? ok({ url, ...read.value }) : err({ line: `platform.credential.file: ${read.fault.line}` })
}

function ed25519Of(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    // No key at all: the line for the installer says what was expected.
    return null
  }
}
