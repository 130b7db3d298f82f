import type { Ledger } from '../../../main/ledger/ledger.ts'
import { createQueue, type Queue, type TakeRequest } from '../../../main/queue/queue.ts'
import type { QueueHall } from '../../../main/queue/availability.ts'
import { TEN_O_CLOCK } from '../ledger/fixture.ts'

const ALL_DAY = [{ from: '00:00', to: '24:00' }]

/** A hall that never closes, with three businesses. */
export const ALWAYS_OPEN: QueueHall = {
  hall: { timeZone: 'Asia/Shanghai' },
  calendar: {
    weekly: { mon: ALL_DAY, tue: ALL_DAY, wed: ALL_DAY, thu: ALL_DAY, fri: ALL_DAY, sat: ALL_DAY, sun: ALL_DAY },
    holidays: [],
    workdays: [],
    breaks: [],
    lastTicketMinutes: 0,
  },
  businesses: [{ code: 'A', windows: ['1', '2'] }, { code: 'B' }, { code: 'C', quota: { perDay: 2 } }],
}

export function queueOn(ledger: Ledger, now: () => Date = () => TEN_O_CLOCK, hall: QueueHall = ALWAYS_OPEN): Queue {
  return createQueue({ ledger, hall: () => hall, now, terminal: 'K01' })
}

/** A request for A without a person, unless told otherwise. */
export function request(requestId: string, rest: Partial<TakeRequest> = {}): TakeRequest {
  return { requestId, business: 'A', person: null, origin: 'kiosk', paper: 'ticket', ...rest }
}

/** Specimen holders of the document standards' own sample cards. */
export const SPECIMEN = { number: '11010519491231002X', name: '样本一' }
