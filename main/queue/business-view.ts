import type { Availability as AvailabilityView, BusinessView } from '../contract/kiosk.ts'
import type { LocalText } from '../contract/text.ts'
import type { HallBusiness } from '../configuration/hall-file.ts'
import type { Availability, BusinessState } from './availability.ts'
import { businessDay } from './calendar.ts'
import { hallTime } from './hall-time.ts'
import { windowLabels } from './ticket-content.ts'
import { waitText, type HallWaits } from './waiting-time.ts'

/** A business as the page shows it: the hall's words about it, and how it stands now. */
export function businessView(business: HallBusiness, state: BusinessState, now: Date, timeZone: string, waits: HallWaits): BusinessView {
  const wait = waits(business.code)
  return {
    code: business.code,
    name: business.name,
    department: business.department,
    identify: business.identify,
    waiting: state.waiting,
    ...(wait === null ? {} : { wait: waitText(wait) }),
    windows: windowLabels(business),
    hours: state.hours.map(({ from, to }) => `${from}–${to}`),
    availability: availabilityView(state.availability, now, timeZone),
  }
}

export function availabilityView(availability: Availability, now: Date, timeZone: string): AvailabilityView {
  switch (availability.state) {
    case 'open':
      return { state: 'open' }
    case 'sold-out':
      return { state: 'sold-out', ...(availability.reopens ? { reopens: reopensText(availability.reopens, now, timeZone) } : {}) }
    case 'closed': {
      const { reason, reopens } = availability
      return { state: 'closed', reason, ...(reopens ? { reopens: reopensText(reopens, now, timeZone) } : {}) }
    }
  }
}

const DAY_MS = 86_400_000

/** When it opens again, as people say it: `今天 13:30`, `明天 09:00`, `周一 09:00` within a week, else `10月8日 09:00`. */
export function reopensText(next: Date, now: Date, timeZone: string): LocalText {
  const time = hallTime(timeZone).time(next)
  const day = businessDay(next, timeZone)
  if (day === businessDay(now, timeZone)) return { zh: `今天 ${time}`, en: `today ${time}` }
  if (day === businessDay(new Date(now.getTime() + DAY_MS), timeZone)) return { zh: `明天 ${time}`, en: `tomorrow ${time}` }
  const withinAWeek = next.getTime() - now.getTime() < 6 * DAY_MS
  const form = withinAWeek ? ({ weekday: 'short' } as const) : ({ month: 'long', day: 'numeric' } as const)
  const inWords = (locale: string) => new Intl.DateTimeFormat(locale, { ...form, timeZone }).format(next)
  return { zh: `${inWords('zh-CN')} ${time}`, en: `${inWords('en-GB')} ${time}` }
}
