import { ORPCError } from '@orpc/server'
import type { HallFile } from '../../configuration/hall-file.ts'
import { hallPagesContract, type HallSeat } from '../../contract/hall-pages.ts'
import type { BadCasesView } from '../../contract/manager.ts'
import type { Operators } from '../../operations/operators.ts'
import { shutOutcome } from '../../operations/shut-outcome.ts'
import { createBroadcast } from '../../session/broadcast.ts'
import { businessDay } from '../calendar.ts'
import { atDesk, openBadCases, rectify } from '../evaluation/bad-cases.ts'
import type { EvaluationStore } from '../evaluation/evaluation-store.ts'
import { figuresOf } from '../evaluation/totals.ts'
import type { QueueStore } from '../store/queue-store.ts'
import { periodOf } from './period.ts'
import { hallStatistics } from './statistics.ts'

/** How often bad cases are read though no news came, milliseconds: colleagues record steps at the terminal, and a page takes silence for a lost line. */
const READ_EVERY = 5_000
/** A hall's news are of its queue, nearly all of them: as long as they come, milliseconds. */
const READ_AFTER_NEWS = 1_000

interface SignIn {
  readonly name: string
  readonly businessDay: string
}

interface NoOneThere {
  readonly SIGNED_OUT: () => Error
}

/**
 * What the manager's page asks. Who is signed in is kept in memory, one for each page, for the business day: figures of
 * the hall stand on a desk all day, and are nobody's.
 */
export function managerProcedures(parts: {
  readonly store: Pick<QueueStore, 'ticketsBetween'>
  readonly operators: Pick<Operators, 'signIn'>
  readonly hall: () => HallFile
  readonly evaluations: {
    readonly store: EvaluationStore
    /** Where what was written is read: nowhere on this page. */
    readonly readAt: BadCasesView['readAt']
    /** Who else hears that a step was recorded. */
    readonly onRectified: () => void
  }
  readonly now: () => Date
}) {
  const { hall, now } = parts
  const { store: kept, readAt, onRectified } = parts.evaluations
  const { manager: contract } = hallPagesContract
  const signIns = new Map<string, SignIn>()
  const news = createBroadcast(() => null)
  const reading = setInterval(() => news.changed(), READ_EVERY)
  let readSoon: NodeJS.Timeout | null = null
  const stopNews = kept.onNews(() => {
    readSoon ??= setTimeout(() => {
      readSoon = null
      news.changed()
    }, READ_AFTER_NEWS)
  })
  const today = () => businessDay(now(), hall().hall.timeZone)

  function pageOf(seat: HallSeat): string {
    if (seat.place.kind !== 'manager') throw new ORPCError('FORBIDDEN', { message: 'this page is enrolled for no manager' })
    return seat.device
  }

  function whoActs(seat: HallSeat, errors: NoOneThere): string {
    const signIn = signIns.get(pageOf(seat))
    if (signIn?.businessDay !== today()) throw errors.SIGNED_OUT()
    return signIn.name
  }

  function leave(page: string): void {
    signIns.delete(page)
    news.changed()
  }

  const procedures = {
    signIn: contract.signIn.handler(async ({ context, input }) => {
      const page = pageOf(context)
      const signedIn = await parts.operators.signIn(input.name, input.pin)
      if (!signedIn.ok) return shutOutcome(signedIn.fault)
      const { name } = signedIn.value
      signIns.set(page, { name, businessDay: today() })
      return { outcome: 'signed-in', name }
    }),

    signOut: contract.signOut.handler(({ context }) => {
      leave(pageOf(context))
    }),

    statistics: contract.statistics.handler(async ({ context, input, errors }) => {
      whoActs(context, errors)
      const period = periodOf(input.day ?? today(), input.length)
      const figures = hallStatistics(await parts.store.ticketsBetween(period.from, period.to), period, hall(), now())
      return { ...figures, evaluations: figuresOf(await kept.tally(period.from, period.to)) }
    }),

    badCases: contract.badCases.handler(async function* badCases({ context, errors, signal }) {
      for await (const _ of news.values(signal)) {
        whoActs(context, errors)
        const cases = (await openBadCases(kept, today())).map(atDesk)
        yield { now: now().getTime(), timeZone: hall().hall.timeZone, readAt, cases }
      }
    }),

    rectify: contract.rectify.handler(async ({ context, input, errors }) => {
      const by = whoActs(context, errors)
      const outcome = await rectify(kept, { ...input, by, at: now(), month: today().slice(0, 7) })
      news.changed()
      onRectified()
      return { outcome }
    }),
  }

  return {
    procedures,
    /** The enrolment of a page has ended. */
    revoked: leave,
    /** A bad one was given. */
    badCasesChanged: () => news.changed(),
    close(): void {
      clearInterval(reading)
      stopNews()
      if (readSoon !== null) clearTimeout(readSoon)
      news.end()
    },
  }
}
