import { numberOf, textsOf, valuesOf, type Attribute } from './message.ts'

/**
 * What an A4 printer answers about itself, from attributes to meaning. Sources: RFC 8011, sections 5.4.11 to 5.4.13;
 * PWG 5107.3 and the IANA registry for keywords; cups/backend/ipp.c for what CUPS adds. Everything here is pure, and no
 * word for people is here.
 */

/** Why a printer does not print; the cause that somebody at the machine can mend comes first. */
export type NotReadyReason =
  | 'media-jam'
  | 'cover-open'
  | 'media-empty'
  | 'input-tray-missing'
  | 'output-area-full'
  | 'output-tray-missing'
  | 'toner-empty'
  /** Drum, fuser, waste toner and the like: a technician's. */
  | 'maintenance'
  | 'spool-area-full'
  /** Stopped by somebody, at its panel or in its queue. */
  | 'paused'
  | 'shutdown'
  | 'not-accepting-jobs'
  /** Its own panel or network says so, though a queue answers. */
  | 'offline'
  /** Stopped, or an error, and no keyword that is known here says why. */
  | 'error'

export type A4Status =
  | { readonly state: 'ready'; readonly tonerLow: boolean; readonly paperLow: boolean }
  /** Well, and at work: for somebody else, or on a sheet of this terminal. */
  | { readonly state: 'busy'; readonly tonerLow: boolean; readonly paperLow: boolean }
  | { readonly state: 'not-ready'; readonly reason: NotReadyReason }
  /** It is there, and can never print a certificate. */
  | { readonly state: 'unsuitable'; readonly lacks: 'a4' | 'pdf' }
  /** Nobody answers, or a queue answers that it does not reach the printer; `detail` is for the log. */
  | { readonly state: 'unreachable'; readonly detail: string }

/** Why a printer prints no certificate now; null when it does, be it after somebody else's. */
export type A4Fault = NotReadyReason | 'no-a4' | 'no-pdf' | 'unreachable'

export function a4Fault(status: A4Status): A4Fault | null {
  switch (status.state) {
    case 'ready':
    case 'busy':
      return null
    case 'not-ready':
      return status.reason
    case 'unsuitable':
      return `no-${status.lacks}`
    case 'unreachable':
      return status.state
  }
}

/** What `statusOf` looks at, to be asked for. */
export const STATUS_ATTRIBUTES = [
  'printer-state',
  'printer-state-reasons',
  'printer-state-message',
  'printer-is-accepting-jobs',
] as const

/** By the keyword's beginning: makers add `-1`, `-tray` and the like. The first cause that fits is told. */
const REASONS: readonly (readonly [reason: NotReadyReason, keywords: readonly string[]])[] = [
  ['media-jam', ['media-jam', 'media-path-jam', 'media-path-media-jam']],
  ['cover-open', ['cover-open', 'door-open', 'interlock-open', 'input-tray-open', 'output-tray-open', 'media-path-cover-open']],
  ['media-empty', ['media-empty', 'media-needed', 'input-media-supply-empty', 'input-tray-empty']],
  ['input-tray-missing', ['input-tray-missing', 'media-tray-missing']],
  ['output-area-full', ['output-area-full', 'output-tray-full', 'output-media-tray-full', 'output-mailbox-full']],
  ['output-tray-missing', ['output-tray-missing', 'output-bin-missing']],
  ['toner-empty', ['toner-empty', 'marker-supply-empty', 'marker-ink-empty', 'marker-supply-missing', 'marker-toner-missing']],
  [
    'maintenance',
    [
      'marker-waste-full', 'marker-waste-missing', 'opc-life-over', 'fuser-over-temp', 'fuser-under-temp', 'developer-empty',
    ],
  ],
  ['spool-area-full', ['spool-area-full', 'memory-exhausted', 'storage-full']],
  ['paused', ['paused', 'moving-to-paused']],
  ['shutdown', ['shutdown', 'power-down']],
  ['offline', ['offline', 'timed-out']],
]

/** Notes that stand beside a printer that prints. */
const TONER_LOW = ['toner-low', 'marker-supply-low', 'marker-ink-almost-empty', 'marker-toner-almost-empty', 'toner-empty', 'marker-supply-empty']
const PAPER_LOW = ['media-low', 'input-media-supply-low', 'media-empty', 'media-needed', 'input-media-supply-empty']

/** They end the same way as an error and are the name of the thing (PWG 5107.3, section 9.2). */
const FEED = /^(?:input|output|media)-.*-feed$/
/** States of a queue, not troubles: at work on a job, or waiting for the device to finish one. */
const AT_WORK = /^(?:none|connecting-to-device|cups-.*|.*-waiting.*|identify-printer-requested|hibernate|power-saver|wake-.*|deactivated-.*|testing)$/
/** What CUPS says, in English, of a device that is switched off; there is no keyword for it (CUPS 2.4). */
const UNREACHABLE_MESSAGES = [/may not exist or is unavailable/i, /unable to (?:locate|connect to) printer/i, /is unreachable/i]

type Severity = 'error' | 'warning' | 'report'

interface StateReason {
  readonly keyword: string
  readonly severity: Severity
}

const IDLE = 3
const STOPPED = 5

/** A printer's reasons as it gives them. */
export function stateReasonsOf(attributes: readonly Attribute[]): readonly string[] {
  return textsOf(attributes, 'printer-state-reasons')
}

/**
 * What printer attributes say. A printer that is stopped is never called ready, whatever it gives as reason.
 * `before`: the reasons that it gave before a sheet which it has now; null while it has none of this terminal. A queue of
 * CUPS may call itself idle in the middle of a sheet.
 */
export function statusOf(attributes: readonly Attribute[], before: readonly string[] | null = null): A4Status {
  const message = textsOf(attributes, 'printer-state-message')[0] ?? ''
  if (UNREACHABLE_MESSAGES.some((known) => known.test(message))) {
    return { state: 'unreachable', detail: 'its queue does not reach the printer' }
  }
  const state = numberOf(attributes, 'printer-state')
  const reasons = stateReasonsOf(attributes).map(reasonOf)
  const blocked = blockedBy(state, reasons, before?.map(reasonOf) ?? null)
  if (blocked !== null) return { state: 'not-ready', reason: blocked }
  const [accepting] = valuesOf(attributes, 'printer-is-accepting-jobs')
  if (accepting?.kind === 'boolean' && !accepting.value) return { state: 'not-ready', reason: 'not-accepting-jobs' }
  const atHand = {
    tonerLow: reasons.some(({ keyword }) => startsWithOneOf(keyword, TONER_LOW)),
    paperLow: reasons.some(({ keyword }) => startsWithOneOf(keyword, PAPER_LOW)),
  }
  return { state: state === IDLE && before === null ? 'ready' : 'busy', ...atHand }
}

export function sameStatus(one: A4Status, other: A4Status): boolean {
  if (one.state === 'unreachable') return other.state === 'unreachable'
  if (one.state === 'not-ready') return other.state === 'not-ready' && one.reason === other.reason
  if (one.state === 'unsuitable') return other.state === 'unsuitable' && one.lacks === other.lacks
  return one.state === other.state && one.tonerLow === other.tonerLow && one.paperLow === other.paperLow
}

/** Without a suffix a reason is an error (RFC 8011, section 5.4.12). */
function reasonOf(text: string): StateReason {
  const [, keyword = text, suffix] = /^(.*?)-(report|warning|error)$/.exec(text) ?? []
  return { keyword, severity: (suffix as Severity | undefined) ?? 'error' }
}

/**
 * Errors stand in the way. A warning does not while the printer is idle: it may be of a second tray; but in the middle
 * of a job some printers say media-empty-warning too, and wait. One that stood there before the sheet is of another tray
 * still. A report never stands in the way; except that a printer which is stopped has no other reason to give.
 */
function blockedBy(state: number | null, reasons: readonly StateReason[], before: readonly StateReason[] | null): NotReadyReason | null {
  const heavy = reasons.filter(({ keyword, severity }) => {
    // CUPS says offline-report of a device that it can not reach.
    if (state === STOPPED || keyword === 'offline' || severity === 'error') return true
    if (severity === 'report') return false
    return before === null ? state !== IDLE : !before.some((known) => known.keyword === keyword)
  })
  for (const [reason, keywords] of REASONS) {
    if (heavy.some(({ keyword }) => startsWithOneOf(keyword, keywords))) return reason
  }
  if (state === STOPPED) return 'error'
  const unknown = reasons.some(
    ({ keyword, severity }) => severity === 'error' && !AT_WORK.test(keyword) && !startsWithOneOf(keyword, [...TONER_LOW, ...PAPER_LOW]),
  )
  return unknown || reasons.some(({ keyword, severity }) => severity === 'error' && FEED.test(keyword)) ? 'error' : null
}

function startsWithOneOf(keyword: string, beginnings: readonly string[]): boolean {
  return beginnings.some((beginning) => keyword === beginning || keyword.startsWith(`${beginning}-`))
}
