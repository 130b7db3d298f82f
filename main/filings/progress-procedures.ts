import { platformReason } from '../certificates/platform-reason.ts'
import type { FilingView } from '../contract/progress.ts'
import { terminalContract } from '../contract/server.ts'
import type { FilingProgress, Platform } from '../platform/platform.ts'
import { businessDay, type HallCalendar } from '../queue/calendar.ts'
import type { Identity } from '../session/identity.ts'
import type { Asker } from '../session/proof.ts'
import type { Session, Sessions } from '../session/sessions.ts'
import { whoeverStandsHere, withoutProofTooLow, type Standing } from '../session/standing.ts'
import type { RecordDispute } from './disputes.ts'
import type { FilingHere, FilingsHere } from './filings-here.ts'
import { maskedTexts } from './masked-texts.ts'
import { filingEntry, filingView, waitingView } from './progress-view.ts'
import { supplementOf } from './supplement.ts'
import type { Supplements } from './supplements.ts'

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
  /** What this machine's ledger knows of what was handed in here. */
  readonly here: FilingsHere
  readonly supplements: Supplements
}) {
  const { sessions, platform } = parts
  const { progress } = terminalContract
  /** What was listed for whoever was identified, by id: nothing else is shown, and to nobody else in the session. */
  const listed = new WeakMap<Identity, ReadonlyMap<string, FilingProgress>>()
  /** Reports of whoever was identified, by request: a repeat is the same one, also while the first is being written. */
  const reported = new WeakMap<Identity, Map<string, Promise<void>>>()
  const wrongCodes = new WeakMap<Session, number>()

  type Need = 'session' | 'card' | 'own-filing'
  type Errors = { readonly WRONG_STEP: (about: { data: { needs: Need } }) => Error }

  function own(errors: Errors, { identity }: Standing, id: string): FilingProgress {
    const filing = listed.get(identity)?.get(id)
    if (filing === undefined) throw errors.WRONG_STEP({ data: { needs: 'own-filing' } })
    return filing
  }

  /** As the page may show it, with what was given here of what is asked for. */
  async function view(told: FilingProgress, asker: Asker): Promise<FilingView> {
    const asked = supplementOf(told)
    const given = asked && (await parts.here.supplementOf(asker, asked))
    // Its number is what it is asked for by.
    return maskedTexts(filingView(told, parts.calendar(), parts.now(), given), asker.person.name, ['id', 'receipt'])
  }

  /** The third ends the session. */
  function wrongCode(session: Session) {
    const wrong = (wrongCodes.get(session) ?? 0) + 1
    wrongCodes.set(session, wrong)
    if (wrong < MOST_WRONG_CODES) return { outcome: 'unknown' as const, attemptsLeft: MOST_WRONG_CODES - wrong }
    sessions.end('wrong-codes')
    return { outcome: 'shut-out' as const }
  }

  function savedHere({ filedAt, stands }: FilingHere) {
    const filedOn = businessDay(filedAt, parts.calendar().timeZone)
    return { outcome: 'saved-here' as const, filedOn, stands: stands === 'refused' ? stands : ('saved' as const) }
  }

  return {
    list: progress.list.handler(async ({ errors, signal }) => {
      const standing = whoeverStandsHere(sessions, errors)
      const { session, identity, asker } = standing
      const answered = platform === null ? null : await platform.progress(asker, signal)
      whoeverStandsHere(sessions, errors, standing)
      const here = (await parts.here.waiting(asker)).map((filing) => waitingView(filing, parts.calendar()))
      whoeverStandsHere(sessions, errors, standing)
      if (answered === null) return { outcome: 'failed', reason: 'not-available', waiting: here }
      if (!answered.ok) {
        const reason = platformReason(answered.fault)
        withoutProofTooLow(sessions, session, reason)
        return { outcome: 'failed', reason, waiting: reason === 'assurance-too-low' ? [] : here }
      }
      // The platform lists no more than was proven; if it did, this terminal would not show it.
      const open = answered.value.filter(({ assurance }) => assurance.includes(asker.assurance.level))
      const newestFirst = open.toSorted((one, other) => Date.parse(other.filedAt) - Date.parse(one.filedAt))
      const views = await Promise.all(newestFirst.map((told) => view(told, asker)))
      whoeverStandsHere(sessions, errors, standing)
      listed.set(identity, new Map(newestFirst.map((told) => [told.id, told])))
      return { outcome: 'listed', filings: views.map(filingEntry), waiting: here }
    }),

    filing: progress.filing.handler(async ({ input, errors }) => {
      const standing = whoeverStandsHere(sessions, errors)
      const shown = await view(own(errors, standing, input.filing), standing.asker)
      whoeverStandsHere(sessions, errors, standing)
      return shown
    }),

    supplement: progress.supplement.handler(async ({ input, errors }) => {
      const standing = whoeverStandsHere(sessions, errors)
      const begun = await parts.supplements.begin(standing.identity, standing.asker, own(errors, standing, input.filing))
      whoeverStandsHere(sessions, errors, standing)
      return begun
    }),

    dispute: progress.dispute.handler(async ({ input, errors }) => {
      const standing = whoeverStandsHere(sessions, errors)
      const { requestId, what } = input
      const filing = own(errors, standing, input.filing)
      if (!filingView(filing, parts.calendar(), parts.now()).disputable.includes(what)) throw errors.WRONG_STEP({ data: { needs: 'own-filing' } })
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
      const standsStill = () => {
        if (sessions.current !== session) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      }
      const here = await parts.here.byReceipt(input.number, input.code)
      standsStill()
      if (here !== null && here !== 'wrong') return savedHere(here)
      const told = platform === null ? null : await platform.receipt(input, signal)
      standsStill()
      if (told === null || !told.ok) {
        // Of what lies here, this terminal knows itself that the code is another's.
        if (here === 'wrong') return wrongCode(session)
        return { outcome: 'failed', reason: told === null ? 'not-available' : platformReason(told.fault) }
      }
      const { value } = told
      if (value.outcome === 'unknown') return wrongCode(session)
      const { timeZone } = parts.calendar()
      const day = (instant: string) => businessDay(new Date(instant), timeZone)
      const maybe = (instant: string | undefined) => (instant === undefined ? null : day(instant))
      return {
        outcome: 'known',
        state: value.state,
        cases: value.cases ?? null,
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
