import type { HallFile } from '../../configuration/hall-file.ts'
import type { AlertView } from '../../contract/manager.ts'
import { dayAfter, hoursOn, instantOnDay } from '../calendar.ts'
import type { QueueTicket } from '../store/queue-store.ts'
import { DAY_ENDED } from '../ticket.ts'
import { supervise, type SupervisionAlert } from './supervision.ts'

/** Nobody looks at more of them; how many more there are says that the hall has another trouble than theirs. */
export const MOST_ALERTS = 50

interface Promised {
  readonly waitMs: number
  readonly serveMs: number
}

/** The alerts of every day that has tickets, at an instant: the gravest first, on every day alike. */
export function alertsOf(
  tickets: readonly QueueTicket[],
  hall: Pick<HallFile, 'hall' | 'calendar' | 'policy'>,
  now: Date,
): { readonly alerts: AlertView[]; readonly moreAlerts: number } {
  const { waitMinutes, serveMinutes } = hall.policy.promise
  const promise = { waitMs: waitMinutes * 60_000, serveMs: serveMinutes * 60_000 }
  const days = new Map<string, QueueTicket[]>()
  for (const ticket of tickets) {
    const ofDay = days.get(ticket.businessDay)
    if (ofDay === undefined) days.set(ticket.businessDay, [ticket])
    else ofDay.push(ticket)
  }
  const all = [...days].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([day, ofDay]) => {
    const at = now < midnightAfter(day, hall.hall.timeZone) ? now : overAt(day, ofDay, hall)
    return supervise(ofDay, at, promise).map((alert) => ({ ...alert, day }))
  })
  all.sort((one, other) => gravity(other, promise) - gravity(one, promise))
  return { alerts: all.slice(0, MOST_ALERTS), moreAlerts: Math.max(0, all.length - MOST_ALERTS) }
}

/** How many times over its bound it is; below 1 where it is within what the hall promises. */
function gravity(alert: SupervisionAlert, promise: Promised): number {
  switch (alert.kind) {
    case 'long-wait':
    case 'unusual-wait':
      return alert.waitMs / promise.waitMs
    case 'long-service':
      return alert.serveMs / promise.serveMs
    case 'unended-service':
      return alert.openMs / promise.serveMs
    case 'many-no-shows':
      return (3 * alert.noShow) / alert.called
  }
}

/**
 * When nobody waited any more on a day that is over: as the hall closed, or later if windows went on, and at midnight at the
 * latest. Somebody who was forgotten went home then, not when their ticket was ended.
 */
function overAt(day: string, tickets: readonly QueueTicket[], { hall, calendar }: Pick<HallFile, 'hall' | 'calendar'>): Date {
  const midnight = midnightAfter(day, hall.timeZone)
  const closing = hoursOn({ ...calendar, timeZone: hall.timeZone }, day).at(-1)?.to
  const acts = tickets.flatMap(({ lastCalledAt, servingAt, endedAt, reason }) => [lastCalledAt, servingAt, reason === DAY_ENDED ? null : endedAt])
  const last = acts.reduce<number>((latest, act) => Math.max(latest, act?.getTime() ?? 0), 0)
  const closed = closing === undefined ? midnight : instantOnDay(day, closing, hall.timeZone)
  return new Date(Math.min(midnight.getTime(), Math.max(closed.getTime(), last)))
}

function midnightAfter(day: string, timeZone: string): Date {
  return instantOnDay(dayAfter(day), '00:00', timeZone)
}
