import { hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { err, ok, type Result } from '../../drivers/result.ts'
import { writeDurably } from './durable-file.ts'

/** What a key of its own is derived for; a key never serves two purposes. */
export type KeyPurpose = 'key-wrapping' | 'look-up' | 'audit' | 'audit-head' | 'audit-signature' | 'key-check' | 'operator-pin' | 'operator-name' | 'hall-credential'

/** The key that the machine keeps. Its bytes stay inside: whoever holds it can only derive keys from it. */
export interface MachineKey {
  /** 32 bytes, always the same for one purpose (HKDF-SHA-256, RFC 5869). */
  derive(purpose: KeyPurpose): Buffer
}

/** Where the key comes from: a file (for development), or a systemd credential (`LoadCredentialEncrypted=`). */
export type MachineKeySource = { readonly file: string } | { readonly credential: string }

/** `line` says in one sentence what was expected and where. */
export interface MachineKeyFault {
  readonly kind: 'missing' | 'unreadable' | 'wrong-length' | 'cannot-be-created'
  readonly file: string
  readonly line: string
}

export interface MachineKeyOptions {
  /** `create` is for the demonstration hall and development; elsewhere a lost key must be noticed, not replaced. */
  readonly whenMissing: 'create' | 'refuse'
  /** Gets each warning as one line, loudly to be shown. */
  readonly warn: (line: string) => void
}

/** AES-256 and HMAC-SHA-256 both take 32 bytes. */
const KEY_BYTES = 32

/** Permission bits that let somebody else than the owner in. */
const OTHERS = 0o077

/** Reads the machine's key, or creates the file (mode 0600) where that is allowed. */
export async function loadMachineKey(
  source: MachineKeySource,
  options: MachineKeyOptions,
): Promise<Result<MachineKey, MachineKeyFault>> {
  if ('credential' in source) return await loadCredential(source.credential)
  const read = await readKey(source.file)
  if (read.ok) {
    await warnOfOthers(source.file, options.warn)
    return read
  }
  if (read.fault.kind !== 'missing' || options.whenMissing === 'refuse') return read
  return await createKeyFile(source.file, options.warn)
}

/** A key from its 32 bytes. */
export function machineKeyFrom(secret: Uint8Array): MachineKey {
  const root = Buffer.from(secret)
  return {
    derive: (purpose) => Buffer.from(hkdfSync('sha256', root, '', `yimen machine key, suite 1, ${purpose}`, KEY_BYTES)),
  }
}

async function loadCredential(name: string): Promise<Result<MachineKey, MachineKeyFault>> {
  // systemd.exec(5), CREDENTIALS: the unit's credentials lie decrypted in this folder, in memory that is never swapped
  const folder = process.env['CREDENTIALS_DIRECTORY']
  if (folder === undefined) {
    return err({
      kind: 'missing',
      file: name,
      line: `The key is to come from the systemd credential ${name}, but this process was given no credentials.`,
    })
  }
  return await readKey(path.join(folder, name))
}

async function readKey(file: string): Promise<Result<MachineKey, MachineKeyFault>> {
  try {
    const secret = await readFile(file)
    if (secret.length !== KEY_BYTES) {
      const line = `The key in ${file} is ${secret.length} bytes long; expected ${KEY_BYTES}.`
      return err({ kind: 'wrong-length', file, line })
    }
    return ok(machineKeyFrom(secret))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return err({ kind: 'missing', file, line: `There is no key file ${file}.` })
    }
    return err({ kind: 'unreadable', file, line: `The key file ${file} cannot be read (${codeOf(error)}).` })
  }
}

async function createKeyFile(
  file: string,
  warn: (line: string) => void,
): Promise<Result<MachineKey, MachineKeyFault>> {
  const secret = randomBytes(KEY_BYTES)
  try {
    await mkdir(path.dirname(file), { recursive: true })
    // on the disk before anything is sealed with it: a ledger whose key a power cut took is lost
    await writeDurably(file, secret, 0o600)
  } catch (error) {
    const line = `The key file ${file} cannot be created (${codeOf(error)}).`
    return err({ kind: 'cannot-be-created', file, line })
  }
  warn(`NEW MACHINE KEY in ${file}: a key file is for development only. Who copies it can read the ledger.`)
  return ok(machineKeyFrom(secret))
}

async function warnOfOthers(file: string, warn: (line: string) => void): Promise<void> {
  if (process.platform === 'win32') return // modes say nothing there; access lists do
  const { mode } = await stat(file)
  if ((mode & OTHERS) !== 0) warn(`The key file ${file} can be opened by others than its owner: chmod 600 it.`)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
}
