import type { QueueHall } from '../../../main/queue/availability.ts'

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
