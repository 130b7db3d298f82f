import { HallFile } from '../../../main/configuration/hall-file.ts'
import type { Calling, HallPicture } from '../../../main/queue/calling/calling.ts'
import type { QueueEvent, QueueStore, QueueTicket, WindowState } from '../../../main/queue/store/queue-store.ts'

/** Ten in the morning in the hall. */
export const TEN = new Date('2026-11-23T02:00:00Z')
const ALWAYS = ['00:00-24:00']

export const HALL = HallFile.parse({
  hall: { code: '530323-01', name: { zh: '示例县政务服务中心', en: 'Example County Service Hall' }, helpLine: '12345' },
  calendar: { weekly: { mon: ALWAYS, tue: ALWAYS, wed: ALWAYS, thu: ALWAYS, fri: ALWAYS, sat: ALWAYS, sun: ALWAYS } },
  businesses: [
    { code: 'A', name: { zh: '社会保险', en: 'Social insurance' }, department: '人社局', windows: [1, 2] },
    { code: 'B', name: '就业', department: '人社局', windows: [3] },
    { code: 'C', name: '咨询', department: '人社局' },
  ],
  windows: [{ no: 1, first: ['A'], area: '东区' }, { no: 2, first: ['A'], area: '西区' }, { no: 3, first: ['B'], area: '东区' }],
  policy: { calls: { quiet: ['12:00-13:30'], languages: ['zh', 'en'], one: '幺' } },
  notices: { consent: { version: 1, text: '将读取您的身份证' }, board: ['过号请到咨询台'] },
})

export function called(seq: number, number: string, window: string, at: Date = TEN, rest: Partial<QueueEvent> = {}): QueueEvent {
  const ticketId = `ticket-${number}`
  return { seq, at, kind: 'ticket.called', ticketId, number, business: number.slice(0, 1), window, facts: { calls: 1 }, ...rest }
}

export function ticket(number: string, status: QueueTicket['status'], window: string | null = null): QueueTicket {
  return {
    ticketId: `ticket-${number}`,
    requestId: `request-${number}`,
    businessDay: '2026-11-23',
    business: number.slice(0, 1),
    series: number.slice(0, 1),
    seq: Number(number.slice(1)),
    number,
    status,
    origin: 'kiosk',
    terminal: 'K01',
    paper: 'ticket',
    issuedAt: TEN,
    aheadAtIssue: 0,
    priority: 'ordinary',
    priorityReason: null,
    rank: TEN,
    slotFrom: null,
    slotTo: null,
    appointmentId: null,
    topAt: null,
    forWindow: null,
    window,
    clerk: null,
    calls: window === null ? 0 : 1,
    firstCalledAt: null,
    lastCalledAt: null,
    servingAt: null,
    endedAt: null,
    reason: null,
    items: [],
  }
}

export function windowState(window: string, state: WindowState['state']): WindowState {
  return { window, state, clerk: null, pauseReason: null, since: TEN, ordinaryInARow: 0 }
}

export function pictureOf(seq: number, rest: Partial<HallPicture> = {}): HallPicture {
  return { seq, businessDay: '2026-11-23', windows: [], tickets: [], services: [], served: {}, ...rest }
}

/** A store of events alone, which can be made to fail, and what calls over it know. */
export function eventStore() {
  const events: QueueEvent[] = []
  const ears = new Set<() => void>()
  let tickets: readonly QueueTicket[] = []
  let down = false
  let reads = 0
  const asked = <Value>(value: Value) => {
    reads += 1
    return down ? Promise.reject(new Error('the store is down')) : Promise.resolve(value)
  }
  const last = () => events.at(-1)?.seq ?? 0
  const store: Pick<QueueStore, 'eventsAfter' | 'lastEvent' | 'onNews'> = {
    eventsAfter: (seq, atMost) => asked(events.filter((event) => event.seq > seq).slice(0, atMost)),
    lastEvent: () => asked(last()),
    onNews: (listener) => {
      ears.add(listener)
      return () => ears.delete(listener)
    },
  }
  const calling: Pick<Calling, 'picture'> = { picture: () => asked(pictureOf(last(), { tickets })) }
  return {
    store,
    calling,
    /** Happens without anybody being told: a poll finds it. */
    add: (...happened: readonly QueueEvent[]) => void events.push(...happened),
    tell: () => {
      for (const ear of ears) ear()
    },
    tickets: (...there: readonly QueueTicket[]) => {
      tickets = there
    },
    down: (is: boolean) => {
      down = is
    },
    ears: () => ears.size,
    reads: () => reads,
  }
}
