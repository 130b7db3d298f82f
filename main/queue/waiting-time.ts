import type { LocalText } from '../contract/text.ts'
import { groupsOf, windowsOf, type CallingHall } from './calling/windows-of-hall.ts'
import { servedMs } from './statistics/service-times.ts'
import { spreadOf } from './statistics/spread.ts'
import type { QueueTicket, WindowState } from './store/queue-store.ts'

/** About how long somebody still waits, minutes, both ends whole steps; `from` 0: perhaps not at all. */
export interface Wait {
  readonly from: number
  readonly to: number
}

/** How long somebody of a business waits with so many before them; without a count, whoever would take a number now. Null: nobody knows. */
export type HallWaits = (business: string, ahead?: number) => Wait | null

/** The hall at one instant as an estimate needs it, wherever the tickets come from. */
export interface HallLine {
  readonly hall: CallingHall
  readonly windows: readonly Pick<WindowState, 'window' | 'state'>[]
  /** Everybody who waits; others among them count for nothing. */
  readonly tickets: readonly Pick<QueueTicket, 'business' | 'status' | 'forWindow'>[]
  /** Who was served last, of today or earlier days; others among them count for nothing. */
  readonly services: readonly Pick<QueueTicket, 'business' | 'status' | 'servingAt' | 'endedAt'>[]
}

/** The line of one business: what whoever comes now waits, and what the wait of anybody in it is reckoned from. */
export interface LineWait extends Wait, Pace {}

/** A median is taken of the last so many services of a business, and of no fewer than the least. */
export const SERVICES_COUNTED = 30
const SERVICES_AT_LEAST = 5
export const STEP_MINUTES = 5
const MINUTE_MS = 60_000
/** The early end of the range: services are not all as long as the median (reference hall.md 1.5). */
const EARLY_SHARE = 0.8

/**
 * How long somebody of the line waits with so many before them, and without a count whoever comes now: as long as the line
 * says for its end, for whoever stands nearer no longer, and no shorter for whoever stands behind it (numbers were given
 * since it was read).
 */
export function waitIn(line: LineWait, ahead: number = line.waiting): Wait {
  const { from, to, waiting } = line
  if (ahead === waiting) return { from, to }
  const own = rangeOf(line, ahead)
  const nearer = ahead > waiting ? Math.max : Math.min
  return { from: nearer(own.from, from), to: nearer(own.to, to) }
}

/** As it is said and printed: 约10–15分钟. */
export function waitText({ from, to }: Wait): LocalText {
  if (from === 0) return { zh: `约${to}分钟内`, en: `about ${to} min at most` }
  const range = from === to ? `${to}` : `${from}–${to}`
  return { zh: `约${range}分钟`, en: `about ${range} min` }
}

interface Pace {
  /** Who waits. */
  readonly waiting: number
  /** The median service. */
  readonly serviceMs: number
  /** Windows that work for it: one that shares itself among several lines counts for its share. */
  readonly windows: number
}

/** Null under five services, or where no window works for it. */
export function paceOf(line: HallLine, business: string): Pace | null {
  const times = line.services
    .filter((ticket) => ticket.business === business && ticket.status === 'done' && ticket.endedAt !== null)
    .toSorted((one, other) => (other.endedAt?.getTime() ?? 0) - (one.endedAt?.getTime() ?? 0))
    .map(servedMs)
    .filter((served) => served !== null)
    .slice(0, SERVICES_COUNTED)
  const windows = sharesOf(line, business)
  if (times.length < SERVICES_AT_LEAST || windows === 0) return null
  const waiting = line.tickets.filter((ticket) => ticket.status === 'waiting' && ticket.business === business).length
  return { waiting, serviceMs: spreadOf(times).median, windows }
}

/**
 * An open window works for a business with one part of as many as there are lines of that group in which somebody waits;
 * with none while somebody of an earlier group of its waits.
 */
function sharesOf({ hall, windows, tickets }: HallLine, business: string): number {
  const waitedFor = new Set(tickets.filter((ticket) => ticket.status === 'waiting' && ticket.forWindow === null).map((ticket) => ticket.business))
  const waits = (code: string) => waitedFor.has(code)
  const open = windowsOf(hall).filter((window) => windows.some((each) => each.window === window && each.state === 'open'))
  const shares = open.map((window) => {
    const groups = groupsOf(hall, window)
    const at = groups.findIndex((group) => group.includes(business))
    if (at === -1 || groups.slice(0, at).flat().some(waits)) return 0
    return 1 / (1 + (groups[at] ?? []).filter((code) => code !== business && waits(code)).length)
  })
  return shares.reduce((sum, share) => sum + share, 0)
}

/**
 * With S the median service, c the windows that work for the business and k the people before: between `0.8·S/c·(k−c+1)`
 * and `S/c·(k+1)` (reference hall.md 1.5), both rounded up to five minutes. Longer with every person before, and with every
 * window that opens no longer than without it.
 */
export function rangeOf({ serviceMs, windows }: Pick<Pace, 'serviceMs' | 'windows'>, ahead: number): Wait {
  const each = serviceMs / windows
  const to = Math.max(STEP_MINUTES, inSteps(each * (ahead + 1)))
  return { from: Math.min(to, inSteps(EARLY_SHARE * each * Math.max(0, ahead - windows + 1))), to }
}

/** Up to whole steps; a millionth of one over is what halves and thirds leave of a sum. */
function inSteps(ms: number): number {
  return Math.max(0, Math.ceil(ms / MINUTE_MS / STEP_MINUTES - 1e-6)) * STEP_MINUTES
}
