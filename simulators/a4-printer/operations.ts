import { entry, jobEntries, printerEntries, type Make } from './attributes.ts'
import { GROUP_TAG, TAG, type Entry, type Group, type Request } from './ipp-message.ts'
import type { PaperPath, PrinterJob } from './paper-path.ts'
import { pagesOf } from './pdf-pages.ts'

export interface Desk {
  readonly make: Make
  readonly path: PaperPath
  readonly uri: () => string
  readonly upTime: () => number
  /** Complains of what a client should not do, though it is answered. */
  readonly complain: (message: string) => void
}

export interface Answer {
  readonly status: number
  readonly groups: readonly Group[]
}

const OK = 0x0000
const OK_IGNORED = 0x0001
const BAD_REQUEST = 0x0400
const NOT_POSSIBLE = 0x0404
const NOT_FOUND = 0x0406
const FORMAT_NOT_SUPPORTED = 0x040a
const NOT_SUPPORTED = 0x040b
const CHARSET_NOT_SUPPORTED = 0x040d
const OPERATION_NOT_SUPPORTED = 0x0501
const VERSION_NOT_SUPPORTED = 0x0503
const NOT_ACCEPTING = 0x0506
const BUSY = 0x0507

/** Job template attributes and the syntax that RFC 8011, section 5.2, and PWG 5100.13 give them. */
const TEMPLATE: Readonly<Record<string, number>> = {
  media: TAG.keyword,
  sides: TAG.keyword,
  copies: TAG.integer,
  'print-scaling': TAG.keyword,
  'print-color-mode': TAG.keyword,
}
const OPERATION_ATTRIBUTES: Readonly<Record<string, number>> = {
  'attributes-charset': TAG.charset,
  'attributes-natural-language': TAG.language,
  'printer-uri': TAG.uri,
  'job-id': TAG.integer,
  'requesting-user-name': TAG.name,
  'job-name': TAG.name,
  'document-format': TAG.mimeType,
  'last-document': TAG.boolean,
  'requested-attributes': TAG.keyword,
  'which-jobs': TAG.keyword,
  'my-jobs': TAG.boolean,
  limit: TAG.integer,
}

/** Does what a request asks (RFC 8011, section 4), and nothing of one that is not in order. */
export function answerTo(desk: Desk, request: Request): Answer {
  const wrong = outOfOrder(desk, request)
  if (wrong !== null) return { status: wrong, groups: [] }
  const operation = request.groups[0]?.entries ?? []
  const template = request.groups.find(({ tag }) => tag === GROUP_TAG.job)?.entries ?? []
  switch (request.operation) {
    case 0x0002:
      return printJob(desk, operation, template, request.document)
    case 0x0004:
      return check(desk, operation, template, true)
    case 0x0005:
      return createJob(desk, operation, template)
    case 0x0006:
      return sendDocument(desk, operation, request.document)
    case 0x0008:
      return withJob(desk, operation, (job) => {
        if (job.endedAt !== null) return { status: NOT_POSSIBLE, groups: [] }
        desk.path.cancel(job, 'job-canceled-by-user')
        return { status: OK, groups: [] }
      })
    case 0x0009:
      return withJob(desk, operation, (job) => ({ status: OK, groups: [jobGroup(desk, job, operation)] }))
    case 0x000a:
      return getJobs(desk, operation)
    default: {
      const entries = printerEntries(desk.make, desk.path, desk.uri(), desk.upTime())
      return { status: OK, groups: [{ tag: GROUP_TAG.printer, entries: only(entries, operation) }] }
    }
  }
}

/** The status that a request gets which is not in order; null when it is. */
function outOfOrder(desk: Desk, { major, minor, operation, requestId, groups }: Request): number | null {
  const refuse = (message: string, status = BAD_REQUEST): number => {
    desk.complain(message)
    return status
  }
  if (!desk.make.versions.includes(`${major}.${minor}`)) return VERSION_NOT_SUPPORTED
  if (!desk.make.operations.includes(operation)) return OPERATION_NOT_SUPPORTED
  if (requestId <= 0) return refuse('request-id is not positive')
  const [first, second] = groups
  if (first?.tag !== GROUP_TAG.operation) return refuse('the first group is not the operation attributes')
  if (second !== undefined && (second.tag !== GROUP_TAG.job || groups.length > 2)) return refuse('groups that do not belong here')
  const [charset, language, target] = first.entries
  if (charset?.name !== 'attributes-charset' || language?.name !== 'attributes-natural-language') {
    return refuse('charset and language are not the first two attributes')
  }
  if (charset.values[0]?.content !== 'utf-8') return refuse('another charset than utf-8', CHARSET_NOT_SUPPORTED)
  if (target?.name !== 'printer-uri') return refuse('the target is not the third attribute')
  if (target.values[0]?.content !== desk.uri()) return refuse('another printer-uri than this printer has')
  for (const { name, values } of first.entries) {
    const tag = OPERATION_ATTRIBUTES[name]
    if (tag === undefined) return refuse(`${name} is no operation attribute`)
    if (values.some((value) => value.tag !== tag)) return refuse(`${name} has another syntax`)
    if (values.length > 1 && name !== 'requested-attributes') return refuse(`${name} has more than one value`)
  }
  const wrongTemplate = second?.entries.find(({ name, values }) => values.length !== 1 || (TEMPLATE[name] ?? values[0]?.tag) !== values[0]?.tag)
  return wrongTemplate === undefined ? null : refuse(`${wrongTemplate.name} has another syntax`)
}

/** Whether a job would be taken; `busy` does not keep Validate-Job from answering. */
function check(desk: Desk, operation: readonly Entry[], template: readonly Entry[], validating: boolean): Answer {
  const { make, path } = desk
  if (!make.acceptsJobs) return { status: NOT_ACCEPTING, groups: [] }
  const format = textOf(operation, 'document-format')
  if (format !== null && !make.formats.includes(format)) {
    return { status: FORMAT_NOT_SUPPORTED, groups: [unsupported(operation.filter(({ name }) => name === 'document-format'))] }
  }
  if (textOf(operation, 'job-name') === null) desk.complain('a job without a name')
  if (textOf(template, 'media') === null) desk.complain('a job that leaves its media to the printer')
  const refused = template.filter(({ name, values }) => !supports(make, name, values[0]?.content ?? null))
  const unknownNames = refused.filter(({ name }) => name === 'print-scaling' && make.scalings.length === 0)
  if (refused.length > unknownNames.length) return { status: NOT_SUPPORTED, groups: [unsupported(refused)] }
  if (!validating && !make.spools && path.jobs.some(({ endedAt }) => endedAt === null)) return { status: BUSY, groups: [] }
  return refused.length > 0 ? { status: OK_IGNORED, groups: [unsupported(refused)] } : { status: OK, groups: [] }
}

function supports(make: Make, name: string, content: unknown): boolean {
  const supported: Readonly<Record<string, readonly string[]>> = {
    media: make.media,
    sides: make.sides,
    'print-scaling': make.scalings,
    'print-color-mode': make.colors,
  }
  if (name === 'copies') return content === 1
  return typeof content === 'string' && (supported[name] ?? []).includes(content)
}

function printJob(desk: Desk, operation: readonly Entry[], template: readonly Entry[], document: Buffer): Answer {
  const checked = check(desk, operation, template, false)
  if (checked.status > OK_IGNORED) return checked
  if (document.length === 0) desk.complain('Print-Job without a document')
  const job = desk.path.addJob(textOf(operation, 'job-name') ?? '')
  desk.path.feed(job, document, pagesOf(document))
  return { status: checked.status, groups: [...checked.groups, jobGroup(desk, job, [])] }
}

function createJob(desk: Desk, operation: readonly Entry[], template: readonly Entry[]): Answer {
  if (textOf(operation, 'document-format') !== null) desk.complain('Create-Job with a document-format')
  const checked = check(desk, operation, template, false)
  if (checked.status > OK_IGNORED) return checked
  const job = desk.path.addJob(textOf(operation, 'job-name') ?? '')
  return { status: checked.status, groups: [...checked.groups, jobGroup(desk, job, [])] }
}

function sendDocument(desk: Desk, operation: readonly Entry[], document: Buffer): Answer {
  return withJob(desk, operation, (job) => {
    if (job.endedAt !== null || job.document !== null) return { status: NOT_POSSIBLE, groups: [] }
    if (!operation.some(({ name }) => name === 'last-document')) desk.complain('Send-Document without last-document')
    desk.path.feed(job, document, pagesOf(document))
    return { status: OK, groups: [jobGroup(desk, job, [])] }
  })
}

/** Newest first among those that have ended, oldest first among the others. */
function getJobs(desk: Desk, operation: readonly Entry[]): Answer {
  const completed = textOf(operation, 'which-jobs') === 'completed'
  const all = desk.path.jobs.filter(({ endedAt }) => (endedAt !== null) === completed)
  const listed = completed ? (desk.make.keepsHistory ? all.reverse() : []) : all
  const limit = numberOf(operation, 'limit') ?? listed.length
  return { status: OK, groups: listed.slice(0, limit).map((job) => jobGroup(desk, job, operation)) }
}

function withJob(desk: Desk, operation: readonly Entry[], act: (job: PrinterJob) => Answer): Answer {
  const id = numberOf(operation, 'job-id')
  if (id === null) {
    desk.complain('no job-id')
    return { status: BAD_REQUEST, groups: [] }
  }
  const job = desk.path.jobs.find((each) => each.id === id)
  const isShown = job !== undefined && (job.endedAt === null || desk.make.keepsHistory)
  return isShown ? act(job) : { status: NOT_FOUND, groups: [] }
}

function jobGroup(desk: Desk, job: PrinterJob, operation: readonly Entry[]): Group {
  return { tag: GROUP_TAG.job, entries: only(jobEntries(desk.make, job, desk.uri()), operation) }
}

function only(entries: readonly Entry[], operation: readonly Entry[]): readonly Entry[] {
  const wanted = operation.find(({ name }) => name === 'requested-attributes')?.values.map(({ content }) => content)
  return wanted === undefined || wanted.includes('all') ? entries : entries.filter(({ name }) => wanted.includes(name))
}

function unsupported(entries: readonly Entry[]): Group {
  return { tag: GROUP_TAG.unsupported, entries: entries.map(({ name, values }) => ({ name, values })) }
}

function textOf(entries: readonly Entry[], name: string): string | null {
  const content = entries.find((each) => each.name === name)?.values[0]?.content
  return typeof content === 'string' ? content : null
}

function numberOf(entries: readonly Entry[], name: string): number | null {
  const content = entries.find((each) => each.name === name)?.values[0]?.content
  return typeof content === 'number' ? content : null
}

/** What precedes every answer. */
export const ANSWER_HEAD: Group = {
  tag: GROUP_TAG.operation,
  entries: [entry('attributes-charset', TAG.charset, 'utf-8'), entry('attributes-natural-language', TAG.language, 'en')],
}
