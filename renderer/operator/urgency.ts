import type { OperatorView } from '../../main/contract/operator.ts'

/** The places of the counter, in the order in which they stand. */
export const PLACES = ['devices', 'sheets', 'paper', 'outbox', 'evaluations', 'day', 'hours', 'hallPages', 'machine'] as const
export type PlaceName = (typeof PLACES)[number]

/** What stands beside a place's name. */
export type PlaceCount =
  /** So many things need a person. */
  | { readonly kind: 'wants'; readonly count: number }
  /** Nothing to do; so much is there. */
  | { readonly kind: 'holds'; readonly count: number }
  | { readonly kind: 'quiet' }

/** What keeps people from a number comes before what only waits for somebody. */
const GRAVEST_FIRST: readonly PlaceName[] = ['devices', 'sheets', 'hours', 'paper', 'evaluations', 'hallPages', 'outbox', 'machine', 'day']

/** Milliseconds: what may have been copied wants a look on the day on which it was noticed. */
const DAY = 24 * 3_600_000

export function countsOf(view: OperatorView, locked: number): Readonly<Record<PlaceName, PlaceCount>> {
  const { devices, sheets, certificates, paper, tray, outbox, platform, badCases, day, hours, hallPages, hallServer, now } = view
  const waitingForSomebody = sheets.filter(needsPerson).length + certificates.filter(certificateNeedsPerson).length
  return {
    devices: count(devices.filter(({ well }) => !well).length, 0),
    sheets: count(waitingForSomebody, sheets.length + certificates.length),
    paper: count([paper, tray].filter((each) => each?.nearEnd === true).length, paper?.ticketsLeft ?? tray?.left ?? 0),
    outbox: count(outbox.shelf + (auditFault(platform) === null ? 0 : 1), outbox.waiting),
    evaluations: count(badCases.open, 0),
    day: count(0, day.businesses.reduce((all, { issued }) => all + issued, 0)),
    hours: count(hours.closure === null ? 0 : 1, 0),
    hallPages: hallServer === null ? count(hallPages === null ? 0 : hallPages.pairings.length + hallPages.devices.filter(({ usedTwiceAt }) => usedTwiceAt !== null && usedTwiceAt > now - DAY).length, 0) : hallServerCount(hallServer),
    machine: count(locked, 0),
  }
}

/** The place to begin at: where the gravest thing is, or the devices of a terminal that is well. */
export function mostUrgent(counts: Readonly<Record<PlaceName, PlaceCount>>): PlaceName {
  return GRAVEST_FIRST.find((place) => counts[place].kind === 'wants') ?? 'devices'
}

/** A sheet that no printer will settle any more. */
export function needsPerson({ state }: OperatorView['sheets'][number]): boolean {
  return state === 'failed' || state === 'unknown'
}

/** A certificate that only a person who looks can settle. */
export function certificateNeedsPerson({ state }: OperatorView['certificates'][number]): boolean {
  return state === 'failed' || state === 'unknown' || state === 'left'
}

/** What the platform found wrong with the audit log; null where it found nothing. */
export function auditFault({ auditLog }: OperatorView['platform']): 'behind' | 'contradicts' | null {
  return auditLog === 'behind' || auditLog === 'contradicts' ? auditLog : null
}

/** A line that is only being made is nobody's matter yet. */
function hallServerCount({ state, waiting, notTaken }: NonNullable<OperatorView['hallServer']>): PlaceCount {
  const unwell = state === 'up' || state === 'connecting' ? 0 : 1
  return count(unwell + notTaken.filter(({ instead }) => instead === null).length, waiting)
}

function count(wants: number, holds: number): PlaceCount {
  if (wants > 0) return { kind: 'wants', count: wants }
  return holds > 0 ? { kind: 'holds', count: holds } : { kind: 'quiet' }
}
