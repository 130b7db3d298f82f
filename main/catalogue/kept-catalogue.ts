import { verify, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { err, ok, type Result } from '../../drivers/result.ts'
import { writeDurably } from '../ledger/durable-file.ts'
import { CatalogueFile } from './catalogue-file.ts'

/** A catalogue of the platform as it came: the bytes that were signed, so that whoever changes them here is noticed too. */
export interface SignedCatalogue {
  /** By which the platform is asked for a newer one. */
  readonly etag: string
  readonly signature: Uint8Array
  readonly bytes: Uint8Array
}

/** A catalogue of the platform that may be used. */
export interface KeptCatalogue {
  readonly etag: string
  readonly catalogue: CatalogueFile
}

const KeptFile = z.strictObject({ etag: z.string().min(1), signature: z.base64(), bytes: z.base64() })

/** Judgement: one owner reads and writes; the catalogue is no secret. */
const MODE = 0o644

/** Keeps it for the time without a network. Rejects with the file system's error; what was kept before is then untouched. */
export async function keepCatalogue(file: string, { etag, signature, bytes }: SignedCatalogue): Promise<void> {
  const kept = { etag, signature: base64(signature), bytes: base64(bytes) }
  await writeDurably(file, JSON.stringify(kept), MODE)
}

/**
 * The catalogue that was kept: null where none was. A fault is one line that says why it is of no use: it cannot be
 * read, is not signed with this key, or is not a catalogue.
 */
export async function readKeptCatalogue(
  file: string,
  key: KeyObject,
): Promise<Result<KeptCatalogue | null, { readonly line: string }>> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? ok(null) : err({ line: `${file}: ${code ?? 'cannot be read'}` })
  }
  const kept = parsed(KeptFile, text)
  if (kept === null) return err({ line: `${file}: is not what was kept there` })
  const bytes = Buffer.from(kept.bytes, 'base64')
  if (!verify(null, bytes, key, Buffer.from(kept.signature, 'base64'))) {
    return err({ line: `${file}: is not signed with the platform’s key` })
  }
  const catalogue = parsed(CatalogueFile, bytes.toString('utf8'))
  return catalogue === null ? err({ line: `${file}: holds no catalogue` }) : ok({ etag: kept.etag, catalogue })
}

function parsed<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> | null {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    // Neither JSON nor what was expected: the caller's line says so.
    return null
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}
