import type { QueueTicket } from '../store/queue-store.ts'
import { nobodyEnded, serviceTimes } from './service-times.ts'
import { spreadOf } from './spread.ts'

/** What a supervisor (电子监察) is to look at on one day. Times in milliseconds. */
export type SupervisionAlert =
  /** Somebody waits, or waited, longer than the hall promises; perhaps without ever being called. */
  | { readonly kind: 'long-wait'; readonly number: string; readonly business: string; readonly waitMs: number; readonly called: 'yes' | 'not-yet' | 'never' }
  /** A wait far above what is usual for its business that day, though within the promise. */
  | { readonly kind: 'unusual-wait'; readonly number: string; readonly business: string; readonly waitMs: number; readonly usualMs: number }
  /** Served far longer than is promised, perhaps still. */
  | { readonly kind: 'long-service'; readonly number: string; readonly business: string; readonly window: string | null; readonly serveMs: number }
  /** Its window has forgotten it: it was open until the day was over. */
  | { readonly kind: 'unended-service'; readonly number: string; readonly business: string; readonly window: string | null; readonly openMs: number }
  /** More than a third of those called in a business did not come. */
  | { readonly kind: 'many-no-shows'; readonly business: string; readonly noShow: number; readonly called: number }

/** Four times the usual wait is unusual, if it is long at all. */
const UNUSUAL_TIMES = 4
const LEAST_UNUSUAL_MS = 10 * 60_000
/** With fewer, nobody can say what is usual. */
const LEAST_SAMPLES = 5

/** The alerts of one business day's tickets, at an instant, which is when the day was over where it is; `promise` is the hall's own for waits and services. */
export function supervise(
  tickets: readonly QueueTicket[],
  at: Date,
  promise: { readonly waitMs: number; readonly serveMs: number },
): readonly SupervisionAlert[] {
  const businesses = [...new Set(tickets.map(({ business }) => business))].sort()
  return businesses.flatMap((business) => {
    const ofBusiness = tickets.filter((ticket) => ticket.business === business)
    const waits = spreadOf(ofBusiness.map((ticket) => serviceTimes(ticket).waitMs))
    const usualMs = waits.count >= LEAST_SAMPLES ? waits.median : null
    return [
      ...ofBusiness.flatMap((ticket) => waitAlerts(ticket, at, promise.waitMs, usualMs)),
      ...ofBusiness.flatMap((ticket) => serviceAlerts(ticket, at, promise.serveMs)),
      ...noShowAlerts(business, ofBusiness),
    ]
  })
}

function waitAlerts(ticket: QueueTicket, at: Date, promiseMs: number, usualMs: number | null): readonly SupervisionAlert[] {
  const { number, business } = ticket
  const called = calledOf(ticket)
  const waitMs = called === 'yes' ? serviceTimes(ticket).waitMs : Math.max(0, at.getTime() - ticket.issuedAt.getTime())
  if (waitMs === null) return []
  if (waitMs > promiseMs) return [{ kind: 'long-wait', number, business, waitMs, called }]
  const unusual = usualMs !== null && waitMs > usualMs * UNUSUAL_TIMES && waitMs >= LEAST_UNUSUAL_MS
  return unusual ? [{ kind: 'unusual-wait', number, business, waitMs, usualMs }] : []
}

/** Who was transferred and waits anew waits for a call, whoever called them before. */
function calledOf({ status, firstCalledAt }: QueueTicket): 'yes' | 'not-yet' | 'never' {
  if (status === 'waiting') return 'not-yet'
  return status === 'expired' && firstCalledAt === null ? 'never' : 'yes'
}

function serviceAlerts(ticket: QueueTicket, at: Date, promiseMs: number): readonly SupervisionAlert[] {
  const { number, business, window, servingAt, status } = ticket
  if (servingAt === null || (status !== 'serving' && status !== 'done')) return []
  if (nobodyEnded(ticket)) return [{ kind: 'unended-service', number, business, window, openMs: Math.max(0, at.getTime() - servingAt.getTime()) }]
  const serveMs = (status === 'serving' ? at : (ticket.endedAt ?? at)).getTime() - servingAt.getTime()
  return serveMs > promiseMs ? [{ kind: 'long-service', number, business, window, serveMs }] : []
}

function noShowAlerts(business: string, tickets: readonly QueueTicket[]): readonly SupervisionAlert[] {
  const called = tickets.filter(({ calls }) => calls > 0).length
  const noShow = tickets.filter(({ status }) => status === 'no-show').length
  return called >= LEAST_SAMPLES && noShow * 3 > called ? [{ kind: 'many-no-shows', business, noShow, called }] : []
}
