import { createHash } from 'node:crypto'
import { readPdf } from '../pdf-objects.ts'
import { json, NOT_FOUND, refuse, type Reply } from './replies.ts'

/** Files on their way to a filing, each by the SHA-256 of what it will be. */
export interface UploadDesk {
  /** Whole files, for whoever compares every byte. */
  readonly files: ReadonlyMap<string, Buffer>
  /** Pages of those that are PDFs and can be read. */
  readonly pages: ReadonlyMap<string, number>
  how(sha256: string): Reply
  /** A part as it came; `offset` and `length` as their headers say, undefined where there is none. */
  put(sha256: string, part: Buffer, offset: string | undefined, length: string | undefined): Reply
  /** As a platform does after its time; what a filing names then has to come again. */
  forget(sha256: string): void
}

const MOST_BYTES = 25_000_000
const MOST_PART = 512 * 1024

const BAD_PART = refuse(400, 'bad-request', '上传请求不符合接口规定 · The part is not as the written API says')
const GAP = refuse(409, 'out-of-order', '上传的位置超前 · There is a gap before this part')
const DIFFERS = refuse(422, 'digest-differs', '文件与摘要不符 · The file is not the one of this digest')

export function createUploadDesk(): UploadDesk {
  const files = new Map<string, Buffer>()
  const pages = new Map<string, number>()
  const parts = new Map<string, { readonly length: number; bytes: Buffer }>()

  function whole(sha256: string, bytes: Buffer): Reply {
    const found = pages.get(sha256)
    return json(200, { received: bytes.length, complete: true, ...(found === undefined ? {} : { pages: found }) })
  }

  return {
    files,
    pages,

    how(sha256) {
      if (!/^[0-9a-f]{64}$/.test(sha256)) return NOT_FOUND
      const file = files.get(sha256)
      if (file !== undefined) return whole(sha256, file)
      return json(200, { received: parts.get(sha256)?.bytes.length ?? 0, complete: false })
    },

    put(sha256, part, offsetText, lengthText) {
      const offset = number(offsetText)
      const length = number(lengthText)
      const fits = offset !== null && length !== null && length > 0 && length <= MOST_BYTES && offset + part.length <= length
      if (!/^[0-9a-f]{64}$/.test(sha256) || !fits || part.length === 0 || part.length > MOST_PART) return BAD_PART
      const file = files.get(sha256)
      if (file !== undefined) return file.length === length ? whole(sha256, file) : BAD_PART
      const before = parts.get(sha256) ?? { length, bytes: Buffer.alloc(0) }
      if (before.length !== length) return BAD_PART
      if (offset > before.bytes.length) return GAP
      const known = before.bytes.length - offset
      const bytes = known >= part.length ? before.bytes : Buffer.concat([before.bytes, part.subarray(known)])
      if (bytes.length < length) {
        parts.set(sha256, { length, bytes })
        return json(200, { received: bytes.length, complete: false })
      }
      parts.delete(sha256)
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) return DIFFERS
      files.set(sha256, bytes)
      const found = readPdf(bytes)?.pages.length ?? 0
      if (found > 0) pages.set(sha256, found)
      return whole(sha256, bytes)
    },

    forget(sha256) {
      files.delete(sha256)
      pages.delete(sha256)
      parts.delete(sha256)
    },
  }
}

function number(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null
}
