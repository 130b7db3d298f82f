import type { Ledger } from '../../../main/ledger/ledger.ts'
import { createQueue, type Queue, type TakeRequest } from '../../../main/queue/queue.ts'
import type { QueueHall } from '../../../main/queue/availability.ts'
import { TEN_O_CLOCK } from '../ledger/fixture.ts'
import { ALWAYS_OPEN } from './always-open.ts'

export { ALWAYS_OPEN } from './always-open.ts'

export function queueOn(ledger: Ledger, now: () => Date = () => TEN_O_CLOCK, hall: QueueHall = ALWAYS_OPEN, timeIsKnown: () => boolean = () => true): Queue {
  return createQueue({ ledger, hall: () => hall, now, terminal: 'K01', timeIsKnown })
}

/** A request for A without a person, unless told otherwise. */
export function request(requestId: string, rest: Partial<TakeRequest> = {}): TakeRequest {
  return { requestId, business: 'A', person: null, origin: 'kiosk', paper: 'ticket', ...rest }
}

/** Specimen holders of the document standards' own sample cards. */
export const SPECIMEN = { number: '11010519491231002X', name: '样本一' }
