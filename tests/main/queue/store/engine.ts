import type { CallingHall } from '../../../../main/queue/calling/windows-of-hall.ts'
import { issueNumber, type IssueResult, type TakeRequest } from '../../../../main/queue/issuing.ts'
import { businessDay } from '../../../../main/queue/calendar.ts'
import type { QueueStore, QueueTicket, WindowState } from '../../../../main/queue/store/queue-store.ts'
import { ALWAYS_OPEN } from '../always-open.ts'

/** One engine under test, with a hall and a clock that the test holds. */
export interface Engine {
  readonly store: QueueStore
  /** The hall's clock, which the test sets; the engine stamps its events by it. */
  readonly clock: { now: Date }
  readonly hall: () => CallingHall
  close(): Promise<void>
  /** The same queue, let go of and opened again: what was answered is there. */
  reopen(): Promise<QueueStore>
}

/** Opens a queue of its own for each call, empty, at ten in the morning of 22 November 2026 in Shanghai. */
export type OpenEngine = (hall?: CallingHall) => Promise<Engine>

/** Windows 1 and 2 serve A first, 2 also B; 3 serves B, and helps out with A. Nobody serves C. */
export const CALLING_HALL: CallingHall = {
  ...ALWAYS_OPEN,
  policy: { greenChannel: { fromAge: 60 } },
  businesses: [{ code: 'A', items: [{ zh: '参保登记', en: 'Registration' }] }, { code: 'B', items: [{ zh: '异地备案', en: 'Treatment elsewhere' }] }, { code: 'C', windows: [] }],
  windows: [
    { no: '1', first: ['A'], also: [], overflow: [] },
    { no: '2', first: ['A', 'B'], also: [], overflow: [] },
    { no: '3', first: ['B'], also: [], overflow: ['A'] },
  ],
}

/** One number for A, of nobody, unless told otherwise. */
export async function take({ store, clock, hall }: Pick<Engine, 'store' | 'clock' | 'hall'>, requestId: string, rest: Partial<TakeRequest> = {}): Promise<IssueResult> {
  const request: TakeRequest = { requestId, business: 'A', person: null, origin: 'kiosk', paper: 'screen', ...rest }
  return await store.transact(async (tx) => {
    const day = businessDay(clock.now, hall().hall.timeZone)
    return await issueNumber(tx, request, { hall: hall(), instant: clock.now, day, terminal: 'K01', intend: () => null })
  })
}

export async function taken(engine: Pick<Engine, 'store' | 'clock' | 'hall'>, requestId: string, rest: Partial<TakeRequest> = {}): Promise<QueueTicket> {
  const issued = await take(engine, requestId, rest)
  if (issued.outcome !== 'issued') throw new Error(issued.outcome)
  return issued.ticket
}

/** A booking of its own for half an hour from `slotFrom` on. */
export function booked(appointmentId: string, slotFrom: Date): Pick<TakeRequest, 'precedence'> {
  return { precedence: { class: 'appointment', appointmentId, slotFrom, slotTo: new Date(slotFrom.getTime() + 30 * 60_000) } }
}

/** A window as it is when somebody has just sat down there; `since` is the test's. */
export const QUIET_WINDOW: WindowState = {
  window: '1',
  state: 'open',
  clerk: '李',
  pauseReason: null,
  since: new Date('2026-11-22T02:00:00Z'),
  ordinaryInARow: 2,
}
