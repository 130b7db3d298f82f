import { platformReason } from '../certificates/platform-reason.ts'
import type { FilingView } from '../contract/progress.ts'
import { terminalContract } from '../contract/server.ts'
import type { Platform } from '../platform/platform.ts'
import { businessDay, type HallCalendar } from '../queue/calendar.ts'
import type { Identity } from '../session/identity.ts'
import type { Session, Sessions } from '../session/sessions.ts'
import { whoeverStandsHere, withoutProofTooLow, type Standing } from '../session/standing.ts'
import type { RecordDispute } from './disputes.ts'
import { maskedTexts } from './masked-texts.ts'
import { filingEntry, filingView } from './progress-view.ts'

/** So many wrong codes of receipts end a session, as those of an SMS do. */
const MOST_WRONG_CODES = 3

/** Handlers of 进度查询: a person's filings by card, one filing's state by its receipt, and what is wrong with one. */
export function progressProcedures(parts: {
  readonly sessions: Sessions
  /** Null where the terminal has none. */
  readonly platform: Pick<Platform, 'progress' | 'receipt'> | null
  readonly calendar: () => HallCalendar
  readonly now: () => Date
  readonly recordDispute: RecordDispute
}) {
  const { sessions, platform } = parts
  const { progress } = terminalContract
  /** What was listed for whoever was identified, by id: nothing else is shown, and to nobody else in the session. */
  const listed = new WeakMap<Identity, ReadonlyMap<string, FilingView>>()
  /** Reports of whoever was identified, by request: a repeat is the same one, also while the first is being written. */
  const reported = new WeakMap<Identity, Map<string, Promise<void>>>()
  const wrongCodes = new WeakMap<Session, number>()

  type Need = 'session' | 'card' | 'own-filing'
  type Errors = { readonly WRONG_STEP: (about: { data: { needs: Need } }) => Error }

  function own(errors: Errors, { identity }: Standing, id: string): FilingView {
    const filing = listed.get(identity)?.get(id)
    if (filing === undefined) throw errors.WRONG_STEP({ data: { needs: 'own-filing' } })
    return filing
  }

  return {
    list: progress.list.handler(async ({ errors, signal }) => {
      const standing = whoeverStandsHere(sessions, errors)
      const { session, identity, asker } = standing
      if (platform === null) return { outcome: 'failed', reason: 'not-available' }
      const answered = await platform.progress(asker, signal)
      whoeverStandsHere(sessions, errors, standing)
      if (!answered.ok) {
        const reason = platformReason(answered.fault)
        withoutProofTooLow(sessions, session, reason)
        return { outcome: 'failed', reason }
      }
      // The platform lists no more than was proven; if it did, this terminal would not show it.
      const open = answered.value.filter(({ assurance }) => assurance.includes(asker.assurance.level))
      const newestFirst = open.toSorted((one, other) => Date.parse(other.filedAt) - Date.parse(one.filedAt))
      const views = newestFirst.map((filing) =>
        // Its number is what it is asked for by.
        maskedTexts(filingView(filing, parts.calendar(), parts.now()), asker.person.name, ['id']),
      )
      listed.set(identity, new Map(views.map((view) => [view.id, view])))
      return { outcome: 'listed', filings: views.map(filingEntry) }
    }),

    filing: progress.filing.handler(({ input, errors }) => own(errors, whoeverStandsHere(sessions, errors), input.filing)),

    dispute: progress.dispute.handler(async ({ input, errors }) => {
      const standing = whoeverStandsHere(sessions, errors)
      const { requestId, what } = input
      const filing = own(errors, standing, input.filing)
      if (!filing.disputable.includes(what)) throw errors.WRONG_STEP({ data: { needs: 'own-filing' } })
      const before = reported.get(standing.identity) ?? new Map<string, Promise<void>>()
      reported.set(standing.identity, before)
      const report = before.get(requestId) ?? parts.recordDispute({ key: requestId, filing: filing.id, what })
      before.set(requestId, report)
      // What the disk did not take may be asked for again.
      await report.catch((error: unknown) => {
        before.delete(requestId)
        throw error
      })
      return { outcome: 'recorded' }
    }),

    receipt: progress.receipt.handler(async ({ input, errors, signal }) => {
      const session = sessions.current
      if (session === null) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      sessions.touch()
      if (platform === null) return { outcome: 'failed', reason: 'not-available' }
      const told = await platform.receipt(input, signal)
      if (sessions.current !== session) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      if (!told.ok) return { outcome: 'failed', reason: platformReason(told.fault) }
      const { value } = told
      if (value.outcome === 'unknown') {
        const wrong = (wrongCodes.get(session) ?? 0) + 1
        wrongCodes.set(session, wrong)
        if (wrong < MOST_WRONG_CODES) return { outcome: 'unknown', attemptsLeft: MOST_WRONG_CODES - wrong }
        sessions.end('wrong-codes')
        return { outcome: 'shut-out' }
      }
      const { timeZone } = parts.calendar()
      const day = (instant: string) => businessDay(new Date(instant), timeZone)
      const maybe = (instant: string | undefined) => (instant === undefined ? null : day(instant))
      return {
        outcome: 'known',
        state: value.state,
        filedOn: day(value.filedAt),
        acceptedOn: maybe(value.acceptedAt),
        // While the clock stands, its last day moves.
        promisedBy: value.stoppedAt === undefined ? (value.promisedBy ?? null) : null,
        supplementBy: value.supplementBy ?? null,
        stoppedOn: maybe(value.stoppedAt),
        finishedOn: maybe(value.finishedAt),
      }
    }),
  }
}
