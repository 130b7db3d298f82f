import type { HallFile } from '../../configuration/hall-file.ts'
import type { StatisticsView, TallyRowView } from '../../contract/manager.ts'
import type { LocalText } from '../../contract/text.ts'
import { hallTime } from '../hall-time.ts'
import type { QueueTicket } from '../store/queue-store.ts'
import { alertsOf } from './alerts.ts'
import type { Period } from './period.ts'
import { tallyBy, tallyOf, type TallyKey } from './tally.ts'

/** What a hall's tickets of a period have come to, for its manager: the day's, month's or quarter's figures and the supervisor's alerts. */
export function hallStatistics(
  tickets: readonly QueueTicket[],
  period: Period,
  hall: Pick<HallFile, 'hall' | 'calendar' | 'businesses' | 'policy'>,
  at: Date,
): Omit<StatisticsView, 'evaluations'> {
  const clock = hallTime(hall.hall.timeZone)
  const hourOf = (instant: Date) => clock.time(instant).slice(0, 2)
  const businessName = (code: string) => hall.businesses.find((each) => each.code === code)?.name ?? plain(code)
  const rows = (key: TallyKey, nameOf: (key: string) => LocalText): TallyRowView[] =>
    tallyBy(tickets, key, hourOf).map((row) => ({ key: row.key, name: nameOf(row.key), tally: row.tally }))
  return {
    hall: hall.hall.name,
    from: period.from,
    to: period.to,
    at: clock.dateAndTime(at),
    total: tallyOf(tickets),
    byBusiness: rows('business', businessName),
    byWindow: rows('window', (no) => ({ zh: `${no}号窗口`, en: `Window ${no}` })),
    byHour: rows('hour', (hour) => plain(`${hour}:00–${hour}:59`)),
    byDay: rows('day', plain),
    ...alertsOf(tickets, hall, at),
  }
}

function plain(text: string): LocalText {
  return { zh: text, en: text }
}
