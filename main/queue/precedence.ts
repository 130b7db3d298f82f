import type { QueueHall } from './availability.ts'
import type { QueueTicket } from './store/queue-store.ts'

/** Why somebody may be called before others, as it is known when they take their number. */
export type Precedence =
  /** 绿色通道; `reason` as the words for it are keyed: `disabled` (main/contract/green-channel.ts). */
  | { readonly class: 'green'; readonly reason: string }
  /** Booked (预约) for that time, under the id that the platform gave the booking. */
  | { readonly class: 'appointment'; readonly appointmentId: string; readonly slotFrom: Date; readonly slotTo: Date }

/** A place in the line. */
export type Standing = Pick<QueueTicket, 'priority' | 'priorityReason' | 'rank' | 'slotFrom' | 'slotTo' | 'appointmentId'>

/** So much earlier than they came do people of the green channel count as having come (reference hall.md 1.4). */
const GREEN_AHEAD_MS = 30 * 60_000
/** Whoever comes later than this to their slot stands where they came. */
const SLOT_IS_KEPT_MS = 10 * 60_000

export function standingOf(
  hall: Pick<QueueHall, 'policy'>,
  /** `bornOn` as a card tells it, `1949-12-31`: a number that was typed makes nobody old. */
  person: { readonly precedence?: Precedence | undefined; readonly bornOn?: string | null | undefined },
  at: { readonly instant: Date; readonly day: string },
): Standing {
  const { precedence } = person
  if (precedence?.class === 'appointment') {
    const { slotFrom, slotTo, appointmentId } = precedence
    const rank = isLate(slotFrom, at.instant) ? at.instant : slotFrom
    return { priority: 'appointment', priorityReason: null, rank, slotFrom, slotTo, appointmentId }
  }
  const fromAge = hall.policy?.greenChannel?.fromAge
  const old = fromAge !== undefined && person.bornOn !== null && person.bornOn !== undefined && ageOn(person.bornOn, at.day) >= fromAge
  const reason = precedence?.reason ?? (old ? 'elderly' : null)
  if (reason === null) return { priority: 'ordinary', priorityReason: null, rank: at.instant, ...NO_SLOT }
  return { priority: 'green', priorityReason: reason, rank: new Date(at.instant.getTime() - GREEN_AHEAD_MS), ...NO_SLOT }
}

/**
 * Whether somebody goes before the ordinary now: the green channel, and whoever has booked from their slot on. Who took an
 * ordinary number and checked in for their booking afterwards stands until then as they stood.
 */
export function goesFirst({ priority, slotFrom }: Pick<QueueTicket, 'priority' | 'slotFrom'>, at: Date): boolean {
  return priority === 'green' || (slotFrom === null ? priority === 'appointment' : slotFrom <= at)
}

const NO_SLOT = { slotFrom: null, slotTo: null, appointmentId: null } as const

/** Too late for a slot that began at `slotFrom`: whoever comes now stands where they came. */
export function isLate(slotFrom: Date, instant: Date): boolean {
  return instant.getTime() > slotFrom.getTime() + SLOT_IS_KEPT_MS
}

/** In whole years; whoever was born on 29 February is a year older from 1 March where there is none. */
function ageOn(bornOn: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return day.slice(5) >= bornOn.slice(5) ? years : years - 1
}
