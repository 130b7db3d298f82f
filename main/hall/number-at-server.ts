import type { QueueHall } from '../queue/availability.ts'
import { businessDay } from '../queue/calendar.ts'
import { issueNumber } from '../queue/issuing.ts'
import type { GiveNumber } from '../queue/staff-issuing.ts'
import type { QueueStore } from '../queue/store/queue-store.ts'

/** Numbers for staff from the hall's own queue: a server has no paper, so that whoever asked tells the number. */
export function numbersAtServer(parts: {
  readonly store: Pick<QueueStore, 'transact'>
  readonly hall: () => QueueHall
  /** The server's name, in place of a terminal's. */
  readonly server: string
  readonly now: () => Date
}): GiveNumber {
  return async (request) => {
    const taken = await parts.store.transact((tx) => {
      const hall = parts.hall()
      const instant = parts.now()
      const day = businessDay(instant, hall.hall.timeZone)
      return issueNumber(tx, { ...request, paper: 'screen' }, { hall, instant, day, terminal: parts.server, intend: () => null })
    })
    if (taken.outcome !== 'issued') return { outcome: taken.outcome }
    return { outcome: 'issued', number: taken.ticket.number, paper: taken.ticket.paper }
  }
}
