import { ORPCError } from '@orpc/server'
import type { HallFile } from '../../configuration/hall-file.ts'
import { hallPagesContract, type HallSeat } from '../../contract/hall-pages.ts'
import type { Operators } from '../../operations/operators.ts'
import { shutOutcome } from '../../operations/shut-outcome.ts'
import { businessDay } from '../calendar.ts'
import type { QueueStore } from '../store/queue-store.ts'
import { periodOf } from './period.ts'
import { hallStatistics } from './statistics.ts'

/**
 * What the manager's page asks. Who is signed in is kept in memory, one for each page, for the business day: figures of
 * the hall stand on a desk all day, and are nobody's.
 */
export function managerProcedures(parts: {
  readonly store: Pick<QueueStore, 'ticketsBetween'>
  readonly operators: Pick<Operators, 'signIn'>
  readonly hall: () => HallFile
  readonly now: () => Date
}) {
  const { hall, now } = parts
  const { manager: contract } = hallPagesContract
  /** The business day of each page's sign-in. */
  const signIns = new Map<string, string>()
  const today = () => businessDay(now(), hall().hall.timeZone)

  function pageOf(seat: HallSeat): string {
    if (seat.place.kind !== 'manager') throw new ORPCError('FORBIDDEN', { message: 'this page is enrolled for no manager' })
    return seat.device
  }

  const procedures = {
    signIn: contract.signIn.handler(async ({ context, input }) => {
      const page = pageOf(context)
      const signedIn = await parts.operators.signIn(input.name, input.pin)
      if (!signedIn.ok) return shutOutcome(signedIn.fault)
      signIns.set(page, today())
      return { outcome: 'signed-in', name: signedIn.value.name }
    }),

    signOut: contract.signOut.handler(({ context }) => {
      signIns.delete(pageOf(context))
    }),

    statistics: contract.statistics.handler(async ({ context, input, errors }) => {
      if (signIns.get(pageOf(context)) !== today()) throw errors.SIGNED_OUT()
      const period = periodOf(input.day ?? today(), input.length)
      return hallStatistics(await parts.store.ticketsBetween(period.from, period.to), period, hall(), now())
    }),
  }

  return {
    procedures,
    /** The enrolment of a page has ended. */
    revoked(device: string): void {
      signIns.delete(device)
    },
  }
}
