import { createHash, verify, type KeyObject } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import createClient from 'openapi-fetch'
import { err, ok, type Result } from '../../drivers/result.ts'
import { deviceCredential, platformAddress } from './address.ts'
import type { paths } from './api.ts'
import type { Answer, OperationId } from './answers.ts'
import { createCalls, type Answered, type Ask, type Calls } from './calls.ts'
import { createCircuit } from './circuit.ts'
import { watchClock } from './clock-offset.ts'
import { brokenAnswer, type PlatformFault } from './fault.ts'
import type { Person, Platform } from './platform.ts'

export interface PlatformOptions {
  /** The address of the API, as `https://platform.example/api/v1`. */
  readonly url: string
  /** As it stands in its file. */
  readonly credential: string
  readonly terminal: string
  /** Ed25519, of whoever signs the catalogue. */
  readonly catalogueKey: KeyObject
  readonly now: () => Date
  /** Milliseconds that have passed on this machine, whatever its clock says. */
  readonly ran?: () => number
  readonly random?: () => number
  readonly pause?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>
}

/** What an ordinary answer is allowed: a citizen looks at the screen meanwhile. */
const ORDINARY = { timeoutMs: 10_000, mostBytes: 1024 * 1024 } as const
/** Ten thousand items of some 5 kB each. */
const CATALOGUE = { timeoutMs: 60_000, mostBytes: 64 * 1024 * 1024 } as const
/** A page of a form; whoever wants to see it stands in front. */
const PICTURE = { timeoutMs: 10_000, mostBytes: 2 * 1024 * 1024 } as const
/** 500 events, and 500 results of at most some 500 bytes. */
const EVENTS = { timeoutMs: 30_000, mostBytes: 1024 * 1024 } as const
/** Tables of some thousand rows. */
const CONTENT = { timeoutMs: 20_000, mostBytes: 16 * 1024 * 1024 } as const
/** A PDF of 20 MB is 27 MB in base64. */
const SEAL = { timeoutMs: 60_000, mostBytes: 28 * 1024 * 1024 } as const
/** Somebody stands there for their number, which the day's list gives them too. */
const APPOINTMENTS_TIMEOUT_MS = 3000
/** 5000 bookings of some 300 bytes. */
const DAY_LIST = { timeoutMs: 30_000, mostBytes: 4 * 1024 * 1024 } as const
const DOCUMENT_TIMEOUT_MS = 60_000
const FACE_TIMEOUT_MS = 20_000
const FILING_TIMEOUT_MS = 60_000
/** Ten megabytes, while somebody waits with their phone in their hand. */
const PHONE_FILE_TIMEOUT_MS = 60_000
/** A problem with its title. */
const REFUSAL_BYTES = 4096
/** Half a megabyte, with some others at the same time, over the worst line that still carries anything. */
const PART_TIMEOUT_MS = 120_000

/** The client of one platform. The fault is one line for whoever configures it. */
export function openPlatform(options: PlatformOptions): Result<Platform, { readonly line: string }> {
  const address = platformAddress(options.url)
  if (!address.ok) return address
  const credential = deviceCredential(options.credential)
  if (!credential.ok) return credential
  const ran = options.ran ?? (() => performance.now())
  const random = options.random ?? Math.random
  const clock = watchClock()
  const behindOwnCircuit = (): Calls => {
    const circuit = createCircuit({ ran, random })
    return createCalls({ circuit, clock, now: options.now, ran, random, pause: options.pause ?? pause })
  }
  const calls = behindOwnCircuit()
  // What the terminal tells by itself may be refused again and again; no citizen is to go without for it.
  const background = behindOwnCircuit()
  // Nor is a certificate to wait because a picture of a form did not come.
  const pictures = behindOwnCircuit()
  // Large parts break off where small events still get through.
  const uploads = behindOwnCircuit()
  // Somebody's phone is no reason that their certificate waits.
  const phones = behindOwnCircuit()
  const api = createClient<paths>({ baseUrl: address.value, headers: { authorization: `Bearer ${credential.value}` } })
  // A platform that has no bookings to tell is one for everything else.
  const bookings = behindOwnCircuit()
  const { terminal } = options
  const header = { 'Yimen-Terminal': terminal } as const
  const keyed = (key: string) => ({ ...header, 'Idempotency-Key': key })

  return ok({
    async catalogue(etag, signal) {
      const answered = await background.ask({ ...repeatable('readCatalogue', signal), ...CATALOGUE }, (fetch) =>
        api.GET('/catalogue', {
          params: { header: etag === null ? header : { ...header, 'If-None-Match': etag } },
          fetch,
        }),
      )
      if (!answered.ok) return answered
      const { status, headers, bytes, body } = answered.value
      if (status === 304) return etag === null ? err(brokenAnswer('not-as-written')) : ok({ kind: 'known' })
      const signature = Buffer.from(headers.get('yimen-signature') ?? '', 'base64')
      if (!verify(null, bytes, options.catalogueKey, signature)) return err(brokenAnswer('not-signed'))
      return ok({ kind: 'new', etag: headers.get('etag') ?? '', bytes, signature, catalogue: body })
    },

    async catalogueFile(id, signal) {
      const answered = await pictures.ask({ ...repeatable('readCatalogueFile', signal), ...PICTURE }, (fetch) =>
        api.GET('/catalogue/files/{id}', { params: { header, path: { id } }, parseAs: 'stream', fetch }),
      )
      return answered.ok ? ok(answered.value.bytes) : answered
    },

    async deliverEvents(events, signal) {
      const answered = await bodyOf(
        background.ask({ ...single('deliverEvents', signal), ...EVENTS }, (fetch) =>
          api.POST('/events', { params: { header }, body: { terminal, events }, fetch }),
        ),
      )
      if (!answered.ok) return answered
      const { results } = answered.value
      const same = results.length === events.length && results.every((result, index) => result.id === events[index]?.id)
      return same ? ok(results) : err(brokenAnswer('not-as-written'))
    },

    reportAuditHead: (head, signal) =>
      bodyOf(
        background.ask(single('reportAuditHead', signal), (fetch) =>
          api.POST('/audit-heads', { params: { header }, body: { terminal, ...head }, fetch }),
        ),
      ),

    certificates: (question, signal) =>
      bodyOf(
        calls.ask(repeatable('listCertificates', signal), (fetch) =>
          api.POST('/person/certificates', { params: { header }, body: question, fetch }),
        ),
      ),

    startVerification: (person, key, signal) =>
      bodyOf(
        calls.ask(repeatable('startVerification', signal), (fetch) =>
          api.POST('/person/verifications', { params: { header: keyed(key) }, body: { person }, fetch }),
        ),
      ),

    startPhoneVerification: (person, phone, key, signal) =>
      bodyOf(
        calls.ask(repeatable('startVerification', signal), (fetch) =>
          api.POST('/person/verifications', { params: { header: keyed(key) }, body: { person, phone }, fetch }),
        ),
      ),

    checkVerification: (id, code, key, signal) =>
      bodyOf(
        calls.ask(repeatable('checkVerification', signal), (fetch) =>
          api.POST('/person/verifications/{id}/check', {
            params: { header: keyed(key), path: { id } },
            body: { code },
            fetch,
          }),
        ),
      ),

    compareFace: ({ person, frame, cardPhoto }, key, signal) =>
      bodyOf(
        calls.ask({ ...repeatable('compareFace', signal), timeoutMs: FACE_TIMEOUT_MS }, (fetch) =>
          api.POST('/person/face', {
            params: { header: keyed(key) },
            body: {
              person,
              frame: base64(frame),
              cardPhoto: { format: cardPhoto.format, content: base64(cardPhoto.content) },
            },
            fetch,
          }),
        ),
      ),

    async content(id, question, signal) {
      const answered = await bodyOf(
        calls.ask({ ...repeatable('readContent', signal), ...CONTENT }, (fetch) =>
          api.POST('/certificates/{id}/content', { params: { header, path: { id } }, body: question, fetch }),
        ),
      )
      if (!answered.ok) return answered
      return samePerson(answered.value.of, question.person) ? answered : err(brokenAnswer('another-person'))
    },

    async document(pdf, signal) {
      const id = pdf.url.slice('/documents/'.length)
      const ask = { ...repeatable('readDocument', signal), timeoutMs: DOCUMENT_TIMEOUT_MS, mostBytes: pdf.bytes }
      const answered = await calls.ask(ask, (fetch) =>
        api.GET('/documents/{id}', { params: { header, path: { id } }, parseAs: 'stream', fetch }),
      )
      if (!answered.ok) return answered
      const { bytes } = answered.value
      return bytes.length === pdf.bytes && sha256(bytes) === pdf.sha256 ? ok(bytes) : err(brokenAnswer('other-digest'))
    },

    authorise: (id, question, key, signal) =>
      bodyOf(
        calls.ask(repeatable('authorise', signal), (fetch) =>
          api.POST('/certificates/{id}/authorisations', {
            params: { header: keyed(key), path: { id } },
            body: question,
            fetch,
          }),
        ),
      ),

    async seal(authorisation, { pdf, place }, key, signal) {
      const answered = await bodyOf(
        calls.ask({ ...repeatable('sealDocument', signal), ...SEAL }, (fetch) =>
          api.POST('/seals', {
            params: { header: keyed(key) },
            body: { authorisation, sha256: sha256(pdf), pdf: base64(pdf), ...(place === null ? {} : { place }) },
            fetch,
          }),
        ),
      )
      if (!answered.ok) return answered
      const sealed = Buffer.from(answered.value.pdf, 'base64')
      if (sha256(sealed) !== answered.value.sha256) return err(brokenAnswer('other-digest'))
      return ok({ pdf: sealed, sha256: answered.value.sha256, seal: answered.value.seal })
    },

    verifyPaper: (paper, signal) =>
      bodyOf(
        calls.ask(repeatable('verifyPaper', signal), (fetch) =>
          api.POST('/verification', { params: { header }, body: paper, fetch }),
        ),
      ),

    licences: (question, signal) =>
      bodyOf(
        calls.ask(repeatable('listLicences', signal), (fetch) =>
          api.POST('/person/licences', { params: { header }, body: question, fetch }),
        ),
      ),

    company: (code, signal) =>
      bodyOf(
        calls.ask(repeatable('findCompany', signal), (fetch) =>
          api.POST('/companies/lookup', { params: { header }, body: { code }, fetch }),
        ),
      ),

    verifyCode: ({ text, symbology, at }, key, signal) =>
      bodyOf(
        calls.ask(repeatable('verifyCode', signal), (fetch) =>
          api.POST('/codes/verify', {
            params: { header: keyed(key) },
            body: { text, symbology, scannedAt: at.toISOString() },
            fetch,
          }),
        ),
      ),

    upload: (id, signal) =>
      bodyOf(
        uploads.ask(repeatable('readUpload', signal), (fetch) =>
          api.GET('/uploads/{id}', { params: { header, path: { id } }, fetch }),
        ),
      ),

    uploadPart: (id, { offset, length, bytes }, signal) =>
      bodyOf(
        uploads.ask({ ...repeatable('uploadPart', signal), timeoutMs: PART_TIMEOUT_MS }, (fetch) =>
          api.PUT('/uploads/{id}', {
            params: { header: { ...header, 'Upload-Offset': offset, 'Upload-Length': length }, path: { id } },
            headers: { 'content-type': 'application/octet-stream' },
            // The document's `binary` is a string to the generator of the types.
            body: bytes as unknown as string,
            bodySerializer: () => bytes,
            fetch,
          }),
        ),
      ),

    openPhoneUpload: (wish, key, signal) =>
      bodyOf(
        phones.ask(repeatable('openPhoneUpload', signal), (fetch) =>
          api.POST('/phone-uploads', { params: { header: keyed(key) }, body: wish, fetch }),
        ),
      ),

    phoneUpload: (id, signal) =>
      bodyOf(
        phones.ask(repeatable('readPhoneUpload', signal), (fetch) =>
          api.GET('/phone-uploads/{id}', { params: { header, path: { id } }, fetch }),
        ),
      ),

    async settlePhoneUpload(id, outcome, signal) {
      const answered = await phones.ask(repeatable('settlePhoneUpload', signal), (fetch) =>
        api.PUT('/phone-uploads/{id}/outcome', { params: { header, path: { id } }, body: outcome, fetch }),
      )
      return answered.ok ? ok(undefined) : answered
    },

    async phoneFile(file, signal) {
      const ask = { ...repeatable('readPhoneFile', signal), timeoutMs: PHONE_FILE_TIMEOUT_MS, mostBytes: Math.max(file.bytes, REFUSAL_BYTES) }
      const answered = await phones.ask(ask, (fetch) =>
        api.GET('/phone-files/{id}', { params: { header, path: { id: file.id } }, parseAs: 'stream', fetch }),
      )
      if (!answered.ok) return answered
      const { bytes } = answered.value
      return bytes.length === file.bytes && sha256(bytes) === file.sha256 ? ok(bytes) : err(brokenAnswer('other-digest'))
    },

    file: (filing, key, signal) =>
      bodyOf(
        uploads.ask({ ...repeatable('file', signal), timeoutMs: FILING_TIMEOUT_MS }, (fetch) =>
          api.POST('/filings', { params: { header: keyed(key) }, body: { terminal, ...filing }, fetch }),
        ),
      ),

    supplement: (supplement, key, signal) =>
      bodyOf(
        uploads.ask({ ...repeatable('supplement', signal), timeoutMs: FILING_TIMEOUT_MS }, (fetch) =>
          api.POST('/supplements', { params: { header: keyed(key) }, body: { terminal, ...supplement }, fetch }),
        ),
      ),

    async progress(question, signal) {
      const answered = await bodyOf(
        calls.ask(repeatable('readProgress', signal), (fetch) =>
          api.POST('/person/progress', { params: { header }, body: question, fetch }),
        ),
      )
      if (!answered.ok) return answered
      const { of, filings } = answered.value
      return samePerson(of, question.person) ? ok(filings) : err(brokenAnswer('another-person'))
    },

    async appointments(question, hall, signal) {
      const ask = { ...repeatable('listAppointments', signal), timeoutMs: APPOINTMENTS_TIMEOUT_MS }
      const answered = await bodyOf(
        bookings.ask(ask, (fetch) => api.POST('/person/appointments', { params: { header }, body: { ...question, hall }, fetch })),
      )
      if (!answered.ok) return answered
      const { of, appointments } = answered.value
      return samePerson(of, question.person) ? ok(appointments) : err(brokenAnswer('another-person'))
    },

    async appointmentsOfDay(hall, day, signal) {
      const answered = await bodyOf(
        bookings.ask({ ...single('listDay', signal), ...DAY_LIST }, (fetch) =>
          api.POST('/appointments/day', { params: { header }, body: { hall, day }, fetch }),
        ),
      )
      return answered.ok ? ok(answered.value.appointments) : answered
    },

    receipt: (receipt, signal) =>
      bodyOf(
        calls.ask(repeatable('readReceipt', signal), (fetch) =>
          api.POST('/receipts/status', { params: { header }, body: receipt, fetch }),
        ),
      ),

    evaluate: (evaluation, key, signal) =>
      bodyOf(
        calls.ask(repeatable('evaluate', signal), (fetch) =>
          api.POST('/evaluations', { params: { header: keyed(key) }, body: { terminal, ...evaluation }, fetch }),
        ),
      ),

    async reportHealth(health, signal) {
      const answered = await background.ask(single('reportHealth', signal), (fetch) =>
        api.PUT('/terminals/{id}/health', { params: { header, path: { id: terminal } }, body: health, fetch }),
      )
      return answered.ok ? ok(undefined) : answered
    },

    clockOffset: () => clock.offset(),
  })
}

/** What only reads, or has an idempotency key. */
function repeatable<Id extends OperationId>(operation: Id, signal: AbortSignal | undefined): Ask<Id> {
  return { ...ORDINARY, operation, repeat: 'may', signal }
}

/** What has its own ways of being told again. */
function single<Id extends OperationId>(operation: Id, signal: AbortSignal | undefined): Ask<Id> {
  return { ...ORDINARY, operation, repeat: 'never', signal }
}

async function bodyOf<Id extends OperationId>(
  answered: Promise<Result<Answered<Id>, PlatformFault>>,
): Promise<Result<Answer<Id>, PlatformFault>> {
  const answer = await answered
  return answer.ok ? ok(answer.value.body) : answer
}

/** The name may come composed otherwise (Unicode, NFC); the number decides together with it. */
function samePerson(one: Person, other: Person): boolean {
  return (
    one.document === other.document && one.number === other.number && one.name.normalize() === other.name.normalize()
  )
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  // Rejects only when the signal is aborted; the caller looks at the signal.
  await sleep(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
}
