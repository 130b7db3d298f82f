import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, statfs } from 'node:fs/promises'
import path from 'node:path'
import { err, ok, type Result } from '../../drivers/result.ts'
import { decrypt, encrypt } from '../ledger/cipher.ts'
import { flushFolder, writeDurably } from '../ledger/durable-file.ts'
import { faultOfError } from '../ledger/faults.ts'
import type { FilingKey } from './filing-keys.ts'

/** A page as it is known everywhere: the SHA-256 of its bytes in hexadecimal, and how many they are. */
export interface PageRef {
  readonly id: string
  readonly bytes: number
}

/**
 * Pages of papers as files below `materials/`: one folder for each key, in it each page by its content's hash, sealed
 * under that key. A page is there whole or not at all, and what is read is held against its hash.
 */
export interface MaterialFiles {
  /** Keeps a page durably; one that is there already is kept once. */
  keep(key: FilingKey, bytes: Uint8Array): Promise<Result<PageRef, 'disk-full'>>
  /** Null where it is not there, or is not what its name says. */
  read(key: FilingKey, id: string): Promise<Buffer | null>
  remove(keyId: string, ids: readonly string[]): Promise<void>
  /** Of one key, all. */
  removeAll(keyId: string): Promise<void>
  /** Folders that are there, by their keys' ids. */
  folders(): Promise<readonly string[]>
}

/** So much stays free, so that numbers are still given where papers no longer fit. */
const FREE_FOR_THE_LEDGER = 64 * 1024 * 1024

const SHA256 = /^[0-9a-f]{64}$/
const KEY_ID = /^[0-9a-f-]{36}$/

export function createMaterialFiles(parts: {
  /** `data/materials`; made on demand. */
  readonly folder: string
  /** Free bytes where it lies. */
  readonly room?: (folder: string) => Promise<number>
}): MaterialFiles {
  const room = parts.room ?? freeBytes
  const folderOf = (keyId: string) => path.join(parts.folder, keyId)

  return {
    async keep(key, bytes) {
      const id = createHash('sha256').update(bytes).digest('hex')
      const folder = folderOf(key.id)
      const file = path.join(folder, id)
      try {
        const made = await mkdir(folder, { recursive: true, mode: 0o700 })
        if (made !== undefined) for (const above of [parts.folder, path.dirname(parts.folder)]) await flushFolder(above)
        if ((await room(folder)) < bytes.length + FREE_FOR_THE_LEDGER) return err('disk-full')
        await writeDurably(file, encrypt(key.secret, bytes, ['material', key.id, id]), 0o600)
        return ok({ id, bytes: bytes.length })
      } catch (error) {
        if (faultOfError(error, file)?.kind === 'disk-full') return err('disk-full')
        throw error
      }
    },

    async read(key, id) {
      if (!SHA256.test(id)) return null
      let sealed: Buffer
      try {
        sealed = await readFile(path.join(folderOf(key.id), id))
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
        throw error
      }
      const bytes = decrypt(key.secret, sealed, ['material', key.id, id])
      return bytes !== null && createHash('sha256').update(bytes).digest('hex') === id ? bytes : null
    },

    async remove(keyId, ids) {
      for (const id of ids) await rm(path.join(folderOf(keyId), id), { force: true })
    },

    removeAll: (keyId) => rm(folderOf(keyId), { recursive: true, force: true }),

    async folders() {
      try {
        return (await readdir(parts.folder)).filter((name) => KEY_ID.test(name))
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
        throw error
      }
    },
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
