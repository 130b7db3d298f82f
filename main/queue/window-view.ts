import type { HallFile } from '../configuration/hall-file.ts'
import { GreenReason } from '../contract/green-channel.ts'
import type { LocalText } from '../contract/text.ts'
import type { WindowTicket, WindowView } from '../contract/window.ts'
import { PASSED_ARE_TAKEN_BACK } from './calling/at-window.ts'
import { inCallOrder, mayCall, ORDINARY_BETWEEN } from './calling/call-order.ts'
import type { HallPicture } from './calling/calling.ts'
import { isLeftTo, isSetAside } from './calling/left.ts'
import { groupsOf, itemsOf, windowsOf } from './calling/windows-of-hall.ts'
import type { QueueTicket } from './store/queue-store.ts'
import { waitText, type HallWaits } from './waiting-time.ts'

/** As many as a clerk looks through. */
const WAITING_SHOWN = 30

interface Seen {
  readonly picture: HallPicture
  readonly hall: HallFile
  readonly window: string
  readonly clerk: string | null
  readonly waits: HallWaits
  readonly now: Date
}

/** What a window's page shows of the hall: its own people and the counts of its businesses, nothing of a person. */
export function windowView({ picture, hall, window, clerk, waits, now }: Seen): WindowView {
  const groups = groupsOf(hall, window)
  const own = picture.windows.find((each) => each.window === window)
  const codes = groups.flat()
  const waiting = picture.tickets.filter((ticket) => ticket.status === 'waiting' && mayCall(ticket, window, codes))
  const here = picture.tickets.filter((ticket) => ticket.window === window)
  const current = here.find(({ status }) => status === 'called' || status === 'serving')
  const left = picture.tickets.filter((ticket) => isLeftTo({ window, businesses: codes }, ticket, picture.windows))
  const passedAmong = (tickets: readonly QueueTicket[]) =>
    tickets.filter(({ status }) => status === 'no-show').toSorted((one, other) => time(other.endedAt) - time(one.endedAt))
  return {
    now: now.getTime(),
    hall: hall.hall.name,
    timeZone: hall.hall.timeZone,
    businessDay: picture.businessDay,
    window,
    state: own?.state ?? 'closed',
    clerk,
    pauseReason: own?.pauseReason ?? null,
    businesses: codes.map((code) => {
      const line = waiting.filter(({ business }) => business === code)
      const wait = waits(code)
      return {
        code,
        name: nameOf(hall, code),
        waiting: line.length,
        longestSince: line.length === 0 ? null : Math.min(...line.map(({ issuedAt }) => issuedAt.getTime())),
        ...(wait === null ? {} : { wait: waitText(wait) }),
      }
    }),
    windows: windowsOf(hall)
      .filter((each) => each !== window)
      .map((each) => ({ window: each, state: picture.windows.find((state) => state.window === each)?.state ?? 'closed' })),
    transferTo: hall.businesses.map(({ code, name }) => ({ code, name })),
    items: current === undefined ? [] : [...itemsOf(hall, current.business)],
    current: current === undefined ? null : windowTicket(current, window),
    held: [...here, ...left].filter(({ status }) => status === 'held').map((ticket) => windowTicket(ticket, window)),
    passed: [...passedAmong(here).slice(0, PASSED_ARE_TAKEN_BACK), ...passedAmong(left)].map((ticket) => windowTicket(ticket, window)),
    waiting: inCallOrder({ waiting, window, groups, ordinaryInARow: own?.ordinaryInARow ?? ORDINARY_BETWEEN, now })
      .slice(0, WAITING_SHOWN)
      .map((ticket) => windowTicket(ticket, window)),
    served: picture.served[window] ?? 0,
  }
}

/** A ticket as staff see it at a window. */
export function windowTicket(ticket: QueueTicket, window: string): WindowTicket {
  const { status } = ticket
  return {
    ticketId: ticket.ticketId,
    number: ticket.number,
    business: ticket.business,
    // Who was cancelled, or whose day is over, comes no more.
    status: status === 'cancelled' || status === 'expired' ? 'done' : status,
    priority: ticket.priority === 'ordinary' && ticket.appointmentId !== null ? 'appointment' : ticket.priority,
    green: greenOf(ticket),
    onTop: ticket.topAt !== null,
    forThisWindow: ticket.forWindow === window,
    leftBy: isSetAside(ticket) && ticket.window !== window ? ticket.window : null,
    calls: ticket.calls,
    takenAt: ticket.issuedAt.getTime(),
    lastCalledAt: ticket.lastCalledAt?.getTime() ?? null,
    servingAt: ticket.servingAt?.getTime() ?? null,
    reason: ticket.reason,
    items: ticket.items.map(({ name, done }) => ({ name, done })),
  }
}

/** Of who is called or was, and of nobody who still waits: whoever calls needs no more than that they go first. */
function greenOf({ status, priority, priorityReason, origin }: QueueTicket): WindowTicket['green'] {
  const reason = GreenReason.safeParse(priorityReason)
  if (priority !== 'green' || status === 'waiting' || !reason.success) return null
  return { reason: reason.data, toCheck: origin !== 'staff' && reason.data !== 'elderly' }
}

function nameOf(hall: HallFile, code: string): LocalText {
  return hall.businesses.find((business) => business.code === code)?.name ?? { zh: code, en: code }
}

function time(at: Date | null): number {
  return at?.getTime() ?? 0
}
