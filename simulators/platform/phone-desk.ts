import { createHash } from 'node:crypto'
import { newId } from './assurance.ts'
import { filesOfForm } from './multipart.ts'
import { phonePage, type PhonePageView, type SendingFault } from './phone-page.ts'
import { json, NOT_FOUND, type Reply } from './replies.ts'
import type { PhoneFileFault, PhoneUploadOutcome, PhoneUploadWish } from './requests.ts'

/** A place to which a phone may send now. */
export interface OpenPhoneUpload {
  readonly path: string
  readonly wish: PhoneUploadWish
  readonly state: 'waiting' | 'opened' | 'sent'
}

/** Papers on their way from a phone to the terminal that asked for them. */
export interface PhoneDesk {
  open(wish: PhoneUploadWish): Reply
  how(id: string): Reply
  file(id: string): Reply
  settle(id: string, outcome: PhoneUploadOutcome): Reply
  /** The public page behind `/u/CODE`, opened or with what its form sends. */
  visit(code: string, call: { readonly method: string; readonly contentType: string | undefined; readonly body: Buffer }): Reply
  /** As from the form, for whoever has no browser. */
  send(path: string, files: readonly Buffer[]): SendingFault | 'over' | null
  /** Those that are open, the newest last. */
  readonly uploads: readonly OpenPhoneUpload[]
  onChange(listener: () => void): () => void
}

interface SentFile {
  readonly id: string
  readonly bytes: Buffer
}

interface Upload {
  readonly id: string
  readonly code: string
  readonly wish: PhoneUploadWish
  readonly until: number
  state: 'waiting' | 'opened' | 'sent' | 'taken' | 'closed'
  files: readonly SentFile[]
  refused: readonly { readonly place: number; readonly reason: PhoneFileFault }[]
  /** Of the last sending, those that the terminal kept. */
  kept: number
}

const MINUTE_MS = 60_000

export function createPhoneDesk(now: () => Date): PhoneDesk {
  const uploads: Upload[] = []
  const listeners = new Set<() => void>()

  function changed(): void {
    for (const listener of listeners) listener()
  }

  /** What is over holds nothing any more. */
  function isOpen(upload: Upload): boolean {
    if (now().getTime() >= upload.until && upload.state !== 'taken') upload.state = 'closed'
    if (upload.state !== 'taken' && upload.state !== 'closed') return true
    upload.files = []
    return false
  }

  function send(upload: Upload, files: readonly Buffer[]): SendingFault | null {
    const { wish } = upload
    if (files.length === 0) return 'no-file'
    if (files.length > wish.files) return 'too-many-files'
    if (files.some(({ length }) => length === 0)) return 'empty-file'
    if (files.some(({ length }) => length > wish.fileBytes)) return 'file-too-large'
    if (files.reduce((sum, { length }) => sum + length, 0) > wish.allBytes) return 'all-too-large'
    upload.files = files.map((bytes) => ({ id: newId(), bytes: Buffer.from(bytes) }))
    upload.state = 'sent'
    changed()
    return null
  }

  function viewOf(upload: Upload, fault: SendingFault | null): PhonePageView {
    if (!isOpen(upload)) return { at: upload.state === 'taken' ? 'taken' : 'over' }
    const { wish, refused, kept } = upload
    if (upload.state === 'sent') return { at: 'sent', wish, files: upload.files.length }
    const minutesLeft = Math.max(1, Math.ceil((upload.until - now().getTime()) / MINUTE_MS))
    return { at: 'form', wish, minutesLeft, fault, refused, takenBefore: refused.length > 0 ? kept : 0 }
  }

  function told(upload: Upload, fault: SendingFault | null): Reply {
    return { kind: 'page', status: fault === null ? 200 : 422, html: phonePage(viewOf(upload, fault)) }
  }

  return {
    open(wish) {
      const [id, code] = [newId(), newId()]
      const until = now().getTime() + wish.minutes * MINUTE_MS
      uploads.push({ id, code, wish, until, state: 'waiting', files: [], refused: [], kept: 0 })
      changed()
      return json(201, { id, path: `/u/${code}`, until: new Date(until).toISOString() })
    },

    how(id) {
      const upload = uploads.find((each) => each.id === id)
      if (upload === undefined) return NOT_FOUND
      if (!isOpen(upload)) return json(200, { state: 'over', files: [] })
      const files = upload.files.map(({ id: file, bytes }) => ({ id: file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }))
      return json(200, { state: upload.state, files })
    },

    file(id) {
      const found = uploads.filter(isOpen).flatMap(({ files }) => files).find((file) => file.id === id)
      return found === undefined ? NOT_FOUND : { kind: 'bytes', type: 'application/octet-stream', body: found.bytes }
    },

    settle(id, outcome) {
      const upload = uploads.find((each) => each.id === id)
      if (upload !== undefined && isOpen(upload)) {
        if (outcome.outcome !== 'again') upload.state = outcome.outcome
        else if (upload.state === 'sent') {
          const refused = outcome.refused.flatMap(({ id: file, reason }) => {
            const place = upload.files.findIndex((each) => each.id === file) + 1
            return place === 0 ? [] : [{ place, reason }]
          })
          upload.kept = upload.files.length - refused.length
          upload.refused = refused
          upload.state = 'opened'
        }
        upload.files = []
        changed()
      }
      return { kind: 'nothing', status: 204 }
    },

    visit(code, { method, contentType, body }) {
      const upload = uploads.find((each) => each.code === code)
      if (upload === undefined) return { kind: 'page', status: 404, html: phonePage({ at: 'over' }) }
      // What was sent is not sent over: the terminal has not said yet what became of it.
      if (!isOpen(upload) || upload.state === 'sent') return told(upload, null)
      if (upload.state === 'waiting') {
        upload.state = 'opened'
        changed()
      }
      if (method !== 'POST') return told(upload, null)
      const files = filesOfForm(contentType, body)
      return told(upload, files === null ? 'broken-off' : send(upload, files))
    },

    send(path, files) {
      const upload = uploads.find((each) => `/u/${each.code}` === path)
      return upload === undefined || !isOpen(upload) || upload.state === 'sent' ? 'over' : send(upload, files)
    },

    get uploads() {
      return uploads.flatMap((upload) => {
        if (!isOpen(upload)) return []
        const { code, wish, state } = upload
        return state === 'waiting' || state === 'opened' || state === 'sent' ? [{ path: `/u/${code}`, wish, state }] : []
      })
    },

    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
