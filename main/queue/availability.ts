import { hasRoom, roomAgain, windowAt, type Given, type Quota } from './quota.ts'
import { hoursOn, openAt, type ClosedReason, type HallCalendar, type Hours } from './calendar.ts'

/** A business (业务) as the queue needs to know it; the hall's file says more. */
export interface QueueBusiness {
  /** One letter, the series of its numbers. */
  readonly code: string
  /** Windows that serve it; an empty list is a business that no window serves now, none given is not told. */
  readonly windows?: readonly string[] | undefined
  readonly quota?: Quota | undefined
}

/** What the queue reads of the hall's file. */
export interface QueueHall {
  readonly hall: { readonly timeZone: string }
  readonly calendar: Omit<HallCalendar, 'timeZone'>
  readonly businesses: readonly QueueBusiness[]
  readonly policy?: { readonly greenChannel?: { readonly fromAge?: number | undefined } | undefined } | undefined
  /** An operator has closed the hall at this terminal, whatever the calendar says. */
  readonly closedByStaff?: boolean
}

/** Whether a number can be taken now. `reopens` is absent when no opening is in sight. */
export type Availability =
  | { readonly state: 'open'; readonly until: Date }
  | { readonly state: 'closed'; readonly reason: ClosedReason | 'no-window' | 'by-staff'; readonly reopens?: Date }
  /** The quota is given out: of the time of the day, and `reopens` is when more may be had; or of the day. */
  | { readonly state: 'sold-out'; readonly reopens?: Date }

export interface BusinessState {
  readonly code: string
  /** People waiting now. */
  readonly waiting: number
  /** Null when the hall does not say. */
  readonly windows: readonly string[] | null
  /** Today's hours; empty on a closed day. */
  readonly hours: readonly Hours[]
  readonly availability: Availability
}

/** A business at one instant, from what the ledger counted. */
export function businessState(
  hall: QueueHall,
  business: QueueBusiness,
  at: { readonly instant: Date; readonly day: string },
  counted: Counted & { readonly waiting: number },
): BusinessState {
  return {
    code: business.code,
    waiting: counted.waiting,
    windows: business.windows ?? null,
    hours: hoursOn(calendarOf(hall), at.day),
    availability: availability(hall, business, at, counted),
  }
}

/** What has been given out of a business today: in all, and in the time window that it is now, where it has one. */
export interface Counted {
  readonly issued: number
  readonly inWindow: Pick<Given, 'walkIns' | 'booked'> | null
}

/** Whether a walk-in can take a number of this business. */
export function availability(
  hall: QueueHall,
  business: QueueBusiness,
  at: { readonly instant: Date; readonly day: string },
  { issued, inWindow }: Counted,
): Availability {
  const { instant } = at
  if (hall.closedByStaff === true) return { state: 'closed', reason: 'by-staff' }
  if (business.windows?.length === 0) return { state: 'closed', reason: 'no-window' }
  const opening = openAt(calendarOf(hall), instant)
  if (!opening.open) {
    return { state: 'closed', reason: opening.reason, ...(opening.next === undefined ? {} : { reopens: opening.next }) }
  }
  const { quota } = business
  if (quota?.perDay !== undefined && issued >= quota.perDay) return { state: 'sold-out' }
  const { timeZone } = hall.hall
  const window = windowAt(quota, at, timeZone)
  if (quota !== undefined && window !== null && inWindow !== null && !hasRoom(quota, window, inWindow, instant)) {
    const again = roomAgain(quota, window, inWindow, at, timeZone)
    return { state: 'sold-out', ...(again === null ? {} : { reopens: again }) }
  }
  return { state: 'open', until: opening.until }
}

function calendarOf(hall: QueueHall): HallCalendar {
  return { ...hall.calendar, timeZone: hall.hall.timeZone }
}
