import type { Ledger } from '../../ledger/ledger.ts'
import type { Log } from '../../operations/log.ts'
import type { PlatformFault } from '../../platform/fault.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Asker } from '../../session/proof.ts'
import { bookingOf, type Booking } from './booking.ts'
import { createDayList } from './day-list.ts'

/** What people have booked at this hall today. */
export interface Bookings {
  /** Whether the day's list has a booking of this person. It is asked here alone: of whoever has booked nothing, nothing is told to anybody. */
  has(asker: Asker): Promise<boolean>
  /** The platform's word where it gives it in time, else the day's list. */
  of(asker: Asker): Promise<readonly Booking[]>
  close(): Promise<void>
}

/** Judgement: whoever books on their phone on the way to the hall is known when they come. */
const PULLED_EVERY_MS = 3 * 60_000

/** Pulls the day's list at once and every few minutes, until `close`. */
export function followBookings(parts: {
  readonly ledger: Ledger
  readonly platform: Pick<Platform, 'appointments' | 'appointmentsOfDay'>
  /** As the platform knows it. */
  readonly hallCode: () => string
  readonly businessDay: () => string
  readonly now: () => Date
  readonly log: Log
  /** What only the ledger or a bug can do; it is tried again. */
  readonly onFault: (error: unknown) => void
}): Bookings {
  const { platform, hallCode, businessDay, log } = parts
  const list = createDayList(parts)
  const closing = new AbortController()
  let kept = ''
  let lastFault: PlatformFault['kind'] | null = null
  let timer: NodeJS.Timeout | undefined
  let work = pullThenAgain()

  async function pullThenAgain(): Promise<void> {
    await pull().catch(parts.onFault)
    if (closing.signal.aborted) return
    timer = setTimeout(() => {
      work = pullThenAgain()
    }, PULLED_EVERY_MS)
  }

  async function pull(): Promise<void> {
    const day = businessDay()
    const told = await platform.appointmentsOfDay(hallCode(), day, closing.signal)
    if (closing.signal.aborted) return
    if (told.ok) {
      const bookings = told.value.map(({ person, appointment }) => ({ person: { number: person.number, name: null }, booking: bookingOf(appointment) }))
      const news = `${day} ${JSON.stringify(bookings.map(({ booking }) => booking))}`
      if (news !== kept) await list.replace(day, bookings)
      kept = news
    } else {
      await list.forgetOthers(day)
      if (lastFault !== told.fault.kind) log.warn({ line: told.fault.line }, 'the day’s bookings cannot be had; those that are here stay in use')
    }
    lastFault = told.ok ? null : told.fault.kind
  }

  const keptOf = ({ person }: Asker) => list.of({ number: person.number, name: null }, businessDay())

  return {
    has: async (asker) => (await keptOf(asker)).length > 0,
    async of(asker) {
      const told = await platform.appointments(asker, hallCode())
      return told.ok ? told.value.map(bookingOf) : keptOf(asker)
    },
    async close() {
      closing.abort()
      clearTimeout(timer)
      await work
    },
  }
}
