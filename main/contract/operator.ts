import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { HallPlace } from './enrol.ts'
import { BadCaseView, EvaluationTotals, RectifyAnswer, RectifyWish } from './evaluation.ts'
import { BadPin, ChangePinOutcome, Pin, SHUT } from './staff-pin.ts'
import { RequestId } from './steps.ts'
import { ClosureView, DocumentFault, PaperFault } from './view.ts'

/** A device that an operator can look after. */
export const DeviceName = z.enum(['idCard', 'socialCard', 'scanner', 'ticket', 'document', 'callPads', 'windowDisplays'])
export type DeviceName = z.infer<typeof DeviceName>

/** A device whose power can hang on a relay. */
const PoweredDevice = DeviceName.exclude(['socialCard', 'scanner', 'document', 'callPads', 'windowDisplays'])
export type PoweredDevice = z.infer<typeof PoweredDevice>

/** A device that can be asked how it is; the others tell all that they know by themselves. */
const TestedDevice = DeviceName.exclude(['socialCard', 'scanner', 'callPads', 'windowDisplays'])
export type TestedDevice = z.infer<typeof TestedDevice>

/** Milliseconds since 1970. */
const Instant = z.number().int()

/** A device as the driver sees it. `state` and `detail` are the driver's own words, as in `GET /health`. */
export const DeviceView = z.object({
  device: DeviceName,
  state: z.string(),
  detail: z.string(),
  well: z.boolean(),
  port: z.string(),
  /** The last fault, also after it has passed; null when none is known. */
  lastFault: z.object({ fault: z.string(), since: Instant, passedAt: Instant.nullable() }).nullable(),
  /** A relay is configured that can take its power away and give it back. */
  powerCycle: z.boolean(),
})
export type DeviceView = z.infer<typeof DeviceView>

/** The roll in the ticket printer, as the ledger counted it. */
export const PaperView = z.object({
  loadedAt: Instant.nullable(),
  /** Sheets and millimetres used since then. */
  sheets: z.number().int(),
  usedMm: z.number().int(),
  /** What was on it, where that was told. */
  lengthMm: z.number().int().nullable(),
  /** The printer's own sensor says that it ends soon. */
  nearEnd: z.boolean(),
  /** Tickets left, from what each of the last ones used; null while nothing is known to reckon from. */
  ticketsLeft: z.number().int().nullable(),
})
export type PaperView = z.infer<typeof PaperView>

/** A sheet on its way, failed or unknown. Nothing of a person but a masked name. */
export const SheetRowView = z.object({
  key: z.string(),
  ticketId: z.string(),
  number: z.string(),
  /** The business's name in Chinese. */
  business: z.string(),
  /** `张*`; null for a ticket without a name. */
  holder: z.string().nullable(),
  /** 0 is the original, 1 the first 补打. */
  copy: z.number().int(),
  state: z.enum(['intended', 'sending', 'sent', 'failed', 'unknown']),
  reason: z.string().nullable(),
  intendedAt: Instant,
  /** The number can still be called, so that it may be printed again. */
  stillWaiting: z.boolean(),
})
export type SheetRowView = z.infer<typeof SheetRowView>

/** Why a certificate that came out is of no use. */
export const SpoilReason = z.enum(['jammed', 'torn', 'not-taken', 'unreadable', 'other'])
export type SpoilReason = z.infer<typeof SpoilReason>

/** A certificate's sheet that wants a look. Nothing of a person but a masked name. */
export const CertificateSheetView = z.object({
  key: z.string(),
  /** Key of the copy that is printed on it. */
  copy: z.string(),
  /** The certificate's name in Chinese. */
  title: z.string(),
  /** `张*`; null once the time for which it was kept is over. */
  holder: z.string().nullable(),
  /** The first of three copies: 1 and 3. */
  place: z.number().int(),
  of: z.number().int(),
  /** The number that stands on the paper; null while the platform has not authorised it. */
  number: z.string().nullable(),
  /** Null before the pages were made. */
  pages: z.number().int().nullable(),
  /**
   * `left`: it came out, and the record says that nobody took it. `spoiled`: found to be of no use within the
   * last day, and not made again yet.
   */
  state: z.enum(['intended', 'sending', 'sent', 'failed', 'unknown', 'left', 'spoiled']),
  /** Of `failed` and `unknown` the printer's or the platform's word, of `spoiled` a `SpoilReason`; else null. */
  reason: z.string().nullable(),
  intendedAt: Instant,
})
export type CertificateSheetView = z.infer<typeof CertificateSheetView>

/** What a person who has looked says of a certificate's sheet. */
const CertificateEnd = z.discriminatedUnion('end', [
  /** It is there and whole, or its holder has it. */
  z.object({ end: z.literal('came-out') }),
  z.object({ end: z.literal('spoiled'), reason: SpoilReason }),
  /** Of one that failed: nothing came out, and nothing more is done about it. */
  z.object({ end: z.literal('nothing') }),
])
export type CertificateEnd = z.infer<typeof CertificateEnd>

/** The paper in the A4 printer's tray, as far as it is known. */
export const TrayView = z.object({
  /** When an operator last told what he put in; null: never. */
  loadedAt: Instant.nullable(),
  /** What lay in it then; null where that is not known. */
  sheets: z.number().int().nullable(),
  /** Pages that came out since. */
  used: z.number().int(),
  /** The printer itself says that it ends soon, or has ended. */
  nearEnd: z.boolean(),
  /** Sheets left; null while that is not known. */
  left: z.number().int().nullable(),
})
export type TrayView = z.infer<typeof TrayView>

/** One line of what is to leave the terminal: what and when, nothing of a person. */
export const OutboxRowView = z.object({
  id: z.string(),
  /** As `ticket.issued`. */
  kind: z.string(),
  /** The number of its ticket or certificate, where it is about one. */
  number: z.string().nullable(),
  createdAt: Instant,
  /** The platform's answer to what it refused, empty where it gave none; null while the event waits. */
  shelfReason: z.string().nullable(),
})
export type OutboxRowView = z.infer<typeof OutboxRowView>

/** Why the platform took nothing; `line` is for the administrator. */
const PlatformFaultView = z.object({
  kind: z.enum(['unreachable', 'refused-credential', 'busy', 'broken-answer']),
  line: z.string(),
})

/** Whether what is to leave the terminal leaves it. */
const DeliveryView = z.discriminatedUnion('state', [
  /** None is configured; everything stays here. */
  z.object({ state: z.literal('no-platform') }),
  z.object({ state: z.literal('idle') }),
  z.object({ state: z.literal('delivering'), lastFault: PlatformFaultView.nullable() }),
  /** `lastFault` is null where the platform answers, but wants some events later; or where the ledger refused. */
  z.object({ state: z.literal('waiting'), nextTryAt: Instant, lastFault: PlatformFaultView.nullable() }),
])
export type DeliveryView = z.infer<typeof DeliveryView>

/** How the terminal and its platform stand. */
export const PlatformView = z.object({
  delivery: DeliveryView,
  /** `behind`: the platform knows of more audit entries. `contradicts`: of other ones. Either stays until the next start. */
  auditLog: z.enum(['not-reported', 'taken', 'behind', 'contradicts']),
})
export type PlatformView = z.infer<typeof PlatformView>

/** What the business day has come to so far. */
export const DayBalance = z.object({
  businesses: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      issued: z.number().int(),
      waiting: z.number().int(),
      /** Given by screen alone. */
      byScreen: z.number().int(),
    }),
  ),
  sheets: z.object({
    printed: z.number().int(),
    /** By a printer that cannot confirm. */
    sent: z.number().int(),
    failed: z.number().int(),
    unknown: z.number().int(),
    /** Of all these, how many were 补打. */
    reprints: z.number().int(),
    void: z.number().int(),
  }),
  usedMm: z.number().int(),
  /**
   * Copies of certificates: `authorised = printed + sent + spoiled + failed + open`. `notAuthorised` are in no other count,
   * `pages` are those of paper that came out.
   */
  certificates: z.object({
    authorised: z.number().int(),
    printed: z.number().int(),
    sent: z.number().int(),
    spoiled: z.number().int(),
    failed: z.number().int(),
    open: z.number().int(),
    notAuthorised: z.number().int(),
    pages: z.number().int(),
  }),
})
export type DayBalance = z.infer<typeof DayBalance>

/** Today's hours, whether numbers are given now, and the closure an operator has ordered. */
export const HoursView = z.object({
  businessDay: z.string(),
  /** `09:00–12:00`; empty on a closed day. */
  hours: z.array(z.string()),
  open: z.boolean(),
  closure: ClosureView.extend({ since: Instant, by: z.string() }).nullable(),
})
export type HoursView = z.infer<typeof HoursView>

/** Browsers of the hall: those that want in, and those that are a window or a board. */
export const HallPagesView = z.object({
  pairings: z.array(
    z.object({
      pairing: z.string(),
      /** Six digits, which stand on that browser's screen too. */
      code: z.string(),
      place: HallPlace,
      /** The network address it asks from. */
      address: z.string(),
      leftSeconds: z.number().int(),
    }),
  ),
  devices: z.array(
    z.object({
      device: z.string(),
      place: HallPlace,
      enrolledAt: Instant,
      enrolledBy: z.string(),
      lastSeenAt: Instant.nullable(),
      connected: z.boolean(),
      /** When two pages were last seen with its credential at once: it may have been copied. */
      usedTwiceAt: Instant.nullable(),
    }),
  ),
})
export type HallPagesView = z.infer<typeof HallPagesView>

/** How this terminal stands with its hall server. */
export const HallServerView = z.object({
  /** `asking`: it wants to be let in, with `code`. `unanswered`, `refused`: so was that. */
  state: z.enum(['connecting', 'up', 'down', 'asking', 'unanswered', 'refused']),
  /** Of `down`: nobody answers; its database does not; an older server answers; or it does not know this terminal. */
  why: z.enum(['network', 'database', 'superseded', 'refused']).nullable(),
  /** For an installer: the network's or the certificate's own word. */
  detail: z.string(),
  /** The six digits that are compared at the hall server. */
  code: z.string().nullable(),
  since: Instant,
  /** Numbers given offline that the hall does not know yet. */
  waiting: z.number().int(),
  /** Of today, those that it did not take; `instead`: its holder waits with that number. */
  notTaken: z.array(z.object({ number: z.string(), instead: z.string().nullable() })),
})
export type HallServerView = z.infer<typeof HallServerView>

/** All of the operator's screen, sent whole at once and again at each change. */
export const OperatorView = z.object({
  operator: z.string(),
  now: Instant,
  timeZone: z.string(),
  devices: z.array(DeviceView),
  /** Null where the terminal has no ticket printer. */
  paper: PaperView.nullable(),
  /** Null where the terminal has no A4 printer. */
  tray: TrayView.nullable(),
  sheets: z.array(SheetRowView),
  certificates: z.array(CertificateSheetView),
  outbox: z.object({ waiting: z.number().int(), oldestSeconds: z.number().int(), shelf: z.number().int() }),
  platform: PlatformView,
  day: DayBalance,
  /** Bad evaluations (差评) that are being put right, and of those how many should have been by now. */
  badCases: z.object({ open: z.number().int(), overdue: z.number().int() }),
  /** The balance can be printed here, on A4. */
  reports: z.boolean(),
  hours: HoursView,
  /** Null where this terminal serves no windows and boards. */
  hallPages: HallPagesView.nullable(),
  /** Null where this terminal counts by itself. */
  hallServer: HallServerView.nullable(),
})
export type OperatorView = z.infer<typeof OperatorView>

export const SignInOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('signed-in'), operator: z.string() }),
  ...SHUT,
])
export type SignInOutcome = z.infer<typeof SignInOutcome>

const AddClerkOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('added'), name: z.string() }),
  z.object({ outcome: z.enum(['taken', 'bad-name']) }),
  BadPin,
])
export type AddClerkOutcome = z.infer<typeof AddClerkOutcome>

const OperatorReprintOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('reprinting') }),
  z.object({ outcome: z.literal('no-paper'), reason: PaperFault }),
  z.object({ outcome: z.literal('no-longer-waiting') }),
])
export type OperatorReprintOutcome = z.infer<typeof OperatorReprintOutcome>

const ReplaceOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('printing') }),
  z.object({ outcome: z.literal('no-paper'), reason: DocumentFault }),
  /**
   * `not-spoiled`: its paper may still be of use. `replaced`: it was made again already. `forgotten`: the time for which its
   * holder was kept is over. `not-offered`: this terminal prints no certificates (any more).
   */
  z.object({ outcome: z.enum(['not-spoiled', 'replaced', 'forgotten', 'not-offered']) }),
])
export type ReplaceOutcome = z.infer<typeof ReplaceOutcome>

/** `sent` is the end on a printer that cannot confirm; of `unknown` nobody can say. Nothing came out of one that failed. */
const ReportEnd = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.enum(['printed', 'sent']) }),
  z.object({ outcome: z.enum(['failed', 'unknown']), reason: z.string() }),
])
export type ReportEnd = z.infer<typeof ReportEnd>

/** How the report of the day comes onto paper. */
export const ReportProgress = z.discriminatedUnion('step', [
  z.object({ step: z.literal('composing') }),
  z.object({ step: z.literal('printing'), pages: z.number().int() }),
  z.object({ step: z.literal('ended'), end: ReportEnd }),
])
export type ReportProgress = z.infer<typeof ReportProgress>

export const SelfTestOutcome = z.discriminatedUnion('outcome', [
  /** Of a printer: the strip is confirmed. Of a reader: it answers with its management number. */
  z.object({ outcome: z.literal('passed') }),
  /** The strip was sent to a printer that confirms nothing: a person looks at it. */
  z.object({ outcome: z.literal('look') }),
  z.object({ outcome: z.literal('failed'), reason: z.string() }),
])
export type SelfTestOutcome = z.infer<typeof SelfTestOutcome>

export const PowerCycleOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('done') }),
  /**
   * `relay`: it cannot be reached, and the device keeps its power. `left-off`: it was lost in between, and the device may
   * be without. `busy`: paper is moving, or another act has the device.
   */
  z.object({ outcome: z.literal('failed'), reason: z.enum(['relay', 'left-off', 'busy', 'no-relay']) }),
])
export type PowerCycleOutcome = z.infer<typeof PowerCycleOutcome>

/** What the probe of the installed printer is doing, step by step (`npm run probe` says the same in words). */
export const ProbeProgress = z.discriminatedUnion('step', [
  z.object({ step: z.literal('asking'), question: z.string() }),
  z.object({ step: z.literal('heard'), question: z.string(), answered: z.boolean(), milliseconds: z.number() }),
  z.object({ step: z.literal('printing') }),
  z.object({ step: z.literal('printed'), confirmed: z.boolean() }),
  /** The profile lies in this file; terminal.yaml is to name it. */
  z.object({ step: z.literal('written'), file: z.string() }),
  /** One line that says what to mend. */
  z.object({ step: z.literal('failed'), line: z.string() }),
])
export type ProbeProgress = z.infer<typeof ProbeProgress>

/** Nobody is signed in, or no longer; the page goes back to the sign-in. */
const NOT_SIGNED_IN = { status: 401 }
const signedIn = oc.errors({ NOT_SIGNED_IN })

/**
 * What the operator's screen may ask. Everything but `names` and `signIn` needs an operator signed in at this terminal; each act is
 * in the audit log before it is answered.
 */
export const operator = {
  /** Whom the first screen offers to sign in; none: `npm run operator -- add NAME` at the machine's command line. */
  names: oc.output(z.array(z.string())),
  /** Fails with NOT_SIGNED_IN when the page was loaded, or a citizen began, while the PIN was looked at. */
  signIn: signedIn.input(z.object({ name: z.string().max(64), pin: Pin })).output(SignInOutcome),
  signOut: oc.output(z.void()),
  /** A touch or key: the operator is still there. */
  touch: signedIn.output(z.void()),
  changePin: signedIn.input(z.object({ pin: Pin, next: Pin })).output(ChangePinOutcome),
  /** Ends when the operator is signed out, by himself or by the clock. */
  watch: signedIn.output(eventIterator(OperatorView)),
  /** The oldest 100 that wait, and the oldest 100 of the shelf. */
  outbox: signedIn.output(z.object({ waiting: z.array(OutboxRowView), shelf: z.array(OutboxRowView) })),
  /** What today was given, and the oldest 100 bad ones that are open, with what was written. */
  evaluations: signedIn.output(z.object({ totals: EvaluationTotals, cases: z.array(BadCaseView) })),
  rectify: signedIn.input(RectifyWish).output(RectifyAnswer),
  /** Today's totals as CSV, in this file of the terminal's data folder; the same day's is written over. */
  saveEvaluations: signedIn.output(
    z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('saved'), file: z.string() }),
      /** One line that says why the disk did not take it. */
      z.object({ outcome: z.literal('failed'), line: z.string() }),
    ]),
  ),
  /** These events leave the shelf and are delivered again, in their order. Answers how many. */
  tryAgain: signedIn
    .input(z.object({ events: z.union([z.array(z.string().max(64)).max(1000), z.literal('all')]) }))
    .output(z.object({ released: z.number().int() })),
  /** 补打: one request id is one sheet, and while a sheet of this ticket is on its way there is no other. */
  reprint: signedIn
    .input(
      z.object({
        requestId: z.uuid(),
        ticketId: z.string().max(64),
        reason: z.enum(['unknown-sheet', 'failed-sheet', 'unreadable', 'lost']),
      }),
    )
    .output(OperatorReprintOutcome),
  /** Nothing more is printed for these sheets; their numbers stay. Answers how many it ended. */
  voidSheets: signedIn.input(z.object({ keys: z.array(z.string().max(64)).max(1000) })).output(z.object({ voided: z.number().int() })),
  /** A person has looked at a certificate's sheet. False when its matter is ended already. */
  settleCertificate: signedIn
    .input(z.object({ key: z.string().max(64), end: CertificateEnd }))
    .output(z.object({ settled: z.boolean() })),
  /** Another copy in the place of a spoiled one: one request id is one copy, with a key and a number of its own. */
  replaceCertificate: signedIn.input(z.object({ requestId: RequestId, copy: z.string().max(64) })).output(ReplaceOutcome),
  /** The day's balance on A4, with each spoiled, failed and open sheet. It comes out once for each call. */
  printReport: signedIn.output(eventIterator(ReportProgress)),
  /** Paper was put into the A4 tray: so many sheets lie in it now, or came to what was left. Answers what lies in it now. */
  trayFilled: signedIn
    .input(z.object({ sheets: z.number().int().min(1).max(5000), added: z.boolean() }))
    .output(z.object({ left: z.number().int().nullable() })),
  /** A new roll is in the printer; answers what the last one gave. */
  paperChanged: signedIn
    .input(z.object({ lengthMetres: z.number().positive().max(1000).nullable() }))
    .output(z.object({ sheets: z.number().int(), usedMm: z.number().int() })),
  selfTest: signedIn.input(z.object({ device: TestedDevice })).output(SelfTestOutcome),
  /** Tries each command on the installed printer, prints a strip and writes its profile. */
  probe: signedIn.output(eventIterator(ProbeProgress)),
  powerCycle: signedIn.input(z.object({ device: PoweredDevice })).output(PowerCycleOutcome),
  /** No number is given at this terminal any more; sheets on their way end as they would. */
  closeHall: signedIn
    .input(ClosureView)
    .output(z.void()),
  reopenHall: signedIn.output(z.void()),
  /** Operators whom wrong PINs have locked, and the end of that by a colleague. */
  lockedOperators: signedIn.output(z.array(z.string())),
  unlock: signedIn.input(z.object({ name: z.string().max(64) })).output(z.object({ unlocked: z.boolean() })),
  /** The browser that shows this code becomes what it wants to be. False when it no longer waits. */
  approvePairing: signedIn.input(z.object({ pairing: z.string().max(64), code: z.string().max(8) })).output(z.object({ done: z.boolean() })),
  refusePairing: signedIn.input(z.object({ pairing: z.string().max(64) })).output(z.object({ done: z.boolean() })),
  /** It is no window or board any more, from now on. */
  revokeDevice: signedIn.input(z.object({ device: z.string().max(64) })).output(z.object({ done: z.boolean() })),
  /** Staff who sign in at windows alone. */
  clerks: signedIn.output(z.array(z.string())),
  addClerk: signedIn.input(z.object({ name: z.string().max(64), pin: Pin })).output(AddClerkOutcome),
  /**
   * The terminal process ends in order and is started again by its shell. Refused while its configuration would not open
   * it again: `line` says what to mend.
   */
  restart: signedIn
    .errors({ FAULTY_CONFIGURATION: { status: 409, data: z.object({ line: z.string() }) } })
    .output(z.void()),
  /** The whole program ends with status 0. */
  stop: signedIn.output(z.void()),
}
