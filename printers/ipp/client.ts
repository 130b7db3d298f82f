import { err, ok, type Result } from '../../drivers/result.ts'
import { decodeMessage, encodeMessage } from './codec.ts'
import { GROUP, type Attribute, type AttributeGroup } from './message.ts'
import type { PrinterUrl } from './printer-url.ts'
import type { A4Timing } from './timing.ts'
import type { Transport, TransportFault } from './transport.ts'

/** RFC 8011, section 5.4.15 (operations-supported). */
export const OPERATION = {
  printJob: 0x0002,
  validateJob: 0x0004,
  createJob: 0x0005,
  sendDocument: 0x0006,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
} as const

/** RFC 8011, appendix B; below 0x0100 the request was done. */
export const STATUS = {
  okLimit: 0x0100,
  notPossible: 0x0404,
  notFound: 0x0406,
  gone: 0x0407,
  documentFormatNotSupported: 0x040a,
  attributesNotSupported: 0x040b,
  charsetNotSupported: 0x040d,
  conflictingAttributes: 0x040e,
  documentFormatError: 0x0411,
  operationNotSupported: 0x0501,
  versionNotSupported: 0x0503,
  temporaryError: 0x0505,
  notAcceptingJobs: 0x0506,
  busy: 0x0507,
} as const

/** What the printer answered, whether it did what was asked or not. */
export interface IppAnswer {
  readonly status: number
  /** What of the request it does not support (or, with a success, has ignored). */
  readonly unsupported: readonly Attribute[]
  readonly printer: readonly Attribute[]
  /** One for each job. */
  readonly jobs: readonly (readonly Attribute[])[]
}

/** Answers once, or says why not; never rejects, and never asks twice what may have been done. */
export type IppAnswered = Promise<Result<IppAnswer, TransportFault>>

export class IppClient {
  readonly #url: PrinterUrl
  readonly #transport: Transport
  readonly #timing: Pick<A4Timing, 'connectMs' | 'answerMs' | 'uploadMs'>
  #requestId = 0
  #version: readonly [number, number] = [2, 0]

  constructor(url: PrinterUrl, transport: Transport, timing: Pick<A4Timing, 'connectMs' | 'answerMs' | 'uploadMs'>) {
    this.#url = url
    this.#transport = transport
    this.#timing = timing
  }

  getPrinterAttributes(names: readonly string[]): IppAnswered {
    return this.#ask(OPERATION.getPrinterAttributes, [], [requested(names)])
  }

  validateJob(operation: readonly Attribute[], job: readonly Attribute[]): IppAnswered {
    return this.#ask(OPERATION.validateJob, [], operation, job)
  }

  printJob(operation: readonly Attribute[], job: readonly Attribute[], document: Uint8Array): IppAnswered {
    return this.#ask(OPERATION.printJob, [], operation, job, document)
  }

  /** Without `document-format`, which is the document's (RFC 8011, section 4.2.4). */
  createJob(operation: readonly Attribute[], job: readonly Attribute[]): IppAnswered {
    const own = operation.filter(({ name }) => name !== 'document-format')
    return this.#ask(OPERATION.createJob, [], own, job)
  }

  /** The job's only document. */
  sendDocument(jobId: number, document: Uint8Array): IppAnswered {
    return this.#ask(
      OPERATION.sendDocument,
      [jobIdOf(jobId)],
      [PDF, { name: 'last-document', values: [{ kind: 'boolean', value: true }] }],
      [],
      document,
    )
  }

  getJobAttributes(jobId: number, names: readonly string[]): IppAnswered {
    return this.#ask(OPERATION.getJobAttributes, [jobIdOf(jobId)], [requested(names)])
  }

  /** Of everybody's jobs: a queue may be shared, and a printer need not know who asks. */
  getJobs(which: 'not-completed' | 'completed', limit: number, names: readonly string[]): IppAnswered {
    return this.#ask(OPERATION.getJobs, [], [
      { name: 'limit', values: [{ kind: 'integer', value: limit }] },
      requested(names),
      { name: 'which-jobs', values: [{ kind: 'keyword', text: which }] },
    ])
  }

  cancelJob(jobId: number): IppAnswered {
    return this.#ask(OPERATION.cancelJob, [jobIdOf(jobId)], [])
  }

  async #ask(
    code: number,
    target: readonly Attribute[],
    own: readonly Attribute[],
    job: readonly Attribute[] = [],
    document: Uint8Array | null = null,
  ): IppAnswered {
    const version = this.#version
    const groups: AttributeGroup[] = [{ tag: GROUP.operation, attributes: [...this.#addressed(), ...target, USER, ...own] }]
    if (job.length > 0) groups.push({ tag: GROUP.job, attributes: job })
    const requestId = this.#nextId()
    const head = encodeMessage({ version, code, requestId, groups })
    const { connectMs, answerMs, uploadMs } = this.#timing
    const posted = await this.#transport(head, document, { connectMs, answerMs: document === null ? answerMs : uploadMs })
    if (!posted.ok) return posted
    const decoded = decodeMessage(posted.value)
    if (!decoded.ok) return err({ kind: 'no-answer', detail: `${decoded.fault.kind}: ${decoded.fault.detail}`, mayActLater: false })
    const { message } = decoded.value
    if (message.code === STATUS.versionNotSupported && version[0] === 2) {
      // Nothing was done; a printer of IPP/1.1 is spoken to in its own version from now on.
      this.#version = [1, 1]
      return this.#ask(code, target, own, job, document)
    }
    if (message.requestId !== requestId) return err({ kind: 'no-answer', detail: 'the answer to another request', mayActLater: false })
    return ok({
      status: message.code,
      unsupported: groupsOf(message.groups, GROUP.unsupported).flat(),
      printer: groupsOf(message.groups, GROUP.printer).flat(),
      jobs: groupsOf(message.groups, GROUP.job),
    })
  }

  #nextId(): number {
    this.#requestId = (this.#requestId % 0x7fff_ffff) + 1
    return this.#requestId
  }

  /** In the order that RFC 8011, sections 4.1.4 and 4.1.5, demand. */
  #addressed(): readonly Attribute[] {
    return [
      { name: 'attributes-charset', values: [{ kind: 'charset', text: 'utf-8' }] },
      // CUPS says in this language why it does not reach a printer, and has no keyword for it.
      { name: 'attributes-natural-language', values: [{ kind: 'naturalLanguage', text: 'en' }] },
      { name: 'printer-uri', values: [{ kind: 'uri', text: this.#url.uri }] },
    ]
  }
}

/** The format of every document here. */
export const PDF: Attribute = { name: 'document-format', values: [{ kind: 'mimeMediaType', text: 'application/pdf' }] }

/** Whose job it is: the machine's, never a citizen's. */
const USER: Attribute = { name: 'requesting-user-name', values: [{ kind: 'name', text: 'yimen', language: null }] }

function jobIdOf(value: number): Attribute {
  return { name: 'job-id', values: [{ kind: 'integer', value }] }
}

function requested(names: readonly string[]): Attribute {
  return { name: 'requested-attributes', values: names.map((text) => ({ kind: 'keyword', text })) }
}

function groupsOf(groups: readonly AttributeGroup[], tag: number): readonly (readonly Attribute[])[] {
  return groups.filter((group) => group.tag === tag).map(({ attributes }) => attributes)
}

/** Whether the printer did what was asked. */
export function isDone({ status }: IppAnswer): boolean {
  return status < STATUS.okLimit
}

/** For the log: what the printer says of a refusal is its own words, and may hold a job's name. */
export function statusText(status: number): string {
  return `0x${status.toString(16).padStart(4, '0')}`
}
