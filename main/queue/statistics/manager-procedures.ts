import { ORPCError } from '@orpc/server'
import type { HallFile } from '../../configuration/hall-file.ts'
import { hallPagesContract, type HallSeat } from '../../contract/hall-pages.ts'
import type { BadCasesAtTerminal, BadCasesView } from '../../contract/manager.ts'
import { enrolmentAtDesk } from '../../enrolment/manager-procedures.ts'
import type { HallPagesDesk } from '../../enrolment/operator-procedures.ts'
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

/** How often all is read though no news came, milliseconds: colleagues act elsewhere, and a page takes silence for a lost line. */
const READ_EVERY = 3_000
/** A hall's news are of its queue, nearly all of them, and its pages come back together: read at most so often for them, milliseconds. */
const READ_AFTER_NEWS = 1_000

interface NoOneThere {
  readonly SIGNED_OUT: () => Error
}

/**
 * What the manager's page asks. Whoever signs in there, managers alone, is signed in for the business day: figures of the
 * hall stand on a desk all day, and are nobody's.
 */
export function managerProcedures(parts: {
  readonly store: Pick<QueueStore, 'ticketsBetween'>
  readonly operators: Pick<Operators, 'signInAtDesk' | 'signedInAt' | 'signedIn' | 'signOut' | 'onPutOut'>
  /** Who is let into the hall. */
  readonly hallPages: HallPagesDesk
  readonly hall: () => HallFile
  readonly evaluations: {
    readonly store: EvaluationStore
    /** Where what was written is read: nowhere on this page. */
    readonly readAt: BadCasesView['readAt']
    /** Of terminals that keep their own. */
    readonly atTerminals: () => Promise<readonly BadCasesAtTerminal[]>
    /** Who else hears that a step was recorded. */
    readonly onRectified: () => void
  }
  readonly now: () => Date
}) {
  const { operators, hall, now } = parts
  const { store: kept, readAt, atTerminals, onRectified } = parts.evaluations
  const { manager: contract } = hallPagesContract
  const news = createBroadcast(() => null)
  const reading = setInterval(() => news.changed(), READ_EVERY)
  let readSoon: NodeJS.Timeout | null = null
  const stopNews = kept.onNews(changedSoon)
  operators.onPutOut(() => news.changed())
  const timeZone = () => hall().hall.timeZone
  const today = () => businessDay(now(), timeZone())

  function changedSoon(): void {
    readSoon ??= setTimeout(() => {
      readSoon = null
      news.changed()
    }, READ_AFTER_NEWS)
  }

  function pageOf(seat: HallSeat): string {
    if (seat.place.kind !== 'manager') throw new ORPCError('FORBIDDEN', { message: 'this page is enrolled for no manager' })
    return seat.device
  }

  async function whoActs(seat: HallSeat, errors: NoOneThere): Promise<string> {
    const manager = await operators.signedInAt({ device: pageOf(seat), window: null }, today())
    if (manager === null) throw errors.SIGNED_OUT()
    return manager.name
  }

  const procedures = {
    signIn: contract.signIn.handler(async ({ context, input }) => {
      const page = pageOf(context)
      const signedIn = await operators.signInAtDesk(input.name, input.pin, page, today())
      return signedIn.ok ? { outcome: 'signed-in', name: signedIn.value.name } : shutOutcome(signedIn.fault)
    }),

    signOut: contract.signOut.handler(async ({ context }) => {
      await operators.signOut(pageOf(context))
      news.changed()
    }),

    statistics: contract.statistics.handler(async ({ context, input, errors }) => {
      await whoActs(context, errors)
      const period = periodOf(input.day ?? today(), input.length)
      const figures = hallStatistics(await parts.store.ticketsBetween(period.from, period.to), period, hall(), now())
      return { ...figures, evaluations: figuresOf(await kept.tally(period.from, period.to)) }
    }),

    badCases: contract.badCases.handler(async function* badCases({ context, errors, signal }) {
      for await (const _ of news.values(signal)) {
        await whoActs(context, errors)
        const cases = (await openBadCases(kept, today())).map(atDesk)
        yield { now: now().getTime(), timeZone: timeZone(), readAt, cases, atTerminals: [...(await atTerminals())] }
      }
    }),

    rectify: contract.rectify.handler(async ({ context, input, errors }) => {
      const by = await whoActs(context, errors)
      const outcome = await rectify(kept, { ...input, by, at: now(), month: today().slice(0, 7) })
      news.changed()
      onRectified()
      return { outcome }
    }),

    ...enrolmentAtDesk({
      hallPages: parts.hallPages,
      signedIn: () => operators.signedIn(today()),
      whoActs,
      changes: (signal) => news.values(signal),
      now,
      timeZone,
    }),
  }

  return {
    procedures,
    /** A bad one was given, or who is let into the hall, and asks to be, is no longer as it was. */
    changed: () => news.changed(),
    /** A device has come or gone. */
    changedSoon,
    close(): void {
      clearInterval(reading)
      stopNews()
      if (readSoon !== null) clearTimeout(readSoon)
      news.end()
    },
  }
}
