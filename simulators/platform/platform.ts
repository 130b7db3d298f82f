import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { z } from 'zod'
import { createAppointmentDesk, type AppointmentDesk } from './appointments.ts'
import { createAuditHeads, type AuditHeads } from './audit-heads.ts'
import { createAssuranceDesk, newId, type SentCode } from './assurance.ts'
import { catalogueReply, SPECIMEN_CATALOGUE, type Catalogue } from './catalogue.ts'
import { createCertificateDesk, type FinishedDocument } from './certificate-desk.ts'
import { companyReply } from './companies.ts'
import { createCodeDesk, type CodeDesk } from './code-desk.ts'
import { createEventBook, type EventBook } from './events.ts'
import { createFaultScript, type Fault, type FaultScript, type OperationName } from './faults.ts'
import { createFilingDesk, type FilingDesk } from './filing-desk.ts'
import { guidePage } from './guide-page.ts'
import { keepAnswers } from './idempotency.ts'
import { licencesOf } from './licences.ts'
import type { CopyKey, PaperBook } from './papers.ts'
import { createPhoneDesk, type PhoneDesk } from './phone-desk.ts'
import { receiptPage } from './receipt-page.ts'
import { json, NOT_FOUND, refuse, type Reply } from './replies.ts'
import * as requests from './requests.ts'
import { OPERATIONS, routeOf } from './routes.ts'
import { specimenPicture } from './specimen-pictures.ts'
import { createUploadDesk, type UploadDesk } from './upload-desk.ts'
import { verifyPage } from './verify-page.ts'
import { openWire, type Handling, type Incoming } from './wire.ts'

/** A call that reached the platform, whatever became of it. */
export interface HeardCall {
  readonly operation: OperationName
  readonly terminal: string | undefined
  readonly key: string | undefined
}

export interface PlatformSimulator {
  /** The base of the API, `http://127.0.0.1:PORT/api/v1`. */
  readonly url: string
  /** What a phone opens; a printed QR leads below it. */
  readonly publicUrl: string
  readonly terminal: string
  readonly credential: string
  /** Ed25519, of whoever signs the catalogue. */
  readonly catalogueKey: KeyObject
  readonly faults: FaultScript
  /** Every call in order. */
  readonly calls: readonly HeardCall[]
  readonly book: EventBook
  readonly auditHeads: AuditHeads
  readonly papers: PaperBook
  readonly filingDesk: FilingDesk
  readonly appointmentDesk: AppointmentDesk
  readonly uploads: UploadDesk
  readonly phoneDesk: PhoneDesk
  /** Issues the codes that people show on their phones, and says whose they are. */
  readonly codeDesk: CodeDesk
  readonly sentCodes: readonly SentCode[]
  onCodeSent(listener: () => void): () => void
  /** The newest of each terminal. */
  readonly health: ReadonlyMap<string, requests.Health>
  setFaces(match: boolean): void
  setCatalogue(catalogue: Catalogue): void
  /** Whatever somebody has put there as a picture, by its name in the catalogue. */
  setPicture(id: string, bytes: Buffer): void
  /** Whatever somebody finds in the authority's store instead of a finished document; null: the right one. */
  setFinished(document: FinishedDocument | null): void
  /** The credential is refused from now on, or taken again. */
  expireCredential(expired: boolean): void
  /** The platform's clock goes so many milliseconds ahead of this machine's. */
  setClockAhead(milliseconds: number): void
  close(): Promise<void>
}

export interface PlatformSimulatorOptions {
  /** Port 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number }
  /** Whose credential is given out. */
  readonly terminal: string
  /** The address under which a phone reaches it; its own without one. */
  readonly publicUrl?: string
}

/** The reference platform: the whole written API over HTTP, with specimen people, all in memory. */
export async function startPlatform(options: PlatformSimulatorOptions): Promise<PlatformSimulator> {
  const keys = generateKeyPairSync('ed25519')
  const credential = newId()
  const faults = createFaultScript()
  const calls: HeardCall[] = []
  const health = new Map<string, requests.Health>()
  const pictures = new Map<string, Buffer>()
  let clockAheadMs = 0
  let expired = false
  let catalogue = SPECIMEN_CATALOGUE
  const now = (): Date => new Date(Date.now() + clockAheadMs)

  const assurance = createAssuranceDesk(now)
  const publicUrl = (): string => options.publicUrl ?? wire.origin
  const certificates = createCertificateDesk({ assurance, now, publicUrl })
  const uploads = createUploadDesk()
  const phoneDesk = createPhoneDesk(now)
  const codeDesk = createCodeDesk(now)
  const filingDesk = createFilingDesk(assurance, uploads, now)
  const appointmentDesk = createAppointmentDesk(now)
  const kept = keepAnswers()
  const { papers } = certificates
  const book = createEventBook((terminal, event) => {
    const disputed = filingDesk.hear(event)
    if (disputed.outcome !== 'taken') return disputed
    appointmentDesk.hear(event)
    return papers.hear(terminal, event)
  })
  const auditHeads = createAuditHeads()

  interface Call {
    readonly id: string
    readonly body: Buffer
    readonly headers: Incoming['headers']
    /** Whose act it is; empty where an operation has no key. */
    readonly copy: CopyKey
    readonly befallen: (kind: Fault['kind']) => boolean
  }

  const acts: Readonly<Record<OperationName, (call: Call) => Reply>> = {
    readCatalogue: ({ headers }) => catalogueReply(catalogue, keys.privateKey, headers['if-none-match']),
    readCatalogueFile: ({ id }) => pictureReply(pictures.get(id) ?? specimenPicture(id)),
    listCertificates: ({ body }) => read(requests.PersonQuestion, body, (question) => certificates.list(question)),
    startVerification: ({ body }) =>
      read(requests.VerificationStart, body, ({ person, phone }) => assurance.startVerification(person, phone)),
    checkVerification: ({ id, body }) =>
      read(requests.VerificationCode, body, ({ code }) => assurance.checkVerification(id, code)),
    compareFace: ({ body }) => read(requests.FacePictures, body, ({ person }) => assurance.compareFace(person)),
    readProgress: ({ body, befallen }) =>
      read(requests.PersonQuestion, body, (question) => filingDesk.progress(question, befallen('another-person'))),
    listAppointments: ({ body }) =>
      read(requests.AppointmentQuestion, body, ({ person }) => appointmentDesk.listFor(person)),
    listDay: ({ body }) => read(requests.DayQuestion, body, ({ day }) => appointmentDesk.listDay(day)),
    readReceipt: ({ body }) => read(requests.Receipt, body, (receipt) => json(200, filingDesk.receipt(receipt))),
    readContent: ({ id, body, befallen }) =>
      read(requests.ContentQuestion, body, (question) =>
        certificates.content(id, question, befallen('another-person')),
      ),
    readDocument: ({ id }) => certificates.document(id),
    authorise: ({ id, body, copy }) =>
      read(requests.ContentQuestion, body, (question) => certificates.authorise(id, question, copy)),
    sealDocument: ({ body }) =>
      read(requests.SealRequest, body, ({ authorisation, sha256, pdf, place }) =>
        papers.seal(authorisation, sha256, Buffer.from(pdf, 'base64'), place),
      ),
    verifyPaper: ({ body }) =>
      read(requests.Paper, body, ({ number, code }) => json(200, papers.truthOf(number, code))),
    listLicences: ({ body }) => read(requests.LicenceQuestion, body, (question) => licencesOf(assurance, question)),
    findCompany: ({ body }) => read(requests.CompanyQuestion, body, ({ code }) => companyReply(code)),
    verifyCode: ({ body }) => read(requests.ScannedText, body, ({ text }) => codeDesk.verify(text)),
    readUpload: ({ id }) => uploads.how(id),
    uploadPart: ({ id, body, headers }) =>
      uploads.put(id, body, one(headers['upload-offset']), one(headers['upload-length'])),
    openPhoneUpload: ({ body }) => read(requests.PhoneUploadWish, body, (wish) => phoneDesk.open(wish)),
    readPhoneUpload: ({ id }) => phoneDesk.how(id),
    settlePhoneUpload: ({ id, body }) => read(requests.PhoneUploadOutcome, body, (outcome) => phoneDesk.settle(id, outcome)),
    readPhoneFile: ({ id }) => phoneDesk.file(id),
    file: ({ body, headers }) =>
      read(requests.Filing, body, (filing) => own(filing.terminal, headers) ?? filingDesk.file(filing)),
    supplement: ({ body, headers }) =>
      read(requests.Supplement, body, (given) => own(given.terminal, headers) ?? filingDesk.supplement(given)),
    evaluate: ({ body, headers }) =>
      read(
        requests.Evaluation,
        body,
        (evaluation) => own(evaluation.terminal, headers) ?? filingDesk.evaluate(evaluation),
      ),
    reportHealth: ({ id, body, headers }) =>
      read(requests.Health, body, (told) => {
        const foreign = own(id, headers)
        if (foreign === null) health.set(id, told)
        return foreign ?? { kind: 'nothing', status: 204 }
      }),
    deliverEvents: ({ body, headers }) =>
      read(
        requests.EventBatch,
        body,
        ({ terminal, events }) => own(terminal, headers) ?? json(200, book.take(terminal, events)),
      ),
    reportAuditHead: ({ body, headers }) =>
      read(requests.AuditHead, body, (head) => own(head.terminal, headers) ?? auditHeads.report(head)),
  }

  function handle(call: Incoming): Handling {
    const page = /^\/v\/([^/]{1,64})\/([^/]{1,64})$/.exec(call.path)
    if (page?.[1] !== undefined && page[2] !== undefined && call.method === 'GET') {
      const [, number, code] = page
      return {
        faults: [],
        act: () => ({ kind: 'page', status: 200, html: verifyPage(number, papers.truthOf(number, code)) }),
      }
    }
    const guide = call.method === 'GET' ? /^\/g\/([0-9A-Z]{1,64})$/.exec(call.path)?.[1] : undefined
    const guideHtml = guide === undefined ? null : guidePage(catalogue, guide)
    if (guideHtml !== null) return { faults: [], act: () => ({ kind: 'page', status: 200, html: guideHtml }) }
    const receipt = /^\/f\/([^/]{1,64})\/([^/]{1,64})$/.exec(call.path)
    if (receipt?.[1] !== undefined && receipt[2] !== undefined && call.method === 'GET') {
      const [, number, code] = receipt
      return { faults: [], act: () => ({ kind: 'page', status: 200, html: receiptPage(number, filingDesk.receipt({ number, code })) }) }
    }
    const phone = /^\/u\/([A-Za-z0-9_-]{8,64})$/.exec(call.path)?.[1]
    if (phone !== undefined && (call.method === 'GET' || call.method === 'POST')) {
      const { method, body, headers } = call
      return { faults: [], act: () => phoneDesk.visit(phone, { method, contentType: headers['content-type'], body }) }
    }
    const route = routeOf(call.method, call.path)
    if (route === undefined) return { faults: [], act: () => NOT_FOUND }
    const { operation, id } = route
    const terminal = one(call.headers['yimen-terminal'])
    const key = one(call.headers['idempotency-key'])
    calls.push({ operation, terminal, key })
    const befalling = faults.take(operation)
    const refused = admit(call, terminal)
    const befallen = (kind: Fault['kind']): boolean => befalling.some((fault) => fault.kind === kind)
    const copy = { terminal: terminal ?? '', key: key ?? '' }
    const act = (): Reply => acts[operation]({ id, body: call.body, headers: call.headers, copy, befallen })
    return {
      faults: befalling,
      act() {
        if (refused !== null) return refused
        if (!OPERATIONS[operation].keyed) return act()
        if (key === undefined || !/^[A-Za-z0-9_-]{16,64}$/.test(key)) return BAD_REQUEST
        return kept.once(
          { terminal: terminal ?? '', operation: `${operation} ${id}`, key, body: call.body.toString() },
          act,
        )
      },
    }
  }

  function admit({ headers }: Incoming, terminal: string | undefined): Reply | null {
    if (expired || headers.authorization !== `Bearer ${credential}`) {
      return refuse(401, 'credential-refused', '设备凭证无效 · The credential is not valid')
    }
    return terminal === options.terminal ? null : WRONG_TERMINAL
  }

  const wire = await openWire({ listen: options.listen, now, handle })
  return {
    url: `${wire.origin}/api/v1`,
    publicUrl: publicUrl(),
    terminal: options.terminal,
    credential,
    catalogueKey: keys.publicKey,
    faults,
    calls,
    book,
    auditHeads,
    papers,
    filingDesk,
    appointmentDesk,
    uploads,
    phoneDesk,
    codeDesk,
    sentCodes: assurance.sentCodes,
    onCodeSent: (listener) => assurance.onCodeSent(listener),
    health,
    setFaces: (match) => assurance.setFaces(match),
    setFinished: (next) => certificates.setFinished(next),
    setPicture: (id, bytes) => {
      pictures.set(id, bytes)
    },
    setCatalogue: (next) => {
      catalogue = next
    },
    expireCredential: (on) => {
      expired = on
    },
    setClockAhead: (milliseconds) => {
      clockAheadMs = milliseconds
    },
    close: () => wire.close(),
  }
}

function pictureReply(picture: Buffer | undefined): Reply {
  return picture === undefined ? NOT_FOUND : { kind: 'bytes', type: 'image/png', body: picture }
}

const BAD_REQUEST = refuse(400, 'bad-request', '请求不符合接口规定 · The request is not as the written API says')
const WRONG_TERMINAL = refuse(403, 'wrong-terminal', '凭证属于另一台终端 · The credential is another terminal’s')

function read<Schema extends z.ZodType>(
  schema: Schema,
  body: Buffer,
  act: (request: z.output<Schema>) => Reply,
): Reply {
  let content: unknown
  try {
    content = JSON.parse(body.toString())
  } catch {
    return BAD_REQUEST
  }
  const request = schema.safeParse(content)
  return request.success ? act(request.data) : BAD_REQUEST
}

/** Null when what is told is told by the terminal that it is of. */
function own(terminal: string, headers: Incoming['headers']): Reply | null {
  return headers['yimen-terminal'] === terminal ? null : WRONG_TERMINAL
}

function one(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined
}
