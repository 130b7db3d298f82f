import { TAG, type Entry, type Value } from './ipp-message.ts'
import type { PaperPath, PrinterJob } from './paper-path.ts'

/** What the printer is and what a test takes away from it; changed at will while it runs. */
export interface Make {
  media: readonly string[]
  formats: readonly string[]
  sides: readonly string[]
  colors: readonly string[]
  /** Empty: it does not know the attribute, and says so. */
  scalings: readonly string[]
  operations: readonly number[]
  versions: readonly string[]
  /** Counts its pages for who asks. */
  tellsImpressions: boolean
  /** `error`: stopped, with `-error`, as an office laser; `warning`: at work, with `-warning`, as others. */
  troubles: 'error' | 'warning'
  /** Shows the jobs that have ended. */
  keepsHistory: boolean
  acceptsJobs: boolean
  /** Takes jobs behind the one that it prints; otherwise it is busy meanwhile. */
  spools: boolean
  /** A queue of CUPS in front of a device; null is a printer. */
  queueOf: string | null
  /** `printer-state-message`. */
  message: string
  /** Reasons beside those of its troubles. */
  reasons: readonly string[]
}

/** As an office laser of 2020 answers: two-sided, black and white, PDF of its own. */
export function officeLaser(): Make {
  return {
    media: ['iso_a4_210x297mm', 'iso_a5_148x210mm', 'jis_b5_182x257mm', 'na_letter_8.5x11in'],
    formats: ['application/octet-stream', 'application/pdf', 'image/urf', 'image/pwg-raster'],
    sides: ['one-sided', 'two-sided-long-edge', 'two-sided-short-edge'],
    colors: ['auto', 'monochrome'],
    scalings: ['auto', 'fit', 'fill', 'none'],
    operations: [0x02, 0x04, 0x05, 0x06, 0x08, 0x09, 0x0a, 0x0b],
    versions: ['1.1', '2.0'],
    tellsImpressions: true,
    troubles: 'error',
    keepsHistory: true,
    acceptsJobs: true,
    spools: false,
    queueOf: null,
    message: '',
    reasons: [],
  }
}

export function printerEntries(make: Make, path: PaperPath, uri: string, upTime: number): readonly Entry[] {
  const troubles = path.troubles
  const state = troubles.length > 0 && make.troubles === 'error' ? 5 : path.current === undefined ? 3 : 4
  const notes = [
    ...(path.toner === 'low' ? ['marker-supply-low-report'] : []),
    ...(path.paperLow && !troubles.includes('media-empty') ? ['media-low-warning'] : []),
  ]
  const reasons = [...troubles.map((trouble) => `${trouble}-${make.troubles}`), ...notes, ...make.reasons]
  return [
    entry('printer-uri-supported', TAG.uri, uri),
    entry('printer-name', TAG.name, 'office-laser'),
    entry('printer-make-and-model', TAG.text, 'Office Laser 4000'),
    entry('printer-state', TAG.enum, state),
    entry('printer-state-reasons', TAG.keyword, ...(reasons.length === 0 ? ['none'] : reasons)),
    entry('printer-state-message', TAG.text, make.message),
    entry('printer-is-accepting-jobs', TAG.boolean, make.acceptsJobs ? 1 : 0),
    entry('printer-up-time', TAG.integer, upTime),
    entry('printer-current-time', TAG.dateTime, Uint8Array.of(0x07, 0xea, 11, 22, 9, 38, 17, 4, 0x2b, 8, 0)),
    entry('printer-resolution-supported', TAG.resolution, Uint8Array.of(0, 0, 2, 88, 0, 0, 2, 88, 3)),
    entry('queued-job-count', TAG.integer, path.jobs.filter(({ endedAt }) => endedAt === null).length),
    entry('operations-supported', TAG.enum, ...make.operations),
    entry('ipp-versions-supported', TAG.keyword, ...make.versions),
    entry('charset-supported', TAG.charset, 'utf-8'),
    entry('document-format-supported', TAG.mimeType, ...make.formats),
    entry('document-format-default', TAG.mimeType, 'application/octet-stream'),
    entry('media-supported', TAG.keyword, ...make.media),
    entry('media-default', TAG.keyword, 'na_letter_8.5x11in'),
    { name: 'media-col-default', values: [mediaCol(21590, 27940)] },
    entry('copies-supported', TAG.range, [1, 999]),
    entry('sides-supported', TAG.keyword, ...make.sides),
    entry('print-color-mode-supported', TAG.keyword, ...make.colors),
    entry('print-scaling-supported', TAG.keyword, ...make.scalings),
    ...(make.queueOf === null ? [] : [entry('cups-version', TAG.text, '2.4.2'), entry('device-uri', TAG.uri, make.queueOf)]),
  ].filter(({ values }) => values.length > 0)
}

/** Hundredths of a millimetre. */
function mediaCol(x: number, y: number): Value {
  const size: Value = { tag: TAG.collection, content: [entry('x-dimension', TAG.integer, x), entry('y-dimension', TAG.integer, y)] }
  return { tag: TAG.collection, content: [{ name: 'media-size', values: [size] }, entry('media-type', TAG.keyword, 'stationery')] }
}

const JOB_STATES = { pending: 3, processing: 5, 'processing-stopped': 6, canceled: 7, aborted: 8, completed: 9 } as const

export function jobEntries(make: Make, job: PrinterJob, uri: string): readonly Entry[] {
  // A printer that calls trouble a warning goes on calling the job processing.
  const state = make.troubles === 'warning' && job.state === 'processing-stopped' ? 'processing' : job.state
  return [
    entry('job-id', TAG.integer, job.id),
    entry('job-uri', TAG.uri, `${uri}/${job.id}`),
    entry('job-name', TAG.name, job.name),
    entry('job-state', TAG.enum, JOB_STATES[state]),
    entry('job-state-reasons', TAG.keyword, ...job.reasons),
    ...(make.tellsImpressions ? [entry('job-impressions-completed', TAG.integer, job.pagesOut)] : []),
    time('time-at-processing', job.processingAt),
    time('time-at-completed', job.endedAt),
  ]
}

function time(name: string, seconds: number | null): Entry {
  return seconds === null ? { name, values: [{ tag: TAG.noValue, content: null }] } : entry(name, TAG.integer, seconds)
}

export function entry(name: string, tag: number, ...contents: readonly Value['content'][]): Entry {
  return { name, values: contents.map((content) => ({ tag, content })) }
}
