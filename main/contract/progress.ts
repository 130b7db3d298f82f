import { oc } from '@orpc/contract'
import { z } from 'zod'
import { BeginOutcome } from './filings.ts'
import { PlatformReason } from './platform-reason.ts'
import { RequestId, WRONG_STEP } from './steps.ts'
import { LocalText } from './text.ts'

/** A day in the hall, `2026-11-22`. */
const Day = z.string()

/**
 * How far a filing (办件) has come. 申请 is made, 收件 is received, 受理 is accepted, 办理 is worked on, 办结 is finished: none
 * of them says another.
 */
export const FilingState = z.enum([
  'received',
  'supplement',
  'accepted',
  'not-accepted',
  'in-progress',
  'finished',
  'refused',
  'ended',
  'returned',
])
export type FilingState = z.infer<typeof FilingState>

/**
 * What waits, and so for whom: the person for `supplement`, `print` and `collect`; the authority for `acceptance` and
 * `decision`, and for `handed-in`, which is what was asked for (补正) and given at this terminal since; both for a special procedure (`procedure`), whose time is not counted; nobody for `nothing`.
 */
export const Waits = z.enum(['acceptance', 'supplement', 'handed-in', 'decision', 'procedure', 'print', 'collect', 'nothing'])
export type Waits = z.infer<typeof Waits>

/** A filing in the list. */
export const FilingEntry = z.object({
  /** 办件编号, by which it is asked for. */
  id: z.string(),
  title: LocalText,
  authority: LocalText,
  state: FilingState,
  waits: Waits,
  filedOn: Day,
  /** The last day for what was asked for; null where nothing was. */
  supplementBy: Day.nullable(),
})
export type FilingEntry = z.infer<typeof FilingEntry>

/**
 * The promised time in working days by the hall's calendar. Counting begins on the day after acceptance, and leaves out
 * what special procedures take.
 */
export const FilingClock = z.object({
  /** `before`: not accepted yet. `stopped`: by a special procedure that goes on. */
  state: z.enum(['before', 'running', 'stopped', 'ended']),
  /** Working days; 0 is at once. Null where the authority promises none. */
  promised: z.number().int().nullable(),
  elapsed: z.number().int().nullable(),
  /** Working days that special procedures took, which are not counted. */
  notCounted: z.number().int(),
  /** The last day; null where it is not known, as while the clock stands. */
  by: Day.nullable(),
  /** Working days until then, or, below nothing, since; null unless the clock runs. */
  left: z.number().int().nullable(),
})
export type FilingClock = z.infer<typeof FilingClock>

/** What is wrong with a filing, as its person sees it (纠错). */
export const DisputedMatter = z.enum(['not-mine', 'wrong-step', 'wrong-date', 'already-given', 'wrong-result', 'other'])
export type DisputedMatter = z.infer<typeof DisputedMatter>

/**
 * Where something is that was handed in at this terminal, as its ledger knows it: it waits for the network here, the
 * platform has it, or has not taken it.
 */
const StandsHere = z.enum(['saved', 'received', 'refused'])

/** Handed in here, and not with the platform yet; `at` in the hall, `14:05`. */
export const WaitingHere = z.object({
  receipt: z.string(),
  title: LocalText,
  on: Day,
  at: z.string(),
  stands: StandsHere.exclude(['received']),
  /** What was asked for (补正) of a filing, and not an application. */
  supplement: z.boolean(),
})
export type WaitingHere = z.infer<typeof WaitingHere>

/** One filing, whole. What the authority wrote in a line of its own is its Chinese, whatever the language on screen. */
export const FilingView = FilingEntry.extend({
  /** What has happened, the oldest first. */
  steps: z.array(z.object({ name: LocalText, on: Day, note: z.string().nullable() })),
  /** Null until it is accepted (受理). */
  acceptedOn: Day.nullable(),
  clock: FilingClock,
  /** Special procedures (特别程序); one without `until` goes on. */
  specials: z.array(z.object({ name: LocalText, reason: z.string().nullable(), from: Day, until: Day.nullable() })),
  /** What the authority asked for (补正), all at once. */
  supplement: z
    .object({
      askedOn: Day,
      by: Day,
      /** Calendar days until then; below nothing it is over. */
      left: z.number().int(),
      items: z.array(z.object({ name: z.string(), why: z.string().nullable() })),
      where: LocalText,
      /** Whether it can be given at this terminal, now. */
      here: z.boolean(),
      /** It was given at this terminal; `at` in the hall, `14:05`. */
      handedIn: z.object({ receipt: z.string(), on: Day, at: z.string(), stands: StandsHere }).nullable(),
    })
    .nullable(),
  result: z
    .object({
      on: Day,
      name: LocalText.nullable(),
      /** It can be had among the person's certificates. */
      print: z.boolean(),
      collect: z
        .object({ where: LocalText, hours: LocalText.nullable(), bring: z.array(z.string()), until: Day.nullable() })
        .nullable(),
    })
    .nullable(),
  refusal: z
    .object({
      reason: z.string(),
      document: z.string().nullable(),
      objections: z.array(z.object({ way: LocalText, to: LocalText, within: LocalText })),
    })
    .nullable(),
  /** What the person reported before, and the authority's answer. */
  disputes: z.array(z.object({ what: DisputedMatter, on: Day, answer: z.string().nullable() })),
  /** What can be reported of it as wrong. */
  disputable: z.array(DisputedMatter),
})
export type FilingView = z.infer<typeof FilingView>

/** What was asked for and how it stands, of a person: with the platform, the newest first, and waiting here. */
export const FilingList = z.object({ filings: z.array(FilingEntry), waiting: z.array(WaitingHere) })
export type FilingList = z.infer<typeof FilingList>

export const ListFilingsOutcome = z.discriminatedUnion('outcome', [
  /** Only what the session has proven, and what it has not is not even counted (design, promise 8). */
  FilingList.extend({ outcome: z.literal('listed') }),
  z.object({ outcome: z.literal('failed'), reason: PlatformReason, waiting: z.array(WaitingHere) }),
])
export type ListFilingsOutcome = z.infer<typeof ListFilingsOutcome>

export const ReceiptOutcome = z.discriminatedUnion('outcome', [
  /** Nothing of a person, and not even what was filed: whoever holds the paper may have found it. */
  z.object({
    outcome: z.literal('known'),
    state: FilingState,
    /** 一件事: how many cases it became, of which the state is that of whichever waits most; null of a single item. */
    cases: z.number().int().nullable(),
    filedOn: Day,
    acceptedOn: Day.nullable(),
    promisedBy: Day.nullable(),
    supplementBy: Day.nullable(),
    stoppedOn: Day.nullable(),
    finishedOn: Day.nullable(),
  }),
  /** It lies at this terminal, and the platform does not have it: nothing more than this of it, either. */
  z.object({ outcome: z.literal('saved-here'), filedOn: Day, stands: StandsHere.exclude(['received']) }),
  z.object({ outcome: z.literal('unknown'), attemptsLeft: z.number().int() }),
  /** The third wrong code of this session: it has ended. */
  z.object({ outcome: z.literal('shut-out') }),
  z.object({ outcome: z.literal('failed'), reason: PlatformReason }),
])
export type ReceiptOutcome = z.infer<typeof ReceiptOutcome>

const step = oc.errors({ WRONG_STEP })

/** What the kiosk page may ask of 进度查询. All but `receipt` need a session whose person was identified by card. */
export const progress = {
  list: step.output(ListFilingsOutcome),
  /** One that `list` answered to this person. */
  filing: step.input(z.object({ filing: z.string().max(64) })).output(FilingView),
  /** The draft for what was asked for (补正) of one that `list` answered; it is filled in as an application is. */
  supplement: step.input(z.object({ filing: z.string().max(64) })).output(BeginOutcome),
  /** Recorded here, durably, and passed on (`progress.disputed`). One request id is one report, however often it comes. */
  dispute: step
    .input(z.object({ requestId: RequestId, filing: z.string().max(64), what: DisputedMatter }))
    .output(z.object({ outcome: z.literal('recorded') })),
  /** By number and code of a receipt (回执); needs no identification. */
  receipt: step
    .input(z.object({ number: z.string().regex(/^[0-9A-Z-]{8,64}$/), code: z.string().regex(/^[2-9A-HJ-NP-Z]{8}$/) }))
    .output(ReceiptOutcome),
}
