import { describe, expect, it } from 'vitest'
import { momentWords } from '../../renderer/components/moment-words.ts'
import type { CallPadsStatus } from '../../drivers/call-pad/call-pads.ts'
import type { WindowDisplaysStatus } from '../../drivers/window-display/window-displays.ts'
import type { CardReaderStatus, UnreadableReason } from '../../drivers/id-card/status.ts'
import type { SocialCardFault } from '../../drivers/social-card/read-card.ts'
import type { SocialCardStatus } from '../../drivers/social-card/social-card-reader.ts'
import type { PortFault } from '../../drivers/ports/port.ts'
import type { SelfTestFault } from '../../drivers/id-card/card-reader.ts'
import type { DeviceName, OperatorView } from '../../main/contract/operator.ts'
import { CertificateFault } from '../../main/contract/certificates.ts'
import { SpoilReason } from '../../main/contract/operator.ts'
import { DocumentFault, type PaperFault } from '../../main/contract/view.ts'
import type { SheetEnd } from '../../main/queue/sheets-in-motion.ts'
import type { SheetDoubt, SheetFailure } from '../../printers/escpos/settlement.ts'
import type { NotReadyReason, PrinterStatus } from '../../printers/escpos/status.ts'
import type { SheetDoubt as A4Doubt, SheetFailure as A4Failure } from '../../printers/ipp/settlement.ts'
import type { A4Status, NotReadyReason as A4NotReadyReason } from '../../printers/ipp/status.ts'
import { countsOf, mostUrgent } from '../../renderer/operator/urgency.ts'
import { ageWords, faultWords, lineKey, outboxKindWords, questionWords, spoilWords, stateKey } from '../../renderer/operator/words.ts'
import { addOperatorStrings } from '../../renderer/strings/operator.ts'
import { operatorZh } from '../../renderer/strings/operator-zh.ts'
import { createStrings } from '../../renderer/strings/strings.ts'
import { BUSY_COUNTER, NOW, WELL_COUNTER } from './stand-in/specimens.ts'

const strings = createStrings()
addOperatorStrings(strings)
const zh = strings.getFixedT('zh', 'operator')
const en = strings.getFixedT('en', 'operator')

/** Every one of a union of strings; the compiler says when one is missing. */
const all = <Union extends string>(each: Record<Union, true>) => Object.keys(each) as Union[]

const PRINTER_STATES = all<PrinterStatus['state']>({ ready: true, 'not-ready': true, disconnected: true, silent: true })
const NOT_READY = all<NotReadyReason>({ 'cover-open': true, 'paper-out': true, cutter: true, head: true, error: true, offline: true })
const READER_STATES = all<CardReaderStatus['state']>({
  disconnected: true,
  absent: true,
  unread: true,
  reading: true,
  present: true,
  unreadable: true,
})
const UNREADABLE = all<UnreadableReason>({
  'remove-and-place-again': true,
  'unknown-card': true,
  'reader-out-of-order': true,
})

const A4_NOT_READY = all<A4NotReadyReason>({
  'media-jam': true,
  'cover-open': true,
  'media-empty': true,
  'input-tray-missing': true,
  'output-area-full': true,
  'output-tray-missing': true,
  'toner-empty': true,
  maintenance: true,
  'spool-area-full': true,
  paused: true,
  shutdown: true,
  'not-accepting-jobs': true,
  offline: true,
  error: true,
})
const UNSUITABLE = all<`no-${Extract<A4Status, { readonly state: 'unsuitable' }>['lacks']}`>({ 'no-a4': true, 'no-pdf': true })

describe('what a device says of itself', () => {
  const words = (device: DeviceName, state: string, detail: string) => stateKey({ device, state, detail })

  it('has words for every state of the printer and every reason why it does not print', () => {
    const keys = [
      ...PRINTER_STATES.filter((state) => state !== 'not-ready').map((state) => words('ticket', state, '')),
      ...NOT_READY.map((reason) => words('ticket', 'not-ready', reason)),
      words('ticket', 'ready', 'paper-low'),
      words('ticket', 'disconnected', 'released'),
      words('ticket', 'disconnected', 'timed-out: no connection within 3000 ms'),
    ]
    expect(keys).not.toContain('other')
    expect(new Set(keys).size).toBe(keys.length - 1)
  })

  it('has words for every state of the reader and every reason why a card is not read', () => {
    const keys = [
      ...READER_STATES.filter((state) => state !== 'unreadable').map((state) => words('idCard', state, '')),
      ...UNREADABLE.map((reason) => words('idCard', 'unreadable', reason)),
    ]
    expect(keys).not.toContain('other')
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('has words for every state of the slot of social-security cards, and for whatever it lacks', () => {
    const states = all<Exclude<SocialCardStatus['state'], 'unreadable'>>({ disconnected: true, absent: true, unread: true, reading: true, present: true })
    const reasons = all<SocialCardFault['kind']>({ 'not-a-social-card': true, 'holder-hidden': true, malformed: true })
    const keys = [...states.map((state) => words('socialCard', state, '')), ...reasons.map((reason) => words('socialCard', 'unreadable', reason))]
    expect(keys).not.toContain('other')
    expect(new Set(keys).size).toBe(keys.length)
    const lacks = ['no-library', 'no-service', 'no-reader'] as const
    for (const lack of lacks) expect(lineKey(`${lack}: is pcscd installed?`)).toBe(lack)
    expect([words('scanner', 'ready', ''), words('scanner', 'disconnected', 'refused: ECONNREFUSED')]).toEqual(['scanner-ready', 'scanner-disconnected'])
  })

  it('has words for every state of what hangs at the windows', () => {
    const states = all<(CallPadsStatus | WindowDisplaysStatus)['state']>({ disconnected: true, ready: true, faulty: true })
    const keys = (['callPads', 'windowDisplays'] as const).flatMap((device) => states.map((state) => words(device, state, 'pad 5 has a key that sticks')))
    expect(keys).not.toContain('other')
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('has words for every state of the A4 printer and every reason why it does not print', () => {
    const keys = [
      ...all<Exclude<A4Status['state'], 'not-ready' | 'unsuitable'>>({ ready: true, busy: true, unreachable: true }).map((state) => words('document', state, '')),
      ...A4_NOT_READY.map((reason) => words('document', 'not-ready', reason)),
      ...UNSUITABLE.map((lack) => words('document', 'unsuitable', lack)),
      words('document', 'ready', 'paper-low'),
      words('document', 'ready', 'toner-low'),
    ]
    expect(keys).not.toContain('other')
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('has words for every way in which a line breaks, and for a state that nobody has thought of', () => {
    const kinds = all<PortFault['kind']>({ 'not-found': true, refused: true, busy: true, 'timed-out': true, broken: true, closed: true })
    for (const kind of kinds) expect(lineKey(`${kind}: ECONNREFUSED`)).toBe(kind)
    expect(lineKey('not connected yet')).toBeNull()
    expect(words('ticket', 'on-fire', '')).toBe('other')
  })
})

describe('why something went wrong', () => {
  const known = [
    ...all<SheetFailure>({
      'cover-open': true,
      'paper-out': true,
      cutter: true,
      head: true,
      error: true,
      offline: true,
      disconnected: true,
      silent: true,
      'not-recorded': true,
      'too-late': true,
    }),
    ...all<Exclude<SheetDoubt, NotReadyReason>>({ 'no-answer': true, 'line-broken': true, power: true }),
    ...all<Exclude<Extract<SheetEnd, { readonly state: 'failed' }>['reason'], SheetFailure>>({ unprintable: true }),
    ...all<SelfTestFault['kind']>({ disconnected: true, 'no-answer': true, 'out-of-order': true }),
    ...all<PaperFault>({
      'paper-out': true,
      'cover-open': true,
      cutter: true,
      head: true,
      offline: true,
      error: true,
      disconnected: true,
      silent: true,
    }),
    ...UNREADABLE,
    ...A4_NOT_READY,
    ...UNSUITABLE,
    ...all<Exclude<A4Failure, A4NotReadyReason>>({
      unreachable: true,
      'no-a4': true,
      'no-pdf': true,
      busy: true,
      'not-recorded': true,
      'too-late': true,
      refused: true,
      'bad-document': true,
      canceled: true,
      aborted: true,
      'earlier-sheet': true,
    }),
    ...all<Exclude<A4Doubt, A4NotReadyReason>>({
      'no-answer': true,
      power: true,
      'job-lost': true,
      errors: true,
      'pages-missing': true,
      canceled: true,
      aborted: true,
      'too-slow': true,
      closed: true,
    }),
    ...CertificateFault.options,
    ...DocumentFault.options,
    // What the last run left open (ledger/sheets.ts), and a device that this terminal lacks (operations/procedures.ts).
    'power-cut',
    'none',
  ]

  it('is said in both languages for every reason of drivers and ledger', () => {
    for (const reason of known) {
      expect(Object.hasOwn(operatorZh.fault, reason), reason).toBe(true)
      expect(faultWords(reason, zh)).toMatch(/\p{Script=Han}/u)
      expect(faultWords(reason, en)).toMatch(/^[A-Z][^]*[a-z]$/)
    }
  })

  it('is said of paper that is of no use for every reason that an operator may give', () => {
    for (const reason of SpoilReason.options) {
      expect(Object.hasOwn(operatorZh.spoil.about, reason), reason).toBe(true)
      expect(spoilWords(reason, en)).toMatch(/^[A-Z]/)
    }
  })

  it('is still told when nobody has put it into words', () => {
    expect(faultWords('on-fire', zh)).toBe('原因：on-fire')
    expect(outboxKindWords('ticket.issued', zh)).toBe('已取号')
    expect(outboxKindWords('sheet.settled', zh)).toBe('打印结果')
    expect(outboxKindWords('progress.disputed', zh)).toBe('办件纠错')
    expect(outboxKindWords('evaluation.bad', zh)).toBe('差评')
    expect(outboxKindWords('filing.sent', zh)).toBe('其他（filing.sent）')
    expect(questionWords({ step: 'asking', question: 'DLE EOT 4, roll paper' }, zh)).toBe('问纸卷')
    expect(questionWords({ step: 'asking', question: 'ESC @, reset' }, zh)).toBe('试命令 ESC @')
  })
})

describe('the places of the counter', () => {
  const opens = (change: Partial<OperatorView>, locked = 0) => mostUrgent(countsOf({ ...WELL_COUNTER, ...change }, locked))

  it('open where the gravest thing waits, and at the devices when all is well', () => {
    expect(opens({})).toBe('devices')
    expect(opens({ sheets: BUSY_COUNTER.sheets })).toBe('sheets')
    expect(opens({ sheets: BUSY_COUNTER.sheets, devices: BUSY_COUNTER.devices })).toBe('devices')
    expect(opens({ hours: BUSY_COUNTER.hours, paper: BUSY_COUNTER.paper })).toBe('hours')
    expect(opens({ paper: BUSY_COUNTER.paper, outbox: BUSY_COUNTER.outbox })).toBe('paper')
    expect(opens({ outbox: BUSY_COUNTER.outbox }, 1)).toBe('outbox')
    expect(opens({}, 1)).toBe('machine')
  })

  it('count what needs a person, and not what moves by itself', () => {
    const counts = countsOf(BUSY_COUNTER, 2)
    expect(counts.devices).toEqual({ kind: 'wants', count: 4 })
    expect(counts.sheets).toEqual({ kind: 'wants', count: 7 })
    expect(counts.paper).toEqual({ kind: 'wants', count: 2 })
    expect(counts.machine).toEqual({ kind: 'wants', count: 2 })
    const moving = BUSY_COUNTER.sheets.filter(({ state }) => state === 'sending')
    expect(countsOf({ ...WELL_COUNTER, sheets: moving }, 0).sheets).toEqual({ kind: 'holds', count: 1 })
    expect(countsOf({ ...WELL_COUNTER, outbox: { waiting: 4, oldestSeconds: 9, shelf: 0 } }, 0).outbox).toEqual({ kind: 'holds', count: 4 })
    const platform = { ...WELL_COUNTER.platform, auditLog: 'contradicts' as const }
    expect(countsOf({ ...WELL_COUNTER, platform }, 0).outbox).toEqual({ kind: 'wants', count: 1 })
  })
})

describe('a moment', () => {
  it('is the hall’s time, with the day when it was another', () => {
    expect(momentWords(NOW - 60_000, NOW, 'Asia/Shanghai', 'zh')).toBe('14:04')
    expect(momentWords(NOW - 86_400_000, NOW, 'Asia/Shanghai', 'zh')).toBe('11月20日 14:05')
    expect(momentWords(NOW - 86_400_000, NOW, 'Asia/Shanghai', 'en')).toBe('20 November 14:05')
    // Half past eleven at night in UTC is the next morning in the hall.
    expect(momentWords(Date.UTC(2026, 10, 20, 23, 30), NOW, 'Asia/Shanghai', 'zh')).toBe('07:30')
  })

  it('of waiting is said in one unit', () => {
    expect([5, 60, 3600, 86_400, 3 * 86_400].map((seconds) => ageWords(seconds, en))).toEqual([
      'less than a minute',
      '1 minute',
      '1 hour',
      '24 hours',
      '3 days',
    ])
  })
})
