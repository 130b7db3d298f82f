import { hoursOn, openAt, type ClosedReason, type HallCalendar, type Hours } from './calendar.ts'

/** A business (业务) as the queue needs to know it; the hall's file says more. */
export interface QueueBusiness {
  /** One letter, the series of its numbers. */
  readonly code: string
  /** Windows that serve it; an empty list is a business that no window serves now, none given is not told. */
  readonly windows?: readonly string[] | undefined
  readonly quota?: { readonly perDay?: number | undefined } | undefined
}

/** What the queue reads of the hall's file. */
export interface QueueHall {
  readonly hall: { readonly timeZone: string }
  readonly calendar: Omit<HallCalendar, 'timeZone'>
  readonly businesses: readonly QueueBusiness[]
  readonly policy?: { readonly greenChannel?: { readonly fromAge: number } | undefined } | undefined
  /** An operator has closed the hall at this terminal, whatever the calendar says. */
  readonly closedByStaff?: boolean
}

/** Whether a number can be taken now. `reopens` is absent when no opening is in sight. */
export type Availability =
  | { readonly state: 'open'; readonly until: Date }
  | { readonly state: 'closed'; readonly reason: ClosedReason | 'no-window' | 'by-staff'; readonly reopens?: Date }
  /** The day's quota is given out. */
  | { readonly state: 'sold-out' }

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
  counted: { readonly waiting: number; readonly issued: number },
): BusinessState {
  return {
    code: business.code,
    waiting: counted.waiting,
    windows: business.windows ?? null,
    hours: hoursOn(calendarOf(hall), at.day),
    availability: availability(hall, business, at.instant, counted.issued),
  }
}

/** Whether a number of this business can be taken, `issued` having been given out today. */
export function availability(
  hall: QueueHall,
  business: QueueBusiness,
  instant: Date,
  issued: number,
): Availability {
  if (hall.closedByStaff === true) return { state: 'closed', reason: 'by-staff' }
  if (business.windows?.length === 0) return { state: 'closed', reason: 'no-window' }
  const opening = openAt(calendarOf(hall), instant)
  if (!opening.open) {
    return { state: 'closed', reason: opening.reason, ...(opening.next === undefined ? {} : { reopens: opening.next }) }
  }
  const perDay = business.quota?.perDay
  if (perDay !== undefined && issued >= perDay) return { state: 'sold-out' }
  return { state: 'open', until: opening.until }
}

function calendarOf(hall: QueueHall): HallCalendar {
  return { ...hall.calendar, timeZone: hall.hall.timeZone }
}
