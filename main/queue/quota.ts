import { instantOnDay, type Hours } from './calendar.ts'

/** How many numbers of a business are given out; what is not said has no limit. Whoever has booked is given theirs whatever it says. */
export interface Quota {
  readonly perDay?: number | undefined
  /** Numbers that one person may have of the business on a day, those of their bookings counted. */
  readonly perPerson?: number | undefined
  /** By the time of the day, none over another; outside them there is no such limit. */
  readonly perWindow?: readonly QuotaWindow[] | undefined
  /** The part of each window, 0 to 1, that walk-ins may have; the rest is kept for bookings until they are late. */
  readonly walkInShare?: number | undefined
}

/** `{ from: '09:00', to: '10:00', tickets: 20 }`, hall time. */
export interface QuotaWindow extends Hours {
  readonly tickets: number
}

/** A window on a day. */
export interface WindowOfDay {
  readonly from: Date
  readonly to: Date
  readonly tickets: number
}

/** Numbers that were given of a business: to walk-ins within a window, for bookings whose slots begin in it, and to one person on the whole day. */
export interface Given {
  readonly walkIns: number
  readonly booked: number
  readonly ofPerson: number
}

/** So long after its start what is left of a window is let go to walk-ins: whoever has booked is late (reference hall.md 1.6, a proposal). */
const KEPT_FOR_MS = 10 * 60_000

/** The window that the instant lies in; null where none does. */
export function windowAt(quota: Quota | undefined, at: { readonly instant: Date; readonly day: string }, timeZone: string): WindowOfDay | null {
  return windowsOn(quota, at.day, timeZone).find(({ from, to }) => from <= at.instant && at.instant < to) ?? null
}

/** Whether a walk-in may have a number of this window now. */
export function hasRoom(quota: Quota, window: WindowOfDay, given: Pick<Given, 'walkIns' | 'booked'>, instant: Date): boolean {
  const { walkIns, booked } = given
  const forWalkIns = instant < keptUntil(window) ? Math.floor(window.tickets * (quota.walkInShare ?? 1)) : window.tickets
  return walkIns < forWalkIns && walkIns + booked < window.tickets
}

/** When the next numbers for walk-ins may be had: once those kept are let go, if some are left, or at the next window; null on this day no more. */
export function roomAgain(quota: Quota, window: WindowOfDay, given: Pick<Given, 'walkIns' | 'booked'>, at: { readonly instant: Date; readonly day: string }, timeZone: string): Date | null {
  const released = keptUntil(window)
  if (at.instant < released && released < window.to && given.walkIns + given.booked < window.tickets) return released
  const next = windowsOn(quota, at.day, timeZone).find(({ from, tickets }) => from >= window.to && tickets > 0)
  return next?.from ?? null
}

function windowsOn(quota: Quota | undefined, day: string, timeZone: string): readonly WindowOfDay[] {
  const windows = (quota?.perWindow ?? []).map(({ from, to, tickets }) => ({
    from: instantOnDay(day, from, timeZone),
    to: instantOnDay(day, to, timeZone),
    tickets,
  }))
  return windows.sort((a, b) => a.from.getTime() - b.from.getTime())
}

function keptUntil({ from }: WindowOfDay): Date {
  return new Date(from.getTime() + KEPT_FOR_MS)
}
