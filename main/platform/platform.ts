import type { Result } from '../../drivers/result.ts'
import type { components } from './api.ts'
import type { Answer } from './answers.ts'
import type { ClockOffset } from './clock-offset.ts'
import type { ReportedAuditHead } from './event-port.ts'
import type { PlatformFault } from './fault.ts'

type Schemas = components['schemas']
export type Person = Schemas['Person']
export type PersonQuestion = Schemas['PersonQuestion']
export type Behalf = Schemas['Behalf']
export type ContentQuestion = Schemas['ContentQuestion']
export type Content = Schemas['Content']
export type FinishedPdf = Schemas['FinishedContent']['pdf']
/** A booking (预约) of this hall. */
export type Appointment = Schemas['Appointment']
export type FilingProgress = Schemas['FilingProgress']
export type PlatformEvent = Schemas['Event']
export type EventResult = Schemas['EventResult']

type Asked<Value> = Promise<Result<Value, PlatformFault>>

/** A catalogue that the terminal does not have, its signature found true over exactly these bytes. */
export interface NewCatalogue {
  readonly kind: 'new'
  readonly etag: string
  readonly bytes: Buffer
  /** Ed25519, 64 bytes. */
  readonly signature: Buffer
  readonly catalogue: Schemas['Catalogue']
}

/** What was composed here, and where it has room for a seal; null where it has none. */
export interface DocumentToSeal {
  readonly pdf: Uint8Array
  readonly place: Schemas['SealPlace'] | null
}

/** A document that the platform sealed, its digest found true. */
export interface SealedPdf {
  readonly pdf: Buffer
  readonly sha256: string
  readonly seal: Schemas['SealedDocument']['seal']
}

/** Bytes of a file from `offset` on; `length` is that of the whole file. At most PART_BYTES. */
export interface UploadedPart {
  readonly offset: number
  readonly length: number
  readonly bytes: Uint8Array<ArrayBuffer>
}
/** As much as the platform takes at once. */
export const PART_BYTES = 512 * 1024

/** A code as a scanner read it, and when. */
export interface ScannedText {
  readonly text: string
  /** AIM identifier, such as `]Q1`; null where the scanner tells none. */
  readonly symbology: string | null
  readonly at: Date
}

/** Limits of what a phone may send, and the paper's name for the page. */
export type PhoneUploadWish = Schemas['PhoneUploadWish']
/** How far the phone is, and the files that it has sent. */
export type PhoneUploadState = Schemas['PhoneUploadState']
export type PhoneUploadOutcome = Schemas['PhoneUploadOutcome']
export type PhoneFileFault = Schemas['PhoneFileFault']

export type FilingToSend = Omit<Schemas['Filing'], 'terminal'>
/** Papers that were asked for (补正) of a filing that the platform has. */
export type SupplementToSend = Omit<Schemas['Supplement'], 'terminal'>

/** One frame of the camera (JPEG), and the photo on the card; neither is kept anywhere. */
export interface FacePictures {
  readonly person: Person
  readonly frame: Uint8Array
  readonly cardPhoto: { readonly format: 'wlt' | 'jpeg'; readonly content: Uint8Array }
}

/**
 * The one way to the platform, by its written API (openapi.yaml). Every answer was checked against it; nothing rejects
 * for what the platform or the network does. A `key` is the idempotency key of the act, kept in the ledger before the
 * call: with the same key the same act may be asked for as often as one likes.
 */
export interface Platform {
  /** `etag` of the catalogue that is here, or null. */
  catalogue(etag: string | null, signal?: AbortSignal): Asked<NewCatalogue | { readonly kind: 'known' }>
  /** A picture that an item of the catalogue names, of at most 2 MB; what is in it is not looked at here. */
  catalogueFile(id: string, signal?: AbortSignal): Asked<Buffer>
  /** 1 to 500 events; one result for each, in their order. Never repeated by itself. */
  deliverEvents(events: readonly PlatformEvent[], signal?: AbortSignal): Asked<readonly EventResult[]>
  /** Signed by the machine. Never repeated by itself. */
  reportAuditHead(head: ReportedAuditHead, signal?: AbortSignal): Asked<Answer<'reportAuditHead'>>
  certificates(question: PersonQuestion, signal?: AbortSignal): Asked<Answer<'listCertificates'>>
  startVerification(person: Person, key: string, signal?: AbortSignal): Asked<Answer<'startVerification'>>
  /** A code to the number that the person gave: whether they hold it, and no assurance of who they are. */
  startPhoneVerification(person: Person, phone: string, key: string, signal?: AbortSignal): Asked<Answer<'startVerification'>>
  checkVerification(id: string, code: string, key: string, signal?: AbortSignal): Asked<Answer<'checkVerification'>>
  compareFace(pictures: FacePictures, key: string, signal?: AbortSignal): Asked<Answer<'compareFace'>>
  /** Another person's content is a fault (`another-person`) and is not handed out. */
  content(id: string, question: ContentQuestion, signal?: AbortSignal): Asked<Content>
  /** The finished PDF of a content, its length and digest found true. */
  document(pdf: FinishedPdf, signal?: AbortSignal): Asked<Buffer>
  authorise(id: string, question: ContentQuestion, key: string, signal?: AbortSignal): Asked<Answer<'authorise'>>
  /** The SealService: a document composed here, sealed by the authority. */
  seal(authorisation: string, document: DocumentToSeal, key: string, signal?: AbortSignal): Asked<SealedPdf>
  verifyPaper(
    paper: { readonly number: string; readonly code: string },
    signal?: AbortSignal,
  ): Asked<Answer<'verifyPaper'>>
  /** Another person's filings are a fault (`another-person`) and are not handed out. */
  progress(question: PersonQuestion, signal?: AbortSignal): Asked<readonly FilingProgress[]>
  /** Another person's bookings are a fault (`another-person`) and are not handed out. */
  appointments(question: PersonQuestion, hall: string, signal?: AbortSignal): Asked<readonly Appointment[]>
  /** Everything booked at a hall on a day, `2026-11-22`. */
  appointmentsOfDay(hall: string, day: string, signal?: AbortSignal): Asked<Answer<'listDay'>['appointments']>
  receipt(receipt: { readonly number: string; readonly code: string }, signal?: AbortSignal): Asked<Answer<'readReceipt'>>
  /**
   * Electronic licences of a person, or of whom they act for, by reference; numbers come masked, and of what they show only
   * the wanted fields.
   */
  licences(question: Schemas['LicenceQuestion'], signal?: AbortSignal): Asked<Answer<'listLicences'>>
  /** A company of the public register by its 统一社会信用代码. */
  company(code: string, signal?: AbortSignal): Asked<Answer<'findCompany'>>
  /** Whose code was scanned. Nobody here has looked into it, and it stays nowhere. */
  verifyCode(code: ScannedText, key: string, signal?: AbortSignal): Asked<Answer<'verifyCode'>>
  /** How much of a file is there, by its SHA-256. */
  upload(sha256: string, signal?: AbortSignal): Asked<Answer<'readUpload'>>
  uploadPart(sha256: string, part: UploadedPart, signal?: AbortSignal): Asked<Answer<'uploadPart'>>
  /** A page below the public address to which a phone sends, once. */
  openPhoneUpload(wish: PhoneUploadWish, key: string, signal?: AbortSignal): Asked<Answer<'openPhoneUpload'>>
  phoneUpload(id: string, signal?: AbortSignal): Asked<PhoneUploadState>
  /** Told again without harm. */
  settlePhoneUpload(id: string, outcome: PhoneUploadOutcome, signal?: AbortSignal): Asked<void>
  /** A file of a state, its length and digest found true. */
  phoneFile(file: PhoneUploadState['files'][number], signal?: AbortSignal): Asked<Buffer>
  file(filing: FilingToSend, key: string, signal?: AbortSignal): Asked<Answer<'file'>>
  supplement(supplement: SupplementToSend, key: string, signal?: AbortSignal): Asked<Answer<'supplement'>>
  evaluate(
    evaluation: Omit<Schemas['Evaluation'], 'terminal'>,
    key: string,
    signal?: AbortSignal,
  ): Asked<Answer<'evaluate'>>
  reportHealth(health: Schemas['Health'], signal?: AbortSignal): Asked<void>
  /** Null until the platform has answered once. */
  clockOffset(): ClockOffset | null
}
